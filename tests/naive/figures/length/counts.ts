/** Counts over calendar time: census, admissions, discharges and people served. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Group, allGroups, passesFilters, personsIn } from '../../choose';
import {
  addDays,
  eachDay,
  earlier,
  firstOfMonth,
  isWithin,
  lastOfMonth,
  mondayOf,
  monthOf,
} from '../../days';
import { type FigureInput, NO_HEADLINE, toFigure } from '../figure';
import { mean } from '../../stats';
import type { DerivedStay } from '../../types';

interface Span {
  readonly from: string;
  readonly to: string;
}

/** The stays that pass the filters; the period only decides about events. */
function filteredStays({ derived, cohort }: FigureInput): DerivedStay[] {
  return derived.stays.filter((stay) => passesFilters(stay, cohort));
}

/** The days that the figure covers; null when there are none. */
function spanOf({ derived, cohort }: FigureInput, stays: readonly DerivedStay[]): Span | null {
  const [firstAdmission] = stays.map((stay) => stay.admitted_on).sort();
  if (firstAdmission === undefined) return null;
  const from = cohort.period.from ?? firstAdmission;
  const to = earlier(cohort.period.to ?? derived.dataCut, derived.dataCut);
  return from <= to ? { from, to } : null;
}

function isPresent(stay: DerivedStay, day: string): boolean {
  return stay.admitted_on <= day && (stay.discharged_on === null || day < stay.discharged_on);
}

/** `census`: stays present by day, and their mean by ISO week. */
export function census(input: FigureInput): FigureData {
  const columns = 'level program statistic day value incomplete'.split(' ');
  const stays = filteredStays(input);
  const span = spanOf(input, stays);
  if (!span) return toFigure({ ...NO_HEADLINE, n: 0, persons: 0 }, columns, []);
  const rows = allGroups(stays).flatMap((group) => censusRows(group, span));
  const present = stays.filter((stay) => isPresent(stay, span.to));
  return toFigure(
    { ...NO_HEADLINE, n: present.length, persons: personsIn(present), value: present.length },
    columns,
    rows,
  );
}

function censusRows({ level, program, stays }: Group, span: Span): FigureRow[] {
  const days = eachDay(span.from, span.to);
  const countOn = (day: string): number => stays.filter((stay) => isPresent(stay, day)).length;
  const byDay = days.map((day) => ({
    level,
    program,
    statistic: 'day',
    day,
    value: countOn(day),
    incomplete: 0,
  }));
  const byWeek = [...new Set(days.map(mondayOf))].map((monday) => {
    const inside = eachDay(monday, addDays(monday, 6)).filter((day) => days.includes(day));
    return {
      level,
      program,
      statistic: 'week',
      day: monday,
      value: mean(inside.map(countOn)),
      incomplete: inside.length < 7 ? 1 : 0,
    };
  });
  const isEverybody = level === null && program === null;
  return isEverybody ? [...byDay, ...byWeek] : byWeek;
}

interface Month {
  readonly name: string | null;
  readonly from: string;
  readonly to: string;
  readonly incomplete: number;
}

/** The whole span, then its months, each cut to the span. */
function monthsOf(span: Span): Month[] {
  const names = [...new Set(eachDay(span.from, span.to).map(monthOf))];
  const months = names.map((name) => {
    const isWhole = firstOfMonth(name) >= span.from && lastOfMonth(name) <= span.to;
    return {
      name,
      from: firstOfMonth(name) > span.from ? firstOfMonth(name) : span.from,
      to: earlier(lastOfMonth(name), span.to),
      incomplete: isWhole ? 0 : 1,
    };
  });
  return [{ name: null, ...span, incomplete: 0 }, ...months];
}

type Choose = (stays: readonly DerivedStay[], month: Month) => DerivedStay[];

function countByMonth(
  input: FigureInput,
  choose: Choose,
  columns: readonly string[],
  valueOf: (stays: readonly DerivedStay[]) => number,
): FigureData {
  const stays = filteredStays(input);
  const span = spanOf(input, stays);
  if (!span) return toFigure({ ...NO_HEADLINE, n: 0, persons: 0 }, columns, []);
  const months = monthsOf(span);
  const rows = allGroups(stays).flatMap(({ level, program, stays: own }) =>
    months.map((month) => {
      const chosen = choose(own, month);
      const cells: FigureRow = {
        level,
        program,
        month: month.name,
        value: valueOf(chosen),
        persons: personsIn(chosen),
        incomplete: month.incomplete,
      };
      return Object.fromEntries(columns.map((column) => [column, cells[column] ?? null]));
    }),
  );
  const all = choose(stays, months[0]!);
  return toFigure(
    { ...NO_HEADLINE, n: all.length, persons: personsIn(all), value: valueOf(all) },
    columns,
    rows,
  );
}

/** `admissions`: stays by the month of their admission. */
export function admissions(input: FigureInput): FigureData {
  return countByMonth(
    input,
    (stays, { from, to }) => stays.filter((stay) => isWithin(stay.admitted_on, from, to)),
    'level program month value persons incomplete'.split(' '),
    (stays) => stays.length,
  );
}

/** `discharges`: stays by the month of their discharge. */
export function discharges(input: FigureInput): FigureData {
  return countByMonth(
    input,
    (stays, { from, to }) =>
      stays.filter((stay) => stay.discharged_on !== null && isWithin(stay.discharged_on, from, to)),
    'level program month value persons incomplete'.split(' '),
    (stays) => stays.length,
  );
}

/** `people-served`: persons in care on any day of the month, the day of discharge included. */
export function peopleServed(input: FigureInput): FigureData {
  return countByMonth(
    input,
    (stays, { from, to }) =>
      stays.filter(
        (stay) =>
          stay.admitted_on <= to && (stay.discharged_on === null || stay.discharged_on >= from),
      ),
    'level program month value incomplete'.split(' '),
    personsIn,
  );
}
