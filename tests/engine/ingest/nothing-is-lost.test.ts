/** Rows read = rows loaded + rows set aside, on files as messy as chance makes them. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { accounting } from '$lib/ingest/accounting';
import { loadFile } from '$lib/ingest/load';
import { removeFile } from '$lib/ingest/remove-file';
import { setAsideRows } from '$lib/ingest/set-aside';
import { PLAIN_READING } from '$lib/ingest/reading';
import { type Dialect, type FilePlan, PLAIN_FILE } from '$lib/ingest/types';
import { CANONICAL, type Kind } from '$lib/model/canonical';
import { startNodeEngine } from '../../support/node-engine';
import { count, settleAll, TODAY } from './support';

let engine: Engine;

beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

const KINDS: readonly Kind[] = ['stays', 'scores', 'sessions'];

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('P1', 'P2', 'S1', 'S2', '2024-01-01', '2024-02-01') },
  { weight: 4, arbitrary: fc.constantFrom('iop', 'phq9', 'attended', 'scheduled', '5', '60') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', 'NA', ' ', 'Total', '2024-02-30', '2025-01-01', '?'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"', 'a"b', '"x"', '"x"y', '"p\nq"', "'", '\\', '\u00e9'),
  },
);
const plausible: Readonly<Record<string, readonly string[]>> = {
  person_id: ['P1', 'P2', 'P3'],
  stay_id: ['', 'S1', 'S2', 'S3'],
  level_of_care: ['iop', 'PHP'],
  admitted_on: ['2024-01-01', '2024-01-15'],
  discharged_on: ['', '2024-01-20', '9999-12-31'],
  taken_on: ['2024-01-02', '2024-05-01'],
  held_on: ['2024-01-02', '2024-05-01'],
  measure: ['phq9', 'GAD-7'],
  score: ['1', '20'],
  status: ['attended', 'no_show'],
};

function fileOf(kind: Kind): fc.Arbitrary<{ kind: Kind; header: string[]; text: string }> {
  const header = CANONICAL[kind].slice(0, 6).map(({ name }) => name);
  const good = fc.tuple(...header.map((name) => fc.constantFrom(...(plausible[name] ?? ['']))));
  const row = fc.oneof(
    { weight: 5, arbitrary: good },
    { weight: 2, arbitrary: fc.tuple(good, fc.nat({ max: 5 }), cell).map(replaced) },
    { weight: 1, arbitrary: fc.array(cell, { maxLength: 8 }) },
  );
  return fc
    .tuple(fc.array(row, { maxLength: 25 }), fc.constantFrom('\n', '\r\n', '\n'))
    .map(([rows, end]) => ({
      kind,
      header,
      text: [header, ...rows].map((cells) => cells.join(',') + end).join(''),
    }));
}

function replaced([row, at, value]: [readonly string[], number, string]): string[] {
  return row.map((old, index) => (index === at ? value : old));
}

const dialect: Dialect = { encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled' };

function planFor(kind: Kind, header: readonly string[]): FilePlan {
  const columns = Object.fromEntries(header.map((name, at) => [name, at]));
  return { ...PLAIN_FILE, kind, dialect, header, columns, extras: [], reading: PLAIN_READING };
}

describe('whatever the files hold', () => {
  it('every row is loaded or set aside once, with its line', async () => {
    const files = fc.array(fc.oneof(...KINDS.map(fileOf)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(files, async (drawn) => {
        const ids = drawn.map((_, at) => at + 1);
        for (const [at, { kind, header, text }] of drawn.entries()) {
          const plan = planFor(kind, header);
          await loadFile(engine, new Blob([text]), at + 1, plan, { today: TODAY });
        }
        await settleAll(engine, ids);
        const accounts = await accounting(engine);
        expect(accounts.map(({ fileId }) => fileId)).toEqual(ids);
        for (const { kind, fileId, rowsRead, rowsLoaded, rowsSetAside } of accounts) {
          expect(rowsRead).toBe(rowsLoaded + rowsSetAside);
          expect(await count(engine, `${kind} WHERE file_id = ${fileId}`)).toBe(rowsLoaded);
          const aside = await setAsideRows(engine, { fileId, limit: 1000, offset: 0 });
          expect(aside).toHaveLength(rowsSetAside);
          const last = drawn[fileId - 1]!.text.split(/\r\n|\n/).length;
          expect(aside.every(({ line }) => line > 1 && line < last)).toBe(true);
        }
        const places = `(SELECT file_id, row_no FROM every_set_aside
          UNION ALL SELECT file_id, row_no FROM stays UNION ALL SELECT file_id, row_no FROM scores
          UNION ALL SELECT file_id, row_no FROM sessions)`;
        const rows = accounts.reduce((sum, { rowsRead }) => sum + rowsRead, 0);
        expect(await count(engine, `(SELECT DISTINCT file_id, row_no FROM ${places})`)).toBe(rows);
        expect(await count(engine, 'stays')).toBe(
          await count(engine, '(SELECT DISTINCT stay_id FROM stays)'),
        );
        for (const id of ids) await removeFile(engine, id);
      }),
      { numRuns: Number(process.env['STEPDOWN_RUNS'] ?? 50) },
    );
  }, 600_000);
});
