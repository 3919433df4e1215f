/** What a target may be: the one law for what is typed and for what a settings file says. */
import type { TargetKind, TargetRange } from './targets';

/** The largest value that can be; a kind that is missing has none. */
const MOST: Readonly<Partial<Record<TargetKind, number>>> = {
  floor_hours_per_week: 168,
  hours_per_week: 168,
  days_per_week: 7,
  hours_per_day: 24,
};

/** Kinds with a low value only. */
const ONLY_LOW: readonly TargetKind[] = ['floor_hours_per_week'];

/** Whether a kind has a low value only: a floor. */
export function isFloor(kind: TargetKind): boolean {
  return ONLY_LOW.includes(kind);
}

/** What is wrong with the target of a kind, as a sentence; null = nothing. */
export function rangeProblem(kind: TargetKind, { low, high }: TargetRange): string | null {
  const most = MOST[kind];
  const limits = [low, high].filter((limit) => limit !== null);
  if (limits.length === 0) return 'A target needs a low or a high value.';
  if (limits.some((limit) => !Number.isFinite(limit) || limit < 0)) {
    return 'A number that is not below 0.';
  }
  if (isFloor(kind) && high !== null) return 'A floor has no high value.';
  if (most !== undefined && limits.some((limit) => limit > most)) {
    return `There are no more than ${most}.`;
  }
  if (low !== null && high !== null && low > high) return 'The low value is above the high one.';
  return null;
}
