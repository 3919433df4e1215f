/** `measure-adherence`: of the measurements that were due, how many were done. */
import { LEVELS } from '$lib/model/levels';
import { type Sql, raw, sql } from '$lib/sql/sql';
import { ATTENDANCE_INTERVAL, orderBySums, ratioRow, ratioSums } from '../ratio';
import { exclusionsFrom } from '../exclusions';
import { indexStays, isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';

const COLUMNS = [
  'measure', 'level', 'program', 'window', 'numerator', 'denominator', 'persons', 'value', 'low',
  'high',
]; // prettier-ignore

const NOTHING_DUE =
  'No program has an outcome instrument with scores of at least half of its stays, so nothing is due.';

/** What the totals are made of: every instrument and part of a stay is in its own rows and in theirs. */
const DUE_UNIT = raw(`'stay ' || stay_no || ', ' || measure || ', ' || part`);

/** Measurements done among those due. */
export const measureAdherence: Metric = {
  id: 'measure-adherence',
  group: 'measurement',
  question: 'How many of the measurements that were due were done?',
  name: 'Adherence to measurement',
  unit: 'proportion',
  unitOfAnalysis: 'administration',
  numerator: 'Due measurements with a score that may serve the stay within 3 days of the due day',
  denominator:
    'Per outcome instrument in use in the program: the day of admission, every 14 days of the stay (7 in partial hospitalization; editable), and the day of discharge; a periodic day within 3 days of the discharge is not due',
  exclusions: 'Due days in the last 3 days before the cut',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measurements done / due. An outcome instrument is in use in a program where at least half of all its loaded stays have a score of it. One score may meet two due days. `window` = admission, periodic or discharge, null = all; measure null = all instruments. Inside a view by measure, then window',
  columns: COLUMNS,
  interval: ATTENDANCE_INTERVAL,
  profile: null,
  source: 'Our convention',
  version: 1,
  needs: ['stays', 'scores', 'days'],
  queries: (context) => ({
    shares: sql`WITH ${dueByStay(context)},
    ${ratioSums({ from: 'asked', y: raw('y'), x: raw('x'), where: raw('TRUE') }, 'measure', 'part')}
    SELECT * FROM by_view
    ${orderBySums('measure NULLS FIRST', `list_position(['admission', 'periodic', 'discharge'], part) NULLS FIRST`)}`,
    excluded: sql`WITH ${dueByStay(context)}
    SELECT coalesce(sum(late), 0)::INTEGER AS "too close to the cut" FROM due`,
    unasked: sql`WITH ${indexStays(context)}
    SELECT DISTINCT program FROM index_stay
    WHERE program NOT IN (SELECT s.program FROM administration JOIN stay_base s USING (stay_no))
    ORDER BY program`,
  }),
  finish: ({ shares, excluded, unasked }, { settings }) => {
    const rows = Array.from({ length: shares!.rowCount }, (_, at): FigureRow => {
      const { n: _n, numerator, denominator, persons, ...ratio } = ratioRow(shares!, at, 'share');
      return {
        measure: shares!.text('measure', at),
        level: shares!.text('level', at),
        program: shares!.text('program', at),
        window: shares!.text('part', at),
        numerator: numerator ?? null,
        denominator: denominator ?? null,
        persons: persons ?? null,
        ...ratio,
      };
    });
    const programs = unasked!.column('program').map(String);
    const head = rows.find(
      (row) => isEverybody(row) && row['measure'] === null && row['window'] === null,
    );
    return {
      ...headlineOf(head),
      about: null,
      excluded: exclusionsFrom(excluded!),
      columns: COLUMNS,
      rows,
      notes: [
        scheduleWords(settings.conventions),
        ...programs.map(
          (program) => `${program}: no outcome instrument in use, so nothing is due.`,
        ),
      ],
      ...(rows.length === 0 && programs.length > 0 ? { emptyReason: NOTHING_DUE } : {}),
    };
  },
  units: {
    query: (context) => sql`WITH ${dueByStay(context)}
    SELECT unit, person_no, stay_no, level, program, measure, part AS "window",
      NULL::VARCHAR AS left_out, y::DOUBLE AS numerator, x::DOUBLE AS denominator
    FROM asked
    UNION ALL
    SELECT ${DUE_UNIT}, person_no, stay_no, level, program, measure, part, 'too close to the cut',
      NULL, late::DOUBLE
    FROM due WHERE late > 0`,
    apart: [],
    within: ['measure', 'window'],
    guards: 'people',
  },
};

/**
 * `due`: by stay, instrument and part what was due (x), done (y), and not yet seen. `asked`: those with
 * anything due for themselves, and for all instruments, all parts, and both (null).
 */
function dueByStay(context: MetricContext): Sql {
  return sql`${indexStays(context)},
    due AS (
      SELECT s.stay_no, s.person_no, s.level, s.level_position, s.program, a.measure, a.part,
        count_if(a.is_observed) AS x, count_if(a.is_observed AND a.is_done) AS y,
        count_if(NOT a.is_observed) AS late
      FROM administration a JOIN index_stay s USING (stay_no) GROUP BY ALL
    ),
    counted AS (
      SELECT * EXCLUDE (late), ${DUE_UNIT} AS unit FROM due WHERE x > 0
    ),
    asked AS (
      SELECT * REPLACE (NULL::VARCHAR AS measure, NULL::VARCHAR AS part) FROM counted
      UNION ALL SELECT * REPLACE (NULL::VARCHAR AS measure) FROM counted
      UNION ALL SELECT * REPLACE (NULL::VARCHAR AS part) FROM counted
      UNION ALL SELECT * FROM counted
    )`;
}

function scheduleWords({
  measureEveryDays,
  measureEveryDaysByLevel,
}: MetricContext['settings']['conventions']): string {
  const others = LEVELS.flatMap(({ code, short }) => {
    const days = measureEveryDaysByLevel[code];
    return days === undefined || days === measureEveryDays ? [] : [`every ${days} in ${short}`];
  });
  const except = others.length > 0 ? ` (${others.join(', ')})` : '';
  return `Due at admission, every ${measureEveryDays} days${except}, and at discharge.`;
}
