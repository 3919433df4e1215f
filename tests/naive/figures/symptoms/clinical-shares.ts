/** The figures about pairs that begin on the unwell side: response and remission. */
import type { FigureData } from '$lib/metrics/metric';
import { allGroups } from '../../choose';
import { kindsOf } from '../../score-kinds';
import { type NaiveThreshold, isOnSide } from '../../thresholds';
import type { ScorePair } from '../../types';
import {
  classCells,
  headlineKind,
  keysOf,
  paired,
  pairsIn,
  unitsOf,
  withoutPair,
} from '../../unit-pairs';
import { type FigureInput, exclusions, shareHeadline, toFigure } from '../figure';
import { rulesOf } from './change';
import { kindRow } from './kind-row';

/** `response`: twice the improvement reaches the baseline, or the published share of it. */
export function response(input: FigureInput): FigureData {
  return clinicalShare(input, ['clinical', 'all'], (pair, { responseShare }) => {
    if (responseShare === null || pair.baseline! <= 0) return null;
    // Shares are whole percentages, so that both sides are whole numbers where scores are.
    return 100 * pair.improvement! >= Math.round(100 * responseShare) * pair.baseline!;
  });
}

/** `remission`: the last score is on the remission side. */
export function remission(input: FigureInput): FigureData {
  return clinicalShare(input, ['clinical'], (pair, rules) => isOnSide(pair.last, rules.remission));
}

/** @param judge Whether a pair counts; null where there is no rule for it. */
function clinicalShare(
  input: FigureInput,
  scopes: readonly string[],
  judge: (pair: ScorePair, rules: NaiveThreshold) => boolean | null,
): FigureData {
  const rules = rulesOf(input);
  const units = unitsOf(input);
  const judgedAs = (pair: ScorePair): boolean | null => judge(pair, rules(pair.measure));
  const isUnwell = (pair: ScorePair): boolean | null =>
    isOnSide(pair.baseline, rules(pair.measure).cutoff);
  const pairs = paired(units).filter((pair) => judgedAs(pair) !== null);
  const rows = allGroups(units.stays).flatMap((group) =>
    kindsOf(pairs).flatMap((kind) =>
      scopes.flatMap((scope) => {
        const own = pairsIn(group, kind, pairs).filter((p) => scope === 'all' || isUnwell(p));
        if (own.length === 0) return [];
        const { class: _, ...cells } = classCells(
          '',
          own.filter((pair) => judgedAs(pair)),
          own,
        );
        return [{ ...keysOf(group, kind), scope, ...cells }];
      }),
    ),
  );
  const kind = headlineKind(
    input.derived,
    (pair) => judgedAs(pair) !== null && isUnwell(pair) === true,
  );
  const ofKind = paired(units).filter(
    (p) => p.measure === kind?.measure && p.rater === kind?.rater,
  );
  return toFigure(
    shareHeadline(kindRow(rows, kind, 'clinical'), kind?.measure ?? null),
    'measure rater level program scope numerator denominator persons value low high'.split(' '),
    rows,
    [
      ...withoutPair(units, kind),
      ...exclusions([
        ['baseline on the well side', ofKind.filter((p) => isUnwell(p) === false).length],
      ]),
    ],
  );
}
