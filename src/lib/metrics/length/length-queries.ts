/** What `length-of-stay` reads: finished stays and paths by length, and those that are left out. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Columns } from '$lib/sql/columns';
import type { Query, UnitRows } from '$lib/tally/tally';
import { indexStays } from '../groups';
import { indexPaths, pathMembers } from '../index-paths';
import type { MetricContext } from '../metric';
import { type Tallied, tallied } from '../tallied';
import { judgedPaths, judgedStays, leftOutCounts, scopedUnits } from './scoped-units';

/** Lengths with their counts, of stays by view and of all paths, and what their views hold. */
export function lengthQueries(context: MetricContext): Record<string, Query> {
  const lengths: Pick<Tallied, 'keys' | 'counts'> = {
    keys: [{ column: 'length_days' }],
    counts: { n: { of: 'rows' } },
  };
  return {
    stays: tallied(context, { units: finishedUnits, ...lengths }),
    beside: tallied(context, {
      units: finishedUnits,
      counts: {
        persons: { of: 'persons' },
        levels: { of: 'levels' },
        programs: { of: 'programs' },
        only_level: { of: 'only level' },
      },
    }),
    paths: tallied(context, {
      ...EVERY_PATH,
      units: (own) => ({
        tables: finishedPaths(own),
        select: sql`SELECT stay_no, person_no, place_no, length_days
      FROM judged_path WHERE left_out IS NULL`,
      }),
      ...lengths,
    }),
    excluded_stays: leftOutCounts(context, { tables: finishedStays, table: 'judged_stay' }, [
      'open',
    ]),
    excluded_paths: leftOutCounts(
      context,
      { tables: finishedPaths, table: 'judged_path', members: pathMembers },
      ['too close to the cut', 'open'],
    ),
  };
}

/** Days attended, of stays by view and of all paths, and the persons of these. */
export function daysAttendedQueries(context: MetricContext): Record<string, Query> {
  const counts: Tallied['counts'] = {
    persons: { of: 'persons' },
    days: { of: 'quantile', column: 'days', share: 0.5 },
    with_sessions: { of: 'sum', column: 'with_sessions' },
  };
  return {
    attended: tallied(context, { units: finishedUnits, counts }),
    paths_attended: tallied(context, {
      ...EVERY_PATH,
      units: (own) => ({
        tables: sql`${finishedPaths(own)},
    attended AS (
      SELECT path_no, count(DISTINCT held_on) FILTER (WHERE is_attended) AS days
      FROM session SEMI JOIN (SELECT path_no FROM path WHERE stays > 1) USING (path_no)
      GROUP BY path_no
      UNION ALL
      SELECT path.path_no, s.days_attended
      FROM path JOIN stay s ON s.stay_no = first_stay_no
      WHERE stays = 1 AND s.days_attended IS NOT NULL
    )`,
        select: sql`SELECT p.stay_no, p.person_no, p.place_no, coalesce(a.days, 0)::INTEGER AS days,
        (a.path_no IS NOT NULL)::INTEGER AS with_sessions
      FROM judged_path p LEFT JOIN attended a USING (path_no) WHERE p.left_out IS NULL`,
      }),
      counts,
    }),
  };
}

/** The median of days attended in a row of `daysAttendedQueries`; null = nobody has sessions. */
export function daysAttended(attended: Columns | undefined, row: number): number | null {
  return attended && (attended.number('with_sessions', row) ?? 0) > 0
    ? attended.number('days', row)
    : null;
}

const EVERY_PATH = { views: 'everybody', members: pathMembers } as const;

function finishedUnits(context: MetricContext): UnitRows {
  return {
    tables: finishedStays(context),
    select: sql`SELECT stay_no, person_no, place_no, length_days,
        coalesce(days_attended, 0)::INTEGER AS days,
        (days_attended IS NOT NULL)::INTEGER AS with_sessions
      FROM judged_stay WHERE left_out IS NULL`,
  };
}

/** The stays and paths behind these lengths, as `units.ts` says. */
export function lengthUnits(context: MetricContext): Sql {
  return sql`WITH ${finishedStays(context)}, ${finishedPaths(context)}, ${scopedUnits()}
    SELECT unit, person_no, stay_no, level, program, divided, scope, left_out,
      NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM end_unit`;
}

function finishedStays(context: MetricContext): Sql {
  const leftOut = raw(`CASE WHEN is_open THEN 'open' END`);
  return judgedStays(indexStays(context), 'index_stay', leftOut);
}

function finishedPaths(context: MetricContext): Sql {
  const leftOut = raw(
    `CASE WHEN is_open THEN 'open' WHEN NOT is_eligible THEN 'too close to the cut' END`,
  );
  return judgedPaths(indexPaths(context), 'index_path', leftOut);
}
