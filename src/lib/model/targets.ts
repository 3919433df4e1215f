/**
 * What a program is meant to give: ranges by level of care, which a program may replace by its own.
 * Starting points, not norms; the settings file carries what was changed.
 */
import type { LevelCode } from './levels';

/** What a target is about. */
export type TargetKind =
  | 'floor_hours_per_week'
  | 'hours_per_week'
  | 'days_per_week'
  | 'hours_per_day'
  | 'length_days'
  | 'group_size'
  | 'sessions_per_week'
  | 'individual_sessions_per_week';

/** From and to, both included; null = no limit on that side. */
export interface TargetRange {
  readonly low: number | null;
  readonly high: number | null;
}

/** Targets by kind; a kind that is missing has no target. */
export type TargetSet = Readonly<Partial<Record<TargetKind, TargetRange>>>;

/** All targets. */
export interface Targets {
  readonly levels: Readonly<Partial<Record<LevelCode, TargetSet>>>;
  /** By program; a kind that stands here replaces that of the level. */
  readonly programs: Readonly<Record<string, TargetSet>>;
  /** Least share by metric id, 0 to 1. */
  readonly shares: Readonly<Record<string, number>>;
}

/** A kind of target in words. */
export interface TargetWords {
  readonly kind: TargetKind;
  readonly label: string;
  /** Unit behind a number, such as `h`. */
  readonly unit: string;
}

/** The kinds in the order of pages. */
export const TARGET_KINDS: readonly TargetWords[] = [
  { kind: 'floor_hours_per_week', label: 'Least hours a week in the plan of care', unit: 'h' },
  { kind: 'hours_per_week', label: 'Hours a week', unit: 'h' },
  { kind: 'days_per_week', label: 'Attended days a week', unit: 'days' },
  { kind: 'hours_per_day', label: 'Hours on an attended day', unit: 'h' },
  { kind: 'length_days', label: 'Length of a stay', unit: 'days' },
  { kind: 'group_size', label: 'People in a group', unit: 'people' },
  { kind: 'sessions_per_week', label: 'Attended sessions a week', unit: 'sessions' },
  { kind: 'individual_sessions_per_week', label: 'Individual sessions a week', unit: 'sessions' },
];

const from = (low: number): TargetRange => ({ low, high: null });
const between = (low: number, high: number): TargetRange => ({ low, high });

/**
 * The targets before anybody changed them: IOP 9 to 15 hours on 3 to 5 days of 2 to 4 hours, 4 to 12
 * weeks, groups of at most 10; PHP 20 to 30 hours; OP a session a week. Conventions of ours.
 */
export const DEFAULT_TARGETS: Targets = {
  levels: {
    php: { floor_hours_per_week: from(20), hours_per_week: between(20, 30) },
    iop: {
      floor_hours_per_week: from(9),
      hours_per_week: between(9, 15),
      days_per_week: between(3, 5),
      hours_per_day: between(2, 4),
      length_days: between(28, 84),
      group_size: { low: null, high: 10 },
      individual_sessions_per_week: from(1),
    },
    op: { sessions_per_week: from(1) },
  },
  programs: {},
  shares: { 'baseline-completion': 0.95, 'paired-data': 0.9 },
};

/** The target of a kind for a program at a level: its own, else that of the level, else none. */
export function targetOf(
  targets: Targets,
  kind: TargetKind,
  level: string | null,
  program: string | null,
): TargetRange | null {
  const own = program === null ? undefined : targets.programs[program]?.[kind];
  return own ?? targets.levels[level as LevelCode]?.[kind] ?? null;
}
