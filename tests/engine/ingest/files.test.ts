/** How files are written: dialects, encodings, line ends and lines, and what cannot be read at all. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { CountMismatch, HeaderChanged, LoadCancelled } from '$lib/ingest/errors';
import { loadFile } from '$lib/ingest/load';
import type { LoadProgress } from '$lib/ingest/types';
import { startNodeEngine } from '../../support/node-engine';
import { aside, count, everything, load, loadAll, planOf, settleAll, TODAY } from './support';

let engine: Engine;

beforeEach(async () => {
  engine = await startNodeEngine();
});
afterEach(() => engine.terminate());

const HEADER = ['person_id', 'taken_on', 'measure', 'score', 'rater'];

/** One good row, one with an unknown instrument on line 3. */
const TABLE = [
  HEADER,
  ['P1', '2024-01-01', 'phq9', '3', 'Zoë'],
  ['P2', '2024-01-02', 'x', '4', ''],
];

function write(delimiter: string, quote: string, lineEnd: string): string {
  return TABLE.map((row) => row.map((c) => quote + c + quote).join(delimiter) + lineEnd).join('');
}

function utf16(text: string, bigEndian: boolean, mark: boolean): Uint8Array<ArrayBuffer> {
  const units = [...(mark ? '\ufeff' : ''), ...text].map((c) => c.charCodeAt(0));
  return Uint8Array.from(units.flatMap((u) => (bigEndian ? [u >> 8, u & 255] : [u & 255, u >> 8])));
}

const latin = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (c) => c.charCodeAt(0));

async function loadedScores(): Promise<string[]> {
  const scores = await engine.query('SELECT person_id, rater FROM scores ORDER BY row_no');
  return scores.rows().map((row) => `${row['person_id']} ${row['rater']}`);
}

