/**
 * How many people a combination of ordinary columns singles out: groups of people who are equal in all
 * chosen columns (Sweeney 2002, k-anonymity: https://doi.org/10.1142/S0218488502001648). One person
 * counts once, with the first stay; a missing value is a value like any other.
 */
import { ident, join, raw, type Sql, sql } from '$lib/sql/sql';
import { coarsened, NOT_COARSENED } from './coarsen';

/** Columns that others could know of a person, by their key: columns of `stay`, or parts of its days. */
export const QUASI_IDENTIFIERS = [
  'age_band',
  'sex',
  'race_ethnicity',
  'site',
  'program',
  'payer',
  'referral_source',
  'condition',
  'admitted_month',
  'admitted_year',
] as const;

/** Sizes below which a group of people is counted as small. */
export const SMALL_GROUPS = [5, 10] as const;

/** One way to count: as chosen, or with one column left out or made coarser. */
export interface Variant {
  /** null = as chosen. */
  readonly field: string | null;
  readonly change: 'as chosen' | 'left out' | 'coarser';
  readonly columns: readonly Sql[];
}

/** The variants of a choice of columns, as chosen first. */
export function variants(fields: readonly string[]): readonly Variant[] {
  const columns = (of: readonly string[]): readonly Sql[] => of.map(columnOf);
  const changed = fields.flatMap((field): Variant[] => {
    const others = fields.filter((other) => other !== field);
    const coarse = COARSER[field];
    return [
      { field, change: 'left out', columns: columns(others) },
      ...(coarse
        ? [{ field, change: 'coarser' as const, columns: [...columns(others), coarse] }]
        : []),
    ];
  });
  return [{ field: null, change: 'as chosen', columns: columns(fields) }, ...changed];
}

/**
 * Counts every variant over the table `stay`: one row each, in the order of `variants`, with `no`,
 * `people`, `alone` (people whom nobody equals), `smallest` (people in the smallest group, null =
 * nobody is loaded), `below_5` and `below_10` (people in groups of fewer).
 */
export function uniquenessQuery(fields: readonly string[]): Sql {
  const parts = variants(fields).map(({ columns }, no) => {
    const key = columns.length > 0 ? sql`GROUP BY ${join(columns)}` : raw('HAVING count(*) > 0');
    return sql`SELECT ${no}::INTEGER AS no, coalesce(sum(size), 0)::INTEGER AS people,
      coalesce(sum(size) FILTER (WHERE size = 1), 0)::INTEGER AS alone,
      min(size)::INTEGER AS smallest, ${join(
        SMALL_GROUPS.map(
          (few) =>
            sql`coalesce(sum(size) FILTER (WHERE size < ${few}), 0)::INTEGER AS ${ident(`below_${few}`)}`,
        ),
      )} FROM (SELECT count(*) AS size FROM first_stay ${key})`;
  });
  return sql`WITH first_stay AS (
      SELECT * FROM stay QUALIFY row_number() OVER (PARTITION BY person_no ORDER BY stay_no) = 1)
    ${join(parts, ' UNION ALL ')} ORDER BY no`;
}

function columnOf(field: string): Sql {
  if (field === 'admitted_month') return raw(`strftime(admitted_on, '%Y-%m')`);
  if (field === 'admitted_year') return raw('year(admitted_on)');
  return ident(field);
}

/** A month becomes its year; an age what `coarsened` makes of it, other words stay. */
const COARSER: Readonly<Record<string, Sql>> = {
  admitted_month: raw('year(admitted_on)'),
  age_band: sql`coalesce(nullif(${coarsened('age_over_89', raw('age_band'), '')}, ${NOT_COARSENED}),
    age_band)`,
};
