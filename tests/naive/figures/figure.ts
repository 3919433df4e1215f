/** The frame that all figures share: what they are given, and headlines. */
import type { Basis, Cohort } from '$lib/cohort/cohort';
import type { Exclusion, FigureData, FigureRow } from '$lib/metrics/metric';
import type { Settings } from '$lib/model/settings';
import type { Derived } from '../types';

/** What a figure is computed from. */
export interface FigureInput {
  readonly derived: Derived;
  readonly cohort: Cohort;
  readonly basis: Basis;
  readonly settings: Settings;
}

/** One figure: the bases that it knows, and how it is computed. */
export interface NaiveMetric {
  /** The first is its default. */
  readonly bases: readonly Basis[];
  readonly compute: (input: FigureInput) => FigureData;
}

/** The bases of figures that can be cut by any day of a stay. */
export const ANY: readonly Basis[] = ['discharged', 'admitted', 'active'];

/** The bases of figures about stays that have ended. */
export const ENDED: readonly Basis[] = ['discharged', 'admitted'];

/** The one basis of figures about admissions. */
export const ADMITTED: readonly Basis[] = ['admitted'];

/** The one basis of figures about discharges. */
export const DISCHARGED: readonly Basis[] = ['discharged'];

/** The one basis of figures about days in care. */
export const ACTIVE: readonly Basis[] = ['active'];

type Headline = Pick<
  FigureData,
  'n' | 'persons' | 'numerator' | 'denominator' | 'value' | 'low' | 'high' | 'about'
>;

/** The headline of a figure that has none. */
export const NO_HEADLINE: Headline = {
  n: null,
  persons: null,
  numerator: null,
  denominator: null,
  value: null,
  low: null,
  high: null,
  about: null,
};

/** The headline of a share over nobody. */
export const EMPTY_SHARE: Headline = {
  ...NO_HEADLINE,
  n: 0,
  persons: 0,
  numerator: 0,
  denominator: 0,
};

/** The headline of a row that is a share of stays; n is its denominator unless the row says n. */
export function shareHeadline(row: FigureRow | undefined, about: string | null): Headline {
  if (!row) return { ...EMPTY_SHARE, about };
  return {
    n: numberIn(row, 'n' in row ? 'n' : 'denominator'),
    persons: numberIn(row, 'persons'),
    numerator: numberIn(row, 'numerator'),
    denominator: numberIn(row, 'denominator'),
    value: numberIn(row, 'value'),
    low: numberIn(row, 'low'),
    high: numberIn(row, 'high'),
    about,
  };
}

/** A number of a row; null stays null. */
export function numberIn(row: FigureRow, column: string): number | null {
  const value = row[column] ?? null;
  if (typeof value === 'string') throw new Error(`${column} holds text`);
  return value;
}

/** Exclusions in the order given, without those of nobody. */
export function exclusions(counts: readonly (readonly [string, number])[]): Exclusion[] {
  return counts.filter(([, n]) => n > 0).map(([reason, n]) => ({ reason, n }));
}

/** Puts a figure together; every row must have exactly the columns of the figure. */
export function toFigure(
  headline: Headline,
  columns: readonly string[],
  rows: readonly FigureRow[],
  excluded: readonly Exclusion[] = [],
): FigureData {
  for (const row of rows) {
    if (Object.keys(row).join() !== columns.join()) {
      throw new Error(`A row has ${Object.keys(row).join()}, not ${columns.join()}`);
    }
  }
  return { ...headline, excluded, columns, rows, notes: [] };
}
