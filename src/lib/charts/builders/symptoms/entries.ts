/** The places on the axis of a picture about pairs of scores: a measure and rater each, or a group. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { measureLabel } from '../../labels';
import type { Pick } from '../../plot';
import { groupsBy, measureOf, measuresIn, rowsBy, textIn } from '../../rows';

/** The rows of one measure and rater of one group. */
export interface PairEntry {
  readonly label: string;
  readonly rows: readonly FigureRow[];
  readonly pick: Pick | null;
}

/**
 * One entry per measure for everybody where measures can stand side by side, else one per group of the
 * chosen measure; per rater too where a measure has several.
 */
export function pairEntries(
  data: FigureData,
  view: FigureChoices,
  isSideBySide: boolean,
): readonly PairEntry[] {
  if (view.by === 'all' && isSideBySide) {
    const rows = rowsBy(data.rows, 'all');
    return measuresIn(data, 'all').flatMap((id) =>
      byRater(
        measureLabel(id),
        rows.filter((row) => textIn(row, 'measure') === id),
        null,
      ),
    );
  }
  const id = measureOf(data, view);
  const ofMeasure = data.rows.filter((row) => textIn(row, 'measure') === id);
  return groupsBy(ofMeasure, view.by).flatMap(({ label, rows, pick }) =>
    byRater(view.by === 'all' ? measureLabel(id) : label, rows, pick),
  );
}

function byRater(
  label: string,
  rows: readonly FigureRow[],
  pick: Pick | null,
): readonly PairEntry[] {
  const raters = [...new Set(rows.map((row) => textIn(row, 'rater')))];
  return raters.map((rater) => ({
    label: raters.length > 1 ? `${label}, ${rater ?? 'no rater'}` : label,
    rows: rows.filter((row) => textIn(row, 'rater') === rater),
    pick,
  }));
}
