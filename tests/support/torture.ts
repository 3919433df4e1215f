/**
 * Files made to break readers of CSV, with the rows that they hold: the csv-spectrum files with their
 * own answers, and the test files of csvkit, csvlint, readr, PapaParse and DuckDB as Python's csv module
 * reads them, corrected where a person reads them otherwise.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReferenceJson } from './reference';

/** The folder of the torture sets inside the reference data. */
export const TORTURE = 'csv_torture';

/** A file and the rows that it holds. */
export interface TortureFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Rows above the header: a title. */
  readonly above: readonly (readonly string[])[];
  /** null = the file has none. */
  readonly header: readonly string[] | null;
  /** Rows below the header as they stand in the file, without blank lines; some are uneven. */
  readonly rows: readonly (readonly string[])[];
}

interface PythonRead {
  readonly rows?: readonly (readonly string[])[];
}

type SpectrumAnswer = Record<string, string> | Record<string, string>[];

interface Correction {
  readonly rows?: readonly (readonly string[])[];
  /** Position of the header among the rows; null = none. */
  readonly headerAt?: number | null;
}

const NO_HEADER: Correction = { headerAt: null };

/** Where Python's module, with its defaults, does not read what a person reads. */
const CORRECTIONS: Readonly<Record<string, Correction>> = {
  // Its answer has another telephone number, and no list around the row.
  'csv-spectrum/location_coordinates.csv': {
    rows: [['2095257564', '37\ufffd36\'37.8"N 121\ufffd2\'17.9"W', 'Modesto', 'Stanislaus']],
  },
  // Python was given the file with its line ends translated.
  'csvkit/mac_newlines.csv': {
    rows: [
      ['a', 'b', 'c'],
      ['1', '2', '3'],
      ['Once upon\ra time', '5', '6'],
    ],
  },
  'csvkit/no_header_row.csv': NO_HEADER,
  'csvkit/no_header_row2.csv': NO_HEADER,
  'csvkit/no_header_row3.csv': NO_HEADER,
  'csvkit/sniff_limit.csv': {
    rows: [
      ['a', 'b', 'c'],
      ['1', '2', '3'],
    ],
  },
  'csvlint/title-row.csv': { headerAt: 1 },
  'duckdb/dateformat_ambiguous.csv': NO_HEADER,
  'duckdb/quoted_newline.csv': NO_HEADER,
  'papaparse/long-sample.csv': NO_HEADER,
};

/** All files of the sets, by name. */
export function tortureFiles(folder: string): TortureFile[] {
  return [...spectrumFiles(folder), ...otherFiles(folder)];
}

function spectrumFiles(folder: string): TortureFile[] {
  const set = join(TORTURE, 'csv-spectrum');
  return readdirSync(join(folder, set, 'csvs'))
    .sort()
    .map((file): TortureFile => {
      const answer = file.replace(/csv$/, 'json');
      const json = readFileSync(join(folder, set, 'json', answer), 'utf8');
      const objects = [JSON.parse(json) as SpectrumAnswer].flat();
      const name = `csv-spectrum/${file}`;
      return {
        name,
        bytes: new Uint8Array(readFileSync(join(folder, set, 'csvs', file))),
        above: [],
        header: Object.keys(objects[0]!),
        rows: CORRECTIONS[name]?.rows ?? objects.map((object) => Object.values(object)),
      };
    });
}

function otherFiles(folder: string): TortureFile[] {
  const read = readReferenceJson<Record<string, PythonRead>>(
    folder,
    join(TORTURE, 'expected_python_csv.json'),
  );
  return Object.entries(read).map(([name, python]): TortureFile => {
    const bytes = new Uint8Array(readFileSync(join(folder, TORTURE, name)));
    const correction = CORRECTIONS[name] ?? {};
    const all = (correction.rows ?? singleQuoted(name, python.rows) ?? splitRows(bytes)).filter(
      (row) => row.length > 0,
    );
    const headerAt = correction.headerAt === undefined ? 0 : correction.headerAt;
    return {
      ...{ name, bytes },
      above: all.slice(0, headerAt ?? 0),
      header: headerAt === null ? null : (all[headerAt] ?? null),
      rows: headerAt === null ? all : all.slice(headerAt + 1),
    };
  });
}

/** One file of readr is quoted with single quotes, which its own test says and Python is not told. */
function singleQuoted(name: string, rows: PythonRead['rows']): PythonRead['rows'] {
  if (name !== 'readr/basic-df-singlequote.csv') return rows;
  return rows?.map((row) => row.map((cell) => cell.replace(/^'(.*)'$/, '$1')));
}

/** The large files come without Python's rows; their quotes hold neither delimiters nor quotes. */
function splitRows(bytes: Uint8Array): string[][] {
  const lines = new TextDecoder().decode(bytes).split('\n');
  const rows = lines.map((line) => line.split(',').map((cell) => cell.replace(/^"(.*)"$/, '$1')));
  if (rows.flat().some((cell) => cell.includes('"'))) throw new Error('Quotes need an answer.');
  return rows.filter((row) => row.length > 1);
}

/** A test of PapaParse: a text, its options, and the rows that it must give. */
export interface PapaVector {
  readonly description: string;
  readonly input: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly expected: { readonly data: readonly (readonly string[] | Record<string, unknown>)[] };
}

/** The tests of PapaParse for reading, by set. */
export function papaVectors(folder: string): Readonly<Record<string, readonly PapaVector[]>> {
  const { sets } = readReferenceJson<{ sets: Record<string, readonly PapaVector[]> }>(
    folder,
    join(TORTURE, 'papaparse/papaparse-vectors.json'),
  );
  const { CORE_PARSER_TESTS, PARSE_TESTS } = sets;
  return { CORE_PARSER_TESTS: CORE_PARSER_TESTS!, PARSE_TESTS: PARSE_TESTS! };
}
