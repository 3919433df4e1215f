/** Instruments whose scores are often given raw, and how many points one raw point is. */
import type { FileProfile } from '../proposal';
import type { FilePlan } from '../types';
import { isNumber } from './values';
import { suggestScore } from './score-words';
import { ownCode, suggestCode } from './words';
import { wordKey } from '../reading';

/** A scale that comes in two units. */
export interface TwoUnits {
  readonly measure: string;
  /** Points of the library for one raw point. */
  readonly factor: number;
  readonly rawMax: number;
}

const TWO_UNITS: readonly TwoUnits[] = [
  { measure: 'who5', factor: 4, rawMax: 25 },
  { measure: 'dass21_depression', factor: 2, rawMax: 21 },
  { measure: 'dass21_anxiety', factor: 2, rawMax: 21 },
  { measure: 'dass21_stress', factor: 2, rawMax: 21 },
];

/** The scales whose scores in a file are raw by their values: whole, small, and off the grid. */
export function rawScales(plan: FilePlan, profile: FileProfile): readonly TwoUnits[] {
  if (plan.kind !== 'scores') return [];
  return TWO_UNITS.filter(({ measure, factor, rawMax }) => {
    if (isSumOfItems(plan, measure)) return false;
    const scores = scoresOf(plan, profile, measure);
    const areRaw = scores.every((score) => Number.isInteger(score) && score <= rawMax);
    return areRaw && scores.some((score) => score % factor !== 0);
  });
}

/** Factors that are proposed: for raw scores, and for sums of items. */
export function proposedFactors(plan: FilePlan, profile: FileProfile): Record<string, number> {
  const summed = TWO_UNITS.filter(({ measure }) => isSumOfItems(plan, measure));
  return Object.fromEntries(
    [...summed, ...rawScales(plan, profile)].map(({ measure, factor }) => [measure, factor]),
  );
}

/** The scores of an instrument in the rows that were looked at. */
export function scoresOf(plan: FilePlan, profile: FileProfile, measure: string): readonly number[] {
  const { shape, codes } = plan.reading;
  const asNumber = (cell: string): number[] => {
    const text = isNumber(cell) ? cell : (suggestScore(cell, true) ?? '');
    return isNumber(text) ? [Number(text)] : [];
  };
  if (shape.kind === 'scores') {
    const at = shape.parts.filter((part) => part.measure === measure).flatMap((part) => part.at);
    return at.flatMap((position) =>
      profile.columns[position]!.values.flatMap(({ value }) => asNumber(value)),
    );
  }
  const { measure: measureAt, score: scoreAt } = plan.columns;
  if (scoreAt === undefined) return [];
  const constant = plan.reading.values['measure'];
  const cache = new Map<string, boolean>();
  const isMeasure = (cell: string): boolean => {
    const key = wordKey(cell);
    const known = cache.get(key);
    if (known !== undefined) return known;
    const code =
      codes['measure']?.[key] ?? ownCode('measure', cell) ?? suggestCode('measure', cell)?.code;
    cache.set(key, code === measure);
    return code === measure;
  };
  return profile.rows.flatMap((row) => {
    const named = measureAt === undefined ? constant === measure : isMeasure(row[measureAt] ?? '');
    return named ? asNumber(row[scoreAt]?.trim() ?? '') : [];
  });
}

function isSumOfItems(plan: FilePlan, measure: string): boolean {
  const { shape } = plan.reading;
  return (
    shape.kind === 'scores' &&
    shape.parts.some((part) => part.measure === measure && part.at.length > 1)
  );
}
