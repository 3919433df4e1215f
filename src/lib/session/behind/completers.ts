/**
 * Who has a last score beside all who started: read from the figure about missing scores, for the
 * measure in view.
 */
import type { FigureData, FigureRow } from '$lib/metrics/metric';

/** A share with its interval; null = hidden, or nobody to count. */
export interface Bound {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Completers beside all starters, of one measure. */
export interface Completers {
  readonly measure: string;
  /** Stays or paths with baseline and last score; null = hidden. */
  readonly paired: number | null;
  /** All of them with a baseline; null = hidden. */
  readonly started: number | null;
  /** Mean baseline of those with a last score and of those without; null = nobody, or hidden. */
  readonly baselinePaired: number | null;
  readonly baselineUnpaired: number | null;
  /** Reliable improvement as observed, and with everybody without a last score not improved, or improved. */
  readonly observed: Bound;
  readonly worst: Bound;
  readonly best: Bound;
}

/**
 * Completers and starters from the rows of `missing-bounds`; null where it has none of the measure.
 *
 * @param view The level or program in view.
 */
export function completersOf(
  { rows }: FigureData,
  measure: string,
  view: { readonly level: string | null; readonly program: string | null },
): Completers | null {
  const own = rows.filter(
    (row) =>
      row['measure'] === measure && row['level'] === view.level && row['program'] === view.program,
  );
  const rater = own[0]?.['rater'];
  const of = (scope: string): FigureRow | undefined =>
    own.find((row) => row['scope'] === scope && row['rater'] === rater);
  const observed = of('observed');
  const worst = of('worst');
  if (!observed || !worst) return null;
  return {
    measure,
    paired: number(observed, 'denominator'),
    started: number(worst, 'denominator'),
    baselinePaired: number(observed, 'baseline_paired'),
    baselineUnpaired: number(observed, 'baseline_unpaired'),
    observed: boundOf(observed),
    worst: boundOf(worst),
    best: boundOf(of('best')),
  };
}

function boundOf(row: FigureRow | undefined): Bound {
  return { value: number(row, 'value'), low: number(row, 'low'), high: number(row, 'high') };
}

function number(row: FigureRow | undefined, name: string): number | null {
  const value = row?.[name];
  return typeof value === 'number' ? value : null;
}
