/** Score pairs of each stay and of each path: what was found, and what follows from it. */
import { type Measure, findMeasure, improvementSign } from '$lib/measures/library';
import { daysBetween } from './days';
import { type Found, type World, findForPath, findForStay } from './find-scores';
import { scoresAround } from './score-windows';
import { mayCount } from './visits';
import type { PairStatus, ReliableClass, ScorePair } from './types';

/** Whether a program uses a measure, remembered by program and measure. */
type Due = Map<string, boolean>;

type Key = Pick<ScorePair, 'grain' | 'stay_id' | 'path_id' | 'person_id' | 'measure' | 'rater'>;

/** A pair for every stay and every path, with every measure and rater that were loaded. */
export function derivePairs(world: World): ScorePair[] {
  const due: Due = new Map();
  const every = [...world.scores, ...world.visits];
  const kinds = new Map(every.map((s) => [JSON.stringify([s.measure, s.rater]), s]));
  return [...kinds.values()].flatMap(({ measure, rater }) => {
    const isOfKind = (s: { measure: string; rater: string | null }): boolean =>
      s.measure === measure && s.rater === rater;
    const scores = world.scores.filter(isOfKind);
    const visits = world.visits.filter(isOfKind);
    const about = { measure, rater };
    const ofStays = world.stays.map((stay) =>
      toPair(
        {
          grain: 'stay',
          stay_id: stay.stay_id,
          path_id: null,
          person_id: stay.person_id,
          ...about,
        },
        findForStay(stay, scores, visits, world),
        world,
        due,
      ),
    );
    const ofPaths = world.paths.map((path) =>
      toPair(
        {
          grain: 'path',
          stay_id: null,
          path_id: path.path_id,
          person_id: path.person_id,
          ...about,
        },
        findForPath(path, scores, visits, world),
        world,
        due,
      ),
    );
    return [...ofStays, ...ofPaths];
  });
}

function toPair(key: Key, found: Found, world: World, due: Due): ScorePair {
  const { baseline, last, discharge } = found;
  const status = statusOf(found, key.measure, world, due);
  const measure = findMeasure(key.measure);
  const improvement =
    status === 'paired' && baseline && last && measure
      ? (baseline.score - last.score) * improvementSign(measure)
      : null;
  return {
    ...key,
    status,
    baseline_on: baseline?.taken_on ?? null,
    baseline: baseline?.score ?? null,
    last_on: last?.taken_on ?? null,
    last: last?.score ?? null,
    discharge_on: discharge?.taken_on ?? null,
    discharge_score: discharge?.score ?? null,
    improvement,
    days_between:
      status === 'paired' && baseline?.taken_on && last?.taken_on
        ? daysBetween(baseline.taken_on, last.taken_on)
        : null,
    reliable_class: measure && improvement !== null ? classOf(improvement, measure) : null,
  };
}

function statusOf(found: Found, measure: string, world: World, due: Due): PairStatus {
  if (found.isOpen) return 'open';
  if (found.baseline && found.last) return 'paired';
  const program = JSON.stringify([found.program, measure]);
  if (!due.has(program)) due.set(program, isDue(found.program, measure, world));
  if (!due.get(program)) return 'not_due';
  if (!found.hasScore) return 'no_score';
  return found.baseline ? 'no_later_score' : 'no_baseline';
}

/** A program uses a measure when at least half of its stays have a score of any rater. */
function isDue(program: string | null, measure: string, world: World): boolean {
  const stays = world.stays.filter((stay) => stay.program === program);
  const scores = world.scores.filter((score) => score.measure === measure);
  const visits = world.visits.filter((visit) => visit.measure === measure && mayCount(visit));
  const measured = stays.filter(
    (stay) =>
      scoresAround(stay, scores, world.settings, world.cut).length > 0 ||
      visits.some(({ stay_id }) => stay_id === stay.stay_id),
  );
  return measured.length * 2 >= stays.length;
}

/** The points of a published reliable change; null when there is none or it is our convention. */
export function reliablePoints(measure: Measure): number | null {
  const change = measure.reliableChange;
  return change && change.mark !== 'U' ? change.points : null;
}

function classOf(improvement: number, measure: Measure): ReliableClass | null {
  const points = reliablePoints(measure);
  if (points === null) return null;
  if (improvement >= points) return 'improved';
  return improvement <= -points ? 'deteriorated' : 'unchanged';
}
