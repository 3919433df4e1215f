/**
 * The derived tables made by SQL equal the cases worked out by hand, and on random data the rows of
 * the plain derivation.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { DERIVE_CASES, type DeriveCase } from '../naive/cases';
import { derive as naiveDerive } from '../naive/derive';
import { deriveAttendance } from '../naive/derive-sessions';
import { canonicalRows } from '../naive/random';
import { settingsFor } from '../naive/random-cohort';
import type { AttendanceWeek, Derived, SessionRow } from '../naive/types';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { type FoundTables, readDerivedTables } from '../support/derived-tables';
import { startNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

const RUNS = Number(process.env['STEPDOWN_RUNS'] ?? 20);

async function deriveInSql(
  rows: DeriveCase['rows'],
  settings: DeriveCase['settings'],
): Promise<FoundTables> {
  await fillCanonicalTables(engine, rows);
  await derive(engine, settings);
  return readDerivedTables(engine);
}

describe('derived tables of cases by hand', () => {
  it.each(DERIVE_CASES.map((example): [string, DeriveCase] => [example.name, example]))(
    '%s',
    async (_name, { rows, settings, expected }) => {
      const orphans = new Set<string | null>(expected.orphans);
      // An open stay holds bookings that name none, so the import does not set these aside.
      const isLoaded = ({ session_id, stay_id, status }: SessionRow): boolean =>
        stay_id !== null || status !== 'scheduled' || !orphans.has(session_id);
      const found = await deriveInSql(
        { ...rows, sessions: rows.sessions.filter(isLoaded) },
        settings,
      );
      expect(found.dataCut).toBe(expected.dataCut);
      for (const { reason_class: _, ...row } of expected.stays ?? []) {
        expectRow(found.stays, ['stay_id'], row);
      }
      for (const person of new Set((expected.paths ?? []).map((path) => path.person_id))) {
        const isOwn = (row: { person_id: string }): boolean => row.person_id === person;
        expect(found.paths.filter(isOwn)).toMatchObject((expected.paths ?? []).filter(isOwn));
      }
      for (const row of expected.scorePoints ?? []) {
        expectRow(found.scorePoints, ['person_id', 'measure', 'rater', 'taken_on', 'stay_id'], row);
      }
      for (const row of expected.stayPairs ?? []) {
        expectRow(found.scorePairs, ['grain', 'stay_id', 'measure', 'rater'], {
          grain: 'stay',
          ...row,
        });
      }
      for (const { first_stay_id, ...row } of expected.pathPairs ?? []) {
        const path = found.paths.find(({ stay_ids }) => stay_ids[0] === first_stay_id);
        const key = { grain: 'path', path_id: path?.path_id ?? 'none' } as const;
        expectRow(found.scorePairs, ['grain', 'path_id', 'measure', 'rater'], { ...row, ...key });
      }
      for (const row of expected.sessions ?? []) expectRow(found.sessions, ['session_id'], row);
      const placed = found.sessions.map((session) => session.session_id);
      for (const orphan of orphans) expect(placed).not.toContain(orphan);
      for (const row of expected.attendance ?? []) {
        expectRow(found.attendance, ['stay_id', 'week'], row);
      }
      for (const row of expected.groupMeetings ?? []) {
        expectRow(found.groupMeetings, ['group_id', 'held_on'], row);
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
  fc.record({ rows: fc.constant(rows), settings: settingsFor(rows) }),
);

describe('derived tables of random rows', () => {
  it('equal the plain derivation', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ rows, settings }) => {
        expectSameTables(await deriveInSql(rows, settings), naiveDerive(rows, settings));
      }),
      { numRuns: RUNS },
    );
  });
});

function expectSameTables(found: FoundTables, expected: Derived): void {
  expect(found.dataCut).toBe(expected.dataCut);
  // The previous stay of concurrent ones is not defined; the cases by hand have those that follow.
  const stays = found.stays.map(({ previous_stay_id: _, ...stay }) => stay);
  expectSameRows('stay', stays, expected.stays);
  expectSameRows('path', found.paths, expected.paths);
  expectSameRows('person', found.persons, expected.persons);
  expectSameRows('session', found.sessions, expected.sessions);
  // Sessions before admission have a week of their own in the plain rows: week 0.
  const sinceAdmission = expected.sessions.filter((session) => !session.before_admission);
  expectSameRows(
    'attendance',
    found.attendance.filter(isSomething),
    deriveAttendance(sinceAdmission, expected.stays, expected.settings).filter(isSomething),
  );
  // Nobody came to a meeting of size 0, so the table has no row for it.
  const met = expected.groupMeetings.filter(({ size }) => size > 0);
  expectSameRows('group_meeting', found.groupMeetings, met);
  expectSameRows('score_point', found.scorePoints, expected.scorePoints);
  expectSameRows('score_pair', found.scorePairs, expected.scorePairs);
}

/** A week with bookings and excused sessions only has nothing but zeros, with or without a row. */
function isSomething({ counted, attended, no_show, minutes }: AttendanceWeek): boolean {
  return counted + attended + no_show + minutes > 0;
}

/** The same rows in any order, in the columns of the first. */
function expectSameRows(
  table: string,
  found: readonly object[],
  expected: readonly object[],
): void {
  const columns = Object.keys(found[0] ?? {});
  const lines = (rows: readonly object[]): string[] =>
    rows
      .map((row) => JSON.stringify(columns.map((name) => [name, Object(row)[name] ?? null])))
      .sort();
  expect(expected.length > 0 && found.length === 0, `${table} is empty`).toBe(false);
  expect(lines(found), table).toEqual(lines(expected));
}
