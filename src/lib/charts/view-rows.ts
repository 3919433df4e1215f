/** The rows that a view shows, for the table beside the picture; the CSV always holds all of them. */
import type { FigureRow } from '$lib/metrics/metric';
import { OCCUPANCY_DAYS } from '$lib/metrics/transitions/occupancy-job';
import { ALL_MEASURES_AT_ONCE } from './builders';
import type { By, FigureChoices, FigureView } from './figure-state';
import { canDivide, measureOf, measuresIn, numberIn, rowsBy, textIn, windowOf } from './rows';

/** Figures that have levels on both sides already. */
const FROM_LEVEL_TO_LEVEL: readonly string[] = ['level-flow', 'transition-matrix'];

/** Figures whose picture shows everybody only; their groups stand in the CSV. */
const OF_EVERYBODY: readonly string[] = ['pre-post'];

/** Figures with rows for every day, and the days that their table shows. */
const TABLE_DAYS: Readonly<Record<string, readonly number[]>> = {
  'state-occupancy': OCCUPANCY_DAYS,
};

/** Ways to divide a figure that its rows allow. */
export function waysToDivide(figure: FigureView): readonly By[] {
  const ways: readonly By[] = ['all', 'level', 'program'];
  const { id } = figure.metric;
  if (FROM_LEVEL_TO_LEVEL.includes(id) || OF_EVERYBODY.includes(id)) return [];
  return ways.filter((by) => canDivide(figure.data, by));
}

/**
 * Measures to choose from, null for any of them; none where the picture shows all of them or there
 * is only one.
 */
export function measuresToChoose(figure: FigureView, by: By): readonly (string | null)[] {
  if (by === 'all' && ALL_MEASURES_AT_ONCE.includes(figure.metric.id)) return [];
  const measures = measuresIn(figure.data, by);
  return measures.length > 1 ? measures : [];
}

/** The rows under the choices of a view. */
export function viewRows(figure: FigureView, view: FigureChoices): readonly FigureRow[] {
  const { data, metric } = figure;
  const all = FROM_LEVEL_TO_LEVEL.includes(metric.id);
  const days = windowOf(data, view);
  const atOnce = view.by === 'all' && ALL_MEASURES_AT_ONCE.includes(metric.id);
  const id = measureOf(data, view);
  const tableDays = TABLE_DAYS[metric.id];
  return (all ? data.rows : rowsBy(data.rows, view.by)).filter(
    (row) =>
      (days === null || numberIn(row, 'window') === days) &&
      (!tableDays || tableDays.includes(numberIn(row, 'day') ?? -1)) &&
      (atOnce || !data.columns.includes('measure') || textIn(row, 'measure') === id),
  );
}
