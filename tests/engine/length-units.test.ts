/** The stays and paths behind figures of ends, on cases that random data rarely hold. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { type ComputedFigure, computeFigure } from '$lib/metrics/compute';
import { metricOf } from '$lib/metrics/registry';
import { type Conventions, DEFAULT_SETTINGS } from '$lib/model/settings';
import { stayRow } from '../naive/rows';
import type { StayRow } from '../naive/types';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { expectUnits } from '../support/check-units';
import { startNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

type Cells = Omit<Parameters<typeof stayRow>[0], 'stay_id'>;

const MOVED: readonly Cells[] = [
  { person_id: 'p', level_of_care: 'php', admitted_on: '2024-01-01', discharged_on: '2024-01-20' },
  { person_id: 'p', level_of_care: 'iop', admitted_on: '2024-01-20', discharged_on: '2024-02-20' },
  { person_id: 'q', level_of_care: 'iop', admitted_on: '2024-01-05', discharged_on: '2024-03-01' },
  { person_id: 'r', level_of_care: 'iop', admitted_on: '2024-02-05', discharged_on: null },
];

/** The figure of the moves at two programs, after its units gave its numbers. */
async function figure(
  id: string,
  more: Partial<StayRow>,
  conventions: Partial<Conventions> = {},
): Promise<ComputedFigure> {
  const stays = MOVED.map((row, index) =>
    stayRow({
      stay_id: `s${index}`,
      rowNo: index,
      discharge_reason: row.discharged_on ? 'completed' : null,
      program: index === 0 ? 'North' : 'South',
      ...row,
      ...more,
    }),
  );
  const settings = {
    ...DEFAULT_SETTINGS,
    conventions: { ...DEFAULT_SETTINGS.conventions, ...conventions },
  };
  await fillCanonicalTables(engine, { stays, scores: [], sessions: [] });
  await derive(engine, settings, []);
  const facts = { cohort: ALL_STAYS, settings, dataCut: '2024-04-01' };
  const computed = await computeFigure(metricOf(id), facts, (query) => engine.query(query));
  await expectUnits(engine, computed);
  return computed;
}

/** How many units each scope has, and how many of them count by level and program alone. */
async function scopes({ metric, context }: ComputedFigure): Promise<Record<string, string>> {
  const result = await engine.query(
    `SELECT scope, count(*)::INTEGER AS n, count_if(divided = 1)::INTEGER AS divided
    FROM (${metric.units.query(context).text}) GROUP BY scope`,
  );
  return Object.fromEntries(
    result.rows().map((row) => [String(row['scope']), `${row['n']}, divided ${row['divided']}`]),
  );
}

it.each(['length-of-stay', 'planned-discharge'])(
  'behind %s stand paths, all stays, and stays by level and program',
  async (id) => {
    expect(await scopes(await figure(id, {}))).toEqual({
      paths: '3, divided 0',
      'all stays': '4, divided 0',
      stays: '4, divided 4',
    });
  },
);

it.each(['length-of-stay', 'planned-discharge'])(
  'behind %s of one level stand stays alone, for everybody too',
  async (id) => {
    const found = await figure(id, { level_of_care: 'iop' });
    expect(await scopes(found)).toEqual({ stays: '4, divided 0' });
  },
);

it('behind few sessions stands nobody where no sessions are loaded', async () => {
  const found = await figure('early-dropout', {}, { earlyDropout: 'sessions' });
  expect(found.data.rows).toEqual([]);
  expect(await scopes(found)).toEqual({});
});
