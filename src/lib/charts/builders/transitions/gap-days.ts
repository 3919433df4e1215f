/** Days between levels: the median with its interval, on a bar as long as the 90th percentile. */
import { formatCount, formatShort } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { groupsBy, numberIn } from '../../rows';
import { saying, sayCount, sayEstimate } from '../../say';

/** Describes one range for each level or program left. */
export function gapDays(data: FigureData, view: FigureChoices): Plot {
  const entries = groupsBy(data.rows, view.by).flatMap((group) =>
    group.rows.slice(0, 1).map((row) => ({ ...group, row })),
  );
  if (entries.length === 0) {
    return { kind: 'none', reason: 'No discharge with a next stay at another level here.' };
  }
  return {
    kind: 'bars',
    form: 'range',
    horizontal: true,
    categories: entries.map(({ label, row }) => ({
      label: view.by === 'all' ? 'All discharges' : label,
      note: `n ${formatCount(numberIn(row, 'n'))}`,
    })),
    series: [
      {
        name: 'Days between levels',
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
    axis: { title: 'Days from discharge to the next stay', unit: 'number', min: 0 },
    references: view.target ? [view.target] : [],
    remark: 'Dot: median with 95 % interval. Bar: the day by which 90 % had begun the next stay.',
    cursor: entries.map(({ label, row, pick }, index) => ({
      label,
      text: saying(
        `median ${sayEstimate(row, 'days')}`,
        ninetieth(row),
        sayCount(row, 'discharge'),
      ),
      series: 0,
      index,
      pick,
    })),
  };
}

function ninetieth(row: FigureRow): string {
  return `90th percentile ${formatShort(numberIn(row, 'p90'))} days`;
}
