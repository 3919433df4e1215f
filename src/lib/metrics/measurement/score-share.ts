/**
 * Shares of single scores of which a condition holds, over all instruments and by instrument, with the
 * person as the sampling unit.
 */
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import { orderBySums, ratioRow, ratioSums } from '../ratio';
import { exclusionsFrom } from '../exclusions';
import { indexStays, isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { FigureData, FigureRow, MetricContext, QueryResults } from '../metric';
import type { Units } from '../units';

/** The columns of a share of scores. */
export const SCORE_SHARE_COLUMNS = [
  'measure', 'level', 'program', 'numerator', 'denominator', 'persons', 'value', 'low', 'high',
]; // prettier-ignore

/** Which scores count, and for what. */
export interface ScoreShare {
  /** Scores of a stay: rows `p` of `score_point` that join `stay`; the condition they must meet. */
  readonly from: Sql;
  readonly where: Sql;
  /** The condition that is counted. */
  readonly holds: Sql;
  /** Days after a score that must have been seen. */
  readonly days: number;
}

const UNSEEN = ['too close to the cut', 'end of observation not known'];

/** `shares` by view and instrument (null = any), and `excluded`. */
export function scoreShareQueries(
  context: MetricContext,
  share: ScoreShare,
): Readonly<Record<'shares' | 'excluded', Sql>> {
  const counts = UNSEEN.map((name) => sql`count_if(reason = ${name})::INTEGER AS ${ident(name)}`);
  return {
    shares: sql`WITH ${judgedScores(context, share)},
    asked AS (
      SELECT * REPLACE (NULL::VARCHAR AS measure) FROM judged WHERE reason IS NULL
      UNION ALL SELECT * FROM judged WHERE reason IS NULL
    ),
    ${ratioSums({ from: 'asked', y: raw('holds::INTEGER'), x: raw('1'), where: raw('TRUE') }, 'measure')}
    SELECT * FROM by_view ${orderBySums('measure NULLS FIRST')}`,
    excluded: sql`WITH ${judgedScores(context, share)} SELECT ${join(counts)} FROM judged`,
  };
}

/** What stands behind `scoreShareQueries`: each counted score for its instrument and for all of them. */
export function scoreShareUnits(share: () => ScoreShare): Units {
  return {
    query: (context) => sql`WITH ${judgedScores(context, share())},
    unit AS (
      SELECT 'score ' || score_no AS unit, person_no, stay_no, level, program, measure,
        reason AS left_out, CASE WHEN reason IS NULL THEN holds::INTEGER END::DOUBLE AS numerator,
        1::DOUBLE AS denominator
      FROM judged
    )
    SELECT * FROM unit
    UNION ALL SELECT * REPLACE (NULL::VARCHAR AS measure) FROM unit WHERE left_out IS NULL`,
    apart: [],
    within: ['measure'],
    guards: 'share',
  };
}

function judgedScores(context: MetricContext, { from, where, holds, days }: ScoreShare): Sql {
  return sql`${indexStays(context)},
    judged AS (
      SELECT p.score_no, s.stay_no, s.person_no, s.level, s.level_position, s.program, p.measure,
        coalesce(${holds}, FALSE) AS holds,
        CASE WHEN p.taken_on > s.cut_on - ${days}::INTEGER THEN ${UNSEEN[0]!}
          WHEN s.cut_on IS NULL THEN ${UNSEEN[1]!} END AS reason
      FROM ${from} JOIN index_stay s ON s.stay_no = p.stay_no
      WHERE p.taken_on IS NOT NULL AND ${where}
    )`;
}

/** The figure of `scoreShareQueries`. */
export function scoreShareFigure(
  { shares, excluded }: QueryResults,
  notes: readonly string[] = [],
): FigureData {
  const rows = Array.from({ length: shares!.rowCount }, (_, at): FigureRow => {
    const { n: _n, numerator, denominator, persons, ...ratio } = ratioRow(shares!, at, 'share');
    return {
      measure: shares!.text('measure', at),
      level: shares!.text('level', at),
      program: shares!.text('program', at),
      numerator: numerator ?? null,
      denominator: denominator ?? null,
      persons: persons ?? null,
      ...ratio,
    };
  });
  return {
    ...headlineOf(rows.find((row) => isEverybody(row) && row['measure'] === null)),
    about: null,
    excluded: exclusionsFrom(excluded!),
    columns: SCORE_SHARE_COLUMNS,
    rows,
    notes,
  };
}
