/** The figures of change between the first and the last score: reliable, and significant. */
import { findMeasure } from '$lib/measures/library';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { resolveProfile } from '$lib/model/profiles';
import { type Group, allGroups } from '../../choose';
import { type Kind, kindsOf } from '../../score-kinds';
import {
  type NaiveThreshold,
  changeClass,
  isOnSide,
  significanceOf,
  thresholdOf,
} from '../../thresholds';
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
import { type FigureInput, shareHeadline, toFigure } from '../figure';

/** `reliable-change`: improved, unchanged and deteriorated among pairs. */
export function reliableChange(input: FigureInput): FigureData {
  const rules = rulesOf(input);
  const units = unitsOf(input);
  const isKnown = (pair: ScorePair): boolean => changeClass(pair, rules(pair.measure)) !== null;
  const pairs = paired(units).filter(isKnown);
  const rows = allGroups(units.stays).flatMap((group) =>
    kindsOf(pairs).flatMap((kind) =>
      changeRows(group, kind, pairsIn(group, kind, pairs), rules(kind.measure)),
    ),
  );
  const kind = headlineKind(input.derived, isKnown);
  const headline = headRow(rows, kind, 'improved');
  return toFigure(
    shareHeadline(headline, kind?.measure ?? null),
    'measure rater level program scope class numerator denominator persons value low high'.split(
      ' ',
    ),
    rows,
    withoutPair(units, kind),
  );
}

/** `clinically-significant-change`: who crossed the cut-off and changed reliably. */
export function clinicallySignificantChange(input: FigureInput): FigureData {
  const rules = rulesOf(input);
  const units = unitsOf(input);
  const isKnown = (pair: ScorePair): boolean => significanceOf(pair, rules(pair.measure)) !== null;
  const pairs = paired(units).filter(isKnown);
  const rows = allGroups(units.stays).flatMap((group) =>
    kindsOf(pairs).flatMap((kind) => {
      const own = pairsIn(group, kind, pairs);
      if (own.length === 0) return [];
      return ['recovered', 'improved', 'unchanged', 'deteriorated', 'harmed'].map((name) => ({
        ...keysOf(group, kind),
        ...classCells(
          name,
          own.filter((pair) => significanceOf(pair, rules(kind.measure)) === name),
          own,
        ),
      }));
    }),
  );
  const kind = headlineKind(input.derived, isKnown);
  return toFigure(
    shareHeadline(headRow(rows, kind, 'recovered'), kind?.measure ?? null),
    'measure rater level program class numerator denominator persons value low high'.split(' '),
    rows,
    withoutPair(units, kind),
  );
}

/** The rules of the chosen profile for a measure. */
export function rulesOf({
  cohort,
  settings,
  derived,
}: FigureInput): (id: string) => NaiveThreshold {
  const profile = resolveProfile(cohort.profile, settings);
  const known = new Map<string, NaiveThreshold>();
  return (id) => {
    if (!known.has(id)) known.set(id, thresholdOf(profile, id, derived));
    return known.get(id)!;
  };
}

/** The row of everybody that a headline is made from. */
export function headRow(
  rows: readonly FigureRow[],
  kind: Kind | undefined,
  name: string,
): FigureRow | undefined {
  return rows.find(
    (row) =>
      row['level'] === null &&
      row['program'] === null &&
      row['measure'] === kind?.measure &&
      row['rater'] === kind?.rater &&
      (row['scope'] ?? 'all') === 'all' &&
      row['class'] === name,
  );
}

function changeRows(
  group: Group,
  kind: Kind,
  own: readonly UnitPair[],
  rules: NaiveThreshold,
): FigureRow[] {
  const measure = findMeasure(kind.measure)!;
  const recallDays = measure.recallDays ?? 0;
  const best = measure.direction === 'higher_worse' ? measure.scoreMin : measure.scoreMax;
  const scopes: readonly (readonly [string, readonly UnitPair[]])[] = [
    ['all', own],
    ['clinical', own.filter((pair) => isOnSide(pair.baseline, rules.cutoff) === true)],
    ['short interval', own.filter((pair) => (pair.days_between ?? Infinity) < recallDays)],
  ];
  return scopes.flatMap(([scope, members]) => {
    if (members.length === 0) return [];
    const classes: [string, UnitPair[]][] = ['improved', 'unchanged', 'deteriorated'].map(
      (name) => [name, members.filter((pair) => changeClass(pair, rules) === name)],
    );
    if (scope === 'all') {
      classes.push([
        'cannot improve',
        members.filter((pair) => Math.abs(pair.baseline! - best!) < rules.change!),
      ]);
    }
    return classes.map(([name, some]) => ({
      ...keysOf(group, kind),
      scope,
      ...classCells(name, some, members),
    }));
  });
}
