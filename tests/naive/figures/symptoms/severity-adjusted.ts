/** The effect size that is adjusted for severity, by a fit of two straight lines at once. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { allGroups } from '../../choose';
import { daysBetween } from '../../days';
import { rowsWith } from '../../look-up';
import { kindsOf } from '../../score-kinds';
import { NO_LIMITS, mean, standardDeviation, sum, tInterval } from '../../stats';
import { isOnSide } from '../../thresholds';
import type { ScorePair } from '../../types';
import {
  type UnitPair,
  headlineKind,
  paired,
  pairsIn,
  unitsOf,
  withoutPair,
} from '../../unit-pairs';
import { type FigureInput, exclusions, toFigure } from '../figure';
import { rulesOf } from './change';
import { meanHeadline, meanKeys } from './means';

interface Fit {
  readonly intercept: number;
  readonly perPoint: number;
  readonly perDay: number | null;
}

/** `severity-adjusted-effect-size`: over pairs that begin on the unwell side. */
export function severityAdjustedEffectSize(input: FigureInput): FigureData {
  const { derived } = input;
  const rules = rulesOf(input);
  const units = unitsOf(input);
  const isUnwell = (pair: ScorePair): boolean | null =>
    isOnSide(pair.baseline, rules(pair.measure).cutoff);
  const counts = (pair: ScorePair): boolean => isUnwell(pair) === true && pair.baseline_on !== null;
  const daysOf = (pair: UnitPair): number =>
    daysBetween(rowsWith(derived.stays, 'stay_id', pair.under)[0]!.admitted_on, pair.baseline_on!);
  const pairs = paired(units).filter(counts);
  const rows = allGroups(units.stays).flatMap((group) =>
    kindsOf(pairs).flatMap((kind) => {
      const own = pairsIn(group, kind, pairs);
      if (own.length === 0) return [];
      const all = pairs.filter((p) => p.measure === kind.measure && p.rater === kind.rater);
      return [{ ...meanKeys(group, kind, own), ...cellsOf(own, all, daysOf) }];
    }),
  );
  const kind = headlineKind(derived, counts);
  const ofKind = paired(units).filter(
    (p) => p.measure === kind?.measure && p.rater === kind?.rater,
  );
  return toFigure(
    meanHeadline(rows, kind),
    'measure rater level program n persons value low high unadjusted sd_pre intercept per_baseline_point per_day'.split(
      ' ',
    ),
    rows,
    [
      ...withoutPair(units, kind),
      ...exclusions([
        ['baseline on the well side', ofKind.filter((p) => isUnwell(p) === false).length],
        [
          'baseline without a day',
          ofKind.filter((p) => isUnwell(p) && p.baseline_on === null).length,
        ],
      ]),
    ],
  );
}

function cellsOf(
  own: readonly UnitPair[],
  all: readonly UnitPair[],
  daysOf: (pair: UnitPair) => number,
): FigureRow {
  const baselines = all.map((pair) => pair.baseline!);
  const improvements = all.map((pair) => pair.improvement!);
  const sdPre = standardDeviation(baselines) ?? 0;
  const fit = all.length > 3 ? fitOf(baselines, all.map(daysOf), improvements) : null;
  if (fit === null) {
    const none = { unadjusted: null, sd_pre: null, intercept: null };
    return { value: null, ...NO_LIMITS, ...none, per_baseline_point: null, per_day: null };
  }
  const overall = mean(improvements)!;
  const adjusted = own.map((pair) => {
    const expected =
      fit.intercept + fit.perPoint * pair.baseline! + (fit.perDay ?? 0) * daysOf(pair);
    return (pair.improvement! - expected + overall) / sdPre;
  });
  return {
    value: mean(adjusted),
    ...tInterval(adjusted),
    unadjusted: mean(own.map((pair) => pair.improvement!))! / sdPre,
    sd_pre: sdPre,
    intercept: fit.intercept,
    per_baseline_point: fit.perPoint,
    per_day: fit.perDay,
  };
}

/** Least squares by the two normal equations; days that say nothing of their own are left out. */
function fitOf(
  baselines: readonly number[],
  days: readonly number[],
  improvements: readonly number[],
): Fit | null {
  const together = (a: readonly number[], b: readonly number[]): number => {
    const [centreA, centreB] = [mean(a)!, mean(b)!];
    return sum(a.map((value, at) => (value - centreA) * (b[at]! - centreB)));
  };
  const ofBaselines = together(baselines, baselines);
  if (ofBaselines < 1e-9) return null;
  const withBaselines = together(baselines, improvements);
  const ofDays = together(days, days);
  const withDays = together(days, improvements);
  const shared = together(baselines, days);
  const own = ofBaselines * ofDays - shared ** 2;
  if (own <= 1e-9 * ofBaselines * ofDays) {
    const perPoint = withBaselines / ofBaselines;
    const intercept = mean(improvements)! - perPoint * mean(baselines)!;
    return { intercept, perPoint, perDay: null };
  }
  const perPoint = (withBaselines * ofDays - withDays * shared) / own;
  const perDay = (withDays * ofBaselines - withBaselines * shared) / own;
  const intercept = mean(improvements)! - perPoint * mean(baselines)! - perDay * mean(days)!;
  return { intercept, perPoint, perDay };
}
