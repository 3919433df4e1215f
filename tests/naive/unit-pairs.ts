/** Pairs of the cohort over single stays or over whole paths, under the (first) stay they belong to. */
import type { Exclusion, FigureRow } from '$lib/metrics/metric';
import { chosenStays, matchesPeriod, passesFilters, personsIn, type Group } from './choose';
import { daysBetween } from './days';
import { compareText } from './derive-stays';
import { type FigureInput, exclusions } from './figures/figure';
import { rowsWith } from './look-up';
import { type Kind, isOutcome, kindsOf } from './score-kinds';
import { clusteredShare, share, wilson } from './stats';
import type { Derived, DerivedPath, DerivedStay, ScorePair } from './types';

/** A pair of an outcome instrument with the stay whose level and program it stands under. */
export interface UnitPair extends ScorePair {
  readonly under: string;
  /** Ended too close to the cut to be sure that the path is over. */
  readonly isLate: boolean;
}

/** The stays under which rows stand, and every pair of the cohort, paired or not. */
export interface Units {
  readonly stays: readonly DerivedStay[];
  readonly pairs: readonly UnitPair[];
}

/** Paths by the filters of their first stay, and the period of their first or last stay. */
export function chosenPaths({ derived, cohort, basis }: FigureInput): DerivedPath[] {
  return derived.paths.filter((path) => {
    const own = path.stay_ids.map((id) => rowsWith(derived.stays, 'stay_id', id)[0]!);
    const deciding = basis === 'discharged' ? own.at(-1)! : own[0]!;
    return passesFilters(own[0]!, cohort) && matchesPeriod(deciding, cohort, basis);
  });
}

/** Everything that a figure of change is about. */
export function unitsOf(input: FigureInput): Units {
  const { derived, cohort, basis } = input;
  const pairs = derived.scorePairs.filter((p) => p.grain === cohort.unit && isOutcome(p.measure));
  if (cohort.unit === 'stay') {
    const stays = chosenStays(derived, cohort, basis);
    const chosen = new Set(stays.map(({ stay_id }) => stay_id));
    return {
      stays,
      pairs: pairs
        .filter(({ stay_id }) => stay_id !== null && chosen.has(stay_id))
        .map((pair) => ({ ...pair, under: pair.stay_id!, isLate: false })),
    };
  }
  const paths = chosenPaths(input);
  return {
    stays: paths.map(({ stay_ids }) => rowsWith(derived.stays, 'stay_id', stay_ids[0]!)[0]!),
    pairs: paths.flatMap((path) =>
      rowsWith(pairs, 'path_id', path.path_id).map((pair) => ({
        ...pair,
        under: path.stay_ids[0]!,
        isLate: isLate(path, derived),
      })),
    ),
  };
}

function isLate({ end_on }: DerivedPath, { dataCut, settings }: Derived): boolean {
  return end_on !== null && daysBetween(end_on, dataCut) < settings.pathGapDays;
}

/** The pairs that count: paired, and not too close to the cut. */
export function paired(units: Units): UnitPair[] {
  return units.pairs.filter((pair) => pair.status === 'paired' && !pair.isLate);
}

/** The pairs of a kind that stand under the stays of a group. */
export function pairsIn(group: Group, kind: Kind, pairs: readonly UnitPair[]): UnitPair[] {
  const under = new Set(group.stays.map(({ stay_id }) => stay_id));
  return pairs.filter(
    (p) => p.measure === kind.measure && p.rater === kind.rater && under.has(p.under),
  );
}

/** The keys of a row about a kind in a group. */
export function keysOf(group: Group, kind: Kind): FigureRow {
  const { measure, rater } = kind;
  return { measure, rater, level: group.level, program: group.program };
}

/** Class, counts, share and interval of some pairs among others. */
export function classCells(
  name: string,
  some: readonly UnitPair[],
  all: readonly UnitPair[],
): FigureRow {
  const parts = all.map((pair) => ({
    person: pair.person_id,
    y: some.includes(pair) ? 1 : 0,
    x: 1,
  }));
  const limits = all[0]?.grain === 'path' ? clusteredShare(parts) : wilson(some.length, all.length);
  return {
    class: name,
    numerator: some.length,
    denominator: all.length,
    persons: personsIn(all),
    value: share(some.length, all.length),
    ...limits,
  };
}

/**
 * The measure and rater of headlines: most paired stays whose program has it as its primary measure,
 * then most stays, by name, by pairs; among the pairs of single stays that count.
 */
export function headlineKind(
  derived: Derived,
  counts: (pair: ScorePair) => boolean,
): Kind | undefined {
  const pairs = derived.scorePairs.filter(
    (p) => p.grain === 'stay' && p.status === 'paired' && isOutcome(p.measure) && counts(p),
  );
  const stayOf = (pair: ScorePair): DerivedStay =>
    rowsWith(derived.stays, 'stay_id', pair.stay_id!)[0]!;
  const primary = primaryMeasures(derived);
  const stays = (some: readonly ScorePair[]): number => new Set(some.map((p) => p.stay_id)).size;
  const rank = (kind: Kind): readonly number[] => {
    const ofMeasure = pairs.filter((p) => p.measure === kind.measure);
    const first = ofMeasure.filter((p) => primary.get(stayOf(p).program) === kind.measure);
    return [stays(first), stays(ofMeasure)];
  };
  const own = (kind: Kind): number =>
    pairs.filter((p) => p.measure === kind.measure && p.rater === kind.rater).length;
  // The sort is stable: ties stay in the order of measure and rater.
  return kindsOf(pairs).sort(
    (a, b) =>
      rank(b)[0]! - rank(a)[0]! ||
      rank(b)[1]! - rank(a)[1]! ||
      compareText(a.measure, b.measure) ||
      own(b) - own(a),
  )[0];
}

function primaryMeasures(derived: Derived): Map<string | null, string> {
  const programs = [...new Set(derived.stays.map(({ program }) => program))];
  return new Map(
    programs.flatMap((program): [string | null, string][] => {
      const own = new Set(
        derived.stays.filter((stay) => stay.program === program).map(({ stay_id }) => stay_id),
      );
      const pairs = derived.scorePairs.filter(
        (p) =>
          p.grain === 'stay' &&
          p.status === 'paired' &&
          isOutcome(p.measure) &&
          own.has(p.stay_id ?? ''),
      );
      const measures = [...new Set(pairs.map(({ measure }) => measure))].sort(compareText);
      const count = (id: string): number => pairs.filter(({ measure }) => measure === id).length;
      const [most] = measures.sort((a, b) => count(b) - count(a));
      const chosen = most && (derived.settings.primaryMeasure[program ?? 'not given'] ?? most);
      return chosen ? [[program, chosen]] : [];
    }),
  );
}

/** Why other stays or paths of the cohort have no pair of a kind. */
export function withoutPair(units: Units, kind: Kind | undefined): Exclusion[] {
  if (!kind) return [];
  const own = units.pairs.filter((p) => p.measure === kind.measure && p.rater === kind.rater);
  const reasons = ['not_due', 'no_score', 'no_baseline', 'no_later_score', 'open'];
  return exclusions([
    ['too close to the cut', own.filter((p) => p.isLate).length],
    ...reasons.map((reason): [string, number] => [
      reason,
      own.filter((p) => !p.isLate && p.status === reason).length,
    ]),
  ]);
}
