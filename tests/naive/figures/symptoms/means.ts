/** The figures of mean change: in points, and in standard deviations of the baseline. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Group, allGroups, personsIn } from '../../choose';
import { type Kind, kindsOf } from '../../score-kinds';
import { NO_LIMITS, Z, mean, standardDeviation, sum, tInterval } from '../../stats';
import {
  type UnitPair,
  headlineKind,
  keysOf,
  paired,
  pairsIn,
  unitsOf,
  withoutPair,
} from '../../unit-pairs';
import { type FigureInput, shareHeadline, toFigure } from '../figure';
import { kindRow } from './kind-row';

/** `mean-change`: mean improvement in points. */
export function meanChange(input: FigureInput): FigureData {
  return overPairs(input, 'value low high sd baseline_mean last_mean', (pairs) => {
    const improvements = pairs.map((pair) => pair.improvement!);
    return {
      value: mean(improvements),
      ...tInterval(improvements),
      sd: standardDeviation(improvements),
      baseline_mean: mean(pairs.map((pair) => pair.baseline!)),
      last_mean: mean(pairs.map((pair) => pair.last!)),
    };
  });
}

/** `effect-size`: mean improvement over the standard deviation of the baselines. */
export function effectSize(input: FigureInput): FigureData {
  return overPairs(input, 'value low high d sd_pre correlation', (pairs) => {
    const n = pairs.length;
    const baselines = pairs.map((pair) => pair.baseline!);
    const lasts = pairs.map((pair) => pair.last!);
    const sdPre = standardDeviation(baselines);
    const r = correlation(baselines, lasts);
    if (n < 3 || sdPre === null || sdPre < 1e-12) {
      return { value: null, ...NO_LIMITS, d: null, sd_pre: sdPre, correlation: r };
    }
    const d = mean(pairs.map((pair) => pair.improvement!))! / sdPre;
    const g = d * (1 - 3 / (4 * (n - 1) - 1));
    const half = r === null ? null : Z * Math.sqrt((2 * (1 - r)) / n + d ** 2 / (2 * n));
    const limits = half === null ? NO_LIMITS : { low: g - half, high: g + half };
    return { value: g, ...limits, d, sd_pre: sdPre, correlation: r };
  });
}

/** A figure with one row of cells for the pairs of each group and kind. */
export function overPairs(
  input: FigureInput,
  cellNames: string,
  cellsOf: (pairs: readonly UnitPair[]) => FigureRow,
): FigureData {
  const units = unitsOf(input);
  const pairs = paired(units);
  const rows = allGroups(units.stays).flatMap((group) =>
    kindsOf(pairs).flatMap((kind) => {
      const own = pairsIn(group, kind, pairs);
      return own.length === 0 ? [] : [{ ...meanKeys(group, kind, own), ...cellsOf(own) }];
    }),
  );
  const kind = headlineKind(input.derived, () => true);
  return toFigure(
    meanHeadline(rows, kind),
    `measure rater level program n persons ${cellNames}`.split(' '),
    rows,
    withoutPair(units, kind),
  );
}

/** Keys, number of pairs and persons. */
export function meanKeys(group: Group, kind: Kind, pairs: readonly UnitPair[]): FigureRow {
  return { ...keysOf(group, kind), n: pairs.length, persons: personsIn(pairs) };
}

/** The headline from the row of everybody about a kind. */
export function meanHeadline(
  rows: readonly FigureRow[],
  kind: Kind | undefined,
): ReturnType<typeof shareHeadline> {
  const row = kindRow(rows, kind);
  const cells = row && { numerator: null, denominator: null, ...row };
  return shareHeadline(cells, kind?.measure ?? null);
}

function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const [meanX, meanY] = [mean(xs), mean(ys)];
  if (meanX === null || meanY === null) return null;
  const products = sum(xs.map((x, at) => (x - meanX) * (ys[at]! - meanY)));
  const squares = (values: readonly number[], centre: number): number =>
    sum(values.map((value) => (value - centre) ** 2));
  const spread = squares(xs, meanX) * squares(ys, meanY);
  return spread < 1e-18 ? null : products / Math.sqrt(spread);
}
