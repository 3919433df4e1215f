/** State occupancy of the sample data against R, and the cases that decide what a state is. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { type ComputedFigure, computeFigure } from '$lib/metrics/compute';
import type { FigureRow } from '$lib/metrics/metric';
import { estimateOccupancy } from '$lib/metrics/transitions/occupancy-bands';
import { stateOccupancy } from '$lib/metrics/transitions/state-occupancy';
import { deriveSteps } from '$lib/model/derive';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { bootstrapPersons } from '$lib/stats/bootstrap';
import { CUT, stay } from '../naive/case';
import type { StayRow } from '../naive/types';
import oracle from '../oracles/occupancy.json';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { importFiles } from '../support/import-files';
import { startNodeEngine } from '../support/node-engine';

let engine: Engine;

beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

function compute(dataCut: string, cohort: Cohort = ALL_STAYS): Promise<ComputedFigure> {
  const facts = { cohort, settings: DEFAULT_SETTINGS, dataCut };
  return computeFigure(stateOccupancy, facts, (query) => engine.query(query));
}

function rowsOn(day: number, { data }: ComputedFigure): FigureRow[] {
  return data.rows.filter(
    (row) => row['level'] === null && row['program'] === null && row['day'] === day,
  );
}

describe('state occupancy of the sample data', () => {
  let figure: ComputedFigure;
  beforeAll(async () => {
    const content = new Blob([readFileSync('sample-data/stays.csv')]);
    await importFiles(engine, [{ name: 'stays.csv', content }], '2026-11-15');
    await derive(engine);
    figure = await compute(oracle.data_cut);
  }, 120_000);

  it('is about the persons of the reference, up to the same day', async () => {
    const cut = await engine.query('SELECT day FROM data_cut');
    expect(cut.text('day', 0)).toBe(oracle.data_cut);
    expect(figure.data).toMatchObject({ n: 2400, persons: 2400, excluded: [] });
  });

  it.each(oracle.state_occupancy.map((expected) => [expected.day, expected] as const))(
    'equals R survfit on day %i',
    (day, expected) => {
      const rows = rowsOn(day, figure);
      const shares = Object.entries(expected.value);
      expect(rows).toHaveLength(shares.length);
      for (const [state, share] of shares) {
        const row = rows.find((one) => one['class'] === state);
        expect(Number(row?.['value']), state).toBeCloseTo(share, 10);
        expect(row?.['at_risk']).toBe(expected.under_observation);
      }
    },
  );

  it('has limits on both sides of every share of everybody that is no rarity', () => {
    const job = figure.bandJob!;
    if (job.kind !== 'state-occupancy') throw new Error(job.kind);
    const limits = bootstrapPersons({
      persons: job.persons,
      draws: 200,
      seed: 1,
      estimate: (weights) => estimateOccupancy(job, weights),
    });
    const { rows } = stateOccupancy.bands!.merge(figure.data, limits!);
    const common = rows.filter(
      (row) => row['level'] === null && row['program'] === null && Number(row['value']) > 0.01,
    );
    expect(common.length).toBeGreaterThan(1000);
    for (const row of common) {
      expect(Number(row['low'])).toBeLessThan(Number(row['value']));
      expect(Number(row['high'])).toBeGreaterThan(Number(row['value']));
    }
  });
});

/** The state of one person with a share, by day, as `day state`. */
function path(figure: ComputedFigure): string[] {
  const rows = figure.data.rows.filter(
    (row) => row['level'] === null && row['program'] === null && row['value'] === 1,
  );
  const states = rows.map((row) => `${row['day']} ${row['class']}`);
  return states.filter((state, at) => state.split(' ')[1] !== states[at - 1]?.split(' ')[1]);
}

const ended = (reason: string | null): Partial<StayRow> => ({ discharge_reason: reason });

