/** Facts about a person that do not change, or only as fast as people age, and stays where they do. */
import { ident, join, raw, type Sql, sql } from '$lib/sql/sql';

/** Columns of a stay that stay the same all life, as far as files go. */
const LASTING = ['sex', 'race_ethnicity'] as const;

/** Columns of a stay that say something lasting about the person. */
export const PERSON_COLUMNS = [...LASTING, 'age_band'] as const;

/** Words with which a record says that it does not know. */
const NOT_KNOWN =
  'unknown|declin|refus|missing|not (given|known|asked|answered|reported|recorded|specified|stated)';

/** The oldest age that a band without an upper end reaches. */
const OLDEST = 130;

/** `under 18` begins at birth; a band without a number has no age to compare. */
const AGE_LOW = raw(`CASE
  WHEN second IS NULL AND regexp_matches(lower(age_band), 'under|below|less|younger|up to|<')
    THEN 0 ELSE first END`);

const AGE_HIGH = raw(`CASE
  WHEN second IS NOT NULL THEN second
  WHEN regexp_matches(lower(age_band), 'over|above|older|more|plus|[+>]') THEN ${OLDEST}
  ELSE first END`);

const DAYS_PER_YEAR = 365.25;

/** The order of the stays of a person. */
const STAYS_IN_ORDER = raw('PARTITION BY person_id ORDER BY admitted_on, stay_id');

/**
 * Stays that know a lasting fact of a person of whom an earlier stay knows it too: `file_id`,
 * `row_no`, `column_name`, `value`, and `is_same`, whether it can be the same person as at the stay
 * before. For an age: some age in the band before, and the years in between, lead into this band.
 */
export function comparedFacts(): Sql {
  return join([...LASTING.map(lasting), ages()], ' UNION ALL ');
}

/** Stays of which a lasting fact differs from the stay before, into `notice_cross`. */
export const PERSON_NOTICES: readonly Sql[] = [
  sql`INSERT INTO notice_cross SELECT 'stays', file_id, row_no, 'person_changes', column_name, 1
    FROM (${comparedFacts()}) WHERE NOT is_same`,
];

function lasting(column: (typeof LASTING)[number]): Sql {
  const name = ident(column);
  return sql`SELECT file_id, row_no, ${column} AS column_name, ${name} AS value,
      lower(${name}) = lower(before) AS is_same
    FROM (
      SELECT file_id, row_no, ${name}, lag(${name}) OVER (${STAYS_IN_ORDER}) AS before
      FROM stays WHERE ${name} IS NOT NULL AND NOT regexp_matches(lower(${name}), ${NOT_KNOWN}))
    WHERE before IS NOT NULL`;
}

function ages(): Sql {
  return sql`SELECT file_id, row_no, 'age_band' AS column_name, age_band AS value,
      low <= high_before + ceil(years) AND high >= low_before + floor(years) AS is_same
    FROM (
      SELECT file_id, row_no, age_band, low, high,
        lag(low) OVER (${STAYS_IN_ORDER}) AS low_before,
        lag(high) OVER (${STAYS_IN_ORDER}) AS high_before,
        (admitted_on - lag(admitted_on) OVER (${STAYS_IN_ORDER})) / ${DAYS_PER_YEAR} AS years
      FROM (SELECT *, ${AGE_LOW} AS low, ${AGE_HIGH} AS high FROM (
        SELECT *, TRY_CAST(regexp_extract(age_band, '[0-9]+') AS INTEGER) AS first,
          TRY_CAST(regexp_extract(age_band, '[0-9]+[^0-9]+([0-9]+)', 1) AS INTEGER) AS second
        FROM stays))
      WHERE low IS NOT NULL)
    WHERE low_before IS NOT NULL`;
}
