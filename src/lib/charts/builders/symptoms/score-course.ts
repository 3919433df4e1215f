/**
 * Mean score by week since admission, with its interval and n: do those still here feel better? Scores
 * without days run by visit; where some have days, the picture shows weeks.
 */
import { formatShort } from '$lib/format/numbers';
import type { FigureData } from '$lib/metrics/metric';
import { findMeasure } from '$lib/measures/library';
import type { FigureChoices } from '../../figure-state';
import { measureLabel } from '../../labels';
import type { Plot, ReferenceLine } from '../../plot';
import { groupsBy, measureOf, numberIn, rowsBy, textIn } from '../../rows';
import { visitLines, weekLines, type CourseWords } from '../week-lines';

/** Describes the course of one measure. */
export function scoreCourse(data: FigureData, view: FigureChoices): Plot {
  const id = measureOf(data, view);
  const measure = id === null ? undefined : findMeasure(id);
  const ofMeasure = data.rows.filter((row) => textIn(row, 'measure') === id);
  const rater = rowsBy(ofMeasure, view.by)[0]?.['rater'] ?? null;
  const rows = ofMeasure.filter((row) => (row['rater'] ?? null) === rater);
  const better = measure?.direction === 'higher_better' ? 'higher' : 'lower';
  const words: CourseWords = {
    name: id === null ? 'Score' : measureLabel(id),
    yTitle: `Mean ${id === null ? 'score' : measureLabel(id)}, points (${better} is better)`,
    unit: 'points',
    limits: measure ? [measure.scoreMin, measure.scoreMax] : [-Infinity, Infinity],
    references: cutoff(data, id),
    countOf: 'stay',
  };
  const inWeeks = rows.filter((row) => numberIn(row, 'week') !== null);
  const plot =
    rowsBy(inWeeks, view.by).length > 0
      ? weekLines(groupsBy(inWeeks, view.by), words)
      : visitLines(groupsBy(rows, view.by), words);
  const isAll = rowsBy(rows, view.by).length === rowsBy(ofMeasure, view.by).length;
  if (plot.kind === 'none' || isAll) return plot;
  const shown = rater === null ? 'Scores without a rater' : `Rated by: ${rater}`;
  const remark = `${shown}; the other raters stand in the table.`;
  return { ...plot, remark: plot.remark === null ? remark : `${plot.remark} ${remark}` };
}

/** What the program entered, else what is published. */
function cutoff({ cutoffs }: FigureData, id: string | null): readonly ReferenceLine[] {
  if (id === null) return [];
  const value = cutoffs?.[id];
  if (value === undefined) return [];
  return [{ value, name: `clinical cut-off ${formatShort(value)}` }];
}
