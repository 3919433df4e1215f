/**
 * Delimiter, quote and escape of a text, decided by trying them: the dialect that finds the most
 * canonical columns wins, then the one in which most records have as many cells as the header.
 */
import { knownColumns } from './kinds';
import { parseCells, readHeader } from './header';
import { type RecordFault, Scanner } from './scan';
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

interface Trial {
  readonly dialect: Dialect;
  /** Canonical columns in the header. */
  readonly known: number;
  /** Share of records that have as many cells as the header. */
  readonly even: number;
  readonly cells: number;
  /** Share of cells that still stand in quotes of the other kind. */
  readonly wrapped: number;
}

/** The dialect of the first part of a file; a text without any structure reads as plain CSV. */
export function sniffDialect(text: string, encoding: Encoding): Dialect {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const whole = sample.length === text.length && text.length < SAMPLE_CHARACTERS;
  const trials = DELIMITERS.flatMap((delimiter) =>
    QUOTINGS.map((quoting) => attempt(sample, whole, { encoding, delimiter, ...quoting })),
  );
  return trials.reduce((best, trial) => (isBetter(trial, best) ? trial : best)).dialect;
}

function attempt(sample: string, whole: boolean, dialect: Dialect): Trial {
  const bytes = new TextEncoder().encode(sample);
  const header = readHeader(bytes, dialect);
  if (!header) return { dialect, known: 0, even: 0, cells: 0, wrapped: 0 };
  const faults: RecordFault[] = [];
  const cells = header.names.length;
  const scanner = new Scanner({ dialect, firstLine: 1, cells }, (fault) => faults.push(fault));
  scanner.push(bytes.subarray(header.bodyOffset));
  const { unclosedQuote } = scanner.finish();
  // The last record of a sample is cut; with a quote left open it would swallow the rest unseen.
  if (!whole && unclosedQuote === null) faults.pop();
  const even = faults.filter((fault) => fault === null).length;
  return {
    dialect,
    known: knownColumns(header.names),
    even: faults.length === 0 ? 1 : even / faults.length,
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
  const margin = a.delimiter === b.delimiter && a.quote !== b.quote ? 0.1 : 0.001;
  const order = [
    trial.known - best.known,
    Number(trial.cells > 1) - Number(best.cells > 1),
    beyond(trial.even - best.even, margin),
    beyond(best.wrapped - trial.wrapped, 0.001),
    trial.cells - best.cells,
  ];
  return (order.find((difference) => difference !== 0) ?? 0) > 0;
}

/** A gain counts beyond a margin only; a loss always does. */
function beyond(gain: number, margin: number): number {
  return gain > margin ? gain : gain < -0.001 ? gain : 0;
}
