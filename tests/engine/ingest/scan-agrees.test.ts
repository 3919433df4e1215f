/** The scan must find the very records that the engine reads and rejects, or no file would load. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { plainRecords } from '$lib/ingest/plain-records';
import { readCsv } from '$lib/ingest/read-sql';
import { Scanner } from '$lib/ingest/scan';
import type { Dialect } from '$lib/ingest/types';
import { startNodeEngine } from '../../support/node-engine';

let engine: Engine;
let reads = 0;

beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

/** Rows that the engine reads, and the numbers by which it rejects the others. */
async function readWithEngine(file: Blob, dialect: Dialect): Promise<[number, number[]]> {
  reads += 1;
  const name = `scan-${reads}.csv`;
  const tables = { rejects: `rejects_${reads}`, scans: `scans_${reads}` };
  await engine.addFile(name, file);
  try {
    // As a load does, every column is asked for: the reader skips checks of cells that nobody wants.
    const rows = await engine.query(
      `SELECT CAST(count(hash(c0, c1, c2)) AS INTEGER) AS n
       FROM ${readCsv(name, dialect, 3, tables).text}`,
    );
    const rejected = await engine.query(
      `SELECT DISTINCT CAST(line AS INTEGER) AS line FROM ${tables.rejects} ORDER BY line`,
    );
    return [rows.number('n', 0)!, rejected.column('line').map(Number)];
  } finally {
    await engine.dropFile(name);
    await engine.execute(`DROP TABLE IF EXISTS ${tables.rejects}`);
    await engine.execute(`DROP TABLE IF EXISTS ${tables.scans}`);
  }
}

const csv = { encoding: 'utf-8', delimiter: ',' } as const;
const dialects: [name: string, dialect: Dialect][] = [
  ['quotes written twice', { ...csv, quote: '"', escape: 'doubled' }],
  ['quotes after a backslash', { ...csv, quote: '"', escape: 'backslash' }],
  ['single quotes', { ...csv, quote: "'", escape: 'doubled' }],
  ['no quotes', { ...csv, quote: null, escape: 'doubled' }],
];

describe('scan and engine', () => {
  it.each(dialects)('agree on any bytes: %s', async (_, dialect) => {
    const q = dialect.quote ?? '"';
    const piece = fc.constantFrom(
      ...['a', ',', ',', q, '\n', '\n', ' ', '\\', '\t', '\r\n', '\r', 'b,c', 'a,b,c\n'],
      ...['\u0000', `${q}${q},`, `${q}x${q},`, `${q}p\nq${q}`],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async (pieces) => {
        const text = `\n${pieces.join('')}`;
        const scanner = new Scanner({ dialect, firstLine: 1, cells: 3 });
        scanner.push(new TextEncoder().encode(text));
        const { records, unreadable } = scanner.finish();
        const file = await plainRecords(new Blob([text]), { dialect, cells: 3 });
        const [rows, rejected] = await readWithEngine(file, dialect);
        expect(rejected).toEqual([...scanner.takePiece().rejected]);
        expect(rows).toBe(records - unreadable.records.length);
      }),
      { numRuns: Number(process.env['STEPDOWN_RUNS'] ?? 400) },
    );
  });
});
