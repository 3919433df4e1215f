/**
 * The pairs of `sensitivity`, each once for every alternative and class that it counts under: the
 * thresholds, the windows or the unit are another, all else is as it is in force. Common tables stand
 * side by side, since the engine plans those inside others several times.
 */
import type { OutcomeUnit } from '$lib/cohort/cohort';
import { pairsUnder, withBaselineWindow } from '$lib/model/derive/other-windows';
import { classifiedPairSelect } from '$lib/model/derive/threshold';
import { LEVEL_NOT_GIVEN } from '$lib/model/levels';
import { type Sql, join, raw, sql } from '$lib/sql/sql';
import type { MetricContext } from '../metric';
import { indexUnits } from '../pairs';
import {
  AS_SHOWN,
  type Choice,
  publishedValues,
  SENSITIVITY_CLASSES,
  UNITS,
  WINDOW_DAYS,
  windowInForce,
} from './sensitivity-choices';

/** The columns that tell a row from others. */
const KEYS = 'measure, rater, choice, alternative, class';

/** Where pairs come from: the stored tables, or a derivation with another window of so many days. */
export type PairSource = 'shown' | (typeof WINDOW_DAYS)[number];

/** The sources that the settings need: the window in force is that of the stored tables. */
export function pairSources({ settings }: MetricContext): readonly PairSource[] {
  const inForce = windowInForce(settings);
  return ['shown', ...WINDOW_DAYS.filter((days) => days !== inForce)];
}

/**
 * The common table `counted_pair` and those that it needs, to follow `WITH`: the pairs of a source that
 * the cohort has, with measure, rater, choice, alternative and class, and `is_counted`.
 */
export function countedPairs(context: MetricContext, source: PairSource): Sql {
  const { profile, settings, unit } = context;
  const isShown = source === 'shown';
  const tables = isShown
    ? thresholdsUnder(context)
    : pairsUnder(withBaselineWindow(settings, source), profile);
  const choices = isShown ? shownChoices(context) : [windowChoice(unit, source)];
  return sql`${tables},
    classified AS (${classifiedPairSelect()}),
    every_unit AS (${everyUnit(context, isShown ? UNITS : [unit])}),
    shown AS MATERIALIZED (
      SELECT p.profile, p.unit, p.stay_no, p.path_no, p.person_no, p.measure, p.rater,
        p.change_class, p.significance, p.is_baseline_unwell
      FROM classified p
      JOIN every_unit u ON u.unit = p.unit AND u.stay_no = p.stay_no
      WHERE p.is_outcome AND p.status = 'paired'
    ),
    kind AS (${sensitivityKinds()}),
    judged AS (${join(choices, ' UNION ALL BY NAME ')}),
    counted_pair AS (${classes()})`;
}

/** One row per measure, rater, alternative and class of a source, with its sums. */
export function sensitivityCounts(context: MetricContext, source: PairSource): Sql {
  return sql`WITH ${countedPairs(context, source)},
    by_person AS (
      SELECT ${raw(KEYS)}, person_no, count(*) AS x, count_if(is_counted) AS y
      FROM counted_pair GROUP BY ALL
    )
    SELECT ${raw(KEYS)}, sum(x)::INTEGER AS denominator, count(*)::INTEGER AS persons,
      sum(x * x)::DOUBLE AS xx, sum(y)::INTEGER AS "y counted",
      sum(y * y)::DOUBLE AS "yy counted", sum(x * y)::DOUBLE AS "xy counted"
    FROM by_person GROUP BY ${raw(KEYS)}`;
}

/**
 * Measures and raters in their order. `has_stays` = 1 where a file of stays is loaded: without one there
 * is no window and no path; `has_days` = 1 where some score has a day: without one there is no window.
 */
export function sensitivityKinds(): Sql {
  return sql`SELECT measure, rater, bool_or(NOT is_ordered)::INTEGER AS has_days,
        (EXISTS (SELECT 1 FROM stay_base WHERE level <> ${LEVEL_NOT_GIVEN.code}))::INTEGER AS has_stays
      FROM score_seen GROUP BY measure, rater ORDER BY measure, rater NULLS FIRST`;
}

