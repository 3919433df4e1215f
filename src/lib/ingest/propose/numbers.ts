/**
 * How the numbers of a column are written. Marks between digits tell where they can stand in one way
 * only: `1,5` and `1.234,5` have a decimal comma, `1,234.5` has a decimal point, `1,234` says neither.
 */
import { readNumber } from '../number-text';
import type { ColumnProfile } from '../proposal';
import type { NumberFormat } from '../reading';
import { tellingValues } from './values';

/** How the numbers of a column are most likely written. */
export interface FoundFormat {
  readonly format: NumberFormat;
  /** A value that reads as two numbers while no other value tells which; null = it is clear. */
  readonly open: { readonly value: string; readonly point: number; readonly comma: number } | null;
}

const FORMATS: readonly NumberFormat[] = ['plain', 'point', 'comma'];
const found = new WeakMap<ColumnProfile, FoundFormat>();

/** The format that reads most values of a column; of those that read as many, the plainest. */
export function numberFormatOf(column: ColumnProfile): FoundFormat {
  const known = found.get(column);
  if (known) return known;
  const values = tellingValues(column);
  const read = (format: NumberFormat): number =>
    values.reduce((sum, { value, n }) => sum + (readNumber(value, format) === null ? 0 : n), 0);
  const counts = FORMATS.map((format) => ({ format, n: read(format) }));
  const { format, n } = counts.reduce((a, b) => (b.n > a.n ? b : a));
  const isTied = format === 'point' && read('comma') === n;
  const answer = { format, open: isTied ? openValue(column) : null };
  found.set(column, answer);
  return answer;
}

/** Whether a text is a number in any format. */
export function isWrittenNumber(text: string): boolean {
  return FORMATS.some((format) => readNumber(text, format) !== null);
}

/** The numbers among the values of a column, as it is written. */
export function numbersOf(column: ColumnProfile): readonly number[] {
  const { format } = numberFormatOf(column);
  return tellingValues(column).flatMap(({ value }) => readNumber(value, format) ?? []);
}

function openValue(column: ColumnProfile): FoundFormat['open'] {
  for (const { value } of tellingValues(column)) {
    const [point, comma] = [readNumber(value, 'point'), readNumber(value, 'comma')];
    if (point !== null && comma !== null && point !== comma) return { value, point, comma };
  }
  return null;
}
