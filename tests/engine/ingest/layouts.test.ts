/** Loads of files whose table does not begin on the first line, has no header, or is not alone. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { HeaderChanged } from '$lib/ingest/errors';
import { inspectFile } from '$lib/ingest/inspect';
import { loadFile } from '$lib/ingest/load';
import { previewFile } from '$lib/ingest/preview';
import { propose } from '$lib/ingest/propose/propose';
import { removeFile } from '$lib/ingest/remove-file';
import type { FilePlan, Layout, LoadedFile } from '$lib/ingest/types';
import { NO_IDENTITY } from '$lib/identity/decision';
import { startNodeEngine } from '../../support/node-engine';
import { aside, count, load, settleAll, TODAY } from './support';

let engine: Engine;

beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());
afterEach(clear);

async function clear(): Promise<void> {
  for (const id of [1, 2]) await removeFile(engine, id);
  await settleAll(engine, []);
}

const HEADER = 'person_id,taken_on,measure,score,rater';
const ROWS = ['P1,2024-01-01,phq9,3,a', 'P2,2024-01-02,x,4,b', 'P3,2024-01-03,phq9,5,"c\nd"'];
const TABLE = [HEADER, ...ROWS];

/** The plan that is proposed for a file, or for one of its tables. */
async function planOf(file: Blob, layout?: Layout): Promise<FilePlan> {
  const found = await inspectFile(file, layout ? { layout } : {});
  if (found.state === 'refused') throw new Error(found.sentence);
  if (found.state === 'ready') return found.plan;
  const written = { dialect: found.dialect, layout: found.layout, identity: NO_IDENTITY };
  return propose(written, found.header, found.profile, TODAY).plan;
}

async function loadLines(lines: readonly string[], end = '\n'): Promise<LoadedFile> {
  const file = new Blob([lines.join('\n').replaceAll('\n', end)]);
  const loaded = await loadFile(engine, file, 1, await planOf(file), { today: TODAY });
  await settleAll(engine, [1]);
  return loaded;
}

async function people(): Promise<string[]> {
  const scores = await engine.query('SELECT row_no, person_id FROM scores ORDER BY row_no');
  return scores.rows().map((row) => `${row['row_no']} ${row['person_id']}`);
}

