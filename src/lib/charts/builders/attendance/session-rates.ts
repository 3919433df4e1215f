/** Rates over sessions other than the attendance rate, as bars from zero with intervals. */
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { groupsBy } from '../../rows';
import { shareBars } from '../share-bars';

/** Describes the shares of everything on the schedule that was attended. */
export function attendedOfScheduled(data: FigureData, view: FigureChoices): Plot {
  return rateBars(data, view, 'Scheduled sessions attended, %');
}

/** Describes no-show rates. */
export function noShowRate(data: FigureData, view: FigureChoices): Plot {
  return rateBars(data, view, 'Sessions not shown up for, %');
}

function rateBars(data: FigureData, view: FigureChoices, axisTitle: string): Plot {
  const entries = groupsBy(data.rows, view.by).flatMap((group) =>
    group.rows.slice(0, 1).map((row) => ({ ...group, row })),
  );
  return shareBars(entries, {
    axisTitle,
    countOf: 'session',
    references: view.target ? [view.target] : [],
    missing: 'this export has no absences',
  });
}
