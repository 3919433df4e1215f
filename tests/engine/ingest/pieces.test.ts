/** A file is read in pieces; where they are cut is nothing that any table could tell. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LoadCancelled } from '$lib/ingest/errors';
import type { Engine } from '$lib/engine/port';
import { lineOf } from '$lib/ingest/line-registry';
import { loadFile } from '$lib/ingest/load';
import { PLAIN_READING, type Reading } from '$lib/ingest/reading';
import { removeFile } from '$lib/ingest/remove-file';
import { type FilePlan, type LoadedFile, type LoadProgress, PLAIN_FILE } from '$lib/ingest/types';
import { startNodeEngine } from '../../support/node-engine';
import { count, everything, TODAY } from './support';

let engine: Engine;

beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

const HEADER = ['person_id', 'taken_on', 'measure', 'score', 'stay_id', 'program'];
const WHOLE = 1 << 24;

const plan: FilePlan = {
  ...PLAIN_FILE,
  kind: 'scores',
  dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled' },
  header: HEADER,
  columns: Object.fromEntries(HEADER.map((name, at) => [name, at])),
  extras: [],
  reading: PLAIN_READING,
};
const wide: FilePlan = {
  ...plan,
  columns: { person_id: 0, taken_on: 1 },
  reading: {
    ...PLAIN_READING,
    shape: {
      kind: 'scores',
      parts: [
        { measure: 'phq9', at: [2], phase: null },
        { measure: 'gad7', at: [3], phase: null },
      ],
    },
  } satisfies Reading,
};

const good = 'P1,2024-01-02,phq9,12,S1,North';
const record = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(good, 'P2,2024-02-03,GAD-7,7,,South', ' P3 ,,7,8,,') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['P4,2024-02-30,phq9,12,S1,', 'Total,,,,,', 'P5,2024-01-02,phq9,99,S1,"a ""b"""'],
      ...['P6,2024-01-02,phq9,3,NA,"two\nlines"', 'P7,2024-01-02,phq9,4,S2,"two\r\nlines"'],
      'P8,2024-01-02,phq9,5,S2,"x"  ',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['', 'too,few', '1,2,3,4,5,6,7', `${good},,`, '"open,2024-01-02,phq9,1,,'],
      ...['P9,2024-01-02,phq9,1,,"x"y', 'P10,2024-01-02,phq9,1,,\u00e9', 'P11,2024-01-02,"'],
    ),
  },
);

/** The rows of every table that a load writes, and the lines of the records. */
async function written(loaded: LoadedFile): Promise<unknown> {
  const tables = [`typed_scores_${loaded.fileId}`, 'set_aside', 'cell_aside', 'notice_load'];
  const rows: unknown[] = [loaded];
  for (const table of [...tables, 'loaded_file']) {
    const found = await engine.query(
      `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ${table} WHERE file_id = ${loaded.fileId} ORDER BY ALL`,
    );
    rows.push(found.rows());
  }
  const numbers = Array.from({ length: loaded.rowsRead }, (_, at) => at + 1);
  return [...rows, numbers.map((rowNo) => lineOf(engine, loaded.fileId, rowNo))];
}

async function loadedIn(pieceBytes: number, file: Blob, by: FilePlan): Promise<unknown> {
  try {
    return await written(await loadFile(engine, file, 1, by, { today: TODAY, pieceBytes }));
  } finally {
    await removeFile(engine, 1);
  }
}

describe('a file in pieces', () => {
  it.each([
    ['rows', plan],
    ['a wide shape', wide],
  ])(
    'makes the same tables as in one: %s',
    async (_, by) => {
      const ends = fc.constantFrom('\n', '\n', '\r\n', '\r', '\n\n');
      const lines = fc.array(fc.tuple(record, fc.oneof({ weight: 1, arbitrary: ends })), {
        maxLength: 12,
      });
      const oneEnd = fc.constantFrom('\n', '\r\n', '\r', null);
      await fc.assert(
        fc.asyncProperty(
          lines,
          oneEnd,
          fc.integer({ min: 1, max: 300 }),
          async (rows, end, size) => {
            const text = rows.map(([row, own]) => row + (end ?? own)).join('');
            const file = new Blob([`${HEADER.join(',')}${end ?? '\n'}${text}`]);
            expect(await loadedIn(size, file, by)).toEqual(await loadedIn(WHOLE, file, by));
          },
        ),
        { numRuns: Number(process.env['STEPDOWN_RUNS'] ?? 12) },
      );
    },
    600_000,
  );

  it('is read in another encoding as a whole, also where only its last piece asks for it', async () => {
    const text = `${HEADER.join(',')}\n${`${good}\n`.repeat(20)}P2,2024-01-02,phq9,1,,Zo\u00eb\n`;
    const file = new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))]);
    const loaded = await loadFile(engine, file, 1, plan, { today: TODAY, pieceBytes: 50 });
    expect(loaded).toMatchObject({ encoding: 'windows-1252', rowsRead: 21, rowsSetAside: 0 });
    expect(await count(engine, `typed_scores_1 WHERE program = 'Zo\u00eb'`)).toBe(1);
    await removeFile(engine, 1);
  });

  it('tells after each how many rows are read, and can be cancelled there', async () => {
    const file = new Blob([`${HEADER.join(',')}\n`, `${good}\n`.repeat(40)]);
    const seen: LoadProgress[] = [];
    await loadFile(engine, file, 1, plan, {
      ...{ today: TODAY, pieceBytes: good.length * 10 },
      onProgress: (now) => seen.push(now),
    });
    const rows = seen.filter(({ phase }) => phase === 'Reading rows').map(({ rows: n }) => n);
    expect(new Set(rows).size).toBeGreaterThan(3);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
    await removeFile(engine, 1);
    const before = await everything(engine);
    const cancel = new AbortController();
    const cancelled = loadFile(engine, file, 1, plan, {
      ...{ today: TODAY, pieceBytes: good.length * 10, signal: cancel.signal },
      onProgress: ({ rows: n }) => (n >= 20 ? cancel.abort() : undefined),
    });
    await expect(cancelled).rejects.toBeInstanceOf(LoadCancelled);
    expect(await everything(engine)).toEqual(before);
  });
});
