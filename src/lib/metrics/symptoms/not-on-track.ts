/**
 * `not-on-track`: how many scores are worse than what finished stays lead to expect. The predictions
 * are made from all loaded data, so that a filter changes who is counted and not what is expected.
 */
import { formatNumber } from '$lib/format/numbers';
import { listOf, plural } from '$lib/format/words';
import { measureShortName } from '$lib/measures/short-names';
import { LEAST_TRACK_PAIRS, TRACK_LIMIT } from '$lib/model/derive/off-track';
import { type Sql, raw, sql } from '$lib/sql/sql';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { Exclusion, FigureRow, Metric, MetricContext } from '../metric';
import { headlineMeasure, indexUnits, unitName } from '../pairs';
import { shareCounts, shareRows } from '../shares';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'scope', 'class', 'numerator', 'denominator', 'persons',
  'value', 'low', 'high',
]; // prettier-ignore

const CLASS = 'off track';

const SCORE_NAME = raw("'score ' || score_no");

const KEYS = ['measure', 'rater', 'scope', 'scope_position'];

/** Why a score of the measure is not looked at; what fits first. */
const REASONS = [
  'no day',
  'the baseline, or before it',
  'after the window of the last score',
  'no_baseline',
  'before attendance on 3 days',
];

/** Scores that are worse than predicted. */
export const notOnTrack: Metric = {
  id: 'not-on-track',
  group: 'symptoms',
  question: 'How many scores are off track?',
  name: 'Scores off track',
  unit: 'proportion',
  unitOfAnalysis: 'score; stay, or path, beside it',
  followsUnit: true,
  numerator: `Scores that are worse than predicted for their week by more than ${TRACK_LIMIT} residual standard errors; beside them stays with at least one`,
  denominator:
    'Scores later than the baseline of their stay, up to its window after discharge, after attendance on at least 3 days; open stays included',
  exclusions: `Scores without a day; baselines and what lies before them; scores after the window; stays without a baseline; scores before attendance on 3 days. No instrument with fewer than ${LEAST_TRACK_PAIRS} finished pairs`,
  direction: 'lower is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: `Measure × rater × scope, class always \`${CLASS}\`. Scope \`scores\`: scores off track / scores looked at; scope \`stays\`: stays (or paths) with at least one score off track / those with a score looked at. Only outcome instruments with at least ${LEAST_TRACK_PAIRS} finished pairs in all loaded data`,
  columns: COLUMNS,
  interval:
    'Scores and paths: ratio clustered by person, 95 %; stays: Wilson, 95 %, stays of one person treated as independent',
  profile: null,
  source:
    'Convention of ours, after the expected treatment response of Lambert et al. 2003, Clin Psychol Sci Pract 10:288-301',
  version: 1,
  needs: ['scores', 'sessions', 'days'],
  queries: (context) => ({
    // Scores of one person are alike, so that they are counted by person, whatever the unit.
    shares: sql`WITH ${indexUnits(context)}, ${scoped(context)}${shareCounts('path', 'scoped', { [CLASS]: 'is_off_track' }, KEYS, ['measure', 'rater NULLS FIRST', 'scope_position'])}`,
    excluded: sql`WITH ${indexUnits(context)}
    SELECT measure, rater, reason, count(*)::INTEGER AS n FROM ${untracked(context)} GROUP BY ALL`,
    primary: headlineMeasure(context, 'p.measure IN (SELECT measure FROM track_model)'),
    models: sql`SELECT p.measure, p.n, t.intercept, t.per_baseline, t.per_log_week, t.residual_se
    FROM (
      SELECT measure, count(*)::INTEGER AS n FROM score_pair
      WHERE unit = 'stay' AND status = 'paired' AND is_outcome AND last_on IS NOT NULL
      GROUP BY measure
    ) p LEFT JOIN track_model t USING (measure) ORDER BY p.measure`,
  }),
  units: {
    query: (context) => sql`WITH ${indexUnits(context)}, ${scoped(context)}
    SELECT unit, person_no, stay_no, level, program, measure, rater, scope, ${CLASS} AS class,
      NULL::VARCHAR AS left_out, is_off_track::INTEGER::DOUBLE AS numerator,
      1::DOUBLE AS denominator
    FROM scoped
    UNION ALL BY NAME
    SELECT unit, person_no, stay_no, level, program, measure, rater, reason AS left_out,
      NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM ${untracked(context)}`,
    apart: ['measure', 'rater'],
    within: ['scope', 'class'],
    guards: 'share',
  },
  finish: ({ shares, excluded, primary, models }, context) => {
    const rows = shares!.rows().flatMap((row) => {
      const unit = row['scope'] === 'scores' ? 'path' : context.unit;
      return shareRows(row, ['measure', 'rater', 'scope'], [CLASS], unit);
    });
    const [main] = primary!.rows();
    const heads = rows.filter((row) => isEverybody(row) && row['scope'] === 'scores');
    const leftOut = excluded!.rows();
    const known = models!.rows();
    return {
      ...headlineOf(heads.find((row) => main !== undefined && isOf(row, main))),
      about: (main?.['measure'] as string | undefined) ?? null,
      excluded: main ? exclusions(main, leftOut) : [],
      focuses: heads.map((row) => ({
        key: String(row['measure']),
        about: String(row['measure']),
        ...headlineOf(row),
        excluded: exclusions(row, leftOut),
      })),
      columns: COLUMNS,
      rows,
      ...(main ? {} : { emptyReason: whyEmpty(known) }),
      notes: [
        'An aid for review, never a diagnosis. The limit lies where about 10 % of scores are expected beyond it.',
        ...modelNotes(known),
        main ? withoutModel(known) : '',
        context.unit === 'path'
          ? 'Under level and program of the first stay of a path; each score is compared with the baseline of its own stay.'
          : '',
        'Change during the program; no comparison group.',
      ].filter(Boolean),
    };
  },
};

