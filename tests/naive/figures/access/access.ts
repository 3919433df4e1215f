/** Figures of the wait for admission and of what surveys say. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { allGroups, chosenStays, isInPeriod, personsIn } from '../../choose';
import { daysBetween } from '../../days';
import { compareText } from '../../derive-stays';
import {
  type FigureInput,
  EMPTY_SHARE,
  NO_HEADLINE,
  exclusions,
  numberIn,
  shareHeadline,
  toFigure,
} from '../figure';
import { rowsWith } from '../../look-up';
import { medianInterval, quantile, share, wilson } from '../../stats';
import type { DerivedStay, DerivedSurvey } from '../../types';

const WAIT_COLUMNS =
  'level program n persons value low high p90 within within_value within_low within_high'.split(
    ' ',
  );

/** `days-to-admission`: days from the referral to the admission. */
export function daysToAdmission({ derived, cohort, basis }: FigureInput): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  const none = { ...NO_HEADLINE, n: 0, persons: 0 };
  if (!derived.stays.some((stay) => stay.referred_on !== null)) {
    return toFigure(none, WAIT_COLUMNS, []);
  }
  const referred = stays.filter((stay) => stay.referred_on !== null);
  const wait = (stay: DerivedStay): number => daysBetween(stay.referred_on!, stay.admitted_on);
  const counted = referred.filter((stay) => wait(stay) >= 0);
  const groups = counted.length === 0 ? [] : allGroups(counted);
  const rows = groups.map((group): FigureRow => {
    const days = group.stays.map(wait);
    const within = days.filter((value) => value <= 14).length;
    const limits = wilson(within, days.length);
    return {
      level: group.level,
      program: group.program,
      n: days.length,
      persons: personsIn(group.stays),
      value: quantile(days, 0.5),
      ...medianInterval(days),
      p90: quantile(days, 0.9),
      within,
      within_value: share(within, days.length),
      within_low: limits.low,
      within_high: limits.high,
    };
  });
  const head = rows[0];
  return toFigure(
    head
      ? {
          ...none,
          n: numberIn(head, 'n'),
          persons: numberIn(head, 'persons'),
          value: numberIn(head, 'value'),
          low: numberIn(head, 'low'),
          high: numberIn(head, 'high'),
        }
      : none,
    WAIT_COLUMNS,
    rows,
    exclusions([
      ['no referral day', stays.length - referred.length],
      ['admitted before the referral', referred.length - counted.length],
    ]),
  );
}

const SURVEY_COLUMNS =
  'measure level program numerator denominator persons value low high answered finished response response_low response_high'.split(
    ' ',
  );

/** `experience-top-box`: surveys with the best answer, and how many stays answered at all. */
export function experienceTopBox({ derived, cohort, basis }: FigureInput): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  if (!derived.surveys.some(({ top_box }) => top_box !== null)) {
    return toFigure(EMPTY_SHARE, SURVEY_COLUMNS, []);
  }
  const isFiltered = Object.keys(cohort.filters).length > 0;
  const homeless = derived.surveys.filter(
    (survey) => survey.stay_id === null && isInPeriod(survey.taken_on, cohort),
  );
  const finished = stays.filter((stay) => !stay.open);
  const rows = allGroups(stays).flatMap((group) => {
    const isEverybody = group.level === null && group.program === null;
    const ids = new Set(group.stays.map(({ stay_id }) => stay_id));
    const own = [
      ...derived.surveys.filter(({ stay_id }) => stay_id !== null && ids.has(stay_id)),
      ...(isEverybody && !isFiltered ? homeless : []),
    ];
    const ended = finished.filter(({ stay_id }) => ids.has(stay_id));
    if (own.length === 0 && ended.length === 0) return [];
    const instruments = [...new Set(own.map(({ instrument }) => instrument))].sort(compareText);
    const key = { level: group.level, program: group.program };
    return [
      { measure: null, ...key, ...topBox(own), ...response(ended, derived.surveys) },
      ...instruments.map((measure) => ({
        measure,
        ...key,
        ...topBox(own.filter(({ instrument }) => instrument === measure)),
        ...NO_RESPONSE,
      })),
    ];
  });
  const counted = derived.surveys.filter(
    ({ stay_id }) => stay_id !== null && rowsWith(stays, 'stay_id', stay_id).length > 0,
  );
  const overall = isFiltered ? counted : [...counted, ...homeless];
  return toFigure(
    shareHeadline(rows[0], null),
    SURVEY_COLUMNS,
    rows,
    exclusions([
      ['no top-box answer', overall.filter(({ top_box }) => top_box === null).length],
      ['names no stay', isFiltered ? homeless.length : 0],
    ]),
  );
}

function topBox(surveys: readonly DerivedSurvey[]): FigureRow {
  const answers = surveys.filter(({ top_box }) => top_box !== null);
  const yes = answers.filter(({ top_box }) => Boolean(top_box)).length;
  const people = answers.flatMap(({ person_id }) => (person_id === null ? [] : [{ person_id }]));
  return {
    numerator: yes,
    denominator: answers.length,
    persons: personsIn(people),
    value: share(yes, answers.length),
    ...wilson(yes, answers.length),
  };
}

const NO_RESPONSE = {
  answered: null,
  finished: null,
  response: null,
  response_low: null,
  response_high: null,
};

function response(ended: readonly DerivedStay[], surveys: readonly DerivedSurvey[]): FigureRow {
  const answered = ended.filter(
    ({ stay_id }) => rowsWith(surveys, 'stay_id', stay_id).length > 0,
  ).length;
  const limits = wilson(answered, ended.length);
  return {
    answered,
    finished: ended.length,
    response: share(answered, ended.length),
    response_low: limits.low,
    response_high: limits.high,
  };
}
