/** Rows that are placed in parts of their files are those that are placed at once. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { deriveSteps } from '$lib/model/derive';
import {
  type FileRows,
  isIn,
  isOf,
  personParts,
  type RowPart,
  rowParts,
} from '$lib/model/derive/parts';
import { scoreSeenTable } from '$lib/model/derive/score';
import { sessionPlaceTable, sessionTable } from '$lib/model/derive/session';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { join, sql } from '$lib/sql/sql';
import { canonicalRows } from '../naive/random';
import type { Canonical } from '../naive/types';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

describe('the parts of files', () => {
  it('are one where there are few rows, else so many rows of one file each', () => {
    expect(rowParts([], 100)).toEqual([null]);
    expect(rowParts([{ fileId: 1, rows: 140 }], 100)).toEqual([null]);
    const files = [
      { fileId: 3, rows: 160 },
      { fileId: 1, rows: 10 },
    ];
    expect(rowParts(files, 100)).toEqual([
      { fileId: 3, from: 0, to: 79 },
      { fileId: 3, from: 80, to: null },
      { fileId: 1, from: 0, to: null },
    ]);
  });

  it('are few, however many rows there are', () => {
    expect(rowParts([{ fileId: 1, rows: 1e7 }], 100)).toHaveLength(8);
  });

  it('are shares of the persons where tables follow persons', () => {
    expect(personParts([{ fileId: 1, rows: 140 }], 100)).toEqual([null]);
    expect(personParts([{ fileId: 1, rows: 160 }], 100)).toEqual([
      { at: 0, of: 2 },
      { at: 1, of: 2 },
    ]);
    expect(personParts([{ fileId: 1, rows: 1e7 }], 100)).toHaveLength(8);
  });

  it('hold every person once', async () => {
    for (const last of [1, 2, 7, 100]) {
      await engine.execute(`SET VARIABLE last_person_no = ${last}`);
      const counts = personParts([{ fileId: 1, rows: 700 }], 100).map(
        (part) => sql`(${isOf(part, 'no')})::INTEGER`,
      );
      const found = await engine.query(
        sql`SELECT ${join(counts, ' + ')} AS parts FROM range(1, ${last + 1}) t(no)`.text,
      );
      expect(found.rowCount).toBe(last);
      expect(new Set(found.column('parts'))).toEqual(new Set([1]));
    }
  });

  it('hold every row once', () => {
    expect(isIn(null, 's').text).toBe('TRUE');
    expect(isIn({ fileId: 3, from: 0, to: 9 }, 's').text).toBe(
      's.file_id = 3 AND s.row_no >= 0 AND s.row_no <= 9',
    );
    expect(isIn({ fileId: 3, from: 10, to: null }, 's').text).toBe(
      's.file_id = 3 AND s.row_no >= 10',
    );
  });
});

/** Files of these rows, of whom it is said that they hold so many that every table is made in parts. */
function asLargeFiles(rows: readonly { readonly fileId: number }[]): readonly FileRows[] {
  const files = [...new Set(rows.map(({ fileId }) => fileId))].sort((a, b) => a - b);
  return files.map((fileId) => ({ fileId, rows: 10_000_000 }));
}

/** The same, of whom two statements place the few rows there are, cut behind the fifth of each file. */
function partsOf(rows: readonly { readonly fileId: number }[]): readonly RowPart[] {
  return asLargeFiles(rows).flatMap(({ fileId }) => [
    { fileId, from: 0, to: 5 },
    { fileId, from: 6, to: null },
  ]);
}

const read = async (table: string, order: string): Promise<unknown> =>
  (await engine.query(`SELECT COLUMNS(*)::VARCHAR FROM ${table} ORDER BY ${order}`)).rows();

describe('rows placed in parts', () => {
  it.each([
    ['session', sessionTable, 'file_id, row_no, stay_no'],
    ['score_seen', scoreSeenTable, 'score_no'],
  ] as const)('are the same in %s', async (table, make, order) => {
    for (const rows of fc.sample(canonicalRows, { numRuns: 6, seed: 7 })) {
      await fillCanonicalTables(engine, rows);
      await derive(engine);
      const whole = await read(table, order);
      await engine.execute(sessionPlaceTable().text);
      const parts = partsOf(table === 'session' ? rows.sessions : scoresOf(rows));
      for (const [at, part] of parts.entries()) await engine.execute(make(part, at === 0).text);
      expect(await read(table, order)).toEqual(whole);
    }
  });
});

describe('tables made in parts of the persons', () => {
  it('are the same, all of them, as those that are made at once', async () => {
    const tables = async (): Promise<ReadonlyMap<string, unknown>> => {
      const names = await engine.query(
        'SELECT table_name AS name FROM duckdb_tables() WHERE NOT temporary ORDER BY 1',
      );
      const found = new Map<string, unknown>();
      for (const name of names.column('name')) found.set(`${name}`, await read(`${name}`, 'ALL'));
      return found;
    };
    for (const rows of fc.sample(canonicalRows, { numRuns: 5, seed: 11 })) {
      await fillCanonicalTables(engine, rows);
      await derive(engine);
      const whole = await tables();
      const files = {
        stays: asLargeFiles(rows.stays),
        sessions: asLargeFiles(rows.sessions),
        scores: asLargeFiles(scoresOf(rows)),
      };
      const steps = deriveSteps(DEFAULT_SETTINGS, [], { time: 'dates', files });
      expect(steps.filter(({ table }) => table === 'score_pair')).toHaveLength(8);
      expect(steps.filter(({ table }) => table === 'stay')).toHaveLength(8);
      for (const { statement } of steps) await engine.execute(statement.text);
      const made = await tables();
      expect([...made.keys()]).toEqual([...whole.keys()]);
      for (const [name, found] of made) expect(found, name).toEqual(whole.get(name));
    }
  });
});

function scoresOf({ scores, visits = [] }: Canonical): readonly { readonly fileId: number }[] {
  return [...scores, ...visits];
}
