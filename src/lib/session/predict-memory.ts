/**
 * How much memory of the engine files will need, told from their first megabyte: a file that does not
 * fit is refused before it is read, since an engine that runs out of memory in the middle helps nobody.
 *
 * Measured on made-up files in this engine: the tables of files took between 2 % and 7 % more than
 * predicted. The most that the engine ever held, read as the size of its WebAssembly memory, which grows
 * in steps of a fifth, was between 3 % more and 26 % less than predicted where it was above 300 MiB
 * (stays alone, scores, surveys; one and ten million sessions with their stays); below that up to half
 * of the prediction is not used.
 */
import { formatCount, formatNumber } from '$lib/format/numbers';
import { hasParts } from '$lib/ingest/parts';
import { SLICE_BYTES } from '$lib/ingest/encoding';
import { filledColumns } from '$lib/ingest/sources';
import type { ColumnType, Kind } from '$lib/model/canonical';
import type { FileIssue, KeptFile } from './kept-file';
import type { Replacement } from './replacement';

/** More than this is refused; the engine itself ends at 3.1 GiB. */
export const MEMORY_LIMIT_BYTES = 2.95 * 2 ** 30;

/** An engine that has read a small file. */
const ENGINE_BYTES = 150 * 2 ** 20;

/** Bytes of a value in the table of a file; texts take their length and an offset. */
const VALUE_BYTES: Readonly<Record<Exclude<ColumnType, 'text'>, number>> = {
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
const OWN_COLUMNS = [4, 4, 8, 8];

/** Per row: what the derived tables keep, and the most that making them takes beside it. */
const DERIVED_BYTES: Readonly<Record<Kind, { readonly kept: number; readonly peak: number }>> = {
  stays: { kept: 1_650, peak: 2_600 },
  scores: { kept: 400, peak: 880 },
  sessions: { kept: 120, peak: 155 },
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

/** Bytes of the table that holds the rows of a file. */
export function predictTableBytes(sized: Sized): number {
  return tableRows(sized) * rowBytes(sized);
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
  return ENGINE_BYTES + tables + peak;
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

function rowBytes({ plan, profile }: Sized): number {
  const widths = filledColumns(plan).map((column) =>
    column.type === 'text' && !(plan.kind === 'scores' && column.name === 'measure')
      ? TEXT_OFFSET_BYTES + textLength(profile, plan.columns[column.name])
      : VALUE_BYTES[column.type === 'text' ? 'code' : column.type],
  );
  const extras = plan.extras.map(
    ({ header }) => TEXT_OFFSET_BYTES + textLength(profile, plan.header.indexOf(header)),
  );
  const parts = hasParts(plan) ? [4, TEXT_OFFSET_BYTES + 8] : [];
  const columns = [...OWN_COLUMNS, ...widths, ...extras, ...parts];
  return columns.reduce((sum, width) => sum + width / FILLED + MISSING_BYTES, 0);
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
