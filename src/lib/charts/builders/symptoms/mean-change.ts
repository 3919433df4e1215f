/** Mean improvement in points, per measure or per group of one measure. */
import { formatNumber } from '$lib/format/numbers';
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { numberIn } from '../../rows';
import { pairEntries } from './entries';
import { zeroBars } from './zero-bars';

/** Describes bars of mean change around zero. */
export function meanChange(data: FigureData, view: FigureChoices): Plot {
  return zeroBars(pairEntries(data, view, true), {
    axisTitle: 'Mean improvement, points (right of zero is better)',
    digits: 1,
    missing: 'none',
    remark:
      view.by === 'all'
        ? 'Points of different instruments cannot be compared; effect sizes can.'
        : 'Bars start at 0.',
    more: (row) =>
      `from ${formatNumber(numberIn(row, 'baseline_mean'))} to ${formatNumber(numberIn(row, 'last_mean'))}`,
  });
}
