/** Whether care went on after a discharge: continuity, the first session, and days between levels. */
import type { FigureData } from '$lib/metrics/metric';
import { allGroups, chosenStays, personsIn } from '../../choose';
import { daysBetween } from '../../days';
import { rowsWith } from '../../look-up';
import { median, medianInterval, quantile } from '../../stats';
import type { Derived, DerivedSession, DerivedStay } from '../../types';
import { type FigureInput, NO_HEADLINE, numberIn, shareHeadline, toFigure } from '../figure';
import { eligibilityOf } from './moves';
import { SHARE_COLUMNS, countReasons, remembered, shareOf } from './share-of';

const BASE_REASONS = ['too close to the cut', 'open', 'deceased', 'housing'];

const OUTPATIENT_RANK = 1;

/** A share of the stays without a reason to leave them out, by view. */
function shareFigure(
  { derived, cohort, basis }: FigureInput,
  about: string | null,
  moreReasons: readonly string[],
  reasonOf: (stay: DerivedStay, derived: Derived) => string,
  isCounted: (stay: DerivedStay, derived: Derived) => boolean,
): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  const reason = remembered((stay) => reasonOf(stay, derived));
  const rows = allGroups(stays).flatMap((group) => {
    const own = group.stays.filter((stay) => reason(stay) === 'counted');
    return shareOf({ ...group, stays: own }, own.filter((stay) => isCounted(stay, derived)).length);
  });
  const all = rows.find((row) => row['level'] === null && row['program'] === null);
  const excluded = countReasons(stays, [...BASE_REASONS, ...moreReasons], reason);
  return toFigure(shareHeadline(all, about), SHARE_COLUMNS, rows, excluded);
}

function sessionsAfter(stay: DerivedStay, derived: Derived): DerivedSession[] {
  const own = rowsWith(derived.sessions, 'person_id', stay.person_id);
  return own.filter(({ held_on }) => held_on > (stay.discharged_on ?? '9999-99-99'));
}

function rankOfSession(session: DerivedSession, { stays }: Derived): number | null {
  return rowsWith(stays, 'stay_id', session.stay_id)[0]?.rank ?? null;
}

/** `continuity-7` and `continuity-30`. */
export function continuity(days: number) {
  const noLower = 'no lower level in these files';
  return (input: FigureInput): FigureData =>
    shareFigure(
      input,
      `${days} days`,
      [noLower],
      (stay, derived) => {
        const eligibility = eligibilityOf(stay, days, derived);
        if (eligibility !== 'eligible') return eligibility;
        const rank = stay.rank ?? 0;
        if (rank > OUTPATIENT_RANK) return 'counted';
        const hasAftercare = derived.stays.some((one) => one.level_of_care === 'aftercare');
        return rank === OUTPATIENT_RANK && hasAftercare ? 'counted' : noLower;
      },
      (stay, derived) =>
        sessionsAfter(stay, derived).some((session) => {
          const rank = rankOfSession(session, derived);
          return (
            session.status === 'attended' &&
            daysBetween(stay.discharged_on ?? '', session.held_on) <= days &&
            rank !== null &&
            rank < (stay.rank ?? 0)
          );
        }),
    );
}

function countedSessionsOfNext(stay: DerivedStay, { sessions }: Derived): DerivedSession[] {
  if (stay.next_stay_id === null) return [];
  const own = rowsWith(sessions, 'stay_id', stay.next_stay_id);
  return own.filter(({ counted }) => counted);
}

/** `first-session-attended`. */
export function firstSessionAttended(input: FigureInput): FigureData {
  const noStep = 'no step down within 7 days';
  const noSession = 'no counted session in the next stay';
  return shareFigure(
    input,
    null,
    [noStep, noSession],
    (stay, derived) => {
      const eligibility = eligibilityOf(stay, 7, derived);
      if (eligibility !== 'eligible') return eligibility;
      if (stay.move_7 !== 'step_down') return noStep;
      return countedSessionsOfNext(stay, derived).length === 0 ? noSession : 'counted';
    },
    (stay, derived) => {
      const counted = countedSessionsOfNext(stay, derived);
      const [firstDay] = counted.map(({ held_on }) => held_on).sort();
      return counted.some(({ held_on, status }) => held_on === firstDay && status === 'attended');
    },
  );
}

/** `gap-days`. */
export function gapDays({ derived, cohort, basis }: FigureInput): FigureData {
  const noNext = 'no next stay at another level within 30 days';
  const stays = chosenStays(derived, cohort, basis);
  const reasonOf = remembered((stay) => {
    if (stay.discharged_on === null) return 'open';
    if (daysBetween(stay.discharged_on, derived.dataCut) < 30) return 'too close to the cut';
    if (stay.rank === null) return 'housing';
    const [next] =
      stay.next_stay_id === null ? [] : rowsWith(derived.stays, 'stay_id', stay.next_stay_id);
    if (!next || next.level_of_care === stay.level_of_care) return noNext;
    return daysBetween(stay.discharged_on, next.admitted_on) > 30 ? noNext : 'counted';
  });
  const rows = allGroups(stays).flatMap((group) => {
    const own = group.stays.filter((stay) => reasonOf(stay) === 'counted');
    if (own.length === 0) return [];
    const gaps = own.map((stay) => Math.max(0, stay.gap_days ?? 0));
    return [
      {
        level: group.level,
        program: group.program,
        n: own.length,
        persons: personsIn(own),
        value: median(gaps),
        ...medianInterval(gaps),
        p90: quantile(gaps, 0.9),
      },
    ];
  });
  const all = rows.find((row) => row.level === null && row.program === null);
  return toFigure(
    all
      ? { ...NO_HEADLINE, n: all.n, persons: all.persons, value: numberIn(all, 'value'),
          low: numberIn(all, 'low'), high: numberIn(all, 'high') } // prettier-ignore
      : { ...NO_HEADLINE, n: 0, persons: 0 },
    'level program n persons value low high p90'.split(' '),
    rows,
    countReasons(stays, ['too close to the cut', 'open', 'housing', noNext], reasonOf),
  );
}
