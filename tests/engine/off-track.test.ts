/** Predictions, scores off track and surveys made by SQL equal the plain derivation row by row. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { scoreTrackTable, trackModelTable } from '$lib/model/derive/off-track';
import type { Cell } from '$lib/sql/columns';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { derive as naiveDerive } from '../naive/derive';
import { canonicalRows } from '../naive/random';
import { settingsFor } from '../naive/random-cohort';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';

/** Few enough for random rows, enough for a fit that is not exact. */
const LEAST_PAIRS = 8;

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

const MODELS = 'SELECT * FROM track_model';

const TRACKS = `SELECT q.person_id, s.stay_id, t.measure, t.rater, p.taken_on, t.predicted,
    t.is_off_track::INTEGER AS is_off_track
  FROM score_track t JOIN score_point p USING (score_no) JOIN stay s ON s.stay_no = t.stay_no
  JOIN person q ON q.person_no = s.person_no`;

const SURVEYS = `SELECT s.stay_id, s.person_id, x.taken_on, x.instrument, x.score,
    x.top_box::INTEGER AS top_box
  FROM survey x LEFT JOIN stay s USING (stay_no)`;

type Row = Readonly<Record<string, Cell | boolean | undefined>>;

async function read(query: string): Promise<Row[]> {
  const found = await engine.query(query);
  return found.rows();
}

const world = canonicalRows.chain((rows) =>
  fc.record({ rows: fc.constant(rows), settings: settingsFor(rows) }),
);

/** One in five worlds has predictions; without this one, a run of twenty may have none at all. */
const WITH_TRACKS = fc
  .sample(world, { seed: 1, numRuns: 40 })
  .find(({ rows, settings }) => naiveDerive(rows, settings, LEAST_PAIRS).scoreTracks.length > 0)!;

describe('predictions and surveys of random rows', () => {
  it('equal the plain derivation', { timeout: 300_000 }, async () => {
    let tracks = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ rows, settings }) => {
        await fillCanonicalTables(engine, rows);
        await derive(engine, settings);
        await engine.execute(trackModelTable(LEAST_PAIRS).text);
        await engine.execute(scoreTrackTable().text);
        const expected = naiveDerive(rows, settings, LEAST_PAIRS);
        tracks += expected.scoreTracks.length;
        expectSame(await read(MODELS), expected.trackModels, ['measure']);
        const key = ['person_id', 'stay_id', 'measure', 'rater', 'taken_on'];
        expectSame(await read(TRACKS), expected.scoreTracks, key);
        const survey = ['stay_id', 'taken_on', 'instrument', 'score', 'top_box'];
        expectSame(await read(SURVEYS), expected.surveys, survey);
      }),
      { numRuns: Number(process.env['STEPDOWN_RUNS'] ?? 20), examples: [[WITH_TRACKS]] },
    );
    expect(tracks).toBeGreaterThan(0);
  });

  it('make no prediction from fewer than 100 pairs', async () => {
    const [rows] = fc.sample(canonicalRows, { numRuns: 1, seed: 1 });
    await fillCanonicalTables(engine, rows!);
    await derive(engine, DEFAULT_SETTINGS);
    const pairs = await read(`SELECT max(n) AS n FROM (SELECT count(*)::INTEGER AS n
      FROM score_pair WHERE unit = 'stay' AND status = 'paired' GROUP BY measure)`);
    expect(Number(pairs[0]!['n'])).toBeLessThan(100);
    expect(await read(MODELS)).toEqual([]);
  });
});

/** The same rows in any order; decimals to nine digits, flags as 0 and 1. */
function expectSame(
  found: readonly Row[],
  expected: readonly object[],
  keys: readonly string[],
): void {
  const columns = Object.keys(found[0] ?? {});
  const plain = expected.map((row) => row as Row);
  const keyOf = (row: Row): string => JSON.stringify(keys.map((key) => cellOf(row[key])));
  const sorted = (rows: readonly Row[]): Row[] =>
    [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  expect(found.length).toBe(plain.length);
  const others = sorted(plain);
  sorted(found).forEach((row, index) => {
    for (const column of columns) {
      const [one, other] = [cellOf(row[column]), cellOf(others[index]![column])];
      const isNear =
        typeof one === 'number' && typeof other === 'number'
          ? Math.abs(one - other) <= 1e-8 * Math.max(1, Math.abs(other))
          : one === other;
      expect(isNear, `${keyOf(row)} ${column}: ${one}, not ${other}`).toBe(true);
    }
  });
}

function cellOf(cell: Row[string]): Cell {
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  return cell ?? null;
}
