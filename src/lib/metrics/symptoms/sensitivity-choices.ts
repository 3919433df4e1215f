/**
 * The choices behind a result about change, and the published alternatives of each: one is varied at a
 * time. Values that the library marks as not published are none of them.
 */
import { formatNumber, formatShort } from '$lib/format/numbers';
import type { OutcomeUnit } from '$lib/cohort/cohort';
import { allMeasures, type Measure, sourceTexts } from '$lib/measures/library';
import { LEVELS } from '$lib/model/levels';
import type { ScoreWindow, Settings } from '$lib/model/settings';
import type { MeasureThreshold } from '../thresholds';

/** What is varied, in the order of the rows; the first is the base of all others. */
export const CHOICES = ['as shown', 'reliable change', 'cut-off', 'window', 'unit'] as const;

/** One of `CHOICES`. */
export type Choice = (typeof CHOICES)[number];

/** The text of the base in the column `alternative`, and the mark in `basis` of what is in force. */
export const AS_SHOWN = 'as shown';

/** The classes of the rows, in their order. */
export const SENSITIVITY_CLASSES = [
  'improved',
  'deteriorated',
  'recovered',
  'unwell at baseline',
] as const;

/** Days before and after admission from which a baseline may come. */
export const WINDOW_DAYS = [3, 7, 14] as const;

/** What a change is measured over. */
export const UNITS: readonly OutcomeUnit[] = ['stay', 'path'];

/** A published threshold of an instrument in place of the one in force. */
export interface PublishedValue {
  readonly measure: string;
  readonly choice: 'reliable change' | 'cut-off';
  /** As it stands in the rows, such as `6 points` or `from 31`. */
  readonly alternative: string;
  /** Where it is published. */
  readonly basis: string;
  readonly value: number;
  /** Of a cut-off: with the value it describes the unwell side. */
  readonly op: string | null;
}

/** All published values of reliable change and cut-off of outcome instruments, ascending by value. */
export function publishedValues(): readonly PublishedValue[] {
  return allMeasures()
    .filter(({ use }) => use === 'outcome')
    .flatMap((measure) => [...changesOf(measure), ...cutoffsOf(measure)]);
}

function changesOf(measure: Measure): PublishedValue[] {
  const change = measure.reliableChange;
  if (!change) return [];
  return inOrder(
    [change, ...change.alternatives]
      .filter(({ mark }) => mark !== 'U')
      .map(({ points, basis, sources }) => ({
        measure: measure.id,
        choice: 'reliable change',
        alternative: pointsText(points),
        basis: basis ?? sourceWords(measure, sources),
        value: points,
        op: null,
      })),
  );
}

/** Other cut-offs have the mark and the direction of the first one. */
function cutoffsOf(measure: Measure): PublishedValue[] {
  const cutoff = measure.clinicalCutoff;
  if (!cutoff || cutoff.mark === 'U') return [];
  const own = { value: cutoff.value, basis: sourceWords(measure, cutoff.sources) };
  return inOrder(
    [own, ...cutoff.alternatives].map(({ value, basis }) => ({
      measure: measure.id,
      choice: 'cut-off',
      alternative: sideText(cutoff.op, value),
      basis,
      value,
      op: cutoff.op,
    })),
  );
}

/** Ascending; a value that comes twice keeps its first source. */
function inOrder(values: readonly PublishedValue[]): PublishedValue[] {
  const first = values.filter(
    ({ value }, at) => values.findIndex((other) => other.value === value) === at,
  );
  return first.sort((a, b) => a.value - b.value);
}

function sourceWords(measure: Measure, sources: readonly string[]): string {
  return sourceTexts(sources).join('; ') || measure.citation;
}

function pointsText(points: number): string {
  return `${formatShort(points)} ${points === 1 ? 'point' : 'points'}`;
}

/** The unwell side of a cut-off, such as `from 31`. */
export function sideText(op: string, value: number): string {
  const words = { '>=': 'from', '>': 'above', '<=': 'up to', '<': 'below' }[op] ?? op;
  return `${words} ${formatShort(value)}`;
}

/** Whether a published value is the one that decides now. */
export function isInForce(value: PublishedValue, threshold: MeasureThreshold | undefined): boolean {
  if (!threshold) return false;
  if (value.choice === 'cut-off') {
    return threshold.cutoff === value.value && threshold.cutoffOp === value.op;
  }
  return threshold.reliableChange === value.value && !threshold.isStrict;
}

/** The basis with the mark of what is in force, where it is. */
export function markedAsShown(basis: string, isShown: boolean): string {
  return isShown ? `${basis}; ${AS_SHOWN}` : basis;
}

/** Whether a basis has that mark. */
export function isMarkedAsShown(basis: string): boolean {
  return basis.endsWith(`; ${AS_SHOWN}`);
}

/** What the base stands on: thresholds, windows and unit, each as it is in force. */
export function baseWords(
  threshold: MeasureThreshold | undefined,
  settings: Settings,
  unit: OutcomeUnit,
): string {
  const { reliableChange = null, isStrict, cutoff = null, cutoffOp } = threshold ?? {};
  const points =
    reliableChange === null
      ? 'not known'
      : isStrict
        ? `more than ${formatNumber(reliableChange, 2)} points`
        : pointsText(reliableChange);
  const side = cutoff === null ? 'not known' : sideText(cutoffOp ?? '', cutoff);
  return `reliable change: ${points}; cut-off: ${side}; window: ${windowWords(settings)}; unit: ${unit}`;
}

/** Days around admission that hold at every level, before and after alike; null = they differ. */
export function windowInForce(settings: Settings): number | null {
  const [first, ...others] = windowsOf(settings);
  const days = first!.baselineBefore;
  const isSame = (window: ScoreWindow): boolean =>
    window.baselineBefore === days && window.baselineAfter === days;
  return [first!, ...others].every(isSame) ? days : null;
}

function windowWords(settings: Settings): string {
  const windows = windowsOf(settings);
  const texts = windows.map(({ baselineBefore: before, baselineAfter: after }) =>
    before === after ? `${before} days` : `${before} days before and ${after} after admission`,
  );
  return new Set(texts).size === 1 ? texts[0]! : 'by level';
}

function windowsOf({ scoreWindow, scoreWindowByLevel }: Settings): readonly ScoreWindow[] {
  return LEVELS.map(({ code }) => scoreWindowByLevel[code] ?? scoreWindow);
}
