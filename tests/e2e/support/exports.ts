/** Exports as record systems write them, all made up: identifiers, odd shapes, archives. */
import { gzipSync, zipSync } from 'fflate';
import { csvFile, type Payload } from './app';
import { tinyStays } from './tiny';

/** People of `identifyingStays`, each with one stay. */
export const IDENTIFYING_PEOPLE = 24;

/** Their ids. */
export const IDENTIFYING_IDS = Array.from(
  { length: IDENTIFYING_PEOPLE },
  (_, at) => `ROWONLY-${at + 1}`,
);

/** Values that stand nowhere but in the rows of `identifyingStays`; none is anybody's. */
const secrets = IDENTIFYING_IDS.map((_, at) => ({
  email: `row-only-${at + 1}@example.org`,
  born: `${1961 + (at % 24)}-0${1 + (at % 9)}-${11 + (at % 17)}`,
  zip: `${at % 2 ? 606 : 941}${11 + at}`,
  county: `Made-up County of row ${at % 2 ? 'two' : 'one'}`,
  note: `Made-up words of row ${at + 1}; they stand in no table and on no page.`,
}));

/** One value of each column that could identify somebody. */
export const SECRET = secrets[4]!;

/** Stays as a template has them, beside them columns that could identify somebody. */
export function identifyingStays(name = 'census.csv'): Payload {
  const columns = 'person_id,level_of_care,admitted_on,discharged_on,discharge_reason,program';
  const rows = secrets.map(({ email, born, zip, county, note }, at) => {
    const admitted = `2026-01-${String(at + 1).padStart(2, '0')}`;
    const stay = [IDENTIFYING_IDS[at], at % 2 ? 'iop' : 'php', admitted, '2026-02-13'];
    return [...stay, 'completed', 'Made-up program', email, born, zip, county, note];
  });
  return csvFile(
    name,
    lines([`${columns},E-mail,Date of Birth,ZIP,County,Progress note`, ...rows]),
  );
}

/** A file of an odd shape, and where its rows go. */
export interface OddFile {
  readonly payload: Payload;
  /** Its tables by the names under which they are loaded, with their rows. */
  readonly tables: readonly OddTable[];
}

/** Rows of a table as the Data page accounts for them. */
export interface OddTable {
  readonly name: string;
  readonly read: number;
  readonly loaded: number;
}

const zipped = zipSync({
  'export/north.csv': bytesOf(tinyStays(3, 'NORTH')),
  'export/south.csv': bytesOf(tinyStays(4, 'SOUTH')),
});

/** Files that go in by themselves, however they are packed, encoded or damaged. */
export const READ_UNASKED: readonly OddFile[] = [
  {
    payload: { name: 'week.zip', mimeType: 'application/zip', buffer: Buffer.from(zipped) },
    tables: [whole('north.csv', 3), whole('south.csv', 4)],
  },
  {
    payload: {
      name: 'east.csv.gz',
      mimeType: 'application/gzip',
      buffer: Buffer.from(gzipSync(bytesOf(tinyStays(5, 'EAST')))),
    },
    tables: [whole('east.csv', 5)],
  },
  {
    payload: {
      ...csvFile('unicode.csv', ''),
      buffer: Buffer.from(`\uFEFF${tinyStays(6, 'WEST').replaceAll(',', ';')}`, 'utf16le'),
    },
    tables: [whole('unicode.csv', 6)],
  },
  {
    // The quote opens in the second row and never closes.
    payload: csvFile('open-quote.csv', tinyStays(12, 'QUOTE').replace('QUOTE-2,', 'QUOTE-2,"')),
    tables: [{ name: 'open-quote.csv', read: 12, loaded: 11 }],
  },
];

/** Files whose layout a person confirms, with what the mapping page says about each table. */
export const ASKED: readonly (OddFile & { readonly words: readonly string[] })[] = [
  {
    payload: csvFile(
      'preamble.csv',
      lines([
        'Report of sessions',
        'Made-up clinic',
        '',
        'person_id,held_on,status,scheduled_minutes,attended_minutes',
        ',YYYY-MM-DD,,min,min',
        ...days(5).map((day) => ['NORTH-1', day, 'attended', 60, 50]),
      ]),
    ),
    tables: [{ name: 'preamble.csv', read: 6, loaded: 5 }],
    words: ['stand on line 4. The row right below says units or labels and is set aside.'],
  },
  {
    payload: csvFile(
      'two-tables.csv',
      lines([
        'person_id,level_of_care,admitted_on,discharged_on,discharge_reason',
        ...days(4).map((day, at) => [`TWO-${at}`, 'php', day, '2026-02-13', 'completed']),
        '',
        'person_id,taken_on,measure,score',
        ...days(4).map((day, at) => [`TWO-${at}`, day, 'phq9', 12 + at]),
      ]),
    ),
    tables: [whole('two-tables.csv', 4), whole('two-tables.csv (lines 7 to 11)', 4)],
    words: [
      'This file holds two tables. This is the one on lines 1 to 5; the other one, lines 7 to 11, waits as a file of its own.',
      'This is the one on lines 7 to 11; the other one, lines 1 to 5, waits as a file of its own.',
    ],
  },
  {
    payload: csvFile(
      'headerless.csv',
      lines(days(8).map((day, at) => [`NORTH-${1 + (at % 3)}`, day, 'phq9', 5 + at])),
    ),
    tables: [whole('headerless.csv', 8)],
    words: ['No line holds the names of the columns: the records begin on line 1'],
  },
];

/** Files that hold no text, each with what is said of it. */
export const REFUSED: readonly { readonly payload: Payload; readonly words: RegExp }[] = [
  {
    payload: {
      ...csvFile('book.xlsx', ''),
      buffer: Buffer.from(
        zipSync({ '[Content_Types].xml': bytesOf('<Types/>'), 'xl/workbook.xml': bytesOf('<w/>') }),
      ),
    },
    words: /^book\.xlsx was not loaded\. This is an Excel workbook\./,
  },
  {
    payload: csvFile('report.pdf', '%PDF-1.7\nmade up'),
    words: /^report\.pdf was not loaded\. The file is a PDF document, not a CSV file\./,
  },
];

function whole(name: string, rows: number): OddTable {
  return { name, read: rows, loaded: rows };
}

function days(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `2026-01-${String(12 + at)}`);
}

function lines(rows: readonly (string | readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${typeof row === 'string' ? row : row.join(',')}\n`).join('');
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
