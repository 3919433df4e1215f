/** Questions about days that the values alone do not answer. */
import { dayNumber, dayOfNumber, formatDay } from '$lib/format/days';
import { OPEN_END_DAYS } from '../cells';
import type { FileProfile, Question } from '../proposal';
import { AS_EMPTY, type DayFormat, wordKey } from '../reading';
import type { FilePlan } from '../types';
import { answer, keepAsIs, quoted, rowsThat, withCodes, withReading } from './change';
import { ambiguousValue, dayOrder } from './days';
import { bothDays, isDay } from './read-day';
import { dayColumns, dayInCell, keptRows } from './rows';
import { isRelativeDay } from './values';

/** Whether 03/04/2026 is in March or in April, where no value of the file tells. */
export function askDayOrder(plan: FilePlan, profile: FileProfile): readonly Question[] {
  if (plan.reading.time !== 'dates') return [];
  const open = dayColumns(plan).flatMap(({ column, at }) => {
    const found = profile.columns[at];
    const isOpen = /^((mdy|dmy)2?|mixed.*)$/.test(plan.reading.dayFormats[column] ?? 'ymd');
    if (!found || !isOpen || dayOrder(found, profile) !== null) return [];
    const example = ambiguousValue(found);
    if (!example) return [];
    const n = found.values.reduce((sum, { value, n: of }) => sum + (bothDays(value) ? of : 0), 0);
    return [{ column, name: found.name.trim(), example, n }];
  });
  const [first] = open;
  if (!first) return [];
  const { value, mdy, dmy } = first.example;
  const columns = [...new Set(open.map(({ column }) => column))];
  const isMixed = columns.some((column) => isMixedIn(plan, column));
  const set = (order: 'mdy' | 'dmy' | null) => (before: FilePlan) =>
    withReading(before, {
      dayFormats: { ...before.reading.dayFormats, ...inOrder(before, columns, order) },
    });
  const names = [...new Set(open.map(({ name }) => name))];
  const ambiguous = Math.max(...open.map(({ n }) => n));
  return [
    {
      id: 'day-order',
      text: `Which day is ${value}?`,
      detail: isMixed
        ? `Days are written in several ways in ${quoted(names)}, and ${rowsThat(ambiguous, profile.rowCount, 'has', 'have')} a day that can be read in two. A wrong order moves days by months.`
        : `No value of the file has a part above 12, so that the order in ${quoted(names)} cannot be told. A wrong order moves days by months.`,
      answers: [
        answer(`${value} is ${formatDay(dayOfNumber(mdy))}`, set('mdy'), 'Month first.'),
        answer(`${value} is ${formatDay(dayOfNumber(dmy))}`, set('dmy'), 'Day first.'),
        ...(isMixed
          ? [answer('Set such days aside', set(null), 'Every other day is read as it is written.')]
          : []),
      ],
    },
  ];
}

/** The formats of the columns in an order; null = what reads in two ways is set aside. */
function inOrder(
  plan: FilePlan,
  columns: readonly string[],
  order: 'mdy' | 'dmy' | null,
): Record<string, DayFormat> {
  return Object.fromEntries(
    columns.map((column): [string, DayFormat] => {
      if (order === null) return [column, 'mixed'];
      if (isMixedIn(plan, column)) return [column, `mixed-${order}`];
      const isShort = plan.reading.dayFormats[column]?.endsWith('2') === true;
      return [column, isShort ? `${order}2` : order];
    }),
  );
}

function isMixedIn(plan: FilePlan, column: string): boolean {
  return plan.reading.dayFormats[column]?.startsWith('mixed') === true;
}

/** Whether days were moved on purpose, where most of them lie after today. */
export function askShifted(
  plan: FilePlan,
  profile: FileProfile,
  today: string,
): readonly Question[] {
  if (plan.reading.time !== 'dates') return [];
  const cut = dayNumber(today);
  const open = OPEN_END_DAYS.map(dayNumber);
  const rows = keptRows(plan, profile);
  const days = dayColumns(plan)
    .flatMap(({ column, at }) => rows.map((row) => dayInCell(plan, column, row[at])))
    .filter((day) => day !== null)
    .filter((day) => !open.includes(day));
  const late = days.filter((day) => day > cut);
  if (late.length <= days.length / 2) return [];
  const latest = formatDay(dayOfNumber(late.reduce((a, b) => Math.max(a, b))));
  return [
    {
      id: 'shifted',
      text: 'Were the days of this file moved on purpose?',
      detail: `Most days lie after today, up to ${latest}. Moving all days of a person is a common way to hide them.`,
      answers: [
        answer(
          'Yes, the days were moved',
          (before) => withReading(before, { isShifted: true }),
          'No day of the file is too late then.',
        ),
        answer(
          'No',
          (before) => withReading(before, { isShifted: false }),
          'Rows with days after today are set aside as future days.',
        ),
      ],
    },
  ];
}

/** Whether words in the column of discharges mean that the stay is still open. */
export function askOpenWords(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const at = plan.columns['discharged_on'];
  const column = at === undefined ? undefined : profile.columns[at];
  if (plan.kind !== 'stays' || !column) return [];
  const isRead = (value: string): boolean =>
    isDay(value) || (plan.reading.time === 'relative' && isRelativeDay(value));
  const found = column.values.filter(
    ({ value }) => /^[^\d]*$/.test(value) && !isRead(value) && /\p{L}/u.test(value),
  );
  const words = [...new Set(found.map(({ value }) => wordKey(value)))].filter(
    (word) => !['na', 'n/a', 'null'].includes(word),
  );
  if (words.length === 0) return [];
  const n = found.reduce((sum, value) => sum + value.n, 0);
  const set = (code: string | null) => (before: FilePlan) =>
    withCodes(before, 'discharged_on', Object.fromEntries(words.map((word) => [word, code])));
  return [
    {
      id: 'open-words',
      text: `Is a stay with ${quoted(words.slice(0, 4))} in "${column.name.trim()}" still open?`,
      detail: `${rowsThat(n, profile.rowCount, 'has', 'have')} words there in place of a day. An open stay counts as still in care until the last day of the data.`,
      answers: [
        answer('Yes, it is still open', set(AS_EMPTY)),
        answer('No, set those rows aside', set(null)),
        ...(words.length > 4 ? [keepAsIs('I will change it below')] : []),
      ],
    },
  ];
}
