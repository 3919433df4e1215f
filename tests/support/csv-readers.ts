/** A file of the torture sets as three readers see it: the path of a load, `read_csv`, PapaParse. */
import Papa from 'papaparse';
import type { Engine } from '$lib/engine/port';
import { sniffDialect } from '$lib/ingest/dialect';
import { readHeader } from '$lib/ingest/header';
import { inspectFile } from '$lib/ingest/inspect';
import { type Dialect, PLAIN_LAYOUT } from '$lib/ingest/types';
import { readRaw, type Written } from './raw-read';
import type { PapaVector, TortureFile } from './torture';

type Row = readonly string[];

/** What a reader made of a file. */
export interface Answer {
  /** Rows below the header; null = set aside as unreadable. */
  readonly rows: readonly (Row | null)[];
  readonly isRight: boolean;
  /** Why nothing was read; null = something was. */
  readonly refusal: string | null;
}

/**
 * Our reading: right where the header is the file's and every row is equal, or set aside because it
 * has too few or too many cells.
 */
export async function readOurs(engine: Engine, file: TortureFile): Promise<Answer> {
  const blob = new Blob([file.bytes]);
  const look = await inspectFile(blob);
  if (look.state === 'refused') return { rows: [], isRight: false, refusal: look.sentence };
  const written: Written = look.state === 'ready' ? look.plan : look;
  const { records } = await readRaw(engine, blob, written);
  const names = written.layout.hasHeader ? written.header : null;
  const isRight =
    JSON.stringify(names) === JSON.stringify(file.header) &&
    areRight(records, file.rows, written.header.length);
  return { rows: records, isRight, refusal: null };
}

/** The engine's reader with everything detected; the names of the columns are not compared. */
export async function readAuto(
  engine: Engine,
  { bytes, header, rows }: TortureFile,
): Promise<Answer> {
  await engine.addFile('torture.csv', new Blob([bytes]));
  try {
    const read = await engine.query(
      `SELECT * FROM read_csv('upload/torture.csv', all_varchar = true)`,
    );
    const found = read.rows().map((row) => Object.values(row).map((cell) => String(cell ?? '')));
    const width = (header ?? rows[0] ?? []).length;
    return { rows: found, isRight: areRight(found, rows, width), refusal: null };
  } catch (error) {
    const refusal = error instanceof Error ? error.message : String(error);
    return { rows: [], isRight: false, refusal };
  } finally {
    await engine.dropFile('torture.csv');
  }
}

/** PapaParse with its defaults, on the text as UTF-8; blank lines are not counted against it. */
export function readPapa({ bytes, above, header, rows }: TortureFile): Answer {
  const all = Papa.parse<string[]>(new TextDecoder().decode(bytes)).data.filter(isFilled);
  const expected = [...above, ...(header ? [header] : []), ...rows];
  const isRight = JSON.stringify(all) === JSON.stringify(expected);
  return { rows: all.slice(expected.length - rows.length), isRight, refusal: null };
}

/** How a test of PapaParse comes out. */
export type VectorOutcome = 'equal' | 'different' | 'other options' | 'one column';

/** Reads a test of PapaParse by the path of a load, with the options of the test. */
export async function readVector(
  engine: Engine,
  set: string,
  vector: PapaVector,
): Promise<VectorOutcome> {
  const rows = vector.expected.data.map(cellsOf).filter(isFilled);
  const dialect = dialectOf(set, vector);
  if (dialect === null || rows.length === 0) return 'other options';
  const hasHeader = vector.config?.['header'] === true;
  const layout = { ...PLAIN_LAYOUT, hasHeader };
  const header = readHeader(new TextEncoder().encode(vector.input), dialect, layout)?.names ?? [];
  if (rows[0]!.length === 1 || header.length === 1) return 'one column';
  const { records } = await readRaw(engine, new Blob([vector.input]), { dialect, header, layout });
  return areRight(records, rows, header.length) ? 'equal' : 'different';
}

const VECTOR_OPTIONS = ['delimiter', 'quoteChar', 'escapeChar', 'header', 'skipEmptyLines'];

/** The dialect that a test asks for; null = none of ours. */
function dialectOf(set: string, { input, config = {} }: PapaVector): Dialect | null {
  const { quoteChar = '"', escapeChar = quoteChar } = config;
  const isCore = set === 'CORE_PARSER_TESTS';
  if (Object.keys(config).some((key) => !VECTOR_OPTIONS.includes(key))) return null;
  // The core tests with a header are about names that come twice.
  if (config['skipEmptyLines'] === 'greedy' || (isCore && 'header' in config)) return null;
  const guessed = isCore ? ',' : sniffDialect(input, 'utf-8').delimiter;
  const wanted = config['delimiter'] ?? guessed;
  const delimiter = ([',', ';', '\t', '|'] as const).find((own) => own === wanted);
  const quote = (['"', "'"] as const).find((own) => own === quoteChar);
  if (!delimiter || !quote || ![quoteChar, '\\'].includes(escapeChar)) return null;
  const escape = escapeChar === '\\' ? 'backslash' : 'doubled';
  return { encoding: 'utf-8', delimiter, quote, escape };
}

function cellsOf(row: PapaVector['expected']['data'][number]): Row {
  if (Array.isArray(row)) return row as Row;
  const { __parsed_extra: extra = [], ...cells } = row as Record<string, string | string[]>;
  return [...(Object.values(cells) as string[]), ...(extra as string[])];
}

function isFilled(row: Row): boolean {
  return row.length !== 1 || row[0] !== '';
}

function areRight(rows: Answer['rows'], expected: readonly Row[], width: number): boolean {
  return (
    rows.length === expected.length &&
    rows.every((row, at) => (row ? isSame(row, expected[at]!) : isUneven(expected[at]!, width)))
  );
}

/** Equal cell by cell, where an empty cell at the end and none are the same. */
function isSame(one: Row, other: Row): boolean {
  const length = Math.max(one.length, other.length);
  return Array.from({ length }, (_, at) => at).every((at) => (one[at] ?? '') === (other[at] ?? ''));
}

function isUneven(row: Row, width: number): boolean {
  return row.length < width || row.slice(width).some((cell) => cell !== '');
}
