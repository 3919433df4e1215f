/** The figure of use that has stopped, by the use subscale of the Brief Addiction Monitor. */
import type { FigureData } from '$lib/metrics/metric';
import { allGroups } from '../../choose';
import { kindsOf } from '../../score-kinds';
import { classCells, keysOf, paired, pairsIn, unitsOf, withoutPair } from '../../unit-pairs';
import { type FigureInput, exclusions, shareHeadline, toFigure } from '../figure';

/** `no-use-at-last`: 0 at the last score of those above 0 at the baseline. */
export function noUseAtLast(input: FigureInput): FigureData {
  const units = unitsOf(input);
  const pairs = paired(units).filter(({ measure }) => measure === 'bam_use');
  const used = pairs.filter(({ baseline }) => baseline! > 0);
  const rows = allGroups(units.stays).flatMap((group) =>
    kindsOf(used).flatMap((kind) => {
      const own = pairsIn(group, kind, used);
      if (own.length === 0) return [];
      const stopped = own.filter(({ last }) => last === 0);
      return [{ ...keysOf(group, kind), ...classCells('no use', stopped, own) }];
    }),
  );
  const everyUse = input.derived.scorePairs.filter(
    (p) =>
      p.grain === 'stay' && p.measure === 'bam_use' && p.status === 'paired' && p.baseline! > 0,
  );
  const count = (rater: string | null): number => everyUse.filter((p) => p.rater === rater).length;
  const [main] = kindsOf(everyUse).sort((a, b) => count(b.rater) - count(a.rater));
  const headline = rows.find(
    (row) => row['level'] === null && row['program'] === null && row['rater'] === main?.rater,
  );
  const isUnused = (pair: (typeof pairs)[number]): boolean =>
    pair.rater === main?.rater && pair.baseline === 0;
  return toFigure(
    shareHeadline(main && headline, 'bam_use'),
    'measure rater level program class numerator denominator persons value low high'.split(' '),
    rows,
    main
      ? [
          ...withoutPair(units, main),
          ...exclusions([['no use at the baseline', pairs.filter(isUnused).length]]),
        ]
      : [],
  );
}
