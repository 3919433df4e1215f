/** The headline of a figure, taken from one of its rows. */
import type { FigureRow, Headline } from './metric';

/** Fields of a headline that say nothing, for figures whose rows have no single estimate. */
export const NO_ESTIMATE = {
  numerator: null,
  denominator: null,
  value: null,
  low: null,
  high: null,
} as const;

/**
 * The headline of a proportion: n is the denominator unless the row has an n of its own. Without a
 * row nothing was counted: zeros, and no estimate.
 */
export function headlineOf(row: FigureRow | undefined): Omit<Headline, 'about' | 'excluded'> {
  if (!row) {
    return { n: 0, persons: 0, numerator: 0, denominator: 0, value: null, low: null, high: null };
  }
  const get = (name: string): number | null => {
    const value = row[name];
    return typeof value === 'number' ? value : null;
  };
  return {
    n: get('n') ?? get('denominator'),
    persons: get('persons'),
    numerator: get('numerator'),
    denominator: get('denominator'),
    value: get('value'),
    low: get('low'),
    high: get('high'),
  };
}
