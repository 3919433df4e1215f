// What the mapping page says of a value is what the engine reads: one list of texts, both readers.

import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { dayOfNumber } from '$lib/format/days';
import { toDay, toNumber } from '$lib/ingest/cells';
import { dayText, secondsOfDay } from '$lib/ingest/day-text';
import { readNumber } from '$lib/ingest/number-text';
import { readDay } from '$lib/ingest/propose/read-day';
import { DAY_FORMATS, type NumberFormat } from '$lib/ingest/reading';
import { join, raw, type Sql, sql } from '$lib/sql/sql';
import { startNodeEngine } from '../../support/node-engine';

let engine: Engine;

beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

/** The value of an expression over `text` for each text, as the engine reads it. */
async function read(texts: readonly string[], value: Sql): Promise<(string | number | null)[]> {
  const rows = join(texts.map((text, no) => sql`(${no}, ${text})`));
  const found = await engine.query(
    sql`SELECT ${value} AS value FROM (VALUES ${rows}) AS texts(no, text) ORDER BY no`.text,
  );
  return found.column('value') as (string | number | null)[];
}

const TEXT = raw('text');

/** Days since 1970 of a date of the engine. */
const daySql = (format: (typeof DAY_FORMATS)[number]): Sql =>
  sql`CAST(${toDay(dayText(TEXT, format, 'dates'))} AS VARCHAR)`;

const DAYS = [
  '2024-03-09',
  '2024/3/9',
  '2024.03.09',
  '20240309',
  '2024309',
  '20241399',
  '2024-02-30',
  '0024-03-09',
  '1899-12-31',
  '1900-01-01',
  '9999-12-31',
  '3/9/2024',
  '13/9/2024',
  '9/13/2024',
  '13/13/2024',
  '03-09-2024',
  '9.3.2024',
  '3/9-2024',
  '5/5/2024',
  '3/9/24',
  '31/12/68',
  '12/31/69',
  '29/02/00',
  '2/29/1900',
  '9 Mar 2024',
  '09-Mar-2024',
  '09MAR2024',
  '9th March, 2024',
  '9 Marching 2024',
  '9 Foo 2024',
  '31-Jun-2024',
  '9-Mar-24',
  '1-Sept-69',
  'Mar 9, 2024',
  'March 9th 2024',
  'Sept. 9, 2024',
  'May 12 2024',
  '45360',
  '45360.75',
  '19999',
  '60001',
  '4536',
  '2024-03-09T23:30:00Z',
  '2024-03-09 23:30:00.123+01:00',
  '2024-03-09 23:30 EST',
  '2024-03-09 23:30:00 -0500',
  '3/9/2024 9:05 PM',
  '3/9/2024, 9:05\u202fPM',
  '3/9/2024 9:05 p.m.',
  '3/9/2024 at noon',
  '3/9/2024 x',
  'Mar 9, 2024 08:15',
  'unknown',
  '',
];

describe('a day', () => {
  it.each(DAY_FORMATS)('is the same to both readers, written as %s', async (format) => {
    const engineDays = await read(DAYS, daySql(format));
    const pageDays = DAYS.map((text) => {
      const day = readDay(text, format);
      return day === null ? null : dayOfNumber(day);
    });
    expect(DAYS.map((text, no) => `${text} = ${engineDays[no]}`)).toEqual(
      DAYS.map((text, no) => `${text} = ${pageDays[no]}`),
    );
  });

  it('among others in mixed forms is read by its own form, in either order where it has two', async () => {
    const cases = [
      ['3/9/2024', '2024-03-09', '2024-09-03', null],
      ['13/9/2024', '2024-09-13', '2024-09-13', '2024-09-13'],
      ['5/5/2024', '2024-05-05', '2024-05-05', '2024-05-05'],
      ['3/9/24', '2024-03-09', '2024-09-03', null],
      ['2024-03-09 23:30 EST', '2024-03-09', '2024-03-09', '2024-03-09'],
      ['09MAR2024', '2024-03-09', '2024-03-09', '2024-03-09'],
      ['45360', '2024-03-09', '2024-03-09', '2024-03-09'],
      ['13/13/2024', null, null, null],
      ['19999', null, null, null],
    ] as const;
    const texts = cases.map(([text]) => text);
    const [mdy, dmy, none] = [
      await read(texts, daySql('mixed-mdy')),
      await read(texts, daySql('mixed-dmy')),
      await read(texts, daySql('mixed')),
    ];
    expect(texts.map((text, no) => [text, mdy[no], dmy[no], none[no]])).toEqual(cases);
  });

  it('that is none is impossible where it is written like one, and not a date else', async () => {
    const texts = ['13/13/2024', '2024-02-30', '3/9/2024', 'soon'];
    expect(await read(texts, sql`CAST(${dayText(TEXT, 'mixed', 'dates')} AS VARCHAR)`)).toEqual([
      '2024-13-13',
      '2024-02-30',
      null,
      null,
    ]);
  });

  it('of random numbers is the same to both readers in mixed forms', async () => {
    const numeric = fc
      .tuple(
        fc.integer({ min: 0, max: 33 }),
        fc.integer({ min: 0, max: 33 }),
        fc.constantFrom('2024', '1999', '24', '69', '1899'),
        fc.constantFrom('/', '-', '.'),
      )
      .map(([a, b, year, mark]) => [a, b, year].join(mark));
    const texts = [...new Set(fc.sample(numeric, { numRuns: 400, seed: 7 }))];
    for (const format of ['mixed', 'mixed-mdy', 'mixed-dmy'] as const) {
      const days = texts.map((text) => readDay(text, format)).map((day) => day ?? NaN);
      expect(days.filter((day) => !Number.isNaN(day)).length).toBeGreaterThan(50);
      const found = await read(texts, daySql(format));
      const differ = texts.filter((_, no) => {
        const day = days[no]!;
        return (Number.isNaN(day) ? null : dayOfNumber(day)) !== found[no];
      });
      expect(differ).toEqual([]);
    }
  });

  it('keeps the time of day behind it, whatever its zone', async () => {
    const texts = [
      '2024-03-09 13:05 EST',
      '3/9/2024, 1:05\u202fPM',
      '2024-03-09T00:10:00Z',
      '3/9/24',
    ];
    expect(await read(texts, sql`CAST(${secondsOfDay(TEXT)} AS INTEGER)`)).toEqual([
      47_100,
      47_100,
      600,
      null,
    ]);
  });
});

