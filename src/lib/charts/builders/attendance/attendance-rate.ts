/** Sessions attended out of those that count, as bars from zero with intervals. */
import { formatCount, formatShare } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { written } from '../../hidden';
import type { Plot } from '../../plot';
import { groupsBy, numberIn } from '../../rows';
import { shareBars } from '../share-bars';

/** Describes attendance rates; programs whose export holds no absences say so instead of a bar. */
export function attendanceRate(data: FigureData, view: FigureChoices): Plot {
  const entries = groupsBy(data.rows, view.by).flatMap((group) =>
    group.rows.slice(0, 1).map((row) => ({ ...group, row, more: ofScheduled(row) })),
  );
  return shareBars(entries, {
    axisTitle: 'Sessions attended, %',
    countOf: 'session',
    references: view.target ? [view.target] : [],
    missing: 'this export has no absences',
  });
}

function ofScheduled(row: FigureRow): string | null {
  const share = numberIn(row, 'of_scheduled');
  if (share === null) return null;
  const all = written(row, 'scheduled', formatCount);
  return `${formatShare(share)} of all ${all} scheduled, cancellations by clients included`;
}
