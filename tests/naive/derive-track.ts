/** What the last score is expected to be, and which scores are worse; by plain least squares. */
import { findMeasure } from '$lib/measures/library';
import type { Settings } from '$lib/model/settings';
import { addDays, weekSince } from './days';
import { rowsWith } from './look-up';
import { isOutcome } from './score-kinds';
import { windowOf } from './score-windows';
import { sum } from './stats';
import type {
  DerivedSession,
  DerivedStay,
  ScorePair,
  ScorePoint,
  ScoreTrack,
  TrackModel,
} from './types';

/** What predictions are made from. */
export interface TrackWorld {
  readonly stays: readonly DerivedStay[];
  readonly sessions: readonly DerivedSession[];
  readonly scorePoints: readonly ScorePoint[];
  readonly scorePairs: readonly ScorePair[];
  readonly settings: Settings;
}

/** One fit per instrument with enough finished pairs of stays. */
export function deriveModels({ stays, scorePairs }: TrackWorld, leastPairs: number): TrackModel[] {
  const pairs = scorePairs.filter(
    (pair) =>
      pair.grain === 'stay' &&
      pair.status === 'paired' &&
      isOutcome(pair.measure) &&
      pair.last_on !== null,
  );
  const measures = [...new Set(pairs.map(({ measure }) => measure))].sort();
  return measures.flatMap((measure) => {
    const own = pairs.filter((pair) => pair.measure === measure);
    if (own.length < leastPairs) return [];
    const weeks = own.map((pair) => {
      const stay = rowsWith(stays, 'stay_id', pair.stay_id!)[0]!;
      return Math.log(weekSince(stay.admitted_on, pair.last_on!) + 1);
    });
    const fit = fitOnTwo(
      own.map((pair) => pair.baseline!),
      weeks,
      own.map((pair) => pair.last!),
    );
    return fit ? [{ measure, n: own.length, ...fit }] : [];
  });
}

/** Least squares of y on x and z by taking out what one explains of the others, step by step. */
function fitOnTwo(
  x: readonly number[],
  z: readonly number[],
  y: readonly number[],
): Omit<TrackModel, 'measure' | 'n'> | null {
  const n = y.length;
  const [meanX, meanZ, meanY] = [x, z, y].map((values) => sum(values) / n) as [
    number,
    number,
    number,
  ];
  const ofX = x.map((value) => value - meanX);
  const ofZ = z.map((value) => value - meanZ);
  const ofY = y.map((value) => value - meanY);
  const squaresX = sum(ofX.map((value) => value ** 2));
  const squaresZ = sum(ofZ.map((value) => value ** 2));
  if (n <= 3 || squaresX === 0) return null;
  const slope = (values: readonly number[]): number =>
    sum(values.map((v, i) => v * ofX[i]!)) / squaresX;
  const [zByX, yByX] = [slope(ofZ), slope(ofY)];
  const restZ = ofZ.map((value, i) => value - zByX * ofX[i]!);
  const restY = ofY.map((value, i) => value - yByX * ofX[i]!);
  const squaresRest = sum(restZ.map((value) => value ** 2));
  if (squaresRest <= 1e-9 * squaresZ) return null;
  const perLogWeek = sum(restY.map((value, i) => value * restZ[i]!)) / squaresRest;
  const perBaseline = yByX - perLogWeek * zByX;
  const residuals = restY.map((value, i) => value - perLogWeek * restZ[i]!);
  return {
    intercept: meanY - perBaseline * meanX - perLogWeek * meanZ,
    per_baseline: perBaseline,
    per_log_week: perLogWeek,
    residual_se: Math.sqrt(sum(residuals.map((value) => value ** 2)) / (n - 3)),
  };
}

/** The scores that can be compared with what was expected of them. */
export function deriveTracks(world: TrackWorld, models: readonly TrackModel[]): ScoreTrack[] {
  return world.scorePoints.flatMap((point) => {
    const model = models.find(({ measure }) => measure === point.measure);
    const stay =
      point.stay_id === null ? undefined : rowsWith(world.stays, 'stay_id', point.stay_id)[0];
    if (!model || !stay || point.taken_on === null) return [];
    const baseline = baselineBefore(point, world);
    if (baseline === null || !isLookedAt(point.taken_on, stay, world)) return [];
    const week = weekSince(stay.admitted_on, point.taken_on);
    const predicted =
      model.intercept + model.per_baseline * baseline + model.per_log_week * Math.log(week + 1);
    const higherIsWorse = findMeasure(point.measure)!.direction === 'higher_worse';
    const worse = higherIsWorse ? point.score - predicted : predicted - point.score;
    const { person_id, measure, rater, taken_on } = point;
    return [
      {
        person_id,
        stay_id: stay.stay_id,
        measure,
        rater,
        taken_on,
        predicted,
        is_off_track: worse > 1.2816 * model.residual_se,
      },
    ];
  });
}

/** The baseline of the point's stay, if the point is later than it. */
function baselineBefore(point: ScorePoint, { scorePairs }: TrackWorld): number | null {
  const pair = rowsWith(scorePairs, 'stay_id', point.stay_id).find(
    ({ grain, measure, rater }) =>
      grain === 'stay' && measure === point.measure && rater === point.rater,
  );
  if (!pair || pair.baseline === null) return null;
  // A baseline without a day is a visit, and comes before everything that has one.
  return pair.baseline_on === null || point.taken_on! > pair.baseline_on ? pair.baseline : null;
}

function isLookedAt(day: string, stay: DerivedStay, { sessions, settings }: TrackWorld): boolean {
  const attended = rowsWith(sessions, 'stay_id', stay.stay_id).filter(
    ({ status, held_on }) => status === 'attended' && held_on <= day,
  );
  if (new Set(attended.map(({ held_on }) => held_on)).size < 3) return false;
  const { lastAfter } = windowOf(stay.level_of_care, settings);
  return stay.discharged_on === null || day <= addDays(stay.discharged_on, lastAfter);
}
