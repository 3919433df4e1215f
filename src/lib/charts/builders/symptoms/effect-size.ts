/** Effect sizes in standard deviations of the baseline, as they are and adjusted for severity. */
import { formatNumber } from '$lib/format/numbers';
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { numberIn } from '../../rows';
import { pairEntries } from './entries';
import { zeroBars } from './zero-bars';

const axisTitle = 'Standard deviations of the baseline (right of zero is better)';

/** Describes bars of g around zero. */
export function effectSize(data: FigureData, view: FigureChoices): Plot {
  return zeroBars(pairEntries(data, view, true), {
    axisTitle,
    digits: 2,
    missing: 'fewer than 3 pairs, or no spread',
    remark: 'Mean improvement over the standard deviation of the baselines.',
    more: (row) => `standard deviation of the baselines ${number(numberIn(row, 'sd_pre'))}`,
  });
}

/** Describes bars of the adjusted effect around zero. */
export function severityAdjustedEffectSize(data: FigureData, view: FigureChoices): Plot {
  return zeroBars(pairEntries(data, view, true), {
    axisTitle,
    digits: 2,
    missing: 'too few pairs to adjust',
    remark:
      view.by === 'all'
        ? 'For everybody nothing is adjusted; divide by level or program to see the adjustment.'
        : 'Adjusted for the baseline and for the days to the first score.',
    more: (row) => `not adjusted ${number(numberIn(row, 'unadjusted'))}`,
  });
}

function number(value: number | null): string {
  return formatNumber(value, 2);
}
