/** `group-size`: how many people come to a group meeting. */
import { sql } from '$lib/sql/sql';
import { medianInterval, quantile } from '$lib/stats/median-interval';
import { wilson } from '$lib/stats/wilson';
import type { Columns } from '$lib/sql/columns';
import { groupByView, indexStays, isEverybody, orderByView, views } from '../groups';
import { NO_ESTIMATE } from '../headline';
import type { FigureRow, Metric } from '../metric';
import { BY_SEAT_UNIT, SEAT_UNIT, attenders, meetingsInTarget, seats } from './meetings';
import { OWN_TARGETS, sharedTarget } from './shared-target';

const COLUMNS = [
  'level', 'program', 'class', 'numerator', 'denominator', 'persons', 'value', 'low', 'high',
  'median', 'median_low', 'median_high', 'mean', 'target_low', 'target_high',
]; // prettier-ignore

const NO_SUMMARY = { median: null, median_low: null, median_high: null, mean: null };
const NO_TARGET = { target_low: null, target_high: null };

/** The sizes of group meetings. */
export const groupSize: Metric = {
  id: 'group-size',
  group: 'attendance',
  question: 'How many people come to a group?',
  name: 'Group size',
  unit: 'proportion',
  unitOfAnalysis: 'group meeting',
  numerator: 'Group meetings of a size: persons who attended, of all loaded sessions of the group',
  denominator: 'Group meetings (group and day) that somebody of the cohort attended',
  exclusions: 'Meetings that nobody attended; sessions that name no group',
  direction: 'neither',
  bases: ['discharged', 'admitted', 'active'],
  defaultBasis: 'discharged',
  rows: 'By view: class `all` with the number of meetings, the median size with its interval and the mean; class `within target` = meetings that keep to the target for groups / meetings with one (where stays with different targets meet, the narrowest holds; no row without a target); then one row per size (class = size). `persons` = attenders that belong to the cohort; for `within target` those whose stay has a target',
  columns: COLUMNS,
  interval: 'Wilson, 95 %, meetings treated as independent; median: order statistics',
  profile: null,
  source: 'Target of at most 10: our convention',
  version: 1,
  needs: ['stays', 'sessions'],
  queries: (context) => ({
    sizes: sql`WITH ${indexStays(context)},
    ${attenders(context)}
    SELECT level, program, size, count(DISTINCT (group_id, held_on))::INTEGER AS meetings,
      count(DISTINCT person_no)::INTEGER AS persons
    FROM attender ${groupByView('size')} ${orderByView('size')}`,
    totals: sql`WITH ${indexStays(context)},
    ${attenders(context)}
    SELECT level, program, count(DISTINCT person_no)::INTEGER AS persons
    FROM attender ${groupByView()} ${orderByView()}`,
    targets: sql`WITH ${indexStays(context)},
    ${attenders(context)},
    ${meetingsInTarget()},
    beside AS (
      SELECT level, program, count(DISTINCT person_no)::INTEGER AS persons, ${sharedTarget()}
      FROM attender WHERE has_target ${groupByView()}
    )
    SELECT b.*, i.met, i.meetings FROM beside b JOIN in_target i
      ON i.level IS NOT DISTINCT FROM b.level AND i.program IS NOT DISTINCT FROM b.program`,
    groups: sql`SELECT count(*)::INTEGER AS n FROM group_meeting`,
    sessions: sql`SELECT count(*)::INTEGER AS n FROM session WHERE is_attended`,
  }),
  units: {
    // Without an order the engine can hang on a long UNION ALL: duckdb/duckdb-wasm#1806.
    query: (context) => sql`WITH ${indexStays(context)},
    ${attenders(context)},
    ${seats()},
    size AS (SELECT DISTINCT view, size FROM seat),
    by_stay AS (
      SELECT ${SEAT_UNIT}, view, sum(part)::DOUBLE AS denominator FROM seat ${BY_SEAT_UNIT}, view
    ),
    by_size AS (
      SELECT view, stay_no, size, sum(part)::DOUBLE AS of_size FROM seat GROUP BY ALL
    )
    SELECT * EXCLUDE (view), 'all' AS class, NULL::DOUBLE AS numerator, NULL::DOUBLE AS of_size
    FROM by_stay
    UNION ALL BY NAME
    SELECT * EXCLUDE (view, size), size::VARCHAR AS class, coalesce(of_size, 0) AS numerator
    FROM by_stay JOIN size USING (view) LEFT JOIN by_size USING (view, stay_no, size)
    UNION ALL BY NAME
    SELECT ${SEAT_UNIT}, 'within target' AS class,
      sum(target_part) FILTER (WHERE is_met)::DOUBLE AS numerator,
      sum(target_part)::DOUBLE AS denominator
    FROM seat WHERE target_part IS NOT NULL ${BY_SEAT_UNIT}
    ORDER BY unit, class`,
    apart: [],
    within: ['class'],
    guards: 'people',
    personsOf: 'numerator',
    further: [
      {
        column: 'of_size',
        guards: 'share',
        tells: ['numerator', 'persons', 'value', 'low', 'high'],
      },
    ],
  },
  finish: ({ sizes, totals, targets, groups, sessions }) => {
    const targetRows = targets!.rows();
    const rows = views(sizes!).flatMap((view, index) => {
      const { level, program } = view;
      const own = targetRows.find((row) => row['level'] === level && row['program'] === program);
      const counts = view.rows.map((row) => sizes!.number('meetings', row) ?? 0);
      const all = counts.reduce((sum, count) => sum + count, 0);
      return [
        {
          level,
          program,
          class: 'all',
          ...NO_ESTIMATE,
          denominator: all,
          persons: totals!.number('persons', index),
          ...summary(sizes!, view.rows),
          ...NO_TARGET,
        },
        ...(own ? [withinRow(own)] : []),
        ...view.rows.map((row, at) => ({
          level,
          program,
          class: String(sizes!.number('size', row)),
          ...share(counts[at]!, all),
          persons: sizes!.number('persons', row),
          ...NO_SUMMARY,
          ...NO_TARGET,
        })),
      ];
    });
    const everybody = (name: string): FigureRow | undefined =>
      rows.find((row) => isEverybody(row) && row['class'] === name);
    const within = everybody('within target');
    return {
      ...NO_ESTIMATE,
      ...(within ? { ...shareOf(within) } : {}),
      n: Number(everybody('all')?.['denominator'] ?? 0),
      persons: Number(everybody('all')?.['persons'] ?? 0),
      about: null,
      excluded: [],
      columns: COLUMNS,
      rows,
      notes: ['People in no stay of the cohort count for the size of a meeting.', OWN_TARGETS],
      ...(groups!.number('n', 0) === 0 && sessions!.number('n', 0)
        ? { emptyReason: 'No session names its group. Map the column with the group (group_id).' }
        : {}),
    };
  },
};

