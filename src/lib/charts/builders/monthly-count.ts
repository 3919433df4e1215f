/** Admissions, discharges or people served by month; a month that is cut off is hatched and named. */
import { formatMonth, formatMonthOnly, yearOf } from '$lib/format/days';
import { formatCount } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../figure-state';
import type { BarSeries, CursorPoint, Plot } from '../plot';
import { groupsBy, numberIn, textIn, type Group } from '../rows';
import { saying } from '../say';

/** Describes bars by month of a count such as `Admissions`; groups stand beside each other. */
export function monthlyCount(name: string, one: string, many: string) {
  return (data: FigureData, view: FigureChoices): Plot => {
    const groups = groupsBy(
      data.rows.filter((row) => textIn(row, 'month') !== null),
      view.by,
    );
    const months = [...new Set(groups.flatMap((g) => g.rows.map((r) => textIn(r, 'month') ?? '')))];
    months.sort();
    if (months.length === 0) return { kind: 'none', reason: 'No month under this choice.' };
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
      series: groups.map((group) => bars(group, months, groups.length)),
      axis: { title: `${name} per month`, unit: 'count', min: 0 },
      references: view.target ? [view.target] : [],
      remark: incomplete.size > 0 ? partial([...incomplete]) : null,
      cursor: groups.flatMap((group, series) =>
        months.flatMap((month, index) => points(group, month, series, index, one, many)),
      ),
    };
  };
}

function rowOf(group: Group, month: string): FigureRow | undefined {
  return group.rows.find((row) => textIn(row, 'month') === month);
}

function bars(group: Group, months: readonly string[], groups: number): BarSeries {
  return {
    name: group.label,
    token: group.token,
    pattern: 'none',
    bars: months.map((month) => {
      const row = rowOf(group, month) ?? {};
      const value = numberIn(row, 'value');
      return {
        value,
        low: null,
        high: null,
        label: groups === 1 && months.length <= 18 ? formatCount(value) : null,
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
    plural(numberIn(row, 'value'), one, many),
    persons === null ? null : plural(persons, 'person', 'people'),
    numberIn(row, 'incomplete') === 1 ? 'part of a month' : null,
  );
  return [{ label, text, series, index, pick: group.pick }];
}

function partial(months: readonly string[]): string {
  const names = months.map(formatMonth).join(' and ');
  return `Hatched: ${names} ${months.length === 1 ? 'lies' : 'lie'} only partly inside the period.`;
}
