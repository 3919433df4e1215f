/** Mean score by week since admission, with its interval and n: do those still here feel better? */
import { formatShort } from '$lib/format/numbers';
import type { FigureData } from '$lib/metrics/metric';
import { findMeasure } from '$lib/measures/library';
import type { FigureChoices } from '../figure-state';
import { measureLabel } from '../labels';
import type { Plot, ReferenceLine } from '../plot';
import { groupsBy, measureOf, textIn } from '../rows';
import { weekLines } from './week-lines';

/** Describes the course of one measure. */
export function scoreCourse(data: FigureData, view: FigureChoices): Plot {
  const id = measureOf(data, view);
  const measure = id === null ? undefined : findMeasure(id);
  const rows = data.rows.filter((row) => textIn(row, 'measure') === id);
  const better = measure?.direction === 'higher_better' ? 'higher' : 'lower';
  return weekLines(groupsBy(rows, view.by), {
    name: id === null ? 'Score' : measureLabel(id),
    yTitle: `Mean ${id === null ? 'score' : measureLabel(id)}, points (${better} is better)`,
    unit: 'points',
    limits: measure ? [measure.scoreMin, measure.scoreMax] : [-Infinity, Infinity],
    references: cutoff(measure),
    countOf: 'stay',
  });
}

function cutoff(measure: ReturnType<typeof findMeasure>): readonly ReferenceLine[] {
  if (!measure?.clinicalCutoff) return [];
  const { value } = measure.clinicalCutoff;
  return [{ value, name: `clinical cut-off ${formatShort(value)}` }];
}
