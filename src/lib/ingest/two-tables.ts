/**
 * The tables that stand one below the other in a file. A second one begins with a row of names that is
 * not the header of the first, and rows that fit it; a header that comes again, page after page, is
 * the same table.
 */
import { isFooter } from './cell-look';
import {
  contrasts,
  findHeader,
  type HeaderPlace,
  isHeaderLike,
  isSame,
  namedCells,
  unitRowsBelow,
} from './find-header';
import type { TextRecord } from './records';
import type { FoundTable } from './types';

/** More tables than this are no tables. */
const MOST_TABLES = 20;

/** Rows below a second header by which it is judged. */
const BELOW = 10;

interface Place extends HeaderPlace {
  /** First record behind the table before, which may be a title. */
  readonly from: number;
}

/** The tables among the first records of a file; the records end with the file where it is whole. */
export function findTables(
  records: readonly TextRecord[],
  isWhole: boolean,
): readonly FoundTable[] {
  const first = findHeader(records);
  if (first === null) return [];
  const places: Place[] = [{ ...first, from: 0 }];
  while (places.length < MOST_TABLES) {
    const next = nextTable(records, places.at(-1)!);
    if (next === null) break;
    places.push(next);
  }
  return places.map((place, at): FoundTable => {
    const { hasHeader, unitRows } = place;
    const next = places[at + 1];
    const startLine = records[place.at]!.line;
    const endLine = next ? records[next.from]!.line : null;
    const last = records[(next ? next.from : records.length) - 1]!;
    return {
      layout: { startLine, hasHeader, unitRows, endLine },
      lastLine: next || isWhole ? last.line : null,
    };
  });
}

function nextTable(records: readonly TextRecord[], place: HeaderPlace): Place | null {
  const header = records[place.at]!;
  const own = records.slice(place.at + 1 + place.unitRows);
  for (let at = place.at + place.unitRows + 2; at < records.length; at += 1) {
    const row = records[at]!;
    if (!isHeaderLike(row) || (place.hasHeader && isSame(row, header))) continue;
    const from = titleOf(records, at);
    const before = own.slice(0, Math.max(0, from - place.at - 1 - place.unitRows)).slice(-BELOW);
    if (beginsTable(records, at, from, header, before)) {
      return { at, from, hasHeader: true, unitRows: unitRowsBelow(records, at) };
    }
  }
  return null;
}

function beginsTable(
  records: readonly TextRecord[],
  at: number,
  from: number,
  header: TextRecord,
  before: readonly TextRecord[],
): boolean {
  const row = records[at]!;
  const isApart = records[from]!.isApart;
  const otherWidth = row.filled !== width(header);
  if (!isApart && !otherWidth) return false;
  const below = rowsOf(records, at);
  if (below.length === 0 || before.length === 0) return false;
  const named = namedCells(row);
  const isNamed = named > 1 && 2 * named >= row.filled;
  const stands = contrasts(row, below) > 0;
  if (isApart && otherWidth) return isNamed || (stands && named > 0);
  if (isApart) return isNamed && (stands || contrasts(row, before) > 0);
  const areWider = below.filter((record) => width(record) !== width(header)).length;
  return otherWidth && isNamed && stands && below.length > 1 && areWider === below.length;
}

/** The rows right below a header that fit it. */
function rowsOf(records: readonly TextRecord[], at: number): readonly TextRecord[] {
  const most = width(records[at]!);
  const rows: TextRecord[] = [];
  for (const row of records.slice(at + 1, at + 1 + BELOW)) {
    if (row.filled < 2 || width(row) > most) break;
    rows.push(row);
  }
  return rows;
}

/** Cells up to the last one with something in it. */
function width({ cells }: TextRecord): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

/**
 * The first record that belongs to a second table: its header, or the notes above it that stand apart
 * from the table before.
 */
function titleOf(records: readonly TextRecord[], at: number): number {
  let from = at;
  for (let above = at; above > 0; above -= 1) {
    if (records[above]!.isApart) from = above;
    const before = records[above - 1]!;
    if (before.filled > 1 || before.cells.some(isFooter)) break;
  }
  return from;
}
