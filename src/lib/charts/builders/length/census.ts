/** Stays present, as the mean of each week; a week with days outside the span is marked. */
import { dayNumber, dayOfNumber, formatDay, formatMonthOnly, yearOf } from '$lib/format/days';
import { formatShort } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { allHidden, HIDDEN_STORY, hidesAny, isHidden } from '../../hidden';
import type { LinePoint, Plot } from '../../plot';
import { groupsBy, numberIn, textIn } from '../../rows';
import { saying } from '../../say';
import { dashOf } from '../week-lines';

/** Describes one line per group over the weeks. */
export function census(data: FigureData, view: FigureChoices): Plot {
  const rows = data.rows.filter((row) => textIn(row, 'statistic') === 'week');
  const groups = groupsBy(rows, view.by);
  const xs = groups.flatMap((group) => group.rows.map(xOf));
  if (xs.length === 0) return { kind: 'none', reason: 'No week with a stay under this choice.' };
  const shown = groups.flatMap((group) => group.rows);
  const nothing = allHidden(shown, 'value');
  if (nothing) return nothing;
  const [min, max] = [Math.min(...xs), Math.max(...xs)];
  return {
    kind: 'lines',
    stepped: false,
    markers: false,
    x: { title: '', min, max, ticks: monthTicks(min, max) },
    y: { title: 'Stays present, mean of the week', unit: 'number', min: 0 },
    series: groups.map((group, index) => ({
      name: group.label,
      token: group.token,
      dash: dashOf(index),
      points: group.rows.map(pointOf),
    })),
    under: { title: '', rows: [] },
    references: [],
    remark: rows.some((row) => numberIn(row, 'incomplete') === 1)
      ? 'Hollow points: weeks that lie only partly inside the period.'
      : null,
    ...hidesAny(shown, 'value'),
    cursor: groups.flatMap((group, series) =>
      group.rows.map((row, index) => ({
        label: `${view.by === 'all' ? '' : `${group.label}, `}week of ${formatDay(textIn(row, 'day'))}`,
        text: saying(
          isHidden(row, 'value')
            ? HIDDEN_STORY
            : `${formatShort(numberIn(row, 'value'))} stays present on average`,
          numberIn(row, 'incomplete') === 1 ? 'part of a week' : null,
        ),
        series,
        index,
        pick: group.pick,
        row,
      })),
    ),
  };
}

function xOf(row: FigureRow): number {
  return dayNumber(textIn(row, 'day') ?? '');
}

function pointOf(row: FigureRow): LinePoint {
  const incomplete = numberIn(row, 'incomplete') === 1;
  return { x: xOf(row), y: numberIn(row, 'value'), low: null, high: null, incomplete };
}

/** First days of months between two day numbers, thinned to at most twelve. */
export function monthTicks(min: number, max: number): { value: number; label: string }[] {
  const days: string[] = [];
  for (let day = min; day <= max; day += 1) {
    const text = dayOfNumber(day);
    if (text.endsWith('-01')) days.push(text);
  }
  const step = [1, 2, 3, 6, 12].find((size) => days.length / size <= 12) ?? 24;
  return days
    .filter((text) => (Number(text.slice(5, 7)) - 1) % step === 0)
    .map((text, index) => ({
      value: dayNumber(text),
      label:
        index === 0 || text.slice(5, 7) === '01'
          ? `${formatMonthOnly(text)} ${yearOf(text)}`
          : formatMonthOnly(text),
    }));
}
