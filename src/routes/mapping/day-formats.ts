/** The day columns of a plan, and how a day of the file is read, in words. */
import { dayOfNumber, formatDay } from '$lib/format/days';
import { OPEN_END_DAYS } from '$lib/ingest/cells';
import { LAST_YEAR_OF_THIS_CENTURY } from '$lib/ingest/day-forms';
import type { ColumnProfile } from '$lib/ingest/proposal';
import { readDay } from '$lib/ingest/propose/read-day';
import type { DayFormat } from '$lib/ingest/reading';
import type { FilePlan } from '$lib/ingest/types';
import { CANONICAL } from '$lib/model/canonical';
import type { SelectOption } from '$lib/ui/Select.svelte';

/** The ways to write a day, in words with an example. */
export const DAY_FORMAT_OPTIONS: readonly (SelectOption & { readonly value: DayFormat })[] = [
  { value: 'ymd', label: 'Year, month, day: 2026-03-09' },
  { value: 'mdy', label: 'Month, day, year: 3/9/2026' },
  { value: 'dmy', label: 'Day, month, year: 9/3/2026' },
  { value: 'mdy2', label: 'Month, day, short year: 3/9/26' },
  { value: 'dmy2', label: 'Day, month, short year: 9/3/26' },
  { value: 'd-mon-y', label: 'Month as a word: 9 Mar 2026' },
  { value: 'd-mon-y2', label: 'Month as a word, short year: 9-Mar-26' },
  { value: 'mon-d-y', label: 'Month first, as a word: Mar 9, 2026' },
  { value: 'excel', label: 'Spreadsheet number: 46090' },
  { value: 'mixed-mdy', label: 'In several ways, month before day' },
  { value: 'mixed-dmy', label: 'In several ways, day before month' },
  { value: 'mixed', label: 'In several ways; what can be two days is set aside' },
];

/**
 * The first value of a column with what it is read as: `03/09/2026 is read as 9 Mar 2026`. Days that
 * stand for an open end are an example only where there is no other.
 */
export function dayExample(column: ColumnProfile | undefined, format: DayFormat): string {
  const values = column?.values.map(({ value }) => value) ?? [];
  const days = values.flatMap((value) => {
    const day = readDay(value, format);
    return day === null ? [] : [{ value, day: dayOfNumber(day) }];
  });
  const isOpenEnd = (day: string): boolean => OPEN_END_DAYS.some((open) => open === day);
  const example = days.find(({ day }) => !isOpenEnd(day));
  if (example) return `${example.value} is read as ${formatDay(example.day)}`;
  if (days[0]) return `${days[0].value} is read as an open end`;
  return values[0] === undefined ? 'The column is empty' : `${values[0]} is not written so`;
}

/** What two-digit years stand for, where a column has some that a format reads; null = it has none. */
export function shortYearsNote(
  column: ColumnProfile | undefined,
  format: DayFormat,
): string | null {
  const isShort = (value: string): boolean =>
    readDay(value, format) !== null && SHORT_YEARS.some((short) => readDay(value, short) !== null);
  if (!column?.values.some(({ value }) => isShort(value))) return null;
  const last = LAST_YEAR_OF_THIS_CENTURY;
  return `Two-digit years: ${last + 1} to 99 are 19xx, 00 to ${last} are 20xx.`;
}

const SHORT_YEARS: readonly DayFormat[] = ['mdy2', 'dmy2', 'd-mon-y2'];

/** Whether most values of a column cannot be read in a format. */
export function isMisread(column: ColumnProfile | undefined, format: DayFormat): boolean {
  const values = column?.values ?? [];
  const all = values.reduce((sum, { n }) => sum + n, 0);
  const read = values.reduce(
    (sum, { value, n }) => sum + (readDay(value, format) === null ? 0 : n),
    0,
  );
  return all > 0 && read < all / 2;
}

/** The day columns that a plan reads, with the position of each, those of wide stays included. */
export function dayColumns(plan: FilePlan): readonly { name: string; at: number }[] {
  const { shape } = plan.reading;
  const mapped = CANONICAL[plan.kind].flatMap(({ name, type }) => {
    const at = plan.columns[name];
    return type === 'day' && at !== undefined ? [{ name, at }] : [];
  });
  if (shape.kind !== 'stays') return mapped;
  const start = shape.parts[0]?.startAt;
  const end = shape.parts.find(({ endAt }) => endAt !== null)?.endAt ?? undefined;
  return [
    ...(start === undefined ? [] : [{ name: 'admitted_on', at: start }]),
    ...(end === undefined ? [] : [{ name: 'discharged_on', at: end }]),
    ...mapped,
  ];
}
