/** Mean change by the position of a stay in its path. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Group, allGroups, personsIn } from '../../choose';
import { rowsWith } from '../../look-up';
import { type Kind, kindsOf } from '../../score-kinds';
import { mean, standardDeviation, tInterval } from '../../stats';
import type { Derived } from '../../types';
import {
  type UnitPair,
  headlineKind,
  keysOf,
  paired,
  pairsIn,
  unitsOf,
  withoutPair,
} from '../../unit-pairs';
import { type FigureInput, NO_HEADLINE, exclusions, toFigure } from '../figure';

const STEPS = ['step 1', 'step 2', 'step 3', 'step 4', 'step 5 or later'];

/** `step-change`: the improvement of each stay by whether it is the first, second, … of its path. */
export function stepChange(input: FigureInput): FigureData {
  const { derived } = input;
  const units = unitsOf({ ...input, cohort: { ...input.cohort, unit: 'stay' } });
  const all = paired(units);
  const stepped = all.filter((pair) => stepOf(pair, derived) !== null);
  const rows = allGroups(units.stays).flatMap((group) =>
    kindsOf(stepped).flatMap((kind) => stepRows(group, kind, stepped, derived)),
  );
  const kind = headlineKind(derived, () => true);
  const isOwn = (pair: UnitPair): boolean =>
    pair.measure === kind?.measure && pair.rater === kind.rater;
  const own = stepped.filter(isOwn);
  const housed = all.filter((pair) => isOwn(pair) && stepOf(pair, derived) === null);
  return toFigure(
    { ...NO_HEADLINE, n: own.length, persons: personsIn(own), about: kind?.measure ?? null },
    'measure rater level program class n persons value low high sd'.split(' '),
    rows,
    [...withoutPair(units, kind), ...exclusions([['housing', housed.length]])],
  );
}

/** The place of a pair's stay in its path in words; null in housing, which is in no path. */
function stepOf({ stay_id }: UnitPair, { paths, stays }: Derived): string | null {
  const stay = rowsWith(stays, 'stay_id', stay_id ?? '')[0]!;
  const path = stay.path_id === null ? undefined : rowsWith(paths, 'path_id', stay.path_id)[0];
  if (!path) return null;
  return STEPS[Math.min(path.stay_ids.indexOf(stay.stay_id), STEPS.length - 1)]!;
}

function stepRows(
  group: Group,
  kind: Kind,
  pairs: readonly UnitPair[],
  derived: Derived,
): FigureRow[] {
  return STEPS.flatMap((step) => {
    const own = pairsIn(group, kind, pairs).filter((pair) => stepOf(pair, derived) === step);
    if (own.length === 0) return [];
    const improvements = own.map((pair) => pair.improvement!);
    return [
      {
        ...keysOf(group, kind),
        class: step,
        n: own.length,
        persons: personsIn(own),
        value: mean(improvements),
        ...tInterval(improvements),
        sd: standardDeviation(improvements),
      },
    ];
  });
}
