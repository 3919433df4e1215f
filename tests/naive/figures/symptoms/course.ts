/** The figure of scores over the weeks of a stay, and over visits where scores have no day. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Group, allGroups, chosenStays, isInPeriod, personsIn } from '../../choose';
import { addDays, isWithin } from '../../days';
import { endOf } from '../../derive-stays';
import { type FigureInput, NO_HEADLINE, exclusions, toFigure } from '../figure';
import { rowsWith } from '../../look-up';
import { type Kind, isOutcome, kindsOf } from '../../score-kinds';
import { windowOf } from '../../score-windows';
import { mean, standardDeviation, tInterval } from '../../stats';
import type { DerivedStay, ScorePoint } from '../../types';
import { compareVisits } from '../../visits';

/** `score-course`: mean of the last score of each week, over stays. */
export function scoreCourse({ derived, cohort, basis }: FigureInput): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  const points = derived.scorePoints.filter((point) => {
    const stay = stayOf(point, stays);
    if (!stay || !isOutcome(point.measure)) return false;
    if (point.taken_on === null) return true;
    if (basis === 'active' && !isInPeriod(point.taken_on, cohort)) return false;
    const window = windowOf(stay.level_of_care, derived.settings);
    const from = addDays(stay.admitted_on, -window.baselineBefore);
    const to = stay.open
      ? derived.dataCut
      : addDays(endOf(stay, derived.dataCut), window.lastAfter);
    return isWithin(point.taken_on, from, to);
  });
  const rows = allGroups(stays).flatMap((group) =>
    kindsOf(points).flatMap((kind) => courseRows(group, kind, points)),
  );
  return toFigure(
    {
      ...NO_HEADLINE,
      n: new Set(points.map((point) => point.stay_id)).size,
      persons: personsIn(points),
    },
    'measure rater level program week visit visit_label n persons value sd low high'.split(' '),
    rows,
    exclusions([
      ['no score in a window', stays.length - new Set(points.map((point) => point.stay_id)).size],
    ]),
  );
}

function stayOf(point: ScorePoint, stays: readonly DerivedStay[]): DerivedStay | undefined {
  return point.stay_id === null ? undefined : rowsWith(stays, 'stay_id', point.stay_id)[0];
}

function courseRows(group: Group, kind: Kind, points: readonly ScorePoint[]): FigureRow[] {
  const own = points.filter(
    (point) =>
      point.measure === kind.measure &&
      point.rater === kind.rater &&
      stayOf(point, group.stays) !== undefined,
  );
  const weeks = [...new Set(own.flatMap(({ week }) => (week === null ? [] : [week])))];
  weeks.sort((a, b) => a - b);
  const ofWeeks = weeks.map((week) => {
    const lastOfStay = new Map<string | null, ScorePoint>();
    for (const point of own.filter((candidate) => candidate.week === week)) {
      const known = lastOfStay.get(point.stay_id);
      const isLater = (point.taken_on ?? '') > (known?.taken_on ?? '');
      if (!known || isLater) lastOfStay.set(point.stay_id, point);
    }
    return toRow(group, kind, { week, visit: null, visit_label: null }, [...lastOfStay.values()]);
  });
  const withoutDay = own.filter((point) => point.taken_on === null);
  const visits = new Map(
    withoutDay.map(({ visit, visit_label }) => [
      JSON.stringify([visit, visit_label]),
      { position: visit, label: visit_label ?? '' },
    ]),
  );
  const ofVisits = [...visits.values()].sort(compareVisits).map(({ position, label }) => {
    const points = withoutDay.filter((p) => p.visit === position && p.visit_label === label);
    return toRow(group, kind, { week: null, visit: position, visit_label: label }, points);
  });
  return [...ofWeeks, ...ofVisits];
}

function toRow(
  group: Group,
  kind: Kind,
  place: Pick<ScorePoint, 'week' | 'visit' | 'visit_label'>,
  points: readonly ScorePoint[],
): FigureRow {
  const scores = points.map((point) => point.score);
  return {
    measure: kind.measure,
    rater: kind.rater,
    level: group.level,
    program: group.program,
    ...place,
    n: scores.length,
    persons: personsIn(points),
    value: mean(scores),
    sd: standardDeviation(scores),
    ...tInterval(scores),
  };
}