describe('a file', () => {
  it('is read in every dialect', async () => {
    let fileId = 0;
    for (const delimiter of [',', ';', '\t', '|']) {
      for (const quote of ['"', "'", '']) {
        for (const lineEnd of ['\n', '\r\n', '\r']) {
          fileId += 1;
          const loaded = await load(engine, write(delimiter, quote, lineEnd), fileId);
          expect([loaded.rowsRead, loaded.rowsSetAside]).toEqual([2, 1]);
        }
      }
    }
    await settleAll(
      engine,
      Array.from({ length: fileId }, (_, at) => at + 1),
    );
    const found = await aside(engine);
    expect(
      found.filter((text) => !/:3 unknown_instrument|duplicate_row see f1/.test(text)),
    ).toEqual([]);
    expect(found).toHaveLength(2 * fileId - 1);
    expect(await loadedScores()).toEqual(['P1 Zoë']);
  });

  it('is read in every encoding, with and without a byte order mark', async () => {
    const text = write(',', '', '\r\n');
    for (const content of [
      text,
      `\ufeff${text}`,
      utf16(text, false, true),
      utf16(text, true, true),
      utf16(text, false, false),
      utf16(text, true, false),
      latin(text),
    ]) {
      await loadAll(engine, content);
      expect(await aside(engine)).toEqual(['1:3 unknown_instrument measure=x']);
      expect(await loadedScores()).toEqual(['P1 Zoë']);
      await engine.execute('DROP TABLE typed_scores_1');
      for (const table of ['set_aside', 'loaded_file'])
        await engine.execute(`DELETE FROM ${table}`);
    }
  });

  it('is read as Windows-1252 when it stops being UTF-8 behind its first part', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `P${i},2024-01-01,phq9,3,x\r\n`).join('');
    const text = `${HEADER.join(',')}\r\n${rows}P0,2024-01-02,phq9,3,Ann\u0092s caf\u00e9\r\n`;
    const loaded = await load(engine, latin(text), 1);
    expect(loaded).toMatchObject({ encoding: 'windows-1252', rowsRead: 60_001, rowsSetAside: 0 });
    await settleAll(engine, [1]);
    expect(await count(engine, `scores WHERE rater = 'Ann’s café'`)).toBe(1);
  });

  it('may begin with blank lines or with the separator that Excel writes', async () => {
    await loadAll(engine, `\n\r\n${write(',', '', '\n')}`, `sep=;\r\n${write(';', '"', '\r\n')}`);
    expect(await aside(engine)).toEqual([
      '1:5 unknown_instrument measure=x',
      '2:2 duplicate_row see f1.csv:4'.replace('2:2', '2:3'),
      '2:4 unknown_instrument measure=x',
    ]);
  });

  it('with a header alone has no rows', async () => {
    const [account] = await loadAll(engine, HEADER.join(','));
    expect(account).toMatchObject({ rowsRead: 0, rowsLoaded: 0, rowsSetAside: 0 });
  });

  it('may mix line ends, and break lines inside cells in another way', async () => {
    const text =
      'person_id,taken_on,measure,score,rater\r\n' +
      'P1,2024-01-01,phq9,3,"a\nb"\r\nP2,2024-01-01,phq9,3,x\nP3,2024-01-01,x,3,x\r' +
      'P4,2024-01-01,phq9,3,"a\r\nb"\n\nP5,2024-01-01,x,3,x';
    await loadAll(engine, text);
    expect(await aside(engine)).toEqual([
      '1:5 unknown_instrument measure=x',
      '1:9 unknown_instrument measure=x',
    ]);
    expect(await loadedScores()).toEqual(['P1 a\nb', 'P2 x', 'P4 a\r\nb']);
  });

  it('tells the line of every row behind blank lines, line breaks and unreadable rows', async () => {
    const text = [
      'person_id,taken_on,measure,score,rater', // 1
      'P1,2024-01-01,x,3,"two', // 2
      'lines"',
      '', // 4
      'P2,2024-01-01,x,3,a', // 5
      'P3,2024-01-01', // 6
      'P4,2024-01-01,phq9,3,a,more', // 7
      'P5,2024-01-01,phq9,3,"say "hi" there"', // 8
      '', // 9
      'P6,2024-01-01,phq9,3,"a ""quoted"" word', // 10
      'and', // 11
      'more"', // 12
      'P7,2024-01-01,x,3,a,,', // 13
      'P8,"2024"x,"phq9"y,3,a,b,c,d', // 14
      'P9,2024-01-01,x,3,a', // 15
      'P10,2024-01-01,x,"3,a', // 16
      'P11,2024-01-01,x,3,a',
    ].join('\n');
    await loadAll(engine, text);
    expect((await aside(engine)).map((found) => found.split(' measure')[0])).toEqual([
      '1:2 unknown_instrument',
      '1:5 unknown_instrument',
      '1:6 unreadable',
      '1:7 unreadable',
      '1:8 unreadable',
      '1:13 unknown_instrument',
      '1:14 unreadable',
      '1:15 unknown_instrument',
      '1:16 unreadable',
      '1:17 unknown_instrument',
    ]);
    const raw = await engine.query(
      `SELECT row_no, value FROM set_aside WHERE reason = 'unreadable' ORDER BY row_no`,
    );
    expect(raw.column('value')).toEqual([
      'P3,2024-01-01',
      'P4,2024-01-01,phq9,3,a,more',
      'P5,2024-01-01,phq9,3,"say "hi" there"',
      'P8,"2024"x,"phq9"y,3,a,b,c,d',
      'P10,2024-01-01,x,"3,a',
    ]);
    const rows = await engine.query('SELECT row_no FROM scores');
    expect(rows.column('row_no')).toEqual([6]);
  });

  it('keeps its other rows when one is too long to read', async () => {
    const long = 'y'.repeat(3_000_000);
    await loadAll(
      engine,
      `${write(',', '', '\n')}P3,2024-01-01,phq9,3,${long}\nP4,2024-01-01,phq9,3,a\n`,
    );
    expect((await aside(engine))[1]).toBe('1:4 unreadable');
    expect(await loadedScores()).toEqual(['P1 Zoë', 'P4 a']);
  });
});

