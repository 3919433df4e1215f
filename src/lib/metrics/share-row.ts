/** A row of counts by view as a row of a figure: share and Wilson's interval. */
import { wilson } from '$lib/stats/wilson';
import type { FigureRow } from './metric';

/** What the transition figures say of the interval of a share. */
export const WILSON_INTERVAL = 'Wilson, 95 %, stays of one person treated as independent';

/** The columns of a share by level and program. */
export const SHARE_COLUMNS = [
  'level', 'program', 'numerator', 'denominator', 'persons', 'value', 'low', 'high',
]; // prettier-ignore

/** The row with its keys first; the denominator is at least 1. */
export function shareRow(counts: FigureRow, keys: readonly string[]): FigureRow {
  const numerator = Number(counts['numerator']);
  const denominator = Number(counts['denominator']);
  const interval = wilson(numerator, denominator);
  return {
    ...Object.fromEntries(keys.map((key) => [key, counts[key] ?? null])),
    numerator,
    denominator,
    persons: counts['persons'] ?? null,
    value: numerator / denominator,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}
