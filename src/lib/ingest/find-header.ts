/**
 * Where the table begins in a file: notes above it, whether its first row holds the names of the
 * columns, and rows right below them that say units. The first row counts as the header unless what
 * stands below it speaks against that.
 */
import { isCalendarDay, isFigure, isUnitWord, isWords, shapeOf } from './cell-look';
import { CANONICAL, KINDS } from '$lib/model/canonical';
import { normalName } from './kinds';
import { instrumentIn } from './propose/instruments';
import { isColumnName } from './propose/header-text';
import type { TextRecord } from './records';

/** Where the header stands among the records of a file. */
export interface HeaderPlace {
  readonly at: number;
  /** false = the record at that place is data. */
  readonly hasHeader: boolean;
  /** Records right below it that hold no data. */
  readonly unitRows: number;
}

/** Notes above a table are looked for in so many records. */
const MOST_NOTES = 60;
const MOST_UNIT_ROWS = 3;

/** Rows below a record by which it is judged. */
const AHEAD = 6;
const BELOW = 40;

/** A column is one of figures where so many of its filled cells are. */
const MOSTLY = 0.8;

const NOTE_WORDS =
  /^(?:report|generated|printed|exported|created|downloaded|extracted|run (?:by|date|on|time)|as of|date range|period|filters?|parameters?|prepared|page \d|confidential)\b/i;

const OWN_NAMES: ReadonlySet<string> = new Set(
  KINDS.flatMap((kind) => CANONICAL[kind].map(({ name }) => name)),
);

/** Finds the header of the first table; null where no record has anything in it. */
export function findHeader(records: readonly TextRecord[]): HeaderPlace | null {
  if (records.length === 0) return null;
  const at = tableStart(records);
  const first = records[at]!;
  // A header that comes again, page after page, is no data.
  const below = records.slice(at + 1, at + 1 + BELOW).filter((record) => !isSame(record, first));
  if (isData(first, below)) return { at, hasHeader: false, unitRows: 0 };
  return { at, hasHeader: true, unitRows: unitRowsBelow(records, at) };
}

/** The record at which the table begins, behind the notes above it. */
export function tableStart(records: readonly TextRecord[]): number {
  const last = Math.min(records.length, MOST_NOTES);
  let at = 0;
  while (at < last && isNote(records, at)) at += 1;
  if (at === 0 || at >= last) return 0;
  const isTitled = records.slice(0, at).every(({ filled }) => filled === 1);
  return isTitled || isHeaderLike(records[at]!) ? at : 0;
}

/** Whether a record could hold the names of columns: several words, no figure, none twice. */
export function isHeaderLike({ cells, filled }: TextRecord): boolean {
  if (filled < 2 || cells.some(isFigure)) return false;
  const names = cells.map(normalName).filter((name) => name !== '');
  return new Set(names).size === names.length;
}

/** Cells of a record that are names of columns as far as their words tell. */
export function namedCells({ cells }: TextRecord): number {
  return cells.filter(isKnownName).length;
}

/** Whether two records hold the same text, but for case and space. */
export function isSame(one: TextRecord, other: TextRecord): boolean {
  const width = Math.max(one.cells.length, other.cells.length);
  return Array.from({ length: width }, (_, at) => at).every(
    (at) => normalName(one.cells[at] ?? '') === normalName(other.cells[at] ?? ''),
  );
}

/** Columns in which a record has words while nearly all cells below hold figures. */
export function contrasts(record: TextRecord, below: readonly TextRecord[]): number {
  return record.cells.filter((cell, at) => isWords(cell) && isFigures(below, at)).length;
}

