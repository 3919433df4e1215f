/** Rows that are placed in parts of their files are those that are placed at once. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { isIn, type RowPart, rowParts } from '$lib/model/derive/parts';
import { scoreSeenTable } from '$lib/model/derive/score';
import { sessionPlaceTable, sessionTable } from '$lib/model/derive/session';
import { canonicalRows } from '../naive/random';
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

/** All files of some rows in their order, each cut behind its fifth row. */
function partsOf(rows: readonly { readonly fileId: number }[]): readonly RowPart[] {
  const files = [...new Set(rows.map(({ fileId }) => fileId))].sort((a, b) => a - b);
  return files.flatMap((fileId) => [
    { fileId, from: 0, to: 5 },
    { fileId, from: 6, to: null },
  ]);
}

describe('rows placed in parts', () => {
  it.each([
    ['session', sessionTable, 'file_id, row_no, stay_no'],
    ['score_seen', scoreSeenTable, 'score_no'],
  ] as const)('are the same in %s', async (table, make, order) => {
    const read = async (): Promise<unknown> => {
      const text = `SELECT COLUMNS(*)::VARCHAR FROM ${table} ORDER BY ${order}`;
      return (await engine.query(text)).rows();
    };
    for (const rows of fc.sample(canonicalRows, { numRuns: 6, seed: 7 })) {
      await fillCanonicalTables(engine, rows);
      await derive(engine);
      const whole = await read();
      await engine.execute(sessionPlaceTable().text);
      const parts = partsOf(
        table === 'session' ? rows.sessions : [...rows.scores, ...(rows.visits ?? [])],
      );
      for (const [at, part] of parts.entries()) await engine.execute(make(part, at === 0).text);
      expect(await read()).toEqual(whole);
    }
  });
});
