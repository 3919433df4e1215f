// expected.json: what a correct import makes of the files, one line a planted problem.
import { CUT, isoOf } from '../generator/days';
import { type Meaning, MEANINGS } from './meaning';
import {
  bytesOf,
  type Dialect,
  type Placed,
  placedRows,
  type Row,
  type Sheet,
  type Trouble,
} from './sheet';

/** Something planted, with the physical line of its record; the header is line 1. */
export interface PlacedTrouble extends Trouble {
  readonly line: number;
}

/** What loads and is worth a notice. */
export interface ExpectedNotices {
  /** Words for empty by canonical column. */
  readonly empty_word: Readonly<Record<string, number>>;
  readonly open_end_day: number;
  readonly identical_sessions: number;
}

/** What a correct import makes of one file: rows = rowsLoaded + rows set aside. */
export interface ExpectedFile {
  readonly file: string;
  readonly bytes: number;
  readonly dialect: Dialect;
  /** Records, without header and blank lines. */
  readonly rows: number;
  readonly rowsLoaded: number;
  /** Scores in the loaded rows of a wide file; null = one a row, or no scores. */
  readonly scoresMade: number | null;
  readonly notices: ExpectedNotices;
  readonly mapping: Meaning & { readonly header: readonly string[] };
  /** Rows. */
  readonly aside: readonly PlacedTrouble[];
  /** Cells. */
  readonly lost: readonly PlacedTrouble[];
}

/** What expected.json holds. */
export interface Expected {
  readonly dataCut: string;
  readonly files: readonly ExpectedFile[];
}

const EMPTY_WORD = 'N/A';
const NOT_DONE = 'Declined';
const OPEN_END = '12/31/9999';

function noticesOf(loaded: readonly Row[], sheet: Sheet, meaning: Meaning): ExpectedNotices {
  const count = (header: string, word: string): number => {
    const at = sheet.header.indexOf(header);
    return loaded.filter(({ cells }) => cells[at] === word).length;
  };
  const empty = Object.entries(meaning.columns)
    .map(([column, header]) => [column, count(header, EMPTY_WORD)] as const)
    .filter(([, n]) => n > 0);
  const scores = Object.values(meaning.scores ?? {});
  const notDone = scores.reduce((sum, header) => sum + count(header, NOT_DONE), 0);
  const lines = loaded.map(({ cells }) => cells.join('\t'));
  const end = meaning.columns['discharged_on'];
  return {
    empty_word: Object.fromEntries(notDone > 0 ? [...empty, ['score', notDone]] : empty),
    open_end_day: end === undefined ? 0 : count(end, OPEN_END),
    identical_sessions: meaning.kind === 'sessions' ? lines.length - new Set(lines).size : 0,
  };
}

function scoresMade(loaded: readonly Row[], sheet: Sheet, meaning: Meaning): number | null {
  if (!meaning.scores) return null;
  const at = Object.values(meaning.scores).map((header) => sheet.header.indexOf(header));
  const all = loaded.flatMap(({ cells }) => at.filter((n) => /^\d+$/.test(cells[n] ?? '')));
  return all.length - loaded.flatMap(({ lost }) => lost ?? []).length;
}

function troublesIn(placed: readonly Placed[], of: (row: Row) => Trouble[]): PlacedTrouble[] {
  return placed.flatMap(({ line, row }) => of(row).map((trouble) => ({ line, ...trouble })));
}

function expectationOf(sheet: Sheet): ExpectedFile {
  const meaning = MEANINGS[sheet.file];
  if (!meaning) throw new Error(`${sheet.file} has no meaning`);
  const placed = placedRows(sheet);
  const loaded = placed.map(({ row }) => row).filter(({ aside }) => !aside);
  return {
    file: sheet.file,
    bytes: bytesOf(sheet).length,
    dialect: sheet.dialect,
    rows: placed.length,
    rowsLoaded: loaded.length,
    scoresMade: scoresMade(loaded, sheet, meaning),
    notices: noticesOf(loaded, sheet, meaning),
    mapping: { header: sheet.header, ...meaning },
    aside: troublesIn(placed, ({ aside }) => (aside ? [aside] : [])),
    lost: troublesIn(placed, ({ lost }) => lost ?? []),
  };
}

/** JSON with one line for everything that fits into one, such as a planted problem. */
function compact(value: unknown, indent = ''): string {
  const line = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || line.length + indent.length < 110) return line;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => inner + compact(item, inner))
    : Object.entries(value).map(
        ([key, item]) => `${inner}${JSON.stringify(key)}: ${compact(item, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

/** The text of expected.json. */
export function expectedJson(sheets: readonly Sheet[]): string {
  const expected: Expected = { dataCut: isoOf(CUT), files: sheets.map(expectationOf) };
  return `${compact(expected)}\n`;
}
