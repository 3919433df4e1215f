/** Admissions, discharges or people served by month; a month that is cut off is hatched and named. */
import { formatMonth, formatMonthOnly, yearOf } from '$lib/format/days';
import { formatCount, HIDDEN_TEXT } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { allHidden, HIDDEN_STORY, hidesAny, isHidden } from '../../hidden';
import type { BarSeries, CursorPoint, Plot } from '../../plot';
import { groupsBy, numberIn, textIn, type Group } from '../../rows';
import { saying } from '../../say';
import { dashOf } from '../week-lines';

/** Describes a count by month such as `Admissions`: bars for everybody, a line for each group. */
export function monthlyCount(name: string, one: string, many: string) {
  return (data: FigureData, view: FigureChoices): Plot => {
    const groups = groupsBy(
      data.rows.filter((row) => textIn(row, 'month') !== null),
      view.by,
    );
    const months = [...new Set(groups.flatMap((g) => g.rows.map((r) => textIn(r, 'month') ?? '')))];
    months.sort();
    if (months.length === 0) return { kind: 'none', reason: 'No month under this choice.' };
    const cursor = groups.flatMap((group, series) =>
      months.flatMap((month, index) => points(group, month, series, index, one, many)),
    );
    if (groups.length > 1) return lines(name, groups, months, cursor);
    const incomplete = new Set(
      groups
        .flatMap((group) => group.rows)
        .filter((row) => numberIn(row, 'incomplete') === 1)
        .map((row) => textIn(row, 'month') ?? ''),
    );
    return {
      kind: 'bars',
      form: 'bars',
      horizontal: false,
      categories: months.map((month, index) => ({
        label: formatMonthOnly(month),
        note: index === 0 || month.slice(5, 7) === '01' ? yearOf(month) : null,
      })),
      series: groups.map((group) => bars(group, months)),
      axis: { title: `${name} per month`, unit: 'count', min: 0 },
      references: view.target ? [view.target] : [],
      remark: incomplete.size > 0 ? partial([...incomplete]) : null,
      cursor,
    };
  };
}

/** Several groups as lines, since bars of many months beside each other cannot be told apart. */
function lines(
  name: string,
  groups: readonly Group[],
  months: readonly string[],
  cursor: readonly CursorPoint[],
): Plot {
  const rows = groups.flatMap((group) => group.rows);
  const nothing = allHidden(rows, 'value');
  if (nothing) return nothing;
  const isPartial = (month: string): boolean =>
    groups.some((group) => numberIn(rowOf(group, month) ?? {}, 'incomplete') === 1);
  const step = Math.max(1, Math.ceil(months.length / 12));
  const shown = months
    .map((month, index) => ({ month, index }))
    .filter(({ index }) => index % step === 0);
  return {
    kind: 'lines',
    stepped: false,
    markers: months.length <= 24,
    x: {
      title: '',
      min: 0,
      max: Math.max(1, months.length - 1),
      ticks: shown.map(({ month, index }, at) => ({
        value: index,
        label:
          at === 0 || yearOf(month) !== yearOf(shown[at - 1]!.month)
            ? formatMonth(month)
            : formatMonthOnly(month),
      })),
    },
    y: { title: `${name} per month`, unit: 'count', min: 0 },
    series: groups.map((group, index) => ({
      name: group.label,
      token: group.token,
      dash: dashOf(index),
      points: months.map((month, x) => ({
        x,
        y: numberIn(rowOf(group, month) ?? {}, 'value'),
        low: null,
        high: null,
        incomplete: isPartial(month),
      })),
    })),
    under: { title: '', rows: [] },
    references: [],
    remark: months.some(isPartial)
      ? 'Hollow points: months that lie only partly inside the period.'
      : null,
    ...hidesAny(rows, 'value'),
    cursor,
  };
}

function rowOf(group: Group, month: string): FigureRow | undefined {
  return group.rows.find((row) => textIn(row, 'month') === month);
}

function bars(group: Group, months: readonly string[]): BarSeries {
  return {
    name: group.label,
    token: group.token,
    pattern: 'none',
    bars: months.map((month) => {
      const row = rowOf(group, month) ?? {};
      const value = numberIn(row, 'value');
      const none = { value, low: null, high: null };
      if (isHidden(row, 'value')) return { ...none, label: HIDDEN_TEXT, hidden: true };
      return {
        ...none,
        label: months.length <= 18 ? formatCount(value) : null,
        incomplete: numberIn(row, 'incomplete') === 1,
      };
    }),
  };
}

function points(
  group: Group,
  month: string,
  series: number,
  index: number,
  one: string,
  many: string,
): CursorPoint[] {
  const row = rowOf(group, month);
  if (!row) return [];
  const persons = numberIn(row, 'persons');
  const label = group.pick === null ? formatMonth(month) : `${group.label}, ${formatMonth(month)}`;
  const text = saying(
    isHidden(row, 'value') ? HIDDEN_STORY : plural(numberIn(row, 'value'), one, many),
    persons === null ? null : plural(persons, 'person', 'people'),
    numberIn(row, 'incomplete') === 1 ? 'part of a month' : null,
  );
  return [{ label, text, series, index, pick: group.pick, row }];
}

function partial(months: readonly string[]): string {
  const names = months.map(formatMonth).join(' and ');
  return `Hatched: ${names} ${months.length === 1 ? 'lies' : 'lie'} only partly inside the period.`;
}
