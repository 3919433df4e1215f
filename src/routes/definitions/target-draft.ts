/** What is typed as a target, what is wrong with it, and how it enters the settings. */
import type { LevelCode } from '$lib/model/levels';
import type { Settings } from '$lib/model/settings';
import { rangeProblem } from '$lib/model/target-rules';
import type { TargetKind, TargetRange, TargetSet } from '$lib/model/targets';

/** The two fields of a target as text; empty = no limit on that side. */
export interface RangeDraft {
  readonly low: string;
  readonly high: string;
}

/** A target that can be used (null = none), or what is wrong. */
export type ReadRange =
  | { readonly range: TargetRange | null; readonly problem: null }
  | { readonly range: null; readonly problem: string };

/** A target as it stands in the fields. */
export function rangeDraft(range: TargetRange | null | undefined): RangeDraft {
  return { low: String(range?.low ?? ''), high: String(range?.high ?? '') };
}

/**
 * Reads what was typed. Of a target that was inherited so far, the side that was left empty keeps the
 * inherited value: who raises the floor does not mean to lift the ceiling.
 */
export function readRange(
  kind: TargetKind,
  draft: RangeDraft,
  inherited: TargetRange | null = null,
): ReadRange {
  const low = numberOf(draft.low);
  const high = numberOf(draft.high);
  if (low === null && high === null) return { range: null, problem: null };
  const range = { low: low ?? inherited?.low ?? null, high: high ?? inherited?.high ?? null };
  const problem = rangeProblem(kind, range);
  return problem === null ? { range, problem } : { range: null, problem };
}

/** Settings with the target of a kind at a level; null = without one. */
export function withLevelTarget(
  settings: Settings,
  level: LevelCode,
  kind: TargetKind,
  range: TargetRange | null,
): Settings {
  const { targets } = settings;
  const set = withKind(targets.levels[level], kind, range);
  const others = Object.entries(targets.levels).filter(([code]) => code !== level);
  const levels = Object.fromEntries(isEmpty(set) ? others : [...others, [level, set]]);
  return { ...settings, targets: { ...targets, levels } };
}

/** Settings with the own target of a program; null = that of the level holds. */
export function withProgramTarget(
  settings: Settings,
  program: string,
  kind: TargetKind,
  range: TargetRange | null,
): Settings {
  const { targets } = settings;
  const set = withKind(targets.programs[program], kind, range);
  const others = Object.entries(targets.programs).filter(([name]) => name !== program);
  const programs = Object.fromEntries(isEmpty(set) ? others : [...others, [program, set]]);
  return { ...settings, targets: { ...targets, programs } };
}

/** Settings with the least share of a metric, 0 to 1; null = without one. */
export function withShareTarget(settings: Settings, id: string, share: number | null): Settings {
  const { targets } = settings;
  const others = Object.entries(targets.shares).filter(([metric]) => metric !== id);
  const shares = Object.fromEntries(share === null ? others : [...others, [id, share]]);
  return { ...settings, targets: { ...targets, shares } };
}

/** Days as weeks where they are whole ones: `4 to 12 weeks`; null = they are not. */
export function weeksWords({ low, high }: TargetRange): string | null {
  if ([low, high].some((days) => days !== null && days % 7 !== 0)) return null;
  if (low === null) return high === null ? null : `at most ${high / 7} weeks`;
  return high === null ? `at least ${low / 7} weeks` : `${low / 7} to ${high / 7} weeks`;
}

function withKind(
  set: TargetSet | undefined,
  kind: TargetKind,
  range: TargetRange | null,
): TargetSet {
  const others = Object.entries(set ?? {}).filter(([key]) => key !== kind);
  return Object.fromEntries(range === null ? others : [...others, [kind, range]]);
}

function isEmpty(set: TargetSet): boolean {
  return Object.keys(set).length === 0;
}

/** NaN where it is no number, so that it is found to be a problem. */
function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}
