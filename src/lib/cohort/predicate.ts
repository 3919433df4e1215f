/** A cohort as conditions on the derived tables. */
import { type Sql, all, ident, join, list, raw, sql } from '$lib/sql/sql';
import { type Basis, type Cohort, type Filters, type Period, hasPeriod } from './cohort';

/** What stands in `stay` where the program is missing. */
const PROGRAM_NOT_GIVEN = 'not given';

/** The condition that a row of `stay` is an index stay of the cohort by a basis. */
export function indexStayCondition(cohort: Cohort, basis: Basis): Sql {
  return all([filterCondition(cohort.filters), ...periodConditions(cohort.period, basis)]);
}

/** The condition that a row of `stay` passes every filter, whatever the period. */
export function filterCondition(filters: Filters): Sql {
  const fields = Object.keys(filters).sort();
  return all(fields.map((field) => fieldCondition(field, filters[field] ?? [])));
}

/**
 * The condition that a row of `stay` is an index stay of the cohort by a basis, in parts: all hold, of
 * each the one or the other. No part is about more than one value, so that cohorts share parts.
 */
export function indexStayParts(cohort: Cohort, basis: Basis): readonly (readonly Sql[])[] {
  return [
    ...filterParts(cohort.filters),
    ...periodConditions(cohort.period, basis).map((part) => [part]),
  ];
}

/** As `indexStayParts`, whatever the period. */
export function filterParts(filters: Filters): readonly (readonly Sql[])[] {
  const fields = Object.keys(filters).sort();
  return fields.map((field) =>
    (filters[field] ?? []).map((value) => fieldCondition(field, [value])),
  );
}

/** The condition that a day lies in the period, both ends included. */
export function dayCondition(day: Sql, period: Period): Sql {
  const conditions: Sql[] = [];
  if (period.from !== null) conditions.push(sql`${day} >= ${period.from}::DATE`);
  if (period.to !== null) conditions.push(sql`${day} <= ${period.to}::DATE`);
  return all(conditions);
}

function periodConditions(period: Period, basis: Basis): Sql[] {
  if (!hasPeriod(period)) return [];
  if (basis === 'admitted') return [dayCondition(raw('admitted_on'), period)];
  if (basis === 'discharged') {
    return [raw('discharged_on IS NOT NULL'), dayCondition(raw('discharged_on'), period)];
  }
  const overlap: Sql[] = [];
  if (period.to !== null) overlap.push(sql`admitted_on <= ${period.to}::DATE`);
  if (period.from !== null) overlap.push(sql`is_open OR discharged_on >= ${period.from}::DATE`);
  return overlap;
}

function fieldCondition(field: string, values: readonly string[]): Sql {
  const column = ident(field);
  const given = values.map((value) =>
    field === 'program' && value === '' ? PROGRAM_NOT_GIVEN : value,
  );
  const present = given.filter((value) => value !== '');
  // A function of a column that holds few words is evaluated once for each word, `IN` for each row.
  const condition =
    present.length > 1
      ? sql`list_contains([${join(present.map((value) => sql`${value}`))}], ${column})`
      : sql`${column} IN ${list(present)}`;
  return given.length === present.length ? condition : sql`${condition} OR ${column} IS NULL`;
}