/** The stays or paths of the cohort that ended long enough before the cut, by unit. */
function everyUnit(context: MetricContext, units: readonly OutcomeUnit[]): Sql {
  return join(
    units.map(
      (unit) => sql`SELECT ${unit} AS unit, stay_no
      FROM (WITH ${indexUnits({ ...context, unit })} SELECT * FROM index_unit) WHERE NOT is_late`,
    ),
    ' UNION ALL ',
  );
}

/** `threshold` of the profile in force, and with each published value in place of its own. */
function thresholdsUnder({ profile }: MetricContext): Sql {
  return sql`published AS (${publishedTable()}),
    in_force AS (SELECT * FROM threshold WHERE profile = ${profile}),
    threshold AS (
      SELECT * REPLACE (${AS_SHOWN} AS profile) FROM in_force
      UNION ALL
      SELECT t.* REPLACE (v.profile AS profile,
        coalesce(v.change, t.reliable_change) AS reliable_change,
        t.is_strict AND v.change IS NULL AS is_strict,
        coalesce(v.cutoff_op, t.cutoff_op) AS cutoff_op, coalesce(v.cutoff, t.cutoff) AS cutoff)
      FROM in_force t JOIN published v ON v.measure = t.measure
    )`;
}

function shownChoices({ unit, settings }: MetricContext): readonly Sql[] {
  const inForce = windowInForce(settings);
  const asShown = sql`p.profile = ${AS_SHOWN}`;
  return [
    chosen('as shown', AS_SHOWN, sql`p.unit = ${unit} AND ${asShown}`),
    sql`SELECT v.choice, v.alternative, p.* FROM shown p
      JOIN published v ON v.measure = p.measure AND v.profile = p.profile
      WHERE p.unit = ${unit}`,
    ...WINDOW_DAYS.filter((days) => days === inForce).map((days) =>
      windowChoice(unit, days, asShown),
    ),
    ...UNITS.map((each) =>
      chosen('unit', each, sql`p.unit = ${each} AND k.has_stays = 1 AND ${asShown}`),
    ),
  ];
}

function windowChoice(unit: OutcomeUnit, days: number, condition = sql`TRUE`): Sql {
  const isKnown = sql`p.unit = ${unit} AND k.has_stays = 1 AND k.has_days = 1`;
  return chosen('window', `${days} days`, sql`${isKnown} AND ${condition}`);
}

/** Pairs under one alternative; the condition is on `p`, a pair, and `k`, its kind. */
function chosen(choice: Choice, alternative: string, condition: Sql): Sql {
  return sql`SELECT ${choice} AS choice, ${alternative} AS alternative, p.* FROM shown p
      JOIN kind k ON k.measure = p.measure AND k.rater IS NOT DISTINCT FROM p.rater
      WHERE ${condition}`;
}

/** Published values as thresholds under a name of their own. */
function publishedTable(): Sql {
  const rows = publishedValues().map(({ measure, choice, alternative, value, op }) => {
    const isCutoff = choice === 'cut-off';
    return sql`(${measure}, ${choice}, ${alternative}, ${isCutoff ? null : value}::DOUBLE, ${op}::VARCHAR,
        ${isCutoff ? value : null}::DOUBLE)`;
  });
  return sql`SELECT *, choice || ' ' || alternative AS profile
      FROM (VALUES ${join(rows)}) AS v(measure, choice, alternative, change, cutoff_op, cutoff)`;
}

/** A cut-off changes nobody's improvement, and a reliable change nobody's baseline. */
function classes(): Sql {
  // Lists that are unnested side by side advance together.
  return sql`SELECT * FROM (
        SELECT *, unnest([${join(SENSITIVITY_CLASSES.map((name) => sql`${name}`))}]) AS class,
          unnest([change_class = 'improved', change_class = 'deteriorated',
            significance = 'recovered', is_baseline_unwell]) AS is_counted
        FROM judged
      ) WHERE is_counted IS NOT NULL
        AND NOT (choice = 'cut-off' AND class IN ('improved', 'deteriorated'))
        AND NOT (choice = 'reliable change' AND class = 'unwell at baseline')`;
}
