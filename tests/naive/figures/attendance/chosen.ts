/** Sessions of the chosen stays, ratios over them, and programs that have no sessions. */
import type { TargetKind, TargetRange } from '$lib/model/targets';
import { targetOf } from '$lib/model/targets';
import { type Group, isInPeriod, programName } from '../../choose';
import type { FigureInput } from '../figure';
import { rowsWith } from '../../look-up';
import { type Limits, NO_LIMITS, type RatioPart, Z, sum } from '../../stats';
import type { DerivedSession, DerivedStay } from '../../types';

/** A function of an object that works out each answer once. */
export function remembered<Key extends object, Value>(
  compute: (key: Key) => Value,
): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key)!;
  };
}

/** Whether only what lies inside the period counts. */
export function isCutToPeriod({ cohort, basis }: FigureInput): boolean {
  return basis === 'active' && (cohort.period.from !== null || cohort.period.to !== null);
}

/** The sessions of a stay; with basis active only those inside the period. */
export function sessionsOfStay(input: FigureInput, stay: DerivedStay): readonly DerivedSession[] {
  const own = rowsWith(input.derived.sessions, 'stay_id', stay.stay_id);
  return isCutToPeriod(input) ? own.filter((one) => isInPeriod(one.held_on, input.cohort)) : own;
}

/** The sessions of all stays of a group. */
export function sessionsOfGroup(input: FigureInput, group: Group): DerivedSession[] {
  return group.stays.flatMap((stay) => sessionsOfStay(input, stay));
}

/** The programs of which at least one session is under a stay. */
export function programsWithSessions({ derived }: FigureInput): Set<string> {
  return new Set(
    derived.stays
      .filter((stay) => rowsWith(derived.sessions, 'stay_id', stay.stay_id).length > 0)
      .map(programName),
  );
}

/** The target of a kind for a stay. */
export function targetOfStay(
  { settings }: FigureInput,
  kind: TargetKind,
  stay: DerivedStay,
): TargetRange | null {
  return targetOf(settings.targets, kind, stay.level_of_care, programName(stay));
}

/** The target that all of some stays share; without limits when they differ. */
export function sharedTarget(targets: readonly (TargetRange | null)[]): {
  target_low: number | null;
  target_high: number | null;
} {
  const texts = new Set(targets.map((one) => `${one?.low ?? null} ${one?.high ?? null}`));
  const [first] = targets;
  const isShared = texts.size === 1;
  return {
    target_low: isShared ? (first?.low ?? null) : null,
    target_high: isShared ? (first?.high ?? null) : null,
  };
}

/** The interval of Σy / Σx clustered by person, unbounded; none for fewer than two persons. */
export function clusteredLimits(parts: readonly RatioPart[]): Limits {
  const totalX = sum(parts.map(({ x }) => x));
  const people = new Map<string, RatioPart[]>();
  for (const part of parts) {
    people.set(part.person, [...(people.get(part.person) ?? []), part]);
  }
  if (people.size < 2 || totalX === 0) return NO_LIMITS;
  const ratio = sum(parts.map(({ y }) => y)) / totalX;
  const squares = [...people.values()].map(
    (own) => (sum(own.map(({ y }) => y)) - ratio * sum(own.map(({ x }) => x))) ** 2,
  );
  const n = people.size;
  const half = Z * Math.sqrt(((n / (n - 1)) * sum(squares)) / totalX ** 2);
  return { low: ratio - half, high: ratio + half };
}

/** The cells of a ratio over parts, one part per stay. */
export function ratioCells(
  parts: readonly RatioPart[],
  bound: 'share' | 'none',
): Record<'n' | 'persons' | 'numerator' | 'denominator' | 'value' | 'low' | 'high', number | null> {
  const [y, x] = [sum(parts.map((part) => part.y)), sum(parts.map((part) => part.x))];
  const { low, high } = clusteredLimits(parts);
  const isShare = bound === 'share';
  return {
    n: parts.length,
    persons: new Set(parts.map(({ person }) => person)).size,
    numerator: y,
    denominator: x,
    value: x === 0 ? null : y / x,
    low: low !== null && isShare ? Math.max(0, low) : low,
    high: high !== null && isShare ? Math.min(1, high) : high,
  };
}
