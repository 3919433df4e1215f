/** What a first look at a file decides: encoding, dialect, kind, and what it refuses. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniffDialect } from '$lib/ingest/dialect';
import { decodeSlice, SLICE_BYTES, sniffEncoding, toUtf8 } from '$lib/ingest/encoding';
import { readHeader } from '$lib/ingest/header';
import { inspectFile } from '$lib/ingest/inspect';
import { recogniseKind } from '$lib/ingest/kinds';
import { templateCsv, templateName } from '$lib/ingest/templates';
import type { Dialect } from '$lib/ingest/types';
import { CANONICAL, KINDS } from '$lib/model/canonical';

const bytes = (...values: readonly number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const inspect = (content: string | Uint8Array<ArrayBuffer>): ReturnType<typeof inspectFile> =>
  inspectFile(new Blob([content]));

describe('the encoding', () => {
  it('is UTF-8 also when the slice ends inside a character', () => {
    const text = utf8('abc€');
    expect(sniffEncoding(text.subarray(0, text.length - 1))).toBe('utf-8');
    expect(decodeSlice(text.subarray(0, text.length - 1), 'utf-8')).toBe('abc');
  });

  it('is Windows-1252 where the bytes are no UTF-8', async () => {
    const file = bytes(0x93, 0x63, 0x61, 0x66, 0xe9, 0x94);
    expect(sniffEncoding(file)).toBe('windows-1252');
    expect(await (await toUtf8(new Blob([file]), 'windows-1252')).text()).toBe('“café”');
  });

  it('is UTF-16 by its mark or by the pattern of its NUL bytes', () => {
    expect(sniffEncoding(bytes(0xff, 0xfe, 0x61, 0))).toBe('utf-16le');
    expect(sniffEncoding(bytes(0xfe, 0xff, 0, 0x61))).toBe('utf-16be');
    expect(sniffEncoding(bytes(0x61, 0, 0x62, 0))).toBe('utf-16le');
    expect(sniffEncoding(bytes(0, 0x61, 0, 0x62))).toBe('utf-16be');
    expect(sniffEncoding(bytes(0xef, 0xbb, 0xbf, 0x61))).toBe('utf-8');
  });
});

describe('the dialect', () => {
  const header = ['person_id', 'taken_on', 'measure', 'score', 'note'];
  const dialects = fc.record({
    delimiter: fc.constantFrom<Dialect['delimiter']>(',', ';', '\t', '|'),
    quote: fc.constantFrom<Dialect['quote']>('"', "'"),
  });

  it('of any table is found from its text', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', ';', '|', '\n', ' ', '-') });
    const rows = fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 4 });
    fc.assert(
      fc.property(rows, dialects, ([...cells], { delimiter, quote }) => {
        const line = (row: readonly string[]): string =>
          `${row.map((c) => `${quote}${c}x${quote}`).join(delimiter)}\n`;
        const text = header.join(delimiter) + '\n' + cells.map(line).join('');
        expect(sniffDialect(text, 'utf-8')).toMatchObject({ delimiter, quote });
      }),
    );
  });

  it('has a backslash as escape only where that reads better', () => {
    const rows = 'P1,2024-01-01,phq9,3,"say \\"hi\\", again"\n'.repeat(3);
    expect(sniffDialect(`${header.join(',')}\n${rows}`, 'utf-8').escape).toBe('backslash');
    const paths = 'P1,2024-01-01,phq9,3,"C:\\dir\\"\n'.repeat(3);
    expect(sniffDialect(`${header.join(',')}\n${paths}`, 'utf-8').escape).toBe('doubled');
  });

  it('has no quotes where quotes are inches', () => {
    const rows = 'P1\t2024-01-01\tphq9\t3\t"tall\n'.repeat(9);
    expect(sniffDialect(`${header.join('\t')}\n${rows}`, 'utf-8').quote).toBeNull();
  });

  it('of an unknown header is that which gives even rows', () => {
    const text = 'a;b;c\n1,5;2,5;3,5\n4,5;5,5;6\n';
    expect(sniffDialect(text, 'utf-8').delimiter).toBe(';');
  });
});

describe('the header', () => {
  const dialect: Dialect = { encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled' };

  it.each([
    ['a,b\nc', 3, 1],
    ['\ufeffa,b\r\nc', 6, 1],
    ['\n\na,b\nc', 5, 3],
    ['"a\nx",b\nc', 7, 2],
    ['sep=,\r\na,b\r\nc', 10, 2],
    ['a,b', 3, 1],
  ])('of %j ends where its line end stands', (text, bodyOffset, bodyLine) => {
    expect(readHeader(utf8(text), dialect)).toMatchObject({ bodyOffset, bodyLine });
  });

  it('is missing where there are blank lines only', () => {
    expect(readHeader(utf8('\n\r\n'), dialect)).toBeNull();
  });
});

describe('the kind', () => {
  it.each(KINDS)(
    'of the template for %s is recognised, and the template is ready',
    async (kind) => {
      const inspection = await inspect(templateCsv(kind));
      expect(inspection).toMatchObject({ state: 'ready', plan: { kind, extras: [] } });
      if (inspection.state !== 'ready') return;
      expect(inspection.plan.header).toEqual(CANONICAL[kind].map(({ name }) => name));
      expect(inspection.preview).toHaveLength(1);
      expect(templateName(kind)).toContain(kind);
      expect(JSON.parse(JSON.stringify(inspection.plan))).toEqual(inspection.plan);
    },
  );

  it('is recognised without case, space and order; other columns of stays become extras', () => {
    const header = [
      ' ADMITTED_ON',
      'Payer ',
      'Beds #',
      'beds',
      'Person_ID',
      'level_of_care',
      '',
      '%',
    ];
    expect(recogniseKind(header)).toEqual({
      state: 'recognised',
      kind: 'stays',
      columns: { person_id: 4, level_of_care: 5, admitted_on: 0, payer: 1 },
      extras: [
        { name: 'x_beds', header: 'Beds #' },
        { name: 'x_beds_2', header: 'beds' },
        { name: 'x_column_8', header: '%' },
      ],
    });
  });

  it('that is nearest is named with the columns that it lacks', async () => {
    expect(await inspect('person_id,held_on,outcome\nP1,2024-01-01,came\n')).toMatchObject({
      state: 'needs-mapping',
      likelyKind: 'sessions',
      missing: ['status'],
      header: ['person_id', 'held_on', 'outcome'],
      preview: [['P1', '2024-01-01', 'came']],
    });
    expect(await inspect('a,b\n1,2\n')).toMatchObject({ likelyKind: null, missing: [] });
  });

  it('is asked about where words that mean a code would cost more than one row in a hundred', async () => {
    const stays = (words: number): Blob =>
      new Blob([
        'person_id,level_of_care,admitted_on\n',
        ...Array.from({ length: 400 }, (_, no) => {
          const level = no < words ? 'Outpatient' : 'iop';
          return `p${no},${level},2025-01-${String(1 + (no % 28)).padStart(2, '0')}\n`;
        }),
      ]);
    expect((await inspectFile(stays(3))).state).toBe('ready');
    expect((await inspectFile(stays(4))).state).toBe('needs-mapping');
  });

  it('needs names that differ', async () => {
    const inspection = await inspect('person_id,taken_on,measure,score,Score\n');
    expect(inspection).toMatchObject({ state: 'needs-mapping' });
    expect(JSON.stringify(inspection)).toContain('more than once');
    const blank = await inspect('person_id,taken_on,measure,score,,\nP1,2024-01-01,phq9,3,,\n');
    expect(blank.state).toBe('ready');
  });
});

describe('a file is refused', () => {
  it.each([
    ['empty', bytes()],
    ['a zip archive', bytes(0x50, 0x4b, 0x03, 0x04, 1, 2)],
    ['an old workbook', bytes(0xd0, 0xcf, 0x11, 0xe0, 1, 2)],
    ['a PDF', utf8('%PDF-1.7')],
    ['binary', bytes(1, 0, 0, 0, 7, 0, 0, 9, 0, 0, 0, 3)],
    ['blank', utf8('\n\r\n\n')],
  ])('when it is %s', async (_, content) => {
    const inspection = await inspect(content);
    expect(inspection.state).toBe('refused');
    if (inspection.state === 'refused') expect(inspection.nextStep).toMatch(/\w/);
  });

  it('with another way out for a printed report than for a workbook', async () => {
    expect(await inspect(utf8('%PDF-1.7'))).toMatchObject({
      nextStep: expect.stringContaining('Export the data from the record system as CSV'),
    });
  });

  it('but not for having a header only', async () => {
    expect(await inspect('taken_on,instrument,score')).toMatchObject({
      state: 'ready',
      preview: [],
    });
  });

  it('after reading no more than its first part', async () => {
    const file = new Blob([templateCsv('scores'), 'x'.repeat(2 * SLICE_BYTES)]);
    let longest = 0;
    const slice = file.slice.bind(file);
    file.slice = (from = 0, to = 0): Blob => {
      longest = Math.max(longest, to - from);
      return slice(from, to);
    };
    await inspectFile(file);
    expect(longest).toBe(SLICE_BYTES);
  });
});
