/**
 * Delimiter, quote and escape of a text, decided by trying them: the dialect that finds the most
 * canonical columns wins, then the one in which most records have as many cells as the header, which
 * may stand below notes.
 */
import { tableStart } from './find-header';
import { parseCells } from './header';
import { knownColumns } from './kinds';
import { recordsOf } from './records';
import { Scanner } from './scan';
import type { RecordFault } from './scan-result';
import type { Dialect, Encoding } from './types';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Ways to quote in order of preference: a later one must be better to be taken. */
const QUOTINGS: readonly Pick<Dialect, 'quote' | 'escape'>[] = [
  { quote: '"', escape: 'doubled' },
  { quote: '"', escape: 'backslash' },
  { quote: null, escape: 'doubled' },
  { quote: "'", escape: 'doubled' },
  { quote: "'", escape: 'backslash' },
];

const SAMPLE_CHARACTERS = 1 << 17;

/** Records among which the header is looked for. */
const FIRST_RECORDS = 80;

interface Trial {
  readonly dialect: Dialect;
  /** Canonical columns in the header. */
  readonly known: number;
  /** Share of records that have as many cells as the header. */
  readonly even: number;
  readonly records: number;
  readonly cells: number;
  /** Share of cells that still stand in quotes of the other kind. */
  readonly wrapped: number;
}

/** The dialect of the first part of a file; a text without any structure reads as plain CSV. */
export function sniffDialect(text: string, encoding: Encoding): Dialect {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const whole = sample.length === text.length && text.length < SAMPLE_CHARACTERS;
  const bytes = new TextEncoder().encode(sample);
  const trials = dialectsFor(sample).map((dialect) =>
    attempt(sample, bytes, whole, { encoding, ...dialect }),
  );
  return trials.reduce((best, trial) => (isBetter(trial, best) ? trial : best)).dialect;
}

/**
 * The dialects that may read a text differently. Without any quote all ways to quote are one, and so are
 * the delimiters that do not occur.
 */
function dialectsFor(sample: string): readonly Omit<Dialect, 'encoding'>[] {
  const hasQuotes = QUOTINGS.some(({ quote }) => quote !== null && sample.includes(quote));
  const absent = DELIMITERS.find((delimiter) => !sample.includes(delimiter));
  const delimiters = DELIMITERS.filter(
    (delimiter) => hasQuotes || delimiter === absent || sample.includes(delimiter),
  );
  const quotings = hasQuotes ? QUOTINGS : QUOTINGS.slice(0, 1);
  return delimiters.flatMap((delimiter) => quotings.map((quoting) => ({ delimiter, ...quoting })));
}

function attempt(sample: string, bytes: Uint8Array, whole: boolean, dialect: Dialect): Trial {
  const records = recordsOf(bytes, dialect, FIRST_RECORDS);
  const header = records[tableStart(records)];
  if (!header) return { dialect, known: 0, even: 0, records: 0, cells: 0, wrapped: 0 };
  const faults: RecordFault[] = [];
  const cells = header.cells.length;
  const scanner = new Scanner({ dialect, firstLine: 1, cells }, (fault) => faults.push(fault));
  scanner.push(bytes.subarray(header.end));
  scanner.finish();
  // The last record of a sample is cut.
  if (!whole) faults.pop();
  const even = faults.filter((fault) => fault === null).length;
  return {
    dialect,
    known: knownColumns(header.cells),
    even: faults.length === 0 ? 0 : even / faults.length,
    records: faults.length,
    cells,
    wrapped: wrappedShare(sample, dialect),
  };
}

/** How many of the first cells begin and end with the same quote, which then was not taken as one. */
function wrappedShare(sample: string, dialect: Dialect): number {
  const cells = parseCells(sample, dialect, 30).flat();
  const wrapped = cells.filter((cell) => /^(["']).*\1$/s.test(cell) && cell.length > 1);
  return cells.length === 0 ? 0 : wrapped.length / cells.length;
}

function isBetter(trial: Trial, best: Trial): boolean {
  const a = trial.dialect;
  const b = best.dialect;
  // Quotes that do not pair up are more often a few broken cells than another way to quote.
  const few = Math.max(0.1, 1.5 / Math.max(1, best.records));
  const margin = a.delimiter === b.delimiter && a.quote !== b.quote ? few : 0.001;
  const order = [
    trial.known - best.known,
    Number(trial.cells > 1) - Number(best.cells > 1),
    // Quotes around many cells are quotes, also where some of them do not pair up.
    beyond(trial.even - trial.wrapped - (best.even - best.wrapped), margin),
    beyond(best.wrapped - trial.wrapped, 0.05),
    trial.cells - best.cells,
  ];
  return (order.find((difference) => difference !== 0) ?? 0) > 0;
}

/** A gain counts beyond a margin only; a loss always does. */
function beyond(gain: number, margin: number): number {
  return gain > margin ? gain : gain < -0.001 ? gain : 0;
}
