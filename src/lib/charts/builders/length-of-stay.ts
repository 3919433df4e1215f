/** Median length of stay with its interval, and the middle half of the stays behind it. */
import { formatCount, formatShort, formatValue } from '$lib/format/numbers';
import { sentenceCase } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../figure-state';
import type { Plot } from '../plot';
import { groupsBy, numberIn, textIn } from '../rows';
import { saying, sayCount, sayEstimate } from '../say';

const scopes: Readonly<Record<string, string>> = { paths: 'Paths', stays: 'Stays' };

/** Describes medians with quartile bars by group; everybody may have a row for paths and one for stays. */
export function lengthOfStay(data: FigureData, view: FigureChoices): Plot {
  const entries = groupsBy(data.rows, view.by).flatMap((group) =>
    group.rows.map((row) => ({
      label: view.by === 'all' ? scopeLabel(textIn(row, 'scope')) : group.label,
      token: group.token,
      pick: group.pick,
      row,
    })),
  );
  if (entries.length === 0) return { kind: 'none', reason: 'No finished stay under this choice.' };
  return {
    kind: 'bars',
    form: 'range',
    horizontal: true,
    categories: entries.map(({ label, row }) => ({
      label,
      note: `n ${formatCount(numberIn(row, 'n'))}`,
    })),
    series: [
      {
        name: 'Length of stay',
        token: 'accent',
        pattern: 'none',
        tokens: entries.map((entry) => entry.token),
        bars: entries.map(({ row }) => ({
          value: numberIn(row, 'value'),
          low: numberIn(row, 'low'),
          high: numberIn(row, 'high'),
          q1: numberIn(row, 'q1'),
          q3: numberIn(row, 'q3'),
          label: formatShort(numberIn(row, 'value')),
        })),
      },
    ],
    axis: {
      title: 'Days',
      unit: 'number',
      min: 0,
    },
    references: view.target ? [view.target] : [],
    remark: 'Dot: median with 95 % interval. Bar: middle half of the stays.',
    cursor: entries.map(({ label, row, pick }, index) => ({
      label,
      text: saying(
        `median ${sayEstimate(row, 'days')}`,
        quartiles(row),
        attended(row),
        sayCount(row),
      ),
      series: 0,
      index,
      pick,
    })),
  };
}

function scopeLabel(scope: string | null): string {
  return scope === null ? 'Stays' : (scopes[scope] ?? sentenceCase(scope));
}

function quartiles(row: FigureRow): string {
  const [q1, q3] = [formatShort(numberIn(row, 'q1')), formatShort(numberIn(row, 'q3'))];
  return `middle half ${q1} to ${q3} days, mean ${formatShort(numberIn(row, 'mean'))}`;
}

function attended(row: FigureRow): string | null {
  const days = numberIn(row, 'days_attended');
  return days === null ? null : `attended on ${formatValue(days, 'days')} (median)`;
}