/**
 * `tracked`: the scores looked at of the stays or paths in `index_unit`; and `scoped`: these scores,
 * and beside them their stays or paths, off track with one of them.
 */
function scoped(context: MetricContext): Sql {
  return sql`tracked AS NOT MATERIALIZED (
      SELECT u.*, t.score_no, t.stay_no AS scored_stay_no, t.measure, t.rater, t.is_off_track
      FROM score_track t JOIN stay s ON s.stay_no = t.stay_no
      JOIN index_unit u ON ${ownUnit(context)}
    ),
    scoped AS NOT MATERIALIZED (
      SELECT ${SCORE_NAME} AS unit, scored_stay_no AS stay_no, person_no, place_no, level,
        level_position, program, measure, rater, is_off_track, 'scores' AS scope, 0 AS scope_position
      FROM tracked
      UNION ALL
      SELECT any_value(${unitName(context)}), stay_no, person_no, place_no, any_value(level),
        any_value(level_position), any_value(program), measure, rater, bool_or(is_off_track),
        'stays', 1
      FROM tracked GROUP BY stay_no, person_no, place_no, measure, rater
    )`;
}

function ownUnit({ unit }: MetricContext): Sql {
  return raw(unit === 'path' ? 'u.path_no = s.path_no' : 'u.stay_no = s.stay_no');
}

/** The scores of `index_unit` that are not looked at, each with its `reason`. */
function untracked(context: MetricContext): Sql {
  return sql`(
      SELECT ${SCORE_NAME} AS unit, u.person_no, p.stay_no, u.level, u.program, p.measure, p.rater,
        CASE
          WHEN p.taken_on IS NULL THEN ${REASONS[0]!}
          WHEN pair.baseline IS NOT NULL AND p.taken_on <= pair.baseline_on THEN ${REASONS[1]!}
          WHEN p.taken_on > s.discharged_on + l.last_after THEN ${REASONS[2]!}
          WHEN pair.baseline IS NULL THEN ${REASONS[3]!}
          ELSE ${REASONS[4]!} END AS reason
      FROM score_point p
      JOIN track_model m ON m.measure = p.measure
      JOIN stay s ON s.stay_no = p.stay_no
      JOIN level l ON l.code = s.level
      JOIN index_unit u ON ${ownUnit(context)}
      LEFT JOIN score_pair pair ON pair.unit = 'stay' AND pair.stay_no = p.stay_no
        AND pair.measure = p.measure AND pair.rater IS NOT DISTINCT FROM p.rater
      WHERE p.score_no NOT IN (SELECT score_no FROM score_track)
    )`;
}

function isOf(row: FigureRow, kind: FigureRow): boolean {
  return row['measure'] === kind['measure'] && row['rater'] === kind['rater'];
}

function exclusions(kind: FigureRow, leftOut: readonly FigureRow[]): readonly Exclusion[] {
  const own = leftOut.filter((row) => isOf(row, kind));
  return REASONS.flatMap((reason) => {
    const n = Number(own.find((row) => row['reason'] === reason)?.['n'] ?? 0);
    return n > 0 ? [{ reason, n }] : [];
  });
}

function modelNotes(models: readonly FigureRow[]): string[] {
  const known = models.filter((row) => row['residual_se'] !== null);
  if (known.length === 0) return [];
  return [
    'Predicted is the last score of finished stays by baseline and week, from all loaded data, whatever the filters.',
    ...known.map((row) => {
      const number = (name: string): number => Number(row[name]);
      const name = measureShortName(String(row['measure']));
      return `${name}: ${formatNumber(number('intercept'), 2)} ${signed(number('per_baseline'))} × baseline ${signed(number('per_log_week'))} × ln(week, from 1), residual standard error ${formatNumber(number('residual_se'), 2)}, from ${plural(number('n'), 'pair')}.`;
    }),
  ];
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'} ${formatNumber(Math.abs(value), 2)}`;
}

/** The instruments without a prediction, and what they lack; empty where every one has a prediction. */
function withoutModel(models: readonly FigureRow[]): string {
  const lacking = models.filter((row) => row['residual_se'] === null);
  if (lacking.length === 0) return '';
  const few = lacking.filter((row) => Number(row['n']) < LEAST_TRACK_PAIRS);
  const same = lacking.filter((row) => !few.includes(row));
  const named = (rows: readonly FigureRow[]): string =>
    listOf(
      rows.map(
        (row) =>
          `${measureShortName(String(row['measure']))} (${plural(Number(row['n']), 'pair')})`,
      ),
    );
  return [
    few.length > 0
      ? `No prediction from fewer than ${LEAST_TRACK_PAIRS} finished pairs: ${named(few)}.`
      : '',
    same.length > 0
      ? `No prediction where all baselines or all weeks are the same: ${named(same)}.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function whyEmpty(models: readonly FigureRow[]): string {
  return (
    withoutModel(models) ||
    'A prediction needs finished stays with a first and a last score that have days, and there are none.'
  );
}
