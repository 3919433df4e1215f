/** Mean improvement by attended hours per week, as bars around zero. */
import { formatNumber } from '$lib/format/numbers';
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { measureLabel } from '../../labels';
import type { Plot } from '../../plot';
import { measureOf, numberIn, textIn } from '../../rows';
import { pairEntries } from '../symptoms/entries';
import { zeroBars } from '../symptoms/zero-bars';

/** Describes one bar per band of hours, group after group. */
export function improvementByDose(data: FigureData, view: FigureChoices): Plot {
  const groups = pairEntries(data, view, false);
  const entries = groups.flatMap(({ label, rows, pick }) =>
    rows.map((row) => {
      const band = `${textIn(row, 'class') ?? ''} h/wk`;
      return { label: groups.length === 1 ? band : `${label}, ${band}`, rows: [row], pick };
    }),
  );
  return zeroBars(entries, {
    axisTitle: `Mean improvement on the ${measureLabel(measureOf(data, view))}, points (right of zero is better)`,
    digits: 1,
    missing: 'none',
    remark: 'Association only: no causal claim.',
    more: (row) => `mean at the start ${formatNumber(numberIn(row, 'baseline_mean'))}`,
  });
}
