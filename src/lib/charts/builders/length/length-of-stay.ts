/** Median length of stay with its interval, and the middle half of the stays behind it. */
import { formatShort, formatValue } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { isHidden, written } from '../../hidden';
import type { MeantRange, Plot } from '../../plot';
import { groupsBy, numberIn, textIn } from '../../rows';
import { saying, sayCount, sayEstimate, sayN } from '../../say';
import { scopeLabel } from './scopes';

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
  const meant = entries.map(({ row }) => meantOf(row));
  const isMeant = meant.some((range) => range !== null);
  return {
    kind: 'bars',
    form: 'range',
    horizontal: true,
    categories: entries.map(({ label, row }) => ({ label, note: sayN(row, 'n') })),
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
          label: written(row, 'value', formatShort),
          ...(isHidden(row, 'value') ? { hidden: true } : {}),
        })),
      },
    ],
    axis: {
      title: 'Days',
      unit: 'number',
      min: 0,
      ...upTo(entries.map(({ row }) => row)),
    },
    ...(isMeant ? { meant } : {}),
    references: view.target ? [view.target] : [],
    remark: `Dot: median with 95 % interval. Bar: middle half of the stays.${isMeant ? ' Shaded: the length that the targets name; a starting point, not a norm.' : ''}`,
    cursor: entries.map(({ label, row, pick }, index) => ({
      label,
      text: saying(
        `median ${sayEstimate(row, 'days')}`,
        quartiles(row),
        attended(row),
        meantWords(row),
        sayCount(row),
      ),
      series: 0,
      index,
      pick,
      row,
    })),
  };
}

function meantOf(row: FigureRow): MeantRange | null {
  const [low, high] = [numberIn(row, 'target_low'), numberIn(row, 'target_high')];
  return low === null && high === null ? null : { low, high };
}

function meantWords(row: FigureRow): string | null {
  const meant = meantOf(row);
  if (!meant) return null;
  const { low, high } = meant;
  if (low === null) return `target: at most ${formatValue(high, 'days')}`;
  if (high === null) return `target: at least ${formatValue(low, 'days')}`;
  return `target: ${formatShort(low)} to ${formatValue(high, 'days')}`;
}

/** The whole target is seen, also where everybody leaves before its end. */
function upTo(rows: readonly FigureRow[]): { max?: number } {
  const largest = (columns: readonly string[]): number =>
    Math.max(0, ...rows.flatMap((row) => columns.map((column) => numberIn(row, column) ?? 0)));
  const target = largest(['target_low', 'target_high']);
  return target > largest(['q3', 'high']) ? { max: Math.ceil((target * 1.05) / 10) * 10 } : {};
}

function quartiles(row: FigureRow): string | null {
  if (isHidden(row, 'q1')) return null;
  const [q1, q3] = [formatShort(numberIn(row, 'q1')), formatShort(numberIn(row, 'q3'))];
  return `middle half ${q1} to ${q3} days, mean ${formatShort(numberIn(row, 'mean'))}`;
}

function attended(row: FigureRow): string | null {
  const days = numberIn(row, 'days_attended');
  return days === null ? null : `attended on ${formatValue(days, 'days')} (median)`;
}
