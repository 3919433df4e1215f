/** Severity at both ends, and what those without a last score could change. */
import { findMeasure } from '$lib/measures/library';
import type { FigureData } from '$lib/metrics/metric';
import { allGroups } from '../../choose';
import { kindsOf } from '../../score-kinds';
import { mean } from '../../stats';
import { changeClass } from '../../thresholds';
import type { ScorePair } from '../../types';
import {
  type UnitPair,
  classCells,
  headlineKind,
  keysOf,
  paired,
  pairsIn,
  unitsOf,
  withoutPair,
} from '../../unit-pairs';
import { type FigureInput, NO_HEADLINE, shareHeadline, toFigure } from '../figure';
import { rulesOf } from './change';
import { kindRow } from './kind-row';

/** `severity-bands`: the bands of the baselines and of the last scores of pairs. */
export function severityBands(input: FigureInput): FigureData {
  const units = unitsOf(input);
  const hasBands = ({ measure }: ScorePair): boolean => bandsOf(measure).length > 0;
  const pairs = paired(units).filter(hasBands);
  const rows = allGroups(units.stays).flatMap((group) =>
    kindsOf(pairs).flatMap((kind) => {
      const own = pairsIn(group, kind, pairs);
      if (own.length === 0) return [];
      return (['baseline', 'last'] as const).flatMap((scope) =>
        bandsOf(kind.measure).map((name) => ({
          ...keysOf(group, kind),
          scope,
          ...classCells(
            name,
            own.filter((pair) => bandOf(pair.measure, pair[scope]!) === name),
            own,
          ),
        })),
      );
    }),
  );
  const kind = headlineKind(input.derived, hasBands);
  const { n, persons } = shareHeadline(kindRow(rows, kind), null);
  return toFigure(
    { ...NO_HEADLINE, n, persons, about: kind?.measure ?? null },
    'measure rater level program scope class numerator denominator persons value low high'.split(
      ' ',
    ),
    rows,
    withoutPair(units, kind),
  );
}

function bandsOf(measure: string): string[] {
  return (findMeasure(measure)?.bands ?? []).map(({ label }) => label);
}

function bandOf(measure: string, score: number): string | undefined {
  const bands = findMeasure(measure)?.bands ?? [];
  return bands.filter(({ min }) => score >= min).at(-1)?.label;
}

/** `missing-bounds`: reliable improvement as observed, and with all others worst and best. */
export function missingBounds(input: FigureInput): FigureData {
  const rules = rulesOf(input);
  const units = unitsOf(input);
  const isKnown = ({ measure }: ScorePair): boolean => rules(measure).change !== null;
  const isPaired = (pair: ScorePair): boolean => pair.status === 'paired';
  const improved = (pair: ScorePair): boolean =>
    isPaired(pair) && changeClass(pair, rules(pair.measure)) === 'improved';
  const started = units.pairs.filter(
    (p) => p.status !== 'open' && !p.isLate && p.baseline !== null && isKnown(p),
  );
  const rows = allGroups(units.stays).flatMap((group) =>
    kindsOf(started).flatMap((kind) => {
      const own = pairsIn(group, kind, started);
      const seen = own.filter(isPaired);
      const unseen = own.filter((pair) => !isPaired(pair));
      const scopes: readonly (readonly [string, UnitPair[], UnitPair[]])[] = [
        ['observed', seen.filter(improved), seen],
        ['worst', own.filter(improved), own],
        ['best', own.filter((pair) => improved(pair) || !isPaired(pair)), own],
      ];
      return scopes.flatMap(([scope, some, all]) => {
        if (all.length === 0) return [];
        const { class: _, ...cells } = classCells('', some, all);
        return [
          {
            ...keysOf(group, kind),
            scope,
            ...cells,
            unpaired: unseen.length,
            baseline_paired: mean(seen.map((pair) => pair.baseline!)),
            baseline_unpaired: mean(unseen.map((pair) => pair.baseline!)),
          },
        ];
      });
    }),
  );
  const kind = headlineKind(input.derived, isKnown);
  return toFigure(
    shareHeadline(kindRow(rows, kind, 'observed'), kind?.measure ?? null),
    'measure rater level program scope numerator denominator persons value low high unpaired baseline_paired baseline_unpaired'.split(
      ' ',
    ),
    rows,
    withoutPair(units, kind),
  );
}
