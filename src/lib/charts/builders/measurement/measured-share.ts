/** Shares of stays that were measured, as bars from zero with intervals: one bar per group. */
import type { FigureData } from '$lib/metrics/metric';
import type { Builder } from '../builder';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { groupsBy } from '../../rows';
import { shareBars } from '../share-bars';

/** Words of one figure. */
interface MeasuredWords {
  /** The axis, without the unit. */
  readonly axis: string;
  readonly countOf: string;
}

/** Describes one bar for everybody, or for each level or program. */
export function measuredShare({ axis, countOf }: MeasuredWords): Builder {
  return (data: FigureData, view: FigureChoices): Plot =>
    shareBars(
      groupsBy(data.rows, view.by).flatMap((group) =>
        group.rows.slice(0, 1).map((row) => ({ ...group, row })),
      ),
      {
        axisTitle: `${axis}, %`,
        countOf,
        references: view.target ? [view.target] : [],
        missing: 'none that counts',
      },
    );
}
