/** Attended hours by type of session as shares of all attended hours, one stack per group. */
import { sentenceCase } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { isHidden } from '../../hidden';
import type { Plot } from '../../plot';
import { groupsBy, numberIn, rowsBy, textIn } from '../../rows';
import { type StackClass, shareStack } from '../share-stack';

/** The types in the order of the stack; those after the sixth are grey with a pattern each. */
const looks: readonly (readonly [string, string, StackClass['pattern']])[] = [
  ['group', 'series-1', 'none'],
  ['individual', 'series-2', 'none'],
  ['family', 'series-3', 'none'],
  ['psychoeducation', 'series-4', 'none'],
  ['skills', 'series-5', 'none'],
  ['medication', 'series-6', 'none'],
  ['holistic', 'series-other', 'none'],
  ['assessment', 'series-other', 'hatch'],
  ['other', 'series-other', 'dots'],
  ['not recorded', 'neutral', 'dots'],
];

/** Describes one stack per group; types without hours in the view are left out. */
export function serviceMix(data: FigureData, view: FigureChoices): Plot {
  const found = new Set(rowsBy(data.rows, view.by).map((row) => textIn(row, 'class')));
  const classes = looks
    .filter(([code]) => found.has(code))
    .map(([code, token, pattern]) => ({ code, label: sentenceCase(code), token, pattern }));
  const entries = groupsBy(data.rows, view.by).map((group) => {
    const hours = hoursOf(group.rows);
    return {
      label: view.by === 'all' ? 'All hours' : group.label,
      rowOf: (code: string) => asShare(group.rows, code, hours),
      pick: group.pick,
    };
  });
  return shareStack(entries, classes, 'Attended hours, % by type of session', null, [
    'attended hour',
    'attended hours',
  ]);
}

/** All hours: their sum, or where some are hidden what a visible share says; null = all are hidden. */
function hoursOf(rows: readonly FigureRow[]): number | null {
  if (!rows.some((row) => isHidden(row, 'numerator'))) {
    return rows.reduce((sum, row) => sum + (numberIn(row, 'numerator') ?? 0), 0);
  }
  for (const row of rows) {
    const [part, share] = [numberIn(row, 'numerator'), numberIn(row, 'share')];
    if (part && share) return part / share;
  }
  return null;
}

/** The row of a type with its share of the hours in place of hours per week. */
function asShare(
  rows: readonly FigureRow[],
  code: string,
  hours: number | null,
): FigureRow | undefined {
  const row = rows.find((candidate) => textIn(candidate, 'class') === code);
  return (
    row && { ...row, value: numberIn(row, 'share'), low: null, high: null, denominator: hours }
  );
}
