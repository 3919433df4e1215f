/**
 * Baseline, last and discharge score among the scores of one measure and rater. Scores without a day
 * come before those with one, in the order of their visits, and know no windows.
 */
import type { Settings } from '$lib/model/settings';
import { addDays, earlier, isWithin, later } from './days';
import { endOf } from './derive-stays';
import { rowsWith } from './look-up';
import { lastOfEachDay, scoresAround, scoresFor, windowOf } from './score-windows';
import type { DerivedPath, DerivedStay, ScoreRow, SeenVisit } from './types';
import { compareVisits, lastOfEachVisit, mayCount } from './visits';

/** All that the search looks at. */
export interface World {
  readonly stays: readonly DerivedStay[];
  readonly paths: readonly DerivedPath[];
  readonly scores: readonly ScoreRow[];
  readonly visits: readonly SeenVisit[];
  readonly settings: Settings;
  readonly cut: string;
}

/** A score with its day, or without one where it has a visit. */
interface Taken {
  readonly taken_on: string | null;
  readonly score: number;
}

/** The scores of a stay or of a path, before anything is made of them. */
export interface Found {
  readonly isOpen: boolean;
  readonly program: string | null;
  readonly hasScore: boolean;
  readonly baseline: Taken | undefined;
  readonly last: Taken | undefined;
  readonly discharge: Taken | undefined;
}

/** Finds the scores of a stay among those of one measure and rater. */
export function findForStay(
  stay: DerivedStay,
  scores: readonly ScoreRow[],
  visits: readonly SeenVisit[],
  world: World,
): Found {
  const { settings, cut } = world;
  const window = windowOf(stay.level_of_care, settings);
  const own = visits.filter(({ stay_id }) => stay_id === stay.stay_id);
  const firstVisit = lastOfEachVisit(own).find(({ mayStart }) => mayStart);
  const baseline = firstVisit ? undefined : baselineOf(stay, scores, world);
  const serving = scoresFor(stay, scores);
  const lastDay = addDays(endOf(stay, cut), window.lastAfter);
  return {
    isOpen: stay.open,
    program: stay.program,
    hasScore: scoresAround(stay, scores, settings, cut).length > 0 || own.some(mayCount),
    baseline: taken(firstVisit) ?? baseline,
    last:
      lastAfter(serving, firstVisit ? '' : baseline?.taken_on, stay.admitted_on, lastDay) ??
      taken(lastVisitAfter(firstVisit, own)),
    discharge: dischargeScore(
      serving,
      baseline,
      stay.admitted_on,
      stay.discharged_on,
      window.dischargeAround,
    ),
  };
}

/** Finds the scores of a path: the baseline of its first stay, the last up to its end. */
export function findForPath(
  path: DerivedPath,
  scores: readonly ScoreRow[],
  visits: readonly SeenVisit[],
  world: World,
): Found {
  const { stays, settings, cut } = world;
  const first = rowsWith(stays, 'stay_id', path.stay_ids[0]!)[0]!;
  const window = windowOf(path.exit_level, settings);
  const own = visits.filter(({ stay_id }) => stay_id !== null && path.stay_ids.includes(stay_id));
  const ofFirst = own.filter(({ stay_id }) => stay_id === first.stay_id);
  const firstVisit = lastOfEachVisit(ofFirst).find(({ mayStart }) => mayStart);
  const baseline = firstVisit ? undefined : baselineOf(first, scores, world);
  const serving = rowsWith(scores, 'person_id', path.person_id).filter(
    (score) => score.stay_id === null || path.stay_ids.includes(score.stay_id),
  );
  const { baselineBefore } = windowOf(first.level_of_care, settings);
  const firstDay = addDays(path.start_on, -baselineBefore);
  const lastDay = addDays(path.end_on ?? cut, window.lastAfter);
  return {
    isOpen: path.open,
    program: first.program,
    hasScore:
      serving.some((score) => isWithin(score.taken_on, firstDay, lastDay)) || own.some(mayCount),
    baseline: taken(firstVisit) ?? baseline,
    last:
      lastAfter(serving, firstVisit ? '' : baseline?.taken_on, path.start_on, lastDay) ??
      taken(lastVisitAfter(firstVisit, own)),
    discharge: dischargeScore(
      serving,
      baseline,
      path.start_on,
      path.end_on,
      window.dischargeAround,
    ),
  };
}

function baselineOf(
  stay: DerivedStay,
  scores: readonly ScoreRow[],
  { stays, settings, cut }: World,
): ScoreRow | undefined {
  const window = windowOf(stay.level_of_care, settings);
  const from = addDays(stay.admitted_on, -window.baselineBefore);
  const to = earlier(addDays(stay.admitted_on, window.baselineAfter), endOf(stay, cut));
  const belongsToAnother = (score: ScoreRow): boolean =>
    score.stay_id === null &&
    score.taken_on < stay.admitted_on &&
    rowsWith(stays, 'person_id', stay.person_id).some(
      (other) => other !== stay && isWithin(score.taken_on, other.admitted_on, endOf(other, cut)),
    );
  const candidates = scoresFor(stay, scores).filter(
    (score) => isWithin(score.taken_on, from, to) && !belongsToAnother(score),
  );
  return lastOfEachDay(candidates)[0];
}

function taken(visit: SeenVisit | undefined): Taken | undefined {
  return visit && { taken_on: null, score: visit.score };
}

/** The last visit after the first that may end a change, of a stay or of any stay of a path. */
function lastVisitAfter(
  first: SeenVisit | undefined,
  own: readonly SeenVisit[],
): SeenVisit | undefined {
  if (!first) return undefined;
  return lastOfEachVisit(own).findLast((visit) => visit.mayEnd && compareVisits(visit, first) > 0);
}

/** The last score after the day of the baseline; the empty text is before every day. */
function lastAfter(
  serving: readonly ScoreRow[],
  baselineOn: string | undefined,
  from: string,
  to: string,
): ScoreRow | undefined {
  if (baselineOn === undefined) return undefined;
  const candidates = serving.filter(
    (score) => score.taken_on > baselineOn && isWithin(score.taken_on, from, to),
  );
  return lastOfEachDay(candidates).at(-1);
}

function dischargeScore(
  serving: readonly ScoreRow[],
  baseline: ScoreRow | undefined,
  startOn: string,
  endOn: string | null,
  around: number,
): ScoreRow | undefined {
  if (endOn === null) return undefined;
  const from = later(startOn, addDays(endOn, -around));
  const to = addDays(endOn, around);
  const candidates = serving.filter(
    (score) => isWithin(score.taken_on, from, to) && score.taken_on !== baseline?.taken_on,
  );
  return lastOfEachDay(candidates).at(-1);
}