function share(numerator: number, denominator: number): FigureRow {
  const interval = wilson(numerator, denominator);
  return {
    numerator,
    denominator,
    value: denominator > 0 ? numerator / denominator : null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}

function shareOf(row: FigureRow): Record<keyof typeof NO_ESTIMATE, number | null> {
  const get = (name: string): number | null => row[name] as number | null;
  return {
    numerator: get('numerator'),
    denominator: get('denominator'),
    value: get('value'),
    low: get('low'),
    high: get('high'),
  };
}

function withinRow(row: FigureRow): FigureRow {
  return {
    level: row['level'] ?? null,
    program: row['program'] ?? null,
    class: 'within target',
    ...share(Number(row['met']), Number(row['meetings'])),
    persons: row['persons'] ?? null,
    ...NO_SUMMARY,
    target_low: row['target_low'] ?? null,
    target_high: row['target_high'] ?? null,
  };
}

function summary(sizes: Columns, rows: readonly number[]): FigureRow {
  const values = rows.flatMap((row) =>
    new Array<number>(sizes.number('meetings', row) ?? 0).fill(sizes.number('size', row) ?? 0),
  );
  const interval = medianInterval(values);
  const total = values.reduce((sum, size) => sum + size, 0);
  return {
    median: quantile(values, 0.5),
    median_low: interval?.low ?? null,
    median_high: interval?.high ?? null,
    mean: values.length > 0 ? total / values.length : null,
  };
}
