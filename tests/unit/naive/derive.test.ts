/** The plain derivation on cases worked out by hand, and on random rows that must add up. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import { DERIVE_CASES, type DeriveCase } from '../../naive/cases';
import { derive } from '../../naive/derive';
import { FIGURE_IDS, naiveFigure } from '../../naive/figures/index';
import { canonicalRows } from '../../naive/random';
import { cohortFor, settingsFor } from '../../naive/random-cohort';

describe('derived rows', () => {
  it.each(DERIVE_CASES.map((example): [string, DeriveCase] => [example.name, example]))(
    '%s',
    (_name, { rows, settings, expected }) => {
      const derived = derive(rows, settings);
      expect(derived.dataCut).toBe(expected.dataCut);
      for (const row of expected.stays ?? []) {
        expectRow(derived.stays, ['stay_id'], row);
      }
      for (const person of new Set((expected.paths ?? []).map((path) => path.person_id))) {
        const isOwn = (row: { person_id: string }): boolean => row.person_id === person;
        expect(derived.paths.filter(isOwn)).toMatchObject((expected.paths ?? []).filter(isOwn));
      }
      for (const row of expected.scorePoints ?? []) {
        expectRow(
          derived.scorePoints,
          ['person_id', 'measure', 'rater', 'taken_on', 'stay_id'],
          row,
        );
      }
      const stayPairs = derived.scorePairs.filter((pair) => pair.grain === 'stay');
      for (const row of expected.stayPairs ?? []) {
        expectRow(stayPairs, ['stay_id', 'measure', 'rater'], row);
      }
      for (const { first_stay_id, ...row } of expected.pathPairs ?? []) {
        const path = derived.paths.find(({ stay_ids }) => stay_ids[0] === first_stay_id);
        const pairs = derived.scorePairs.filter((pair) => pair.grain === 'path');
        expectRow(pairs, ['path_id', 'measure', 'rater'], {
          ...row,
          path_id: path?.path_id ?? 'none',
        });
      }
      for (const row of expected.sessions ?? []) {
        expectRow(derived.sessions, ['session_id'], row);
      }
      for (const orphan of expected.orphans ?? []) {
        expect(derived.sessions.map((session) => session.session_id)).not.toContain(orphan);
      }
      for (const row of expected.attendance ?? []) {
        expectRow(derived.attendance, ['stay_id', 'week'], row);
      }
      for (const row of expected.groupMeetings ?? []) {
        expectRow(derived.groupMeetings, ['group_id', 'held_on'], row);
      }
    },
  );
});

function expectRow<Row extends object>(
  rows: readonly Row[],
  keys: readonly (keyof Row)[],
  expected: Partial<Row>,
): void {
  const found = rows.filter((row) => keys.every((key) => row[key] === expected[key]));
  expect(found).toMatchObject([expected]);
}

const world = canonicalRows.chain((rows) =>
  fc.record({ rows: fc.constant(rows), settings: settingsFor(rows), cohort: cohortFor(rows) }),
);

describe('figures of random rows', () => {
  it('can all be computed for any cohort', () => {
    fc.assert(
      fc.property(world, ({ rows, settings, cohort }) => {
        const derived = derive(rows, settings);
        for (const id of FIGURE_IDS) {
          const { rows: figureRows, value } = naiveFigure(id, derived, cohort, derived.settings);
          const numbers = figureRows.flatMap((row) => Object.values(row));
          expect([value, ...numbers].every((cell) => !Number.isNaN(cell))).toBe(true);
        }
      }),
      { numRuns: 25, seed: 1 },
    );
  }, 60_000);

  it('account for every stay and every session', () => {
    fc.assert(
      fc.property(world, ({ rows, settings }) => {
        const derived = derive(rows, settings);
        const excludedFrom = (id: 'next-move' | 'attendance-rate'): number =>
          naiveFigure(id, derived, ALL_STAYS, derived.settings).excluded.reduce(
            (total, { n }) => total + Number(n),
            0,
          );
        const moves = naiveFigure('next-move', derived, ALL_STAYS, derived.settings);
        expect((moves.denominator ?? 0) + excludedFrom('next-move')).toBe(derived.stays.length);
        const rate = naiveFigure('attendance-rate', derived, ALL_STAYS, derived.settings);
        expect((rate.denominator ?? 0) + excludedFrom('attendance-rate')).toBe(
          derived.sessions.length,
        );
      }),
      { numRuns: 25, seed: 2 },
    );
  }, 60_000);
});
