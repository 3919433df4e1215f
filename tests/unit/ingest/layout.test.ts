/** Where the table stands in a file: notes above it, no header, units, a second table below. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '$lib/ingest/inspect';
import { offsetOfLine } from '$lib/ingest/line-offset';
import { otherTables } from '$lib/ingest/other-tables';
import type { FoundTable, Layout } from '$lib/ingest/types';
import { askedLayout, layoutSentence, tablesSentence } from '$lib/ingest/written-words';
import { describeWithReference } from '../../support/reference';

interface Seen {
  readonly layout: Layout;
  readonly header: readonly string[];
  readonly preview: readonly (readonly string[])[];
  readonly tables: readonly FoundTable[];
  readonly state: string;
  readonly sentence: string;
}

async function look(content: string | Uint8Array<ArrayBuffer>, layout?: Layout): Promise<Seen> {
  const found = await inspectFile(new Blob([content]), layout ? { layout } : {});
  if (found.state === 'refused') throw new Error(`${found.sentence} ${found.nextStep}`);
  const { state, preview, profile } = found;
  const { tables } = profile;
  return found.state === 'ready'
    ? { state, preview, tables, layout: found.plan.layout, header: found.plan.header, sentence: '' }
    : { ...found, tables };
}

const plain = { startLine: 1, hasHeader: true, unitRows: 0, endLine: null };
const HEADER = 'person_id,taken_on,measure,score';
const ROWS = Array.from({ length: 12 }, (_, n) => `P${n % 5},2024-01-${10 + n},phq9,${n}`);
const TABLE = [HEADER, ...ROWS].join('\n');

describe('a table that stands alone', () => {
  it.each([
    ['of many rows', TABLE, plain],
    ['of one row', [HEADER, ROWS[0]].join('\n'), plain],
    ['of its header only', HEADER, plain],
    ['below blank lines', `\n\n${TABLE}`, { ...plain, startLine: 3 }],
    ['below a separator', `sep=,\n${TABLE}`, { ...plain, startLine: 2 }],
  ])('%s is loaded unasked', async (_, text, layout) => {
    expect(await look(text)).toMatchObject({ state: 'ready', layout });
  });

  it.each([
    ['words that are no names of ours', 'alpha,beta\nx,y\nz,w\n'],
    ['words of the field in its rows', 'a,b,c\ngroup,completed,yes\nindividual,completed,no\n'],
    ['numbered items', 'Client ID,1,2,3\nP7,0,1,3\nP8,1,1,2\nP9,0,0,1\n'],
    ['a column without a name', ',admit date,level\n1,2024-01-01,IOP\n2,2024-01-02,PHP\n'],
    ['rows that are longer than its header', 'id,note\n1,a,b,c,d,e\n2,a,b,c,d,e\n3,a\n'],
    ['an empty column', 'client,level,notes\nP1,IOP,\nP2,PHP,\n'],
    ['rows between blank lines', `${HEADER}\n\n${ROWS.join('\n\n')}\n`],
    ['the same header on every page', `${TABLE}\n\n${TABLE}\n\n${TABLE}\n`],
    ['totals below it', `${TABLE}\n\nTotal,,,12\nAverage,,,3\n`],
    ['notes below it', `${TABLE}\n\nGenerated on 6/1/2024\nEnd of report\n`],
    ['text in a row below a blank line', `${TABLE}\n\nP9,pending,unknown,none\n${ROWS.join('\n')}`],
  ])('begins on its first line in spite of %s', async (_, text) => {
    const { layout, tables } = await look(text);
    expect(layout).toEqual(plain);
    expect(tables).toHaveLength(1);
  });
});

describe('notes above the table', () => {
  it.each([
    ['a title', `Scores of the clinic\n${TABLE}`, 2],
    ['a title and a blank line', `Scores of the clinic\n\n${TABLE}`, 3],
    ['a title padded with empty cells', `"Scores of the clinic",,,\n${TABLE}`, 2],
    ['empty cells between', `Scores,,,\n,,,\n${TABLE}`, 3],
    [
      'filters with their values',
      `Client Scores\nGenerated on,6/1/2024\nSite:,Quarry\nDate range:,1/1/2024 - 6/1/2024\n\n${TABLE}`,
      6,
    ],
    [
      'commas in the notes',
      `Report for Quarry, Fern and others\nPrinted 6/1/2024, page 1\n${TABLE}`,
      3,
    ],
  ])('are passed over: %s', async (_, text, startLine) => {
    const found = await look(text);
    expect(found).toMatchObject({ state: 'needs-mapping', layout: { ...plain, startLine } });
    expect(found.header.join(',')).toBe(HEADER);
    expect(found.preview[0]!.join(',')).toBe(ROWS[0]);
    expect(found.sentence).toContain(`line ${startLine}`);
  });

  it('do not mislead about how cells are divided', async () => {
    const text = `Report, for Quarry, Fern, and others\n\n${TABLE.replaceAll(',', ';')}`;
    const found = await inspectFile(new Blob([text]));
    expect(found).toMatchObject({ dialect: { delimiter: ';' }, layout: { startLine: 3 } });
  });
});

describe('a file without names of columns', () => {
  it.each([
    ['days', ROWS.join('\n'), 4],
    ['ids and words that come again', 'P1,group,came\nP2,group,absent\nP3,individual,came\n', 3],
    ['days, a first row that is short', ROWS.join('\n').replace(',0', ''), 4],
    ['numbers', '1,2,3\n4,5,6\n', 3],
    ['one row of numbers', '4,5,6\n', 3],
    ['a title above', `Scores of the clinic\n\n${ROWS.join('\n')}`, 4],
  ])('is known by its %s', async (_, text, columns) => {
    const { state, layout, header, preview } = await look(text);
    expect([state, layout.hasHeader]).toEqual(['needs-mapping', false]);
    expect(header).toEqual(Array.from({ length: columns }, (_, at) => `Column ${at + 1}`));
    const rows = text.split('\n').filter((line) => line.includes(','));
    expect(preview).toHaveLength(rows.length);
    expect(preview[0]!.join(',')).toBe(rows[0]);
  });
});

describe('rows right below the header', () => {
  it.each([
    ['units', '(id),YYYY-MM-DD,text,0-27', 1],
    ['some units', ',(yyyy-mm-dd),,points', 1],
    ['labels', 'Client number,Day of the form,Name of the form,Sum of all items', 1],
    ['the header again', HEADER, 1],
    ['what a survey tool adds', 'Your number,When,Which,Sum\n"{""ImportId"":""QID1""}",x,x,x', 2],
  ])('that hold %s are not data', async (_, lines, unitRows) => {
    const text = [HEADER, lines, ...ROWS].join('\n');
    const { state, layout, preview } = await look(text);
    expect([state, layout]).toEqual(['needs-mapping', { ...plain, unitRows }]);
    expect(preview[0]!.join(',')).toBe(ROWS[0]);
  });
});

describe('two tables in a file', () => {
  const STAYS = [
    'person_id,level_of_care,admitted_on,discharged_on,payer',
    'P1,iop,2024-01-01,2024-02-01,A',
    'P2,php,2024-01-05,2024-02-03,B',
  ].join('\n');

  it('are found with the lines on which they stand', async () => {
    const found = await look(`${STAYS}\n\n${TABLE}\n`);
    expect(found.layout).toEqual({ ...plain, endLine: 5 });
    expect(found.preview).toHaveLength(2);
    expect(found.tables).toEqual([
      { layout: { ...plain, endLine: 5 }, lastLine: 3 },
      { layout: { ...plain, startLine: 5 }, lastLine: 17 },
    ]);
    expect(found.sentence).toContain('several tables');
    expect(tablesSentence(found.layout, found.tables)).toBe(
      'This file holds two tables. This is the one on lines 1 to 3; the other one, lines 5 to 17, ' +
        'waits as a file of its own.',
    );
  });

  it.each([
    ['a title between', `${STAYS}\n\nScores\n${TABLE}`, 5, 6],
    ['a title for each', `Stays\n${STAYS}\nTotal: 2\n\nScores\n\n${TABLE}`, 7, 9],
    ['no blank line between', `${STAYS}\n${TABLE}`, 4, 4],
    ['empty cells between', `${STAYS}\n,,,,\n${TABLE}`, 5, 5],
  ])('may have %s', async (_, text, endLine, startLine) => {
    const { tables } = await look(text);
    expect(tables.map(({ layout }) => layout)).toMatchObject([{ endLine }, { startLine }]);
  });

  it('are looked at one by one', async () => {
    const text = `${STAYS}\n\n${TABLE}\n`;
    const { layout, ...first } = await look(text);
    const [other, ...more] = otherTables('a.csv', layout, {
      ...{ columns: [], rows: [], rowCount: 0, isWhole: true },
      tables: first.tables,
    });
    expect(more).toEqual([]);
    expect(other!.name).toBe('a.csv (lines 5 to 17)');
    const second = await look(text, other!.given.layout);
    expect(second.header.join(',')).toBe(HEADER);
    expect(second.preview).toHaveLength(12);
  });

  it('may have the same width and other names', async () => {
    const other = TABLE.replace(HEADER, 'client,visit_date,instrument,total_score');
    const { tables } = await look(`${TABLE}\n\n${other}\n`);
    expect(tables.map(({ layout }) => layout.startLine)).toEqual([1, 15]);
  });
});

describe('what a person has said', () => {
  it('stands above what would be found', async () => {
    const text = `x,y\n${TABLE}`;
    const given = await look(text, { ...plain, startLine: 2, endLine: 5 });
    expect(given.header.join(',')).toBe(HEADER);
    expect(given.preview).toHaveLength(2);
    const bare = await look(text, { ...plain, startLine: 3, hasHeader: false });
    expect(bare.header[0]).toBe('Column 1');
    expect(bare.preview).toHaveLength(12);
  });

  it('is refused where there is no such line, or one column is left', async () => {
    const file = new Blob([TABLE]);
    const far = await inspectFile(file, { layout: { ...plain, startLine: 99 } });
    expect(far).toMatchObject({ state: 'refused' });
    const dialect = { encoding: 'utf-8', delimiter: '|', quote: '"', escape: 'doubled' } as const;
    expect(await inspectFile(file, { dialect })).toMatchObject({ state: 'refused' });
  });
});

describe('a file is refused', () => {
  it.each([
    ['', 'empty'],
    ['\n\n \n', 'blank'],
    [',,,\n,,,\n', 'blank'],
    ['name\nx\ny\n', 'one column'],
    ['No records found\n', 'one column'],
  ])('when it is %j', async (text, words) => {
    const found = await inspectFile(new Blob([text]));
    if (found.state !== 'refused') throw new Error(found.state);
    expect(found.sentence).toContain(words);
    expect(found.nextStep).toMatch(/\w/);
  });
});

describe('a physical line', () => {
  it.each(['\n', '\r\n', '\r'])('is found behind line ends %j', async (end) => {
    const file = new Blob([['a', '', 'b', 'c'].join(end)]);
    const rest = async (line: number): Promise<string> =>
      file.slice(await offsetOfLine(file, line)).text();
    expect(await rest(1)).toBe(['a', '', 'b', 'c'].join(end));
    expect(await rest(3)).toBe(['b', 'c'].join(end));
    expect(await rest(4)).toBe('c');
    expect(await rest(5)).toBe('');
  });
});

describe('the words for it', () => {
  it('name the line of the header, or say that there is none', () => {
    expect(layoutSentence({ ...plain, startLine: 4, unitRows: 1 })).toMatch(/line 4.*is set aside/);
    expect(layoutSentence({ ...plain, hasHeader: false })).toMatch(/Column 1/);
    expect(askedLayout(plain, [{ layout: plain, lastLine: 2 }], 1)).toBeNull();
  });
});

describeWithReference('files of the torture collections', (folder) => {
  it.each([
    ['csvlint/title-row.csv', { startLine: 2, hasHeader: true }],
    ['csvkit/no_header_row3.csv', { startLine: 1, hasHeader: false }],
    ['csvkit/test_skip_lines.csv', { startLine: 4, hasHeader: true }],
    ['csvkit/test_header_newline.csv', { startLine: 1, hasHeader: true }],
    ['csvlint/valid_many_rows.csv', { startLine: 1, hasHeader: true }],
    ['duckdb/rejects_dr_who.csv', { startLine: 1, hasHeader: true }],
    ['readr/challenge.csv', { startLine: 1, hasHeader: true }],
  ])('%s', async (path, layout) => {
    const found = await look(Uint8Array.from(readFileSync(join(folder, 'csv_torture', path))));
    expect(found.layout).toMatchObject({ ...layout, unitRows: 0, endLine: null });
  });
});
