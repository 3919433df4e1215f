/** The figure of first and last scores: how many stays have the same pair of them. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { allGroups, personsIn } from '../../choose';
import { kindsOf } from '../../score-kinds';
import { changeClass } from '../../thresholds';
import {
  type UnitPair,
  headlineKind,
  keysOf,
  paired,
  pairsIn,
  unitsOf,
  withoutPair,
} from '../../unit-pairs';
import { type FigureInput, NO_HEADLINE, toFigure } from '../figure';
import { rulesOf } from './change';

/** `pre-post`: counts of equal pairs of first and last score. */
export function prePost(input: FigureInput): FigureData {
  const rules = rulesOf(input);
  const units = unitsOf(input);
  const pairs = paired(units);
  const rows = allGroups(units.stays).flatMap((group) =>
    kindsOf(pairs).flatMap((kind) =>
      equalPairs(pairsIn(group, kind, pairs)).map((equal): FigureRow => {
        const [{ baseline, last }] = equal as [UnitPair];
        return {
          ...keysOf(group, kind),
          from: baseline,
          to: last,
          class: changeClass(equal[0]!, rules(kind.measure)),
          n: equal.length,
          persons: personsIn(equal),
        };
      }),
    ),
  );
  const kind = headlineKind(input.derived, () => true);
  const own = pairs.filter((p) => p.measure === kind?.measure && p.rater === kind.rater);
  return toFigure(
    { ...NO_HEADLINE, n: own.length, persons: personsIn(own), about: kind?.measure ?? null },
    'measure rater level program from to class n persons'.split(' '),
    rows,
    withoutPair(units, kind),
  );
}

/** Pairs with the same baseline and the same last score together, by baseline, then last score. */
function equalPairs(pairs: readonly UnitPair[]): UnitPair[][] {
  const sorted = [...pairs].sort((a, b) => a.baseline! - b.baseline! || a.last! - b.last!);
  const groups: UnitPair[][] = [];
  for (const pair of sorted) {
    const [first] = groups.at(-1) ?? [];
    if (first?.baseline === pair.baseline && first.last === pair.last) groups.at(-1)!.push(pair);
    else groups.push([pair]);
  }
  return groups;
}
