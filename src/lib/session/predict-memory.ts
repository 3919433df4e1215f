/**
 * How much memory of the engine files will need, told from their first megabyte: a file that does not
 * fit is refused before it is read, since an engine that runs out of memory in the middle helps nobody.
 *
 * Files are read in pieces, and tables are compressed once a statement has filled them, so a file counts
 * as it is kept, and one piece of it as it is read. Measured as the WebAssembly memory that was ever
 * written to, on made-up files with a million and ten million sessions, with and without their stays and
 * scores, and with two files of sessions that have ids; what is told here is a fifth to three quarters
 * more. Only files of which most rows belong to nobody take more than that.
 */
import { formatCount, formatNumber } from '$lib/format/numbers';
import { hasParts } from '$lib/ingest/parts';
import { SLICE_BYTES } from '$lib/ingest/encoding';
import { PIECE_BYTES } from '$lib/ingest/scan-stream';
import { filledColumns } from '$lib/ingest/sources';
import type { ColumnType, Kind } from '$lib/model/canonical';
import type { FileIssue, KeptFile } from './kept-file';
import type { Replacement } from './replacement';

/** More than this is refused; the engine itself ends at 3.1 GiB. */
export const MEMORY_LIMIT_BYTES = 2.95 * 2 ** 30;

/** An engine that has read a small file. */
const ENGINE_BYTES = 150 * 2 ** 20;

/** Bytes of a value as it is read; texts take their length and an offset. */
const READ_BYTES: Readonly<Record<Exclude<ColumnType, 'text'>, number>> = {
  code: 1,
  yes_no: 1,
  day: 4,
  whole: 4,
  number: 8,
};
const TEXT_OFFSET_BYTES = 4;
/** Whether a value is missing is written in blocks of 256 KiB for 122,880 rows, per column. */
const MISSING_BYTES = 2.1;
/** Blocks are filled to this share. */
const FILLED = 0.9;
/** The numbers of file and row, and two hashes of all cells. */
const OWN_READ_BYTES = [4, 4, 8, 8];

/** The same compressed; hashes do not become shorter. */
const KEPT_BYTES: Readonly<Record<Exclude<ColumnType, 'text'>, number>> = {
  code: 0.8,
  yes_no: 0.2,
  day: 2,
  whole: 1.5,
  number: 2,
};
const OWN_KEPT_BYTES = [0.1, 0.9, 8.7, 8.7];
/** A text that occurs again takes its place in a list; one that does not, two thirds of its length. */
const TEXT_PLACE_BYTES = 2.4;
const TEXT_SHORTENED = 0.67;

/** Per row: what the derived tables keep, and the most that making them takes beside it. */
const DERIVED_BYTES: Readonly<Record<Kind, { readonly kept: number; readonly peak: number }>> = {
  stays: { kept: 300, peak: 1_500 },
  scores: { kept: 30, peak: 190 },
  sessions: { kept: 12, peak: 80 },
  surveys: { kept: 60, peak: 150 },
};

/** Tables are made in this order, and what is kept of one stands while the next is made. */
const MADE_IN_ORDER: readonly Kind[] = ['stays', 'sessions', 'scores', 'surveys'];

/** What decides how much memory a file takes. */
export type Sized = Pick<KeptFile, 'plan' | 'profile' | 'account'> & {
  readonly file: { readonly size: number };
};

/** Rows of a file: counted once it is loaded, before that told from its first part. */
export function predictRows({ file, plan, profile, account }: Sized): number {
  if (account) return account.rowsRead;
  const isSeen = profile.isWhole || plan.layout.endLine !== null;
  if (isSeen || profile.rowCount === 0) return profile.rowCount;
  return Math.ceil((file.size / SLICE_BYTES) * profile.rowCount);
}

/** Bytes of the table that holds the rows of a file, compressed. */
export function predictTableBytes(sized: Sized): number {
  return tableRows(sized) * keptRowBytes(sized);
}

/**
 * The most memory of the engine, in bytes, while these files are checked and every table is derived.
 * `parked` files are in memory but not derived.
 */
export function predictPeakBytes(files: readonly Sized[], parked: readonly Sized[] = []): number {
  const tables = [...files, ...parked].reduce((sum, file) => sum + predictTableBytes(file), 0);
  const rows = (kind: Kind): number =>
    files.filter(({ plan }) => plan.kind === kind).reduce((sum, file) => sum + tableRows(file), 0);
  let kept = 0;
  let peak = 0;
  for (const kind of MADE_IN_ORDER) {
    const n = kind === 'stays' ? rows('stays') || impliedStays(files) : rows(kind);
    peak = Math.max(peak, kept + n * DERIVED_BYTES[kind].peak);
    kept += n * DERIVED_BYTES[kind].kept;
  }
  const reading = Math.max(0, ...files.map((file) => pieceRows(file) * readRowBytes(file)));
  return ENGINE_BYTES + tables + Math.max(reading, peak);
}

