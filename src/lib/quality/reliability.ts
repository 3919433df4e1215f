/**
 * Reliability: whether the same thing, recorded twice, comes out the same. Rows equal in every cell
 * are copies and no second recording; they are set aside before.
 */
import { comparedFacts, PERSON_COLUMNS } from '$lib/ingest/person-notices';
import type { Columns } from '$lib/sql/columns';
import { type Sql, sql } from '$lib/sql/sql';
import type { Share } from './share';

/** Occasions on which a person was scored more than once by one instrument on one day. */
export interface RepeatedScores extends Share {
  readonly measure: string;
  /** `same`: by one rater or without one; `other`: by different raters. */
  readonly raters: 'same' | 'other';
  /** Mean and largest distance between the lowest and the highest of them, in points. */
  readonly meanDistance: number;
  readonly mostDistance: number;
}

/** Stays at which a lasting fact can be compared with the stay before. */
export interface LastingFact extends Share {
  readonly column: (typeof PERSON_COLUMNS)[number];
}

/** `n` of `of` occasions with equal scores: `measure`, `raters`, and the distances in points. */
export const REPEATED_SCORES: Sql = sql`WITH occasion AS (
    SELECT measure, 'same' AS raters, min(score) AS low, max(score) AS high FROM scores
    WHERE taken_on IS NOT NULL GROUP BY person_id, measure, rater, taken_on HAVING count(*) > 1
    UNION ALL
    SELECT measure, 'other', min(score), max(score) FROM scores
    WHERE taken_on IS NOT NULL GROUP BY person_id, measure, taken_on
    HAVING count(DISTINCT rater) > 1)
  SELECT measure, raters, count_if(low = high)::INTEGER AS n, count(*)::INTEGER AS of,
    avg(high - low)::DOUBLE AS mean_distance, max(high - low)::DOUBLE AS most_distance
  FROM occasion GROUP BY measure, raters ORDER BY measure, raters DESC`;

/** `column_name`, `n` of `of`. */
export const LASTING_FACTS: Sql = sql`SELECT column_name, count_if(is_same)::INTEGER AS n,
    count(*)::INTEGER AS of
  FROM (${comparedFacts()}) GROUP BY column_name`;

/** What was recorded twice. */
export interface Reliability {
  /** By instrument; those that were never given twice on one day are missing. */
  readonly repeated: readonly RepeatedScores[];
  /** Facts that no two stays of a person know are missing. */
  readonly facts: readonly LastingFact[];
}

/** Reads what was recorded twice. */
export async function readReliability(
  run: (query: string) => Promise<Columns>,
): Promise<Reliability> {
  const repeated = (await run(REPEATED_SCORES.text)).rows();
  const facts = (await run(LASTING_FACTS.text)).rows();
  return {
    repeated: repeated.map((row) => ({
      measure: String(row['measure']),
      raters: row['raters'] as RepeatedScores['raters'],
      n: Number(row['n']),
      of: Number(row['of']),
      meanDistance: Number(row['mean_distance']),
      mostDistance: Number(row['most_distance']),
    })),
    facts: PERSON_COLUMNS.flatMap((column) => {
      const row = facts.find((fact) => fact['column_name'] === column);
      return row ? [{ column, n: Number(row['n']), of: Number(row['of']) }] : [];
    }),
  };
}
