/**
 * The rows of a file that were set aside, as they stand in it, so that they can be repaired in a
 * spreadsheet and loaded beside it. The file is read again; its line and the reason stand before the
 * cells. Left out are columns that were dropped for identity, cells that would identify somebody, and
 * rows in which there is nothing to repair. Cells that a spreadsheet takes for a formula stay as they
 * are: to change them would change what is loaded.
 */
import Papa from 'papaparse';
import type { Engine } from '$lib/engine/port';
import { sql } from '$lib/sql/sql';
import { bodyOf } from './body';
import { toUtf8 } from './encoding';
import { parseCells } from './header';
import { keepsRawLines } from './identity-plan';
import { lineOf } from './line-registry';
import { headerOfRows, keptPositions } from './own-columns';
import { Scanner } from './scan';
import { MAX_RECORD_BYTES, type RecordPlace } from './scan-result';
import type { Encoding, FilePlan } from './types';
import { type Reason, REASON_WORDS } from './words';

/** Rows that are set aside on purpose; there is nothing to repair in them. */
const NOT_TO_FIX: readonly Reason[] = ['total_row', 'left_out', 'duplicate_row'];

/** Reasons that another file can make undone, so that the row of the first file is loaded after all. */
const MAY_COME_BACK: readonly Reason[] = [
  'duplicate_stay',
  'duplicate_session',
  'person_never_admitted',
  'orphan',
  'visit_of_no_stay',
];

/** Bytes of the file that are in memory at a time. */
const WINDOW_BYTES = 1 << 20;

const ROWS_PER_PART = 2_000;

/** A loaded file whose rows are asked for. */
export interface FixedFile {
  readonly fileId: number;
  readonly file: Blob;
  readonly plan: FilePlan;
  /** The encoding that the file was read in. */
  readonly encoding: Encoding;
}

/** The rows to fix of one file. */
export interface RowsToFix {
  /** CSV in UTF-8 with its mark, commas, CRLF. */
  readonly csv: Blob;
  readonly rows: number;
  /** Rows that are set aside but not in it. */
  readonly leftOut: number;
}

interface AsideRow {
  readonly rowNo: number;
  readonly line: number;
  readonly reason: Reason;
  readonly column: string | null;
}

/** Whether rows that were set aside for a reason are among the rows to fix. */
export function isToFix(plan: FilePlan, reason: Reason): boolean {
  if (NOT_TO_FIX.includes(reason)) return false;
  // Lines that cannot be read cannot be shown without their dropped columns; and a row whose hash
  // held them is not known again when both it and its copy are loaded.
  const hasDropped = plan.identity.columns.some(({ action }) => action === 'drop');
  if (reason === 'unreadable') return keepsRawLines(plan);
  return !hasDropped || !MAY_COME_BACK.includes(reason);
}

/** Reads the rows to fix of a file, and tells of the share that was looked through; rejects with the signal's reason, or where the file changed. */
export async function rowsToFix(
  engine: Engine,
  { fileId, file, plan, encoding }: FixedFile,
  signal?: AbortSignal,
  onProgress: (share: number) => void = () => undefined,
): Promise<RowsToFix> {
  const aside = await asideRows(engine, fileId);
  const wanted = aside.filter(({ reason }) => isToFix(plan, reason));
  const { text: body } = await bodyOf(await toUtf8(file, encoding, signal), plan, signal);
  const places = await placesOf(
    body,
    plan,
    new Set(wanted.map(({ rowNo }) => rowNo)),
    onProgress,
    signal,
  );
  const window = new BlobWindow(body);
  const positions = keptPositions(plan);
  const parts: string[] = ['\ufeff', csvLines([headerOfRows(plan)])];
  let rows = 0;
  let lines: (string | number)[][] = [];
  for (const row of wanted) {
    signal?.throwIfAborted();
    const place = places.get(row.rowNo);
    if (!place || place.end - place.start > MAX_RECORD_BYTES) continue;
    const cells = parseCells(await window.text(place), plan.dialect, 1)[0] ?? [];
    rows += 1;
    lines.push([row.line, reasonWords(row), ...shownCells(cells, row, plan, positions)]);
    if (lines.length < ROWS_PER_PART) continue;
    parts.push(csvLines(lines));
    lines = [];
  }
  if (lines.length > 0) parts.push(csvLines(lines));
  const csv = new Blob(parts, { type: 'text/csv;charset=utf-8' });
  return { csv, rows, leftOut: aside.length - rows };
}

async function asideRows(engine: Engine, fileId: number): Promise<readonly AsideRow[]> {
  const found = await engine.query(
    sql`SELECT row_no, min(reason) AS reason, min(column_name) AS column_name
      FROM every_set_aside WHERE file_id = ${fileId} GROUP BY row_no ORDER BY row_no`.text,
  );
  return Array.from({ length: found.rowCount }, (_, row) => {
    const rowNo = found.number('row_no', row)!;
    return {
      rowNo,
      line: lineOf(engine, fileId, rowNo),
      reason: found.text('reason', row) as Reason,
      column: found.text('column_name', row),
    };
  });
}

/** Where the wanted records stand in the body. */
async function placesOf(
  body: Blob,
  { dialect, header }: FilePlan,
  wanted: ReadonlySet<number>,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, RecordPlace>> {
  const places = new Map<number, RecordPlace>();
  let record = 0;
  const scanner = new Scanner({ dialect, firstLine: 1, cells: header.length }, (_, place) => {
    record += 1;
    if (wanted.has(record)) places.set(record, place);
  });
  const reader = body.stream().getReader();
  let bytes = 0;
  try {
    while (places.size < wanted.size) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      scanner.push(value);
      bytes += value.length;
      onProgress(bytes / body.size);
    }
    scanner.finish();
  } finally {
    await reader.cancel();
  }
  return places;
}

/** Reads records that follow each other without asking for each of them. */
class BlobWindow {
  private start = 0;
  private bytes = new Uint8Array(0);

  constructor(private readonly blob: Blob) {}

  async text({ start, end }: RecordPlace): Promise<string> {
    if (start < this.start || end > this.start + this.bytes.length) {
      const until = Math.max(end, start + WINDOW_BYTES);
      this.start = start;
      this.bytes = new Uint8Array(await this.blob.slice(start, until).arrayBuffer());
    }
    return new TextDecoder().decode(this.bytes.subarray(start - this.start, end - this.start));
  }
}

/** The cells that may be shown; those beyond the header stay, since they are what is to be repaired. */
function shownCells(
  cells: readonly string[],
  { reason, column }: AsideRow,
  { columns, header }: FilePlan,
  positions: readonly number[],
): readonly string[] {
  const identifying = reason === 'identifier' && column !== null ? columns[column] : undefined;
  return [
    ...positions.map((at) => (at === identifying ? '' : (cells[at] ?? ''))),
    ...cells.slice(header.length),
  ];
}

function reasonWords({ reason, column }: AsideRow): string {
  const { label } = REASON_WORDS[reason];
  return column === null ? label : `${label} (${column})`;
}

function csvLines(rows: readonly (readonly (string | number)[])[]): string {
  return `${Papa.unparse(
    rows.map((row) => [...row]),
    { newline: '\r\n' },
  )}\r\n`;
}