/** New files that fit into memory beside the loaded ones, and a sentence for each that does not. */
export function withinMemory<T extends Sized & Pick<KeptFile, 'id' | 'name'>>(
  loaded: readonly T[],
  fresh: readonly T[],
  replace: readonly Replacement[],
  limit = MEMORY_LIMIT_BYTES,
): { readonly within: readonly T[]; readonly tooLarge: readonly FileIssue[] } {
  const within: T[] = [];
  const tooLarge: FileIssue[] = [];
  for (const file of fresh) {
    const wanted = [...within, file];
    const olds = replace.filter(({ anew }) => wanted.some(({ id }) => id === anew));
    const isParked = ({ id }: T): boolean => olds.some(({ old }) => old === id);
    const staying = loaded.filter((other) => !isParked(other));
    const need = predictPeakBytes([...staying, ...wanted], loaded.filter(isParked));
    if (need <= limit) within.push(file);
    else tooLarge.push(refusal(file, need, limit, loaded.length + within.length > 0));
  }
  return { within, tooLarge };
}

function refusal(
  file: Sized & Pick<KeptFile, 'name'>,
  need: number,
  limit: number,
  hasOthers: boolean,
): FileIssue {
  const rows = formatCount(Math.round(predictRows(file) / 1000) * 1000);
  const beside = hasOthers ? ', with the files that are there,' : '';
  const own =
    file.plan.kind === 'sessions' ? ' such as the names of groups' : ' such as dimensions';
  return {
    name: file.name,
    message:
      `It has about ${rows} rows and${beside} would need about ${gigabytes(need)} GB of memory; ` +
      `a page can use ${gigabytes(limit)} GB. It was not read.`,
    nextStep:
      'Export a shorter period, or split it by year and look at one year at a time; ' +
      `leave out columns that you do not need,${own}` +
      `${hasOthers ? '; or remove another file on the Data page first' : ''}.`,
    template: null,
  };
}

function gigabytes(bytes: number): string {
  return formatNumber(bytes / 1e9, 1);
}

/** Rows of the table: a wide file makes several of each record, of those parts that hold something. */
function tableRows(sized: Sized): number {
  const { plan, profile } = sized;
  const rows = predictRows(sized);
  const { shape } = plan.reading;
  if (shape.kind === 'rows') return rows;
  const seen = Math.max(1, profile.rowCount);
  const shares = shape.parts.map((part) => {
    const positions = 'at' in part ? part.at : [part.startAt];
    return Math.max(0, ...positions.map((at) => (profile.columns[at]?.filled ?? seen) / seen));
  });
  return rows * shares.reduce((sum, share) => sum + share, 0);
}

/** Rows of the table that one piece of a file makes. */
function pieceRows(sized: Sized): number {
  return tableRows(sized) * Math.min(1, PIECE_BYTES / Math.max(1, sized.file.size));
}

function readRowBytes(sized: Sized): number {
  const widths = valueBytes(sized, READ_BYTES, ({ length }) => TEXT_OFFSET_BYTES + length);
  return [...OWN_READ_BYTES, ...widths].reduce(
    (sum, width) => sum + width / FILLED + MISSING_BYTES,
    0,
  );
}

function keptRowBytes(sized: Sized): number {
  const widths = valueBytes(
    sized,
    KEPT_BYTES,
    ({ length, distinct }) => TEXT_PLACE_BYTES + TEXT_SHORTENED * length * distinct,
  );
  return [...OWN_KEPT_BYTES, ...widths].reduce((sum, width) => sum + width, 0);
}

/** The texts of a column: mean length in characters, and the share of rows with one of their own. */
interface Texts {
  readonly length: number;
  readonly distinct: number;
}

function valueBytes(
  { plan, profile }: Sized,
  bytes: Readonly<Record<Exclude<ColumnType, 'text'>, number>>,
  ofTexts: (texts: Texts) => number,
): readonly number[] {
  const texts = (at: number | undefined): Texts => ({
    length: textLength(profile, at),
    distinct:
      profile.rowCount === 0 ? 0 : (profile.columns[at ?? -1]?.distinct ?? 0) / profile.rowCount,
  });
  const columns = filledColumns(plan).map((column) => {
    if (column.type !== 'text') return bytes[column.type];
    if (plan.kind === 'scores' && column.name === 'measure') return bytes.code;
    return ofTexts(texts(plan.columns[column.name]));
  });
  const extras = plan.extras.map(({ header }) => ofTexts(texts(plan.header.indexOf(header))));
  const parts = hasParts(plan) ? [bytes.whole, ofTexts({ length: 8, distinct: 0 })] : [];
  return [...columns, ...extras, ...parts];
}

/** Mean length of the texts of a column in the first part, in characters; empty cells count as 0. */
function textLength(profile: KeptFile['profile'], at: number | undefined): number {
  const column = at === undefined ? undefined : profile.columns[at];
  if (!column || profile.rowCount === 0) return 0;
  const n = column.values.reduce((sum, value) => sum + value.n, 0);
  const length = column.values.reduce((sum, { value, n }) => sum + value.length * n, 0);
  return n === 0 ? 0 : (length / n) * Math.min(1, column.filled / profile.rowCount);
}

/** Without a file of stays every person of the scores has one stay that is made. */
function impliedStays(files: readonly Sized[]): number {
  return files
    .filter(({ plan }) => plan.kind === 'scores')
    .reduce((sum, sized) => sum + predictRows(sized) * personShare(sized), 0);
}

function personShare({ plan, profile }: Sized): number {
  const at = plan.columns['person_id'];
  const distinct = at === undefined ? 0 : (profile.columns[at]?.distinct ?? 0);
  return profile.rowCount === 0 ? 0 : Math.min(1, distinct / profile.rowCount);
}