/** Records right below a header that say units, name the columns again, or come from a survey tool. */
export function unitRowsBelow(records: readonly TextRecord[], at: number): number {
  const header = records[at]!;
  const below = records.slice(at + 1, at + 1 + BELOW);
  const imported = below.slice(0, MOST_UNIT_ROWS).findIndex(isImportRow);
  if (imported >= 0) return imported + 1;
  let count = 0;
  while (count < MOST_UNIT_ROWS && count < below.length) {
    const row = below[count]!;
    if (!isSame(row, header) && !saysUnits(row, below.slice(count + 1))) break;
    count += 1;
  }
  return count;
}

function isKnownName(cell: string): boolean {
  if (cell.trim() === '') return false;
  return OWN_NAMES.has(normalName(cell)) || isColumnName(cell) || instrumentIn(cell) !== null;
}

function isNote(records: readonly TextRecord[], at: number): boolean {
  const { cells, filled } = records[at]!;
  const ahead = records.slice(at + 1, at + 1 + AHEAD);
  const wide = Math.max(0, ...ahead.map((record) => record.filled));
  if (filled >= wide) return false;
  if (filled === 1) return wide > 1;
  const first = cells.find((cell) => cell.trim() !== '')!.trim();
  if (NOTE_WORDS.test(first) || cells.some((cell) => /:\s*$/.test(cell))) return true;
  return 2 * filled <= wide && namedCells(records[at]!) < 2;
}

/**
 * Whether a record is data like those below it: a day above days, words that come again, an id of
 * their form; numbers above numbers tell only where no cell is a known name.
 */
function isData({ cells, filled }: TextRecord, below: readonly TextRecord[]): boolean {
  let strong = 0;
  let weak = 0;
  let named = 0;
  let against = 0;
  cells.forEach((cell, at) => {
    const text = cell.trim();
    if (text === '') return;
    const values = below.map((record) => record.cells[at]?.trim() ?? '').filter((v) => v !== '');
    const comesAgain = values.includes(text);
    if (isCalendarDay(text)) {
      if (share(values, isCalendarDay) >= MOSTLY) strong += 2;
    } else if (isFigure(text)) {
      if (values.length === 0 || share(values, isFigure) >= MOSTLY) weak += 1;
    } else if (values.length > 0 && share(values, isFigure) >= MOSTLY) {
      against += 1;
    } else if (comesAgain || isOfShape(text, values)) {
      strong += 1;
    } else if (isKnownName(text)) {
      named += 1;
    }
  });
  if (against > 0) return false;
  if (below.length === 0) return named === 0 && 2 * weak >= filled;
  return strong > named || (named === 0 && weak + strong > 0);
}

/** An id such as P-0012 above others of its form. */
function isOfShape(text: string, values: readonly string[]): boolean {
  const shape = shapeOf(text);
  const isId = shape.includes('9') && !text.includes(' ');
  return isId && share(values, (value) => shapeOf(value) === shape) >= MOSTLY;
}

function isImportRow({ cells }: TextRecord): boolean {
  return cells.some((cell) => cell.includes('"ImportId"'));
}

function saysUnits(row: TextRecord, below: readonly TextRecord[]): boolean {
  const filled = row.cells.filter((cell) => cell.trim() !== '');
  const isUnits = filled.length > 1 && filled.every(isUnitWord);
  if (below.length === 0) return isUnits;
  if (row.cells.some((cell, at) => isFigure(cell) && !isUnitWord(cell) && isFigures(below, at))) {
    return false;
  }
  const ranges = row.cells.filter((cell, at) => isFigure(cell) && isFigures(below, at)).length;
  const found = contrasts(row, below) + ranges;
  return isUnits || (found > 1 && below.length > 2);
}

/** Whether nearly all filled cells of a column are figures. */
function isFigures(rows: readonly TextRecord[], at: number): boolean {
  const values = rows.map(({ cells }) => cells[at] ?? '').filter((cell) => cell.trim() !== '');
  return values.length > 0 && share(values, isFigure) >= MOSTLY;
}

function share(values: readonly string[], passes: (value: string) => boolean): number {
  return values.length === 0 ? 0 : values.filter(passes).length / values.length;
}
