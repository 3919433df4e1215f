/** Finished stays with two scores: how much of the caseload the change figures can speak for. */
import { formatShare } from '$lib/format/numbers';
import { findMeasure } from '$lib/measures/library';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { isHidden } from '../../hidden';
import { measureLabel } from '../../labels';
import type { Plot } from '../../plot';
import { groupsBy, measureOf, numberIn, rowsBy, textIn } from '../../rows';
import { shareBars, type ShareEntry } from '../share-bars';

/** Describes the share with pairs: by measure for everybody, else of one measure by group. */
export function pairedData(data: FigureData, view: FigureChoices): Plot {
  return shareBars(view.by === 'all' ? byMeasure(data) : byGroup(data, view), {
    axisTitle: 'Finished stays with two scores, %',
    countOf: 'finished stay',
    references: view.target ? [view.target] : [],
    missing: 'no finished stay',
  });
}

function byMeasure(data: FigureData): ShareEntry[] {
  // A screen is given once by intent; asking it for a second score would blame nobody.
  const asked = rowsBy(data.rows, 'all').filter(
    (row) => usable(row) !== null || (isHidden(row, 'usable_value') && tellsOutcome(row)),
  );
  return asked.map((row) => ({
    label: measureLabel(textIn(row, 'measure')),
    token: textIn(row, 'measure') === null ? 'accent' : 'series-6',
    row,
    pick: null,
    more: usable(row),
  }));
}

function byGroup(data: FigureData, view: FigureChoices): ShareEntry[] {
  const id = measureOf(data, view);
  const rows = data.rows.filter((row) => textIn(row, 'measure') === id);
  return groupsBy(rows, view.by).flatMap((group) =>
    group.rows.slice(0, 1).map((row) => ({ ...group, row, more: usable(row) })),
  );
}

function tellsOutcome(row: FigureRow): boolean {
  const id = textIn(row, 'measure');
  return id === null || findMeasure(id)?.use === 'outcome';
}

function usable(row: FigureRow): string | null {
  const share = numberIn(row, 'usable_value');
  return share === null ? null : `${formatShare(share)} with a baseline and a last score`;
}
