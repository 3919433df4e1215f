/** Which measures and raters there are. */
import { findMeasure } from '$lib/measures/library';
import { compareText } from './derive-stays';

/** A measure with the rater who used it. */
export interface Kind {
  readonly measure: string;
  readonly rater: string | null;
}

/** The distinct measures and raters, by measure, then those without a rater, then by rater. */
export function kindsOf(rows: readonly Kind[]): Kind[] {
  const kinds = new Map(
    rows.map(({ measure, rater }) => [`${measure} ${rater}`, { measure, rater }]),
  );
  return [...kinds.values()].sort(
    (a, b) => compareText(a.measure, b.measure) || compareText(a.rater ?? '', b.rater ?? ''),
  );
}

/** Whether an instrument measures outcomes, and so has a course and a change. */
export function isOutcome(measure: string): boolean {
  return findMeasure(measure)?.use === 'outcome';
}