describe('a load', () => {
  it.each(['\n', '\r\n', '\r'])('begins below notes, line ends %j', async (end) => {
    const loaded = await loadLines(['Scores "of" the clinic', 'Site: Quarry', '', ...TABLE], end);
    expect(loaded).toMatchObject({ rowsRead: 3, rowsSetAside: 1 });
    expect(await people()).toEqual(['1 P1', '3 P3']);
    expect(await aside(engine)).toEqual(['1:6 unknown_instrument measure=x']);
  });

  it.each(['\n', '\r\n', '\r'])('needs no header, line ends %j', async (end) => {
    const rows = ['P0,2024-01-01,phq9,3,"x\ny"', ...ROWS, 'P4,2024-01-04,phq9,5,a'];
    const file = new Blob([`Scores of the clinic\n\n${rows.join('\n')}`.replaceAll('\n', end)]);
    const plan = await planOf(file);
    expect(plan.layout).toMatchObject({ startLine: 3, hasHeader: false });
    const columns = { person_id: 0, taken_on: 1, measure: 2, score: 3, rater: 4 };
    const mapped: FilePlan = { ...plan, kind: 'scores', columns, extras: [] };
    const loaded = await loadFile(engine, file, 1, mapped, { today: TODAY });
    expect(loaded).toMatchObject({ rowsRead: 5, rowsSetAside: 1 });
    await settleAll(engine, [1]);
    expect(await people()).toEqual(['1 P0', '2 P1', '4 P3', '5 P4']);
    expect(await aside(engine)).toEqual(['1:6 unknown_instrument measure=x']);
    const rater = await engine.query('SELECT rater FROM scores ORDER BY row_no LIMIT 1');
    expect(rater.text('rater', 0)).toBe(`x${end}y`);
  });

  it('sets rows of units aside, also one that is too short', async () => {
    const many = Array.from({ length: 4 }, (_, n) => `P9,2024-02-0${n + 1},phq9,${n},a`);
    await loadLines([HEADER, '(id),YYYY-MM-DD,text,0-27,', ...ROWS, ...many]);
    expect(await aside(engine)).toEqual(['1:2 total_row', '1:4 unknown_instrument measure=x']);
    expect((await people())[0]).toBe('2 P1');
    await clear();
    await loadLines([HEADER, '(id),YYYY-MM-DD,text', ...ROWS, ...many]);
    expect(await aside(engine)).toEqual(['1:2 total_row', '1:4 unknown_instrument measure=x']);
    expect((await people())[0]).toBe('2 P1');
  });

  it('sets the header aside where it comes again, and keeps the lines of all others', async () => {
    const loaded = await loadLines([
      ...TABLE,
      HEADER,
      ...ROWS.slice(0, 1),
      ` ${HEADER} `,
      'P7,2024-01-09,x,1,',
    ]);
    expect(loaded.rowsRead).toBe(7);
    expect(await aside(engine)).toEqual([
      '1:3 unknown_instrument measure=x',
      '1:6 total_row',
      '1:7 duplicate_row see f1.csv:2',
      '1:8 total_row',
      '1:9 unknown_instrument measure=x',
    ]);
  });

  it('tells notes and totals from rows that are broken', async () => {
    await loadLines([
      ...TABLE,
      'Page 1 of 2', // 6
      'P4,2024-01-04', // 7: too short
      'loose text in the middle', // 8
      'Prepared for the board,,,,', // 9
      'P5,,,,', // 10
      'P6,2024-01-04,phq9,5,a',
      'Total: 12', // 12
      'Total,,,12,', // 13
      'Report generated 6/1/2024 by the system', // 14
      'Confidential', // 15
      'End of report', // 16
    ]);
    expect(await aside(engine)).toEqual([
      '1:3 unknown_instrument measure=x',
      '1:6 total_row',
      '1:7 unreadable',
      '1:8 unreadable',
      '1:9 total_row',
      '1:10 missing_required taken_on=null',
      '1:12 total_row',
      '1:13 total_row',
      '1:14 total_row',
      '1:15 total_row',
      '1:16 total_row',
    ]);
  });

  it('reads each of two tables and nothing of the other', async () => {
    const stays = [
      'person_id,level_of_care,admitted_on,discharged_on,payer',
      'P1,iop,2024-01-01,2024-02-01,A',
      'P3,php,2024-01-01,2024-02-03,B',
    ];
    const file = new Blob([[...stays, '', 'Scores', ...TABLE].join('\n')]);
    const first = await planOf(file);
    const found = await inspectFile(file);
    if (found.state === 'refused') throw new Error(found.sentence);
    const second = await planOf(file, found.profile.tables[1]!.layout);
    const one = await loadFile(engine, file, 1, first, { today: TODAY });
    const two = await loadFile(engine, file, 2, second, { today: TODAY });
    expect([one.kind, one.rowsRead, two.kind, two.rowsRead]).toEqual(['stays', 2, 'scores', 3]);
    await settleAll(engine, [1, 2]);
    expect(await aside(engine)).toEqual(['2:8 unknown_instrument measure=x']);
    expect(await count(engine, 'stays')).toBe(2);
  });

  it('refuses a file whose header stands elsewhere than in its plan', async () => {
    const plan = await planOf(new Blob([['Scores', ...TABLE].join('\n')]));
    const moved = new Blob([['Scores', 'Site: Quarry', ...TABLE].join('\n')]);
    const refused = loadFile(engine, moved, 1, plan, { today: TODAY });
    await expect(refused).rejects.toBeInstanceOf(HeaderChanged);
    const short = loadFile(engine, new Blob(['Scores']), 1, plan, { today: TODAY });
    await expect(short).rejects.toBeInstanceOf(HeaderChanged);
  });

  it('keeps a stray NUL in its cell, with quotes and without', async () => {
    const text = TABLE.join('\n').replace('3,a', '3,a\u0000b');
    expect(await load(engine, text, 1)).toMatchObject({ rowsRead: 3, rowsSetAside: 1 });
    const inches = `${HEADER}\n${'P1,2024-01-01,phq9,3,"tall\n'.repeat(9)}P2,2024-01-01,phq9,3,a\u0000b\n`;
    expect(await load(engine, inches, 2)).toMatchObject({ rowsRead: 10, rowsSetAside: 0 });
  });
});

describe('a preview', () => {
  it('shows the rows of the table with their lines', async () => {
    const file = new Blob([['Scores', '', ...TABLE].join('\n')]);
    const preview = await previewFile(engine, file, await planOf(file), TODAY);
    expect(preview).toMatchObject({ rowsRead: 3, rowsSetAside: 1 });
    expect(preview.sample.map(({ line }) => line)).toEqual([4, 6]);
    expect(preview.rows[0]!.examples).toEqual([{ line: 5, value: 'x' }]);
  });
});
