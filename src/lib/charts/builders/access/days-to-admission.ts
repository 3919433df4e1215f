/** The wait for admission: the median with its interval, on a bar as long as the 90th percentile. */
import { formatCount, formatShare, formatShort } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { groupsBy, numberIn } from '../../rows';
import { saying, sayCount, sayEstimate } from '../../say';

/** Describes one range for each level or program, with the share that waited at most 14 days. */
export function daysToAdmission(data: FigureData, view: FigureChoices): Plot {
  const entries = groupsBy(data.rows, view.by).flatMap((group) =>
    group.rows.slice(0, 1).map((row) => ({ ...group, row })),
  );
  if (entries.length === 0) return { kind: 'none', reason: 'No stay with a day of referral here.' };
  return {
    kind: 'bars',
    form: 'range',
    horizontal: true,
    categories: entries.map(({ label, row }) => ({
      label: view.by === 'all' ? 'All admissions' : label,
      note: `n ${formatCount(numberIn(row, 'n'))}, ${within(row)}`,
    })),
    series: [
      {
        name: 'Days to admission',
        token: 'accent',
        pattern: 'none',
        tokens: entries.map((entry) => entry.token),
        bars: entries.map(({ row }) => ({
          value: numberIn(row, 'value'),
          low: numberIn(row, 'low'),
          high: numberIn(row, 'high'),
          q1: 0,
          q3: numberIn(row, 'p90'),
          label: formatShort(numberIn(row, 'value')),
        })),
      },
    ],
    axis: { title: 'Days from referral to admission', unit: 'number', min: 0 },
    references: view.target ? [view.target] : [],
    remark: 'Dot: median with 95 % interval. Bar: the days within which 90 % were admitted.',
    cursor: entries.map(({ label, row, pick }, index) => ({
      label,
      text: saying(
        `median ${sayEstimate(row, 'days')}`,
        `90th percentile ${formatShort(numberIn(row, 'p90'))} days`,
        `${within(row)} (${formatCount(numberIn(row, 'within'))})`,
        sayCount(row),
      ),
      series: 0,
      index,
      pick,
    })),
  };
}

function within(row: FigureRow): string {
  return `${formatShare(numberIn(row, 'within_value'))} within 14 days`;
}
