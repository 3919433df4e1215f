/** `experience-top-box`: of the surveys, how many gave the best answer; who answered stands beside it. */
import { dayCondition } from '$lib/cohort/predicate';
import { type Sql, ident, raw, sql } from '$lib/sql/sql';
import { wilson } from '$lib/stats/wilson';
import { exclusionsFrom } from '../exclusions';
import { groupByView, indexStays, isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { orderBySums } from '../ratio';

const COLUMNS = [
  'measure', 'level', 'program', 'numerator', 'denominator', 'persons', 'value', 'low', 'high',
  'answered', 'finished', 'response', 'response_low', 'response_high',
]; // prettier-ignore

const NO_TOP_BOX =
  'No survey says whether the best answer was given. Map the column top_box of the surveys file to see this figure.';

const ANSWERS = sql`SELECT count(top_box)::INTEGER AS answers FROM survey`;

const [NO_STAY, NO_ANSWER] = ['names no stay', 'no top-box answer'];

/** The share of surveys with the best answer, with the response rate. */
export const experienceTopBox: Metric = {
  id: 'experience-top-box',
  group: 'access',
  question: 'How many give the best answer about their care?',
  name: 'Experience, top box',
  unit: 'proportion',
  unitOfAnalysis: 'survey',
  numerator: 'Surveys with the best answer (top_box yes)',
  denominator: 'Surveys with top_box yes or no',
  exclusions: 'Surveys without top_box; while a filter is set, surveys that belong to no stay',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Surveys with top_box yes / (yes + no); measure = name of the survey, null = all surveys. A survey that belongs to no stay counts for everybody while no filter is set, by its own day where a period is. `answered` = finished stays with a survey, `finished` = finished stays, `response` = their ratio with Wilson limits: only where measure is null. A view with finished stays has a row even without a survey; persons = those of surveys that belong to a stay',
  columns: COLUMNS,
  interval: 'Wilson, 95 %, surveys of one person treated as independent',
  profile: null,
  source: 'Our convention',
  version: 1,
  needs: ['stays', 'surveys', 'days'],
  queries: (context) => ({
    shares: sql`WITH ${answers(context)},
    by_view AS (
      SELECT level, program, measure, min(level_position) AS level_position, ${raw(SUMS)}
      FROM answer WHERE stay_no IS NOT NULL ${groupByView('measure')}
      UNION ALL
      SELECT NULL, NULL, measure, NULL, ${raw(SUMS)}
      FROM answer WHERE stay_no IS NULL AND reason IS DISTINCT FROM ${NO_STAY} GROUP BY measure
    ),
    total AS (
      SELECT level, program, measure, min(level_position) AS level_position,
        sum(yes)::INTEGER AS numerator, sum(yes + no)::INTEGER AS denominator,
        sum(persons)::INTEGER AS persons, sum(finished)::INTEGER AS finished,
        sum(answered)::INTEGER AS answered
      FROM by_view GROUP BY level, program, measure
    )
    SELECT * EXCLUDE (level_position) FROM total ${orderBySums('measure NULLS FIRST')}`,
    excluded: sql`WITH ${answers(context)}
    SELECT count_if(reason = ${NO_ANSWER})::INTEGER AS ${ident(NO_ANSWER)},
      count_if(reason = ${NO_STAY})::INTEGER AS ${ident(NO_STAY)}
    FROM answer WHERE measure IS NULL`,
    known: ANSWERS,
  }),
  finish: ({ shares, excluded, known }) => {
    const isUnknown = known!.number('answers', 0) === 0;
    const rows = isUnknown ? [] : shares!.rows().map(toRow);
    return {
      ...headlineOf(rows.find((row) => isEverybody(row) && row['measure'] === null)),
      about: null,
      excluded: isUnknown ? [] : exclusionsFrom(excluded!),
      columns: COLUMNS,
      rows,
      notes: rows.length > 0 ? ['Those who answer may differ from those who do not.'] : [],
      ...(isUnknown ? { emptyReason: NO_TOP_BOX } : {}),
    };
  },
  units: {
    query: (context) => sql`WITH ${answers(context)}
    SELECT CASE WHEN is_survey THEN 'survey ' || survey_no ELSE 'stay ' || stay_no END AS unit,
      person_no, stay_no, level, program, measure, reason AS left_out,
      CASE WHEN reason IS NULL THEN coalesce(top_box, FALSE)::INTEGER END::DOUBLE AS numerator,
      is_survey::INTEGER::DOUBLE AS denominator,
      CASE WHEN NOT is_survey THEN 1 END::DOUBLE AS finished,
      CASE WHEN NOT is_survey THEN is_answered::INTEGER END::DOUBLE AS answered
    FROM answer WHERE (reason IS NULL OR measure IS NULL) AND (${ANSWERS}) > 0`,
    apart: [],
    within: ['measure'],
    guards: 'share',
    personsOf: 'denominator',
    further: [
      {
        column: 'answered',
        of: 'finished',
        tells: ['answered', 'response', 'response_low', 'response_high'],
      },
      {
        column: 'finished',
        of: 'finished',
        tells: ['finished', 'response', 'response_low', 'response_high'],
      },
    ],
  },
};

const SUMS = `count_if(top_box) AS yes, count_if(NOT top_box) AS no,
        count(DISTINCT CASE WHEN top_box IS NOT NULL THEN person_no END) AS persons,
        count_if(NOT is_survey) AS finished, count_if(is_answered) AS answered`;

/** A survey without a stay passes no filter, since it has nothing to look at. */
function countsOutside({ cohort }: MetricContext): 'TRUE' | 'FALSE' {
  return Object.keys(cohort.filters).length === 0 ? 'TRUE' : 'FALSE';
}

/**
 * `answer`: each finished stay once, each survey once for itself and once for all surveys together
 * (measure null); surveys without a stay by their own day. `reason`: why a survey does not count.
 */
function answers(context: MetricContext): Sql {
  return sql`${indexStays(context)},
    counted AS (
      SELECT x.survey_no, x.instrument, x.top_box, s.stay_no, s.person_no, s.level,
        s.level_position, s.program,
        CASE WHEN x.top_box IS NULL THEN ${NO_ANSWER} END AS reason
      FROM survey x JOIN index_stay s USING (stay_no)
      UNION ALL
      SELECT survey_no, instrument, top_box, NULL, NULL, NULL, NULL, NULL,
        CASE WHEN NOT ${raw(countsOutside(context))} THEN ${NO_STAY}
          WHEN top_box IS NULL THEN ${NO_ANSWER} END
      FROM survey
      WHERE stay_no IS NULL AND ${dayCondition(raw('taken_on'), context.cohort.period)}
    ),
    answer AS (
      SELECT NULL::VARCHAR AS measure, NULL::INTEGER AS survey_no, NULL::BOOLEAN AS top_box,
        stay_no, person_no, level, level_position, program, NULL::VARCHAR AS reason,
        FALSE AS is_survey,
        stay_no IN (SELECT stay_no FROM survey WHERE stay_no IS NOT NULL) AS is_answered
      FROM index_stay WHERE NOT is_open
      UNION ALL BY NAME
      SELECT NULL::VARCHAR AS measure, * EXCLUDE (instrument), TRUE AS is_survey,
        FALSE AS is_answered
      FROM counted
      UNION ALL BY NAME
      SELECT instrument AS measure, * EXCLUDE (instrument), TRUE AS is_survey, FALSE AS is_answered
      FROM counted
    )`;
}

function toRow(counts: FigureRow): FigureRow {
  const count = (name: string): number => Number(counts[name] ?? 0);
  const [yes, all] = [count('numerator'), count('denominator')];
  const [answered, finished] = [count('answered'), count('finished')];
  const isOfAll = counts['measure'] === null;
  const [interval, response] = [wilson(yes, all), wilson(answered, finished)];
  return {
    measure: counts['measure'] ?? null,
    level: counts['level'] ?? null,
    program: counts['program'] ?? null,
    numerator: yes,
    denominator: all,
    persons: count('persons'),
    value: all > 0 ? yes / all : null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    answered: isOfAll ? answered : null,
    finished: isOfAll ? finished : null,
    response: isOfAll && finished > 0 ? answered / finished : null,
    response_low: isOfAll ? (response?.low ?? null) : null,
    response_high: isOfAll ? (response?.high ?? null) : null,
  };
}
