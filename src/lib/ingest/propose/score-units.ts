/**
 * Which version of an instrument the scores of a file are by their values, where several versions
 * are in use that differ by a linear rule.
 */
import { itemScoring } from '$lib/measures/item-scoring';
import { findMeasure } from '$lib/measures/library';
import { type Version, versionedMeasures, versionsOf } from '$lib/measures/versions';
import type { FileProfile } from '../proposal';
import type { FilePlan } from '../types';
import { noAnswersIn } from './no-answers';
import { type ScoreCell, scoreCells } from './score-cells';

/** What the values of a file say about the version of an instrument. */
export interface FoundVersion {
  readonly measure: string;
  /** The version that its values fit best, beside that of the library. */
  readonly version: Version;
  /** `clear` = values that the library's version cannot have; `open` = all values fit both. */
  readonly verdict: 'clear' | 'open';
  /** Scores, or answers of items, that only the other version can have. */
  readonly misfits: number;
  readonly largest: number;
  readonly ofItems: boolean;
}

/** Share of the scores that a version must hold to be thought of. */
const HELD = 0.95;
/** Share of the scores up to which those that a version cannot have are slips. */
const SLIPS = 0.01;
/** So many different scores on a grid are no chance. */
const ENOUGH_ON_GRID = 8;

/** A range of scores with its grid; null = any decimal. */
interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number | null;
}

/** The instruments whose scores may be of another version than that of the library. */
export function otherVersions(plan: FilePlan, profile: FileProfile): readonly FoundVersion[] {
  if (plan.kind !== 'scores') return [];
  const noAnswers = noAnswersIn(plan, profile).map(({ value }) => value);
  const cells = scoreCells(plan, profile).filter(({ number }) => !noAnswers.includes(number));
  return versionedMeasures().flatMap((measure): FoundVersion[] => {
    const own = cells.filter((cell) => cell.measure === measure);
    const items = own.filter(({ item }) => item !== null);
    const ofItems = items.length > 0;
    // The sum of items is raw where items have one version only.
    const always = ofItems ? versionsOf(measure).find(({ factor }) => factor !== 1) : undefined;
    if (always) return [found(measure, always, 'clear', items, 0, true)];
    return judged(measure, ofItems ? items : own, ofItems);
  });
}

/** Factors and offsets that are proposed, where the values are clear. */
export function proposedVersions(
  plan: FilePlan,
  profile: FileProfile,
): { factors: Record<string, number>; offsets: Record<string, number> } {
  const clear = otherVersions(plan, profile).filter(({ verdict }) => verdict === 'clear');
  const of = (change: 'factor' | 'offset', none: number): Record<string, number> =>
    Object.fromEntries(
      clear
        .filter(({ version }) => version[change] !== none)
        .map(({ measure, version }) => [measure, version[change]]),
    );
  return { factors: of('factor', 1), offsets: of('offset', 0) };
}

/** Whether most scores of an instrument lie in its range after a factor and an offset. */
export function fitsVersion(
  plan: FilePlan,
  profile: FileProfile,
  measure: string,
  share: number,
): boolean {
  const known = findMeasure(measure);
  const factor = plan.reading.factors[measure] ?? 1;
  const offset = plan.reading.offsets[measure] ?? 0;
  const scores = scoreCells(plan, profile).filter(
    (cell) => cell.measure === measure && cell.item === null,
  );
  if (!known || scores.length === 0) return true;
  const inRange = scores.filter(({ number }) => {
    const score = number * factor + offset;
    return score >= known.scoreMin - 1e-9 && score <= known.scoreMax + 1e-9;
  });
  return inRange.length >= share * scores.length;
}

function judged(measure: string, cells: readonly ScoreCell[], ofItems: boolean): FoundVersion[] {
  const known = findMeasure(measure);
  const all = count(cells);
  if (!known || all === 0) return [];
  const scale = { min: known.scoreMin, max: known.scoreMax, step: known.step };
  const standard = ofItems ? perItem(measure, scale) : scale;
  const held = count(cells.filter(({ number }) => isOn(standard, number)));
  const rivals = versionsOf(measure)
    .map((version) => {
      const own = ofItems ? perItem(measure, version) : version;
      return { version, held: count(cells.filter(({ number }) => isOn(own, number))) };
    })
    .filter((rival) => rival.held >= Math.max(held, HELD * all));
  if (rivals.length === 0) return [];
  const best = rivals.reduce((a, b) => (b.held > a.held ? b : a));
  const misfits = all - held;
  if (best.held > held && misfits > SLIPS * all) {
    return [found(measure, best.version, 'clear', cells, misfits, ofItems)];
  }
  const different = new Set(cells.map(({ number }) => number)).size;
  const isOnGrid = (standard.step ?? 1) > 1 && different >= ENOUGH_ON_GRID;
  return isOnGrid ? [] : [found(measure, best.version, 'open', cells, misfits, ofItems)];
}

function found(
  measure: string,
  version: Version,
  verdict: FoundVersion['verdict'],
  cells: readonly ScoreCell[],
  misfits: number,
  ofItems: boolean,
): FoundVersion {
  const largest = cells.reduce((most, { number }) => Math.max(most, number), 0);
  return { measure, version, verdict, misfits, largest, ofItems };
}

function count(cells: readonly ScoreCell[]): number {
  return cells.reduce((sum, { n }) => sum + n, 0);
}

function perItem(measure: string, { min, max, step }: Scale): Scale {
  const scoring = itemScoring(measure);
  const items = scoring?.kind === 'sum' ? scoring.count : 1;
  return { min: min / items, max: max / items, step };
}

function isOn({ min, max, step }: Scale, score: number): boolean {
  if (score < min || score > max) return false;
  const steps = step === null ? 0 : (score - min) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}