describe('the state of a person', () => {
  // An import reads some canonical tables through views, which plain rows cannot replace.
  beforeAll(async () => {
    const views = await engine.query('SELECT view_name FROM duckdb_views() WHERE NOT internal');
    for (const name of views.column('view_name')) await engine.execute(`DROP VIEW "${name}"`);
  });

  it.each<readonly [string, readonly StayRow[], readonly string[]]>([
    [
      'goes on at another level on the day of a transfer, and ends as planned',
      [
        stay('a', 'php', '2024-01-01', '2024-01-15', ended('transferred')),
        stay('b', 'iop', '2024-01-15', '2024-02-01', ended('completed')),
      ],
      ['0 php', '14 iop', '31 planned_end'],
    ],
    [
      'is out of sight between two stays, since nobody looks ahead, and comes back',
      [
        stay('a', 'php', '2024-01-01', '2024-01-15', ended('transferred')),
        stay('b', 'op', '2024-01-17', '2024-01-20', ended('against_advice')),
        stay('c', 'op', '2024-03-01', null),
      ],
      ['0 php', '14 out_of_sight', '16 op', '19 dropped_out', '60 op'],
    ],
    [
      'is that of the stay admitted last where two run, and of the latest discharge where one is nested',
      [
        stay('a', 'php', '2024-01-01', '2024-02-01', ended('completed')),
        stay('b', 'op', '2024-01-10', '2024-01-20', ended('dropped_out')),
      ],
      ['0 php', '9 op', '19 php', '31 planned_end'],
    ],
    [
      'is the end of the day on which somebody came and left',
      [stay('a', 'inpatient', '2024-01-01', '2024-01-01', ended('deceased'))],
      ['0 deceased'],
    ],
    [
      'knows no housing, neither as a first stay nor as a level',
      [
        stay('a', 'housing', '2023-12-01', '2024-03-01', ended('completed')),
        stay('b', 'op', '2024-01-01', '2024-01-11', ended(null)),
      ],
      ['0 op', '10 out_of_sight'],
    ],
    [
      'is not known before the first admission nor after the cut',
      [
        stay('a', 'op', '2024-06-20', null),
        stay('b', 'php', '2024-07-02', '2024-07-03', ended('completed')),
      ],
      ['0 op'],
    ],
  ])('%s', async (_name, stays, expected) => {
    await fillCanonicalTables(engine, { stays, scores: [], sessions: [] });
    await derive(engine, { ...DEFAULT_SETTINGS, dataCut: CUT });
    const figure = await compute(CUT);
    expect(path(figure)).toEqual(expected);
    expect(figure.data).toMatchObject({ n: 1, persons: 1 });
    expect(figure.bandJob).toBeUndefined();
  });

  it('belongs to the cohort by the first stay', async () => {
    const stays = [
      stay('a', 'php', '2024-01-01', '2024-01-15'),
      stay('b', 'iop', '2024-01-15', null),
      stay('c', 'iop', '2024-02-01', null, { person_id: 'q' }),
      stay('d', 'housing', '2024-02-01', null, { person_id: 'r' }),
    ];
    await fillCanonicalTables(engine, { stays, scores: [], sessions: [] });
    await derive(engine);
    const inIop = await compute(CUT, { ...ALL_STAYS, filters: { level: ['iop'] } });
    expect(inIop.data).toMatchObject({ n: 1, excluded: [] });
    const housed = [{ reason: 'in housing only', n: 1 }];
    expect((await compute(CUT)).data).toMatchObject({ n: 2, excluded: housed });
  });

  it('is followed to the own end of observation where days are relative', async () => {
    const known = { observed_until: '2024-01-31' };
    const stays = [
      stay('a', 'op', '2024-01-01', '2024-01-11', { ...known, ...ended('completed') }),
      stay('b', 'op', '2024-03-01', null),
      stay('c', 'op', '2024-02-01', '2024-02-11', { person_id: 'q', ...ended('completed') }),
    ];
    await fillCanonicalTables(engine, { stays, scores: [], sessions: [] });
    for (const { statement } of deriveSteps(DEFAULT_SETTINGS, [], { time: 'relative' })) {
      await engine.execute(statement.text);
    }
    const figure = await compute(CUT);
    expect(path(figure)).toEqual(['0 op', '10 planned_end']);
    expect(rowsOn(30, figure)[0]).toMatchObject({ persons: 1, at_risk: 1 });
    expect(rowsOn(60, figure)).toEqual([]);
    expect(figure.data.excluded).toEqual([{ reason: 'end of observation not known', n: 1 }]);
  });
});
