/** Levels of care and their order; the rank decides what is a step down and what a step up. */
import type { LEVEL_CODES } from './canonical';

/** A level-of-care code. */
export type LevelCode = (typeof LEVEL_CODES)[number];

/** One level of care. */
export interface Level {
  readonly code: LevelCode;
  readonly label: string;
  /** As it stands on an axis or in a path. */
  readonly short: string;
  /** Intensity, 5 the highest; null = housing beside treatment, never part of a move or a path. */
  readonly rank: number | null;
}

/** All levels from the most to the least intensive. */
export const LEVELS: readonly Level[] = [
  level('inpatient', 'Inpatient', 'Inpatient', 5),
  level('withdrawal_management', 'Withdrawal management', 'WM', 5),
  level('residential', 'Residential', 'Residential', 4),
  level('php', 'Partial hospitalization', 'PHP', 3),
  level('iop', 'Intensive outpatient', 'IOP', 2),
  level('op', 'Outpatient', 'OP', 1),
  level('aftercare', 'Aftercare', 'Aftercare', 0),
  level('housing', 'Housing', 'Housing', null),
];

/** The level of an implied stay, where only scores are loaded; no file may name it. */
export const LEVEL_NOT_GIVEN = {
  code: 'not_given',
  label: 'Level not given',
  short: 'not given',
} as const;

/** The level with a code; undefined for a word that is no level. */
export function findLevel(code: string): Level | undefined {
  return LEVELS.find((candidate) => candidate.code === code);
}

function level(code: LevelCode, label: string, short: string, rank: number | null): Level {
  return { code, label, short, rank };
}
