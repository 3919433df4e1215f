/** Score points: one score a day under at most one stay, as courses show it. */
import { findMeasure } from '$lib/measures/library';
import type { Settings } from '$lib/model/settings';
import { compareClaims, containingStay } from './containing';
import { addDays, daysBetween, isWithin, weekSince } from './days';
import { compareText } from './derive-stays';
import { rowsWith } from './look-up';
import { compareOrigin, windowOf } from './score-windows';
import type { DerivedStay, ScorePoint, ScoreRow, SeenVisit } from './types';

/** All score points; rows that a later row of the same day replaces are counted in it. */
export function derivePoints(
  scores: readonly ScoreRow[],
  stays: readonly DerivedStay[],
  settings: Settings,
  cut: string,
): ScorePoint[] {
  const groups = new Map<string, { stay: DerivedStay | undefined; rows: ScoreRow[] }>();
  for (const score of [...scores].sort(compareOrigin)) {
    const stay = shownUnder(score, stays, settings, cut);
    const { person_id, measure, rater, taken_on } = score;
    const key = JSON.stringify([person_id, stay?.stay_id, measure, rater, taken_on]);
    const group = groups.get(key) ?? { stay, rows: [] };
    group.rows.push(score);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ stay, rows }) => toPoint(rows, stay));
}

function toPoint(rows: readonly ScoreRow[], stay: DerivedStay | undefined): ScorePoint {
  const score = rows.at(-1)!;
  return {
    person_id: score.person_id,
    stay_id: stay?.stay_id ?? null,
    path_id: stay?.path_id ?? null,
    measure: score.measure,
    rater: score.rater,
    taken_on: score.taken_on,
    visit: null,
    visit_label: null,
    score: score.score,
    day: stay ? daysBetween(stay.admitted_on, score.taken_on) : null,
    week: stay ? weekSince(stay.admitted_on, score.taken_on) : null,
    band: bandOf(score),
    risk_item: score.risk_item,
    reviewed_on: score.reviewed_on,
    risk_assessed_on: score.risk_assessed_on,
    superseded: rows.length - 1,
  };
}

/** The points of scores without a day; later rows of one visit replace earlier ones. */
export function visitPoints(
  visits: readonly SeenVisit[],
  stays: readonly DerivedStay[],
): ScorePoint[] {
  const groups = new Map<string, SeenVisit[]>();
  for (const visit of [...visits].sort(compareOrigin)) {
    const { person_id, stay_id, measure, rater, position, label } = visit;
    const key = JSON.stringify([person_id, stay_id, measure, rater, position, label]);
    groups.set(key, [...(groups.get(key) ?? []), visit]);
  }
  return [...groups.values()].map((rows) => {
    const last = rows.at(-1)!;
    const stay = last.stay_id === null ? undefined : rowsWith(stays, 'stay_id', last.stay_id)[0];
    return {
      person_id: last.person_id,
      stay_id: last.stay_id,
      path_id: stay?.path_id ?? null,
      measure: last.measure,
      rater: last.rater,
      taken_on: null,
      visit: last.position,
      visit_label: last.label,
      score: last.score,
      day: null,
      week: null,
      band: bandOf(last),
      risk_item: null,
      reviewed_on: null,
      risk_assessed_on: null,
      superseded: rows.length - 1,
    };
  });
}

function bandOf(score: Pick<ScoreRow, 'measure' | 'score'>): string | null {
  const bands = findMeasure(score.measure)?.bands ?? [];
  return bands.findLast((band) => score.score >= band.min)?.label ?? null;
}

/** The named stay, the containing one, the next that starts soon, or one that has just ended. */
function shownUnder(
  score: ScoreRow,
  stays: readonly DerivedStay[],
  settings: Settings,
  cut: string,
): DerivedStay | undefined {
  if (score.stay_id !== null) return rowsWith(stays, 'stay_id', score.stay_id)[0];
  const day = score.taken_on;
  const own = rowsWith(stays, 'person_id', score.person_id);
  const containing = containingStay(own, day, cut);
  if (containing) return own.find((stay) => stay.stay_id === containing.stay_id);
  const [next] = own
    .filter((stay) => {
      const { baselineBefore } = windowOf(stay.level_of_care, settings);
      return isWithin(stay.admitted_on, addDays(day, 1), addDays(day, baselineBefore));
    })
    .sort((a, b) => compareText(a.admitted_on, b.admitted_on) || compareClaims(a, b));
  if (next) return next;
  const [ended] = own
    .filter((stay) => {
      const { lastAfter } = windowOf(stay.level_of_care, settings);
      const end = stay.discharged_on;
      return end !== null && isWithin(end, addDays(day, -lastAfter), addDays(day, -1));
    })
    .sort(
      (a, b) => compareText(b.discharged_on ?? '', a.discharged_on ?? '') || compareClaims(a, b),
    );
  return ended;
}
