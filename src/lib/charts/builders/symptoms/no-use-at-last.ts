/** No use at the last score, of those who used at the start. */
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { groupsBy } from '../../rows';
import { shareBars } from '../share-bars';

/** Describes the share for everybody, or by group; a bar for each rater where there are several. */
export function noUseAtLast(data: FigureData, view: FigureChoices): Plot {
  const entries = groupsBy(data.rows, view.by).flatMap((group) =>
    group.rows.map((row) => ({
      ...group,
      row,
      label: [group.label, row['rater']].filter(Boolean).join(', '),
    })),
  );
  return shareBars(entries, {
    axisTitle: 'Stays with use at the start, %',
    countOf: 'stay',
    references: view.target ? [view.target] : [],
    missing: 'no stay with use at the start',
  });
}
