/** Shares of stays that were measured: at the start, for risk, and after the end. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { allGroups, chosenStays, personsIn } from '../../choose';
import { addDays, daysBetween, isWithin } from '../../days';
import { type FigureInput, EMPTY_SHARE, exclusions, shareHeadline, toFigure } from '../figure';
import { rowsWith } from '../../look-up';
import { compareOrigin, windowOf } from '../../score-windows';
import { share, wilson } from '../../stats';
import type { Derived, DerivedStay, ScoreRow } from '../../types';
import { endOf } from '../../derive-stays';

const COLUMNS = 'level program numerator denominator persons value low high'.split(' ');

/** Why a stay is left out; null = it counts. */
type Judge = (stay: DerivedStay) => string | null;

function shareOfStays(
  { derived, cohort, basis }: FigureInput,
  reasons: readonly string[],
  judge: Judge,
  holds: (stay: DerivedStay) => boolean,
): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  const counted = stays.filter((stay) => judge(stay) === null);
  const groups = counted.length === 0 ? [] : allGroups(counted);
  const rows = groups.map((group): FigureRow => {
    const numerator = group.stays.filter(holds).length;
    const denominator = group.stays.length;
    return {
      level: group.level,
      program: group.program,
      numerator,
      denominator,
      persons: personsIn(group.stays),
      value: share(numerator, denominator),
      ...wilson(numerator, denominator),
    };
  });
  const left = reasons.map(
    (reason) => [reason, stays.filter((stay) => judge(stay) === reason).length] as const,
  );
  return toFigure(shareHeadline(rows[0], null), COLUMNS, rows, exclusions(left));
}

/** A figure of which nothing is known, since a column is missing. */
export function unknownShare(columns: readonly string[]): FigureData {
  return toFigure(EMPTY_SHARE, columns, []);
}

/** `baseline-completion`: stays with a first score of any instrument. */
export function baselineCompletion(input: FigureInput): FigureData {
  const { derived } = input;
  return shareOfStays(
    input,
    ['too close to the cut', 'too short'],
    (stay) => {
      if (daysBetween(stay.admitted_on, derived.dataCut) < 7) return 'too close to the cut';
      return stay.length_days < 2 ? 'too short' : null;
    },
    (stay) =>
      rowsWith(derived.scorePairs, 'stay_id', stay.stay_id).some(
        ({ grain, baseline }) => grain === 'stay' && baseline !== null,
      ),
  );
}

/** `follow-up-score-90`, `-180`, `-365`: stays with a score from about that day after discharge. */
export function followUpScore(days: number): (input: FigureInput) => FigureData {
  return (input) => {
    const { derived } = input;
    const others = (stay: DerivedStay): DerivedStay[] =>
      rowsWith(derived.stays, 'person_id', stay.person_id).filter((other) => other !== stay);
    const windowAfter = (stay: DerivedStay): [string, string] => [
      addDays(stay.discharged_on!, days - 30),
      addDays(stay.discharged_on!, days + 30),
    ];
    return shareOfStays(
      input,
      ['too close to the cut', 'open', 'deceased', 'in another stay at that time'],
      (stay) => {
        if (stay.discharged_on === null) return 'open';
        const [from, to] = windowAfter(stay);
        if (to > derived.dataCut) return 'too close to the cut';
        if (stay.discharge_reason === 'deceased') return 'deceased';
        const isElsewhere = others(stay).some(
          (other) => other.admitted_on <= to && endOf(other, derived.dataCut) >= from,
        );
        return isElsewhere ? 'in another stay at that time' : null;
      },
      (stay) => {
        const [from, to] = windowAfter(stay);
        return rowsWith(derived.scores, 'person_id', stay.person_id).some(
          (score) =>
            isWithin(score.taken_on, from, to) &&
            (score.stay_id === stay.stay_id ||
              (score.stay_id === null && !isInAStay(score, derived))),
        );
      },
    );
  };
}

function isInAStay(score: ScoreRow, { stays, dataCut }: Derived): boolean {
  return rowsWith(stays, 'person_id', score.person_id).some((stay) =>
    isWithin(score.taken_on, stay.admitted_on, endOf(stay, dataCut)),
  );
}

/** Whether a score is a validated screen for suicide risk. */
export function isScreen({ measure, risk_item }: Pick<ScoreRow, 'measure' | 'risk_item'>): boolean {
  return measure === 'cssrs' || (measure === 'phq9' && (risk_item ?? null) !== null);
}

/** `risk-screened`: admissions with a screen within a day. */
export function riskScreened(input: FigureInput): FigureData {
  const { derived } = input;
  if (!derived.scorePoints.some((point) => point.taken_on !== null && isScreen(point))) {
    return unknownShare(COLUMNS);
  }
  return shareOfStays(
    input,
    ['too close to the cut'],
    (stay) => (stay.admitted_on === derived.dataCut ? 'too close to the cut' : null),
    (stay) => {
      const lastOfDay = new Map<string, ScoreRow>();
      for (const score of [...servingScores(stay, derived)].sort(compareOrigin)) {
        lastOfDay.set(JSON.stringify([score.measure, score.rater, score.taken_on]), score);
      }
      return [...lastOfDay.values()].some(
        (score) => isScreen(score) && Math.abs(daysBetween(stay.admitted_on, score.taken_on)) <= 1,
      );
    },
  );
}

/** The scores that name a stay, and those that name none and lie in its window. */
export function servingScores(stay: DerivedStay, derived: Derived): ScoreRow[] {
  const window = windowOf(stay.level_of_care, derived.settings);
  const from = addDays(stay.admitted_on, -window.baselineBefore);
  const after = Math.max(window.lastAfter, window.dischargeAround);
  const to = stay.discharged_on === null ? derived.dataCut : addDays(stay.discharged_on, after);
  return rowsWith(derived.scores, 'person_id', stay.person_id).filter(
    (score) =>
      score.stay_id === stay.stay_id ||
      (score.stay_id === null && isWithin(score.taken_on, from, to)),
  );
}
