/** Queries that count units of the cohort: one description gives the statement and what counts without it. */
import { type Basis, type Cohort, type Filters, hasPeriod } from '$lib/cohort/cohort';
import { filterParts, indexStayParts } from '$lib/cohort/predicate';
import { type Sql, join, raw, sql } from '$lib/sql/sql';
import { countStatement, unitStatement } from '$lib/tally/statement';
import type { Count, Grouping, Members, Query, UnitRows } from '$lib/tally/tally';
import { staysOf } from './groups';
import type { MetricContext } from './metric';

/** What says which stays belong to a cohort. */
export interface CohortBasis {
  readonly cohort: Cohort;
  readonly basis: Basis;
}

/** What is counted of which units; the statement of the units is asked for the cohort, and for all stays. */
export interface Tallied<C extends CohortBasis = MetricContext> extends Partial<
  Omit<Grouping, 'counts'>
> {
  readonly units: (context: C) => UnitRows;
  readonly counts: Readonly<Record<string, Count>>;
  /** The stays whose units count; those of the cohort by the figure's basis where it is left out. */
  readonly members?: (context: C) => Members;
}

/** The query; by level and program unless `views` says otherwise. */
export function tallied<C extends CohortBasis>(context: C, description: Tallied<C>): Query {
  const { units, counts, views = 'each', keys = [], members = indexMembers } = description;
  const grouping: Grouping = { views, keys, counts };
  const all = everybody(context);
  const everyStay = units(all);
  const labels = keys.flatMap(({ column, labels: own }) =>
    own
      ? [
          [
            column,
            sql`WITH ${everyStay.tables}
    SELECT ${raw([column, ...own.columns].join(', '))} FROM ${raw(own.table)}
    ORDER BY ${join(own.order.map(raw))}`.text,
          ] as const,
        ]
      : [],
  );
  return {
    // Where units are at hand nobody asks for the statement.
    get text() {
      return countStatement(units(context), grouping).text;
    },
    tally: {
      ...grouping,
      units: unitStatement(everyStay).text,
      isOfPeriod: hasPeriod(all.cohort.period),
      labels: Object.fromEntries(labels),
      members: members(context),
    },
  };
}

/** The sum of each of these columns, under its own name. */
export function sumsOf(names: readonly string[]): Readonly<Record<string, Count>> {
  return Object.fromEntries(names.map((name) => [name, { of: 'sum', column: name }]));
}

/** The query for stays by a condition, as bits by stay number. */
export function stayBits(condition: Sql, from: Sql = raw('stay'), column = 'stay_no'): string {
  return sql`SELECT ${staysOf(column)}::BLOB AS stays FROM ${from} WHERE ${condition}`.text;
}

/** The stays that pass the filters, whatever the period. */
export function filteredMembers({ cohort }: CohortBasis): Members {
  return membersByFilters(cohort.filters);
}

/** The stays that pass filters. */
export function membersByFilters(filters: Filters): Members {
  return setsOf(filterParts(filters));
}

function indexMembers({ cohort, basis }: CohortBasis): Members {
  return setsOf(indexStayParts(cohort, basis));
}

function setsOf(parts: readonly (readonly Sql[])[]): Members {
  return parts.map((some) => some.map((condition) => stayBits(condition)));
}

/** The cohort of every stay. With the basis "active" units lie inside the period, which so remains. */
function everybody<C extends CohortBasis>(context: C): C {
  const { cohort, basis } = context;
  const period = basis === 'active' ? cohort.period : { from: null, to: null };
  return { ...context, cohort: { ...cohort, filters: {}, period } };
}