describe('a load', () => {
  it('that is cancelled at any moment leaves nothing behind', async () => {
    await load(engine, write(',', '', '\n'), 1);
    const before = await everything(engine);
    const file = new Blob([write(';', '"', '\n'), ';;;;x\n', 'broken\n']);
    const plan = await planOf(file);
    let reports = 0;
    await loadFile(engine, file, 2, plan, { today: TODAY, onProgress: () => (reports += 1) });
    expect(reports).toBeGreaterThan(3);
    for (let stopAt = 0; stopAt < reports; stopAt += 1) {
      const cancel = new AbortController();
      let seen = 0;
      const onProgress = (): void => {
        if (seen === stopAt) cancel.abort();
        seen += 1;
      };
      const { signal } = cancel;
      const load3 = loadFile(engine, file, 3, plan, { today: TODAY, signal, onProgress });
      await expect(load3).rejects.toBeInstanceOf(LoadCancelled);
      for (const table of ['set_aside', 'cell_aside', 'notice_load', 'loaded_file']) {
        expect(await count(engine, `${table} WHERE file_id = 3`)).toBe(0);
      }
      expect(await everything(engine)).toEqual([...before, 'typed_scores_2'].sort());
    }
  });

  it('refuses a file whose header is not that of the plan', async () => {
    const plan = await planOf(new Blob([write(',', '', '\n')]));
    const other = new Blob(['person_id,taken_on,score,measure,rater\nP1,2024-01-01,3,phq9,\n']);
    const refused = loadFile(engine, other, 1, plan, { today: TODAY });
    await expect(refused).rejects.toBeInstanceOf(HeaderChanged);
    expect(await everything(engine)).not.toContain('typed_scores_1');
  });

  it('fails as a whole when the engine reads another number of rows than stand in the file', async () => {
    const file = new Blob([write(',', '', '\n')]);
    const plan = await planOf(file);
    const lossy: Engine = {
      ...engine,
      addFile: (name, blob) => engine.addFile(name, blob.slice(0, blob.size - 22)),
    };
    const failed = loadFile(lossy, file, 1, plan, { today: TODAY });
    await expect(failed).rejects.toBeInstanceOf(CountMismatch);
    expect((await everything(engine)).filter((name) => /_1$/.test(name))).toEqual([]);
  });

  it('that the engine breaks off in the middle leaves nothing behind', async () => {
    const file = new Blob([write(',', '', '\n')]);
    const plan = await planOf(file);
    for (const step of ['INSERT INTO cell_aside', 'ALTER TABLE', 'INSERT INTO loaded_file']) {
      const failing: Engine = {
        ...engine,
        execute: async (text, options) => {
          if (text.startsWith(step)) throw new Error('out of memory');
          return engine.execute(text, options);
        },
      };
      const failed = loadFile(failing, file, 1, plan, { today: TODAY });
      await expect(failed).rejects.toThrow('out of memory');
      expect((await everything(engine)).filter((name) => /_1$/.test(name))).toEqual([]);
      expect(await count(engine, 'set_aside')).toBe(0);
    }
    await loadAll(engine, write(',', '', '\n'));
    expect(await loadedScores()).toEqual(['P1 Zoë']);
  });

  it('reports bytes, rows and what it does in words', async () => {
    const seen: LoadProgress[] = [];
    await load(engine, write(',', '', '\n'), 1, { onProgress: (now) => seen.push(now) });
    const last = seen.at(-1)!;
    expect(last.bytesRead).toBe(last.bytesTotal);
    expect(last.rows).toBe(2);
    expect(seen.map(({ phase }) => phase)).toContain('Reading rows');
    expect(last.phase).toBe('Checking rows');
  });
});
