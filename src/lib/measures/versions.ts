/**
 * Versions of instruments whose scores differ from those of the library by a published linear rule:
 * score of the library = score of the version * factor + offset. Versions that differ by a table
 * stand apart, since their scores cannot be brought over.
 */
import { findMeasure } from './library';

/** A version of an instrument by the range of its scores. */
export interface Version {
  readonly measure: string;
  readonly min: number;
  readonly max: number;
  /** The grid of its scores; null = any decimal in range. */
  readonly step: number | null;
  readonly factor: number;
  /** Points added after the factor. */
  readonly offset: number;
  /** What the scores are, such as `raw sums from 0 to 25`. */
  readonly label: string;
  /** The rule, such as `multiply by 4`. */
  readonly rule: string;
}

/** The versions in use beside the scores of the library. */
export function versionsOf(measure: string): readonly Version[] {
  return VERSIONS.filter((version) => version.measure === measure);
}

/** Instruments that have other versions in use. */
export function versionedMeasures(): readonly string[] {
  return [...new Set(VERSIONS.map(({ measure }) => measure))];
}

/** The version whose rule gives a factor and an offset; undefined = none has this one. */
export function versionBy(measure: string, factor: number, offset: number): Version | undefined {
  return versionsOf(measure).find((one) => one.factor === factor && one.offset === offset);
}

/** Whether a number may be a score of an instrument, in any of its versions. */
export function canBeScore(measure: string, score: number): boolean {
  const known = findMeasure(measure);
  if (!known) return true;
  const ranges = [{ min: known.scoreMin, max: known.scoreMax }, ...versionsOf(measure)];
  return ranges.some(({ min, max }) => score >= min && score <= max);
}

/**
 * An instrument whose complex scores are made by a table of item weights; scores above the range of
 * its simple sums are such ones, and there is no rule that brings them back.
 */
export const COMPLEX_SCORES: readonly {
  readonly measure: string;
  readonly max: number;
  readonly label: string;
}[] = [
  // Üstün et al. 2010, Manual for WHODAS 2.0: complex scoring by item response theory, 0 to 100.
  { measure: 'whodas12', max: 100, label: 'complex scores from 0 to 100' },
];

const DASS = {
  min: 0,
  max: 21,
  step: 1,
  factor: 2,
  offset: 0,
  label: 'sums from 0 to 21 that are not doubled',
  rule: 'double them',
} as const;

const VERSIONS: readonly Version[] = [
  // Topp et al. 2015 Psychother Psychosom 84:167: raw 0 to 25, times 4.
  {
    measure: 'who5',
    min: 0,
    max: 25,
    step: 1,
    factor: 4,
    offset: 0,
    label: 'raw sums from 0 to 25',
    rule: 'multiply by 4',
  },
  // Lovibond & Lovibond 1995: sums of the short form are doubled to compare with the full one.
  { measure: 'dass21_depression', ...DASS },
  { measure: 'dass21_anxiety', ...DASS },
  { measure: 'dass21_stress', ...DASS },
  // ABS 4817.0.55.001 (2012): items from 1 in Australia, from 0 in the United States.
  {
    measure: 'k10',
    min: 0,
    max: 40,
    step: 1,
    factor: 1,
    offset: 10,
    label: 'sums from 0 to 40, with items from 0',
    rule: 'add 10',
  },
  // Kessler et al. 2010 Int J Methods Psychiatr Res 19(S1):4: items from 0; with items from 1, 6 to 30.
  {
    measure: 'k6',
    min: 6,
    max: 30,
    step: 1,
    factor: 1,
    offset: -6,
    label: 'sums from 6 to 30, with items from 1',
    rule: 'subtract 6',
  },
  // Üstün et al. 2010, Manual for WHODAS 2.0: simple sums; items from 1 give 12 to 60.
  {
    measure: 'whodas12',
    min: 12,
    max: 60,
    step: 1,
    factor: 1,
    offset: -12,
    label: 'sums from 12 to 60, with items from 1',
    rule: 'subtract 12',
  },
  // CORE System Trust, "scoring CORE measures": the clinical score is the mean of the items times 10.
  ...['core10', 'coreom'].map((measure) => ({
    measure,
    min: 0,
    max: 4,
    step: null,
    factor: 10,
    offset: 0,
    label: 'means of the items from 0 to 4',
    rule: 'multiply by 10',
  })),
  {
    measure: 'coreom',
    min: 0,
    max: 136,
    step: 1,
    factor: 10 / 34,
    offset: 0,
    label: 'sums of the 34 items from 0 to 136',
    rule: 'divide by 34 and multiply by 10',
  },
  // Bohus et al. 2009 Psychopathology 42:32: the mean of the 23 items; sums are in use as well.
  {
    measure: 'bsl23',
    min: 0,
    max: 92,
    step: 1,
    factor: 1 / 23,
    offset: 0,
    label: 'sums of the 23 items from 0 to 92',
    rule: 'divide by 23',
  },
];
