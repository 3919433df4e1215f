/** `census`: how many are in care on each day. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { filteredStays, isEverybody, views } from '../groups';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { filteredMembers, tallied } from '../tallied';
import { type Span, dayNumberOf, firstDayQuery, lastDayOf, mondayOf, spanOf } from './span';
import { stayUnits } from './stay-units';
import { dayNumber, dayOfNumber } from '$lib/format/days';
import type { Columns } from '$lib/sql/columns';

const COLUMNS = ['level', 'program', 'statistic', 'day', 'value', 'incomplete'];

const DAYS_PER_WEEK = 7;

/** Stays present by day and by week. */
export const census: Metric = {
  id: 'census',
  group: 'length',
  question: 'How many are in care?',
  name: 'Census',
  unit: 'stays',
  unitOfAnalysis: 'stay and day',
  numerator: 'Stays with admission on or before the day and discharge after it',
  denominator: 'None: a count; weeks show the mean of their days',
  exclusions: 'None; stays that began before the extract are not in the file',
  direction: 'neither',
  bases: ['active'],
  defaultBasis: 'active',
  rows: '`statistic` = `day` (stays present on each day, everybody only) and `week` (mean of the days of the ISO week; `day` = its Monday; `incomplete` 1 when fewer than 7 of its days are inside the span)',
  columns: COLUMNS,
  interval: null,
  profile: null,
  source: 'Descriptive',
  version: 1,
  needs: ['stays', 'dates', 'open-stays'],
  queries: (context) => ({
    first: firstDayQuery(context),
    changes: tallied(context, {
      members: filteredMembers,
      units: (own) => ({
        tables: filteredStays(own),
        select: sql`SELECT stay_no, person_no, place_no, ${dayNumberOf(raw('admitted_on'))} AS day,
        1::INTEGER AS delta
      FROM cohort
      UNION ALL
      SELECT stay_no, person_no, place_no, ${dayNumberOf(raw('discharged_on'))}, -1::INTEGER
      FROM cohort WHERE NOT is_open`,
      }),
      keys: [{ column: 'day' }],
      counts: { delta: { of: 'sum', column: 'delta' } },
    }),
    last: tallied(context, {
      views: 'everybody',
      members: filteredMembers,
      units: (own) => ({
        tables: filteredStays(own),
        select: sql`SELECT stay_no, person_no, place_no FROM cohort
      WHERE ${isPresentOn(sql`${lastDayOf(own)}::DATE`)}`,
      }),
      counts: { persons: { of: 'persons' } },
    }),
  }),
  units: {
    query: unitsQuery,
    // Neighbouring days differ by few people, so that inside one table most would be hidden.
    apart: ['statistic', 'day'],
    within: [],
    guards: 'people',
  },
  finish: ({ first, changes, last }, context) => {
    const span = spanOf(first!, context);
    const rows = span
      ? views(changes!).flatMap((view): FigureRow[] => {
          const counts = dailyCounts(changes!, view.rows, span);
          const keys = { level: view.level, program: view.program };
          const weeks = weeklyMeans(counts, span).map((row) => ({ ...keys, ...row }));
          return isEverybody(view) ? [...daily(counts, span), ...weeks] : weeks;
        })
      : [];
    const lastDay = rows.filter((row) => row['statistic'] === 'day').at(-1);
    const value = (lastDay?.['value'] ?? null) as number | null;
    return {
      n: value ?? 0,
      persons: value === null ? 0 : (last!.number('persons', 0) ?? 0),
      numerator: null,
      denominator: null,
      value,
      low: null,
      high: null,
      about: span?.to ?? null,
      excluded: [],
      columns: COLUMNS,
      rows,
      notes: ['Stays that began before the extract are not in the file.'],
    };
  },
};

function isPresentOn(day: Sql): Sql {
  return sql`admitted_on <= ${day} AND (is_open OR discharged_on > ${day})`;
}

/** Each stay under every day of everybody, and under every week with its part of the week's days. */
function unitsQuery(context: MetricContext): Sql {
  const { from } = context.cohort.period;
  const first = from === null ? sql`(SELECT min(admitted_on) FROM cohort)` : sql`${from}::DATE`;
  return sql`WITH ${filteredStays(context)},
    span AS (
      SELECT unnest(generate_series(${first}::TIMESTAMP, ${lastDayOf(context)}::TIMESTAMP,
        INTERVAL 1 DAY))::DATE AS day
    ),
    span_day AS (
      SELECT day, date_trunc('week', day)::DATE AS monday,
        count(*) OVER (PARTITION BY date_trunc('week', day)) AS days_of_week
      FROM span
    ),
    present AS (SELECT * FROM cohort JOIN span_day ON ${isPresentOn(raw('day'))})
    SELECT 'day' AS statistic, day::VARCHAR AS day, ${stayUnits()}
    FROM (SELECT * REPLACE (NULL::VARCHAR AS level, NULL::VARCHAR AS program) FROM present)
    UNION ALL BY NAME
    SELECT 'week' AS statistic, monday::VARCHAR AS day, ${stayUnits(null, sql`days / days_of_week`)}
    FROM (
      SELECT stay_no, person_no, level, program, monday, days_of_week, count(*) AS days
      FROM present GROUP BY ALL
    )`;
}

function dailyCounts(changes: Columns, rows: readonly number[], span: Span): number[] {
  const from = dayNumber(span.from);
  const length = dayNumber(span.to) - from + 1;
  const counts = new Array<number>(length).fill(0);
  for (const row of rows) {
    const at = Math.max(0, (changes.number('day', row) ?? from) - from);
    if (at < length) counts[at]! += changes.number('delta', row) ?? 0;
  }
  for (let at = 1; at < length; at += 1) counts[at]! += counts[at - 1]!;
  return counts;
}

function daily(counts: readonly number[], span: Span): FigureRow[] {
  const from = dayNumber(span.from);
  return counts.map((value, at) => ({
    level: null,
    program: null,
    statistic: 'day',
    day: dayOfNumber(from + at),
    value,
    incomplete: 0,
  }));
}

function weeklyMeans(counts: readonly number[], span: Span): FigureRow[] {
  const from = dayNumber(span.from);
  const weeks = new Map<number, { sum: number; days: number }>();
  counts.forEach((count, at) => {
    const monday = mondayOf(from + at);
    const week = weeks.get(monday) ?? { sum: 0, days: 0 };
    weeks.set(monday, { sum: week.sum + count, days: week.days + 1 });
  });
  return [...weeks].map(([monday, { sum, days }]) => ({
    statistic: 'week',
    day: dayOfNumber(monday),
    value: sum / days,
    incomplete: days < DAYS_PER_WEEK ? 1 : 0,
  }));
}
