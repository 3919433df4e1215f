/** The quality of the data in SQL equals its slow and obvious version on random rows. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import type { Kind } from '$lib/model/canonical';
import { filledCells } from '$lib/quality/completeness';
import { LATE_ROWS } from '$lib/quality/late-notices';
import { readReliability } from '$lib/quality/reliability';
import type { Grouping } from '$lib/quality/row-groups';
import { PLACES, readTiming } from '$lib/quality/timing';
import { sql } from '$lib/sql/sql';
import { derive as naiveDerive } from '../naive/derive';
import {
  filled,
  keptSex,
  programOf,
  repeatedScores,
  scoresOutside,
  timing as naiveTiming,
} from '../naive/quality';
import { canonicalRows } from '../naive/random';
import { settingsFor } from '../naive/random-cohort';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

const run = (query: string): ReturnType<Engine['query']> => engine.query(query);

const world = canonicalRows.chain((rows) =>
  fc.record({ rows: fc.constant(rows), settings: settingsFor(rows) }),
);

const RUNS = Number(process.env['STEPDOWN_RUNS'] ?? 3);
const WORLDS = fc.sample(world, { seed: 20_261_126, numRuns: RUNS });

/** Places of scores that the random rows have reached. */
const seen = new Set<string>();

type Row = Readonly<Record<string, unknown>>;

/** What only some rows can have, from the words of the definition. */
const EXPECTED: Readonly<Record<string, (row: Row) => boolean>> = {
  discharge_reason: (row) => row['discharged_on'] !== null,
  attended_minutes: (row) => row['status'] === 'attended',
  group_id: (row) => row['session_type'] === 'group',
};

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  stays: ['program', 'discharge_reason', 'sex'],
  scores: ['taken_on', 'rater', 'stay_id'],
  sessions: ['session_type', 'attended_minutes', 'group_id'],
  surveys: ['person_id', 'score'],
};

describe.each(WORLDS.map((one, index) => ({ ...one, index })))(
  'random rows $index',
  ({ rows, settings }) => {
    const derived = naiveDerive(rows, settings);

    beforeAll(async () => {
      await fillCanonicalTables(engine, rows);
      await derive(engine, settings, ['x_county']);
    });

    it('have so many filled cells by file, program and month', async () => {
      const tables: Readonly<Record<string, readonly object[]>> = {
        stays: rows.stays,
        scores: [...rows.scores, ...(rows.visits ?? [])],
        sessions: rows.sessions,
        surveys: rows.surveys ?? [],
      };
      const day: Readonly<Record<string, string>> = { stays: 'admitted_on', sessions: 'held_on' };
      for (const [kind, columns] of Object.entries(COLUMNS)) {
        const groups: Readonly<Record<Grouping, (row: Row) => string>> = {
          file: (row) => String(row['fileId']),
          program: (row) =>
            kind === 'stays' ? String(row['program'] ?? 'not given') : programOf(row, rows.stays),
          month: (row) =>
            String(row[day[kind] ?? 'taken_on'] ?? 'not given').replace(/^(\d+-\d+)-\d+$/, '$1'),
        };
        for (const [by, groupOf] of Object.entries(groups)) {
          const found = await run(filledCells(kind as Kind, columns, by as Grouping).text);
          for (const [at, column] of columns.entries()) {
            const expected = filled(
              tables[kind] as readonly Row[],
              column,
              groupOf,
              EXPECTED[column] ?? (() => true),
            );
            const counts = found
              .rows()
              .map((row) => [row['group_name'], [row[`n_${at}`], row[`of_${at}`]]]);
            expect(Object.fromEntries(counts), `${kind}.${column} by ${by}`).toEqual(expected);
          }
        }
      }
    });

    it('are recorded twice so often, and agree so often', async () => {
      const { repeated, facts } = await readReliability(run);
      const found = repeated.map(({ measure, raters, n, of, mostDistance }) => [
        `${measure} ${raters}`,
        { n, of, mostDistance },
      ]);
      const expected = Object.entries(repeatedScores(rows.scores)).map(([key, value]) => [
        key,
        { n: value.n, of: value.of, mostDistance: Math.max(...value.distances) },
      ]);
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
      for (const { measure, raters, meanDistance } of repeated) {
        const { distances } = repeatedScores(rows.scores)[`${measure} ${raters}`]!;
        const mean = distances.reduce((sum, one) => sum + one, 0) / distances.length;
        expect(meanDistance).toBeCloseTo(mean, 10);
      }
      const [n, of] = keptSex(rows.stays);
      expect(facts).toEqual(of === 0 ? [] : [{ column: 'sex', n, of }]);
    });

    it('have so many scores that a later row replaces, and that no window holds', async () => {
      const count = async (code: keyof typeof LATE_ROWS): Promise<number | null> =>
        (await run(sql`SELECT count(*)::INTEGER AS n FROM (${LATE_ROWS[code]})`.text)).number(
          'n',
          0,
        );
      const superseded = derived.scorePoints.reduce((sum, point) => sum + point.superseded, 0);
      expect(await count('score_superseded')).toBe(superseded);
      const outside = await run(
        sql`SELECT row_no FROM (${LATE_ROWS.score_outside_windows}) ORDER BY row_no`.text,
      );
      const rowNumbers = scoresOutside(derived).map(({ rowNo }) => rowNo);
      expect(outside.column('row_no')).toEqual(rowNumbers.sort((a, b) => a - b));
    });

    it('have first and last scores early, in their window, late, or not at all', async () => {
      const used = await run(
        `SELECT DISTINCT b.program, a.measure FROM administration a JOIN stay_base b USING (stay_no)`,
      );
      const inUse = used.rows() as { program: string; measure: string }[];
      const { counts, days } = naiveTiming(derived, inUse);
      const found = await readTiming(run);
      for (const one of found) {
        for (const place of PLACES) if (one.counts[place] > 0) seen.add(`${one.part} ${place}`);
      }
      const entries = found.flatMap((one) =>
        PLACES.filter((place) => one.counts[place] > 0).map((place) => [
          `${one.part} ${one.measure} ${one.program} ${place}`,
          one.counts[place],
        ]),
      );
      expect(Object.fromEntries(entries)).toEqual(counts);
      for (const { part, measure, program, medianDay } of found) {
        expect(medianDay).toBe(median(days[`${part} ${measure} ${program}`] ?? []));
      }
    });
  },
);

it('reach every place that a score can have', () => {
  const places = ['baseline', 'discharge'].flatMap((part) =>
    PLACES.map((place) => `${part} ${place}`),
  );
  expect([...seen].sort()).toEqual(places.sort());
});

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
