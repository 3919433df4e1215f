/**
 * The rows of a figure as CSV. Comment lines are not CSV and a second file gets lost, so every row
 * carries its origin: after the columns of the figure stand `figure`, `definition_version`,
 * `excluded` (that of its measure) and `provenance`. Numbers keep their full precision.
 */
import Papa from 'papaparse';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { exportedCell } from './cells';

/** What is said about a figure beside its rows. */
export interface CsvOrigin {
  /** Metric id. */
  readonly figure: string;
  readonly definitionVersion: number;
  /** Excluded and why, in words. */
  readonly excluded: string;
  /** The same for rows about one measure, by its id, where it differs. */
  readonly excludedByMeasure?: Readonly<Record<string, string>>;
  /** Filters, mode, data cut, files: one line each. */
  readonly provenance: readonly string[];
}

const originColumns = ['figure', 'definition_version', 'excluded', 'provenance'];

/**
 * Writes a figure as CSV (RFC 4180, CRLF). A figure without rows gives one row with its origin only.
 * Text that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function figureCsv(data: FigureData, origin: CsvOrigin): string {
  const tail = (row: FigureRow): readonly (string | number)[] => [
    origin.figure,
    origin.definitionVersion,
    origin.excludedByMeasure?.[String(row['measure'])] ?? origin.excluded,
    origin.provenance.join(' | '),
  ];
  const rows: readonly FigureRow[] = data.rows.length > 0 ? data.rows : [{}];
  return Papa.unparse(
    {
      fields: [...data.columns, ...originColumns],
      data: rows.map((row) => [
        ...data.columns.map((column) => exportedCell(row, column)),
        ...tail(row),
      ]),
    },
    { newline: '\r\n', escapeFormulae: true },
  );
}