describe('a number', () => {
  const FORMATS: readonly NumberFormat[] = ['plain', 'point', 'comma'];

  it('is read by its format, and means the same to both readers', async () => {
    const cases = [
      ['12', 12, 12, 12],
      ['-3.5', -3.5, -3.5, null],
      ['+4', 4, 4, 4],
      ['1e3', 1000, 1000, 1000],
      ['.5', 0.5, 0.5, null],
      [',5', null, null, 0.5],
      ['1,5', null, null, 1.5],
      ['1.5', 1.5, 1.5, null],
      ['1,234', null, 1234, 1.234],
      ['1.234', 1.234, 1.234, 1234],
      ['1,234.5', null, 1234.5, null],
      ['1.234,5', null, null, 1234.5],
      ['1 234.5', null, 1234.5, null],
      ['1 234,5', null, null, 1234.5],
      ['1\u00a0234,5', null, null, 1234.5],
      ['1\u202f234', null, 1234, 1234],
      ["1'234.5", null, 1234.5, null],
      ['1\u2019234,5', null, null, 1234.5],
      ['12,34,567', null, null, null],
      ['1,234 567', null, null, null],
      ['85%', null, 85, 85],
      ['85 %', null, 85, 85],
      ['85,5 %', null, null, 85.5],
      ['(12)', null, -12, -12],
      ['(1,234.5)', null, -1234.5, null],
      ['(-12)', null, null, null],
      ['\u221212', null, -12, -12],
      ['12 points', null, null, null],
      ['nan', null, null, null],
      ['inf', null, null, null],
      ['%', null, null, null],
      ['', null, null, null],
    ] as const;
    const texts = cases.map(([text]) => text);
    const [plain, point, comma] = [
      await read(texts, toNumber(TEXT, 'plain')),
      await read(texts, toNumber(TEXT, 'point')),
      await read(texts, toNumber(TEXT, 'comma')),
    ];
    expect(texts.map((text, no) => [text, plain[no], point[no], comma[no]])).toEqual(cases);
    const page = texts.map((text) => [text, ...FORMATS.map((format) => readNumber(text, format))]);
    expect(page).toEqual(cases);
  });

  it('of random marks is the same to both readers', async () => {
    const piece = fc.constantFrom(
      '1',
      '23',
      '456',
      '.',
      ',',
      ' ',
      '\u00a0',
      "'",
      '-',
      '%',
      '(',
      ')',
    );
    const texts = fc
      .sample(fc.array(piece, { minLength: 1, maxLength: 6 }), { numRuns: 1500, seed: 11 })
      .map((pieces) => pieces.join('').trim());
    for (const format of FORMATS) {
      const page = texts.map((text) => readNumber(text, format));
      expect(page.filter((value) => value !== null).length).toBeGreaterThan(50);
      const found = await read(texts, toNumber(TEXT, format));
      expect(texts.filter((_, no) => page[no] !== found[no])).toEqual([]);
    }
  });
});
