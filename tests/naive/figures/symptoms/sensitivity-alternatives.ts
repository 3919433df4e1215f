/** The alternatives of `sensitivity`: published thresholds, other windows by a derivation each, units. */
import type { OutcomeUnit } from '$lib/cohort/cohort';
import { formatShort } from '$lib/format/numbers';
import { findMeasure, sourceTexts } from '$lib/measures/library';
import { baseWords } from '$lib/metrics/symptoms/sensitivity-choices';
import { resolveProfile } from '$lib/model/profiles';
import type { ScoreWindow, Settings } from '$lib/model/settings';
import { derivePairs } from '../../derive-pairs';
import type { Kind } from '../../score-kinds';
import { windowOf } from '../../score-windows';
import { type NaiveThreshold, thresholdOf } from '../../thresholds';
import type { Derived, ScorePair } from '../../types';
import { type UnitPair, paired, unitsOf } from '../../unit-pairs';
import type { FigureInput } from '../figure';

/** The pairs of a kind under one alternative, and the rules that classify them. */
export interface Alternative {
  readonly choice: string;
  readonly alternative: string;
  readonly basis: string;
  readonly pairs: readonly UnitPair[];
  readonly rules: NaiveThreshold;
}

/** Everything of one input: pairs under its own windows and under others. */
export interface World {
  readonly input: FigureInput;
  readonly byWindow: ReadonlyMap<number, FigureInput>;
}

/** The input with pairs under each window beside it. */
export function worldOf(input: FigureInput): World {
  return { input, byWindow: new Map([3, 7, 14].map((days) => [days, underWindow(input, days)])) };
}

/** The base, then every alternative of a kind. */
export function alternativesOf(kind: Kind, { input, byWindow }: World): Alternative[] {
  const { cohort, settings, derived } = input;
  const rules = rulesOf(kind.measure, input);
  const pairs = pairsOf(kind, input, cohort.unit);
  const marked = (basis: string, isShown: boolean): string =>
    isShown ? `${basis}; as shown` : basis;
  const base = {
    choice: 'as shown',
    alternative: 'as shown',
    basis: baseWords(asThreshold(kind.measure, rules), settings, cohort.unit),
    pairs,
    rules,
  };
  const hasDays = derived.scores.some((s) => s.measure === kind.measure && s.rater === kind.rater);
  const windows = [...byWindow].map(([days, other]) => ({
    choice: 'window',
    alternative: `${days} days`,
    basis: marked('convention: days before and after admission', isEverywhere(days, settings)),
    pairs: pairsOf(kind, other, cohort.unit),
    rules: rulesOf(kind.measure, other),
  }));
  const units = (['stay', 'path'] as const).map((unit) => ({
    choice: 'unit',
    alternative: unit,
    basis: marked(
      unit === 'stay'
        ? 'convention: from the first to the last score of each stay'
        : 'convention: from the first score of a path to its last',
      unit === cohort.unit,
    ),
    pairs: pairsOf(kind, input, unit),
    rules,
  }));
  return [base, ...published(kind, pairs, rules), ...(hasDays ? windows : []), ...units];
}

/** Each value that the library has for the instrument. */
function published(kind: Kind, pairs: readonly UnitPair[], rules: NaiveThreshold): Alternative[] {
  const { reliableChange, clinicalCutoff, citation } = findMeasure(kind.measure)!;
  const texts = (sources: readonly string[]): string => sourceTexts(sources).join('; ') || citation;
  const changes = reliableChange
    ? [reliableChange, ...reliableChange.alternatives]
        .filter(({ mark }) => mark !== 'U')
        .sort((a, b) => a.points - b.points)
        .map(({ points, basis, sources }) => ({
          choice: 'reliable change',
          alternative: points === 1 ? '1 point' : `${formatShort(points)} points`,
          basis: `${basis ?? texts(sources)}${points === rules.change && !rules.isStrict ? '; as shown' : ''}`,
          pairs,
          rules: { ...rules, change: points, isStrict: false },
        }))
    : [];
  if (!clinicalCutoff || clinicalCutoff.mark === 'U') return changes;
  const { op, value: first, sources, alternatives } = clinicalCutoff;
  const words = { '>=': 'from', '>': 'above', '<=': 'up to', '<': 'below' }[op];
  const cutoffs = [{ value: first, basis: texts(sources) }, ...alternatives]
    .sort((a, b) => a.value - b.value)
    .map(({ value, basis }) => ({
      choice: 'cut-off',
      alternative: `${words} ${formatShort(value)}`,
      basis: `${basis}${value === rules.cutoff?.value && op === rules.cutoff.op ? '; as shown' : ''}`,
      pairs,
      rules: { ...rules, cutoff: { op, value } },
    }));
  return [...changes, ...cutoffs];
}

function pairsOf(kind: Kind, input: FigureInput, unit: OutcomeUnit): UnitPair[] {
  const units = unitsOf({ ...input, cohort: { ...input.cohort, unit } });
  return paired(units).filter((p) => p.measure === kind.measure && p.rater === kind.rater);
}

/** The rules of the chosen profile for a measure. */
export function rulesOf(
  measure: string,
  { cohort, settings, derived }: FigureInput,
): NaiveThreshold {
  return thresholdOf(resolveProfile(cohort.profile, settings), measure, derived);
}

const known = new WeakMap<Derived, Map<number, readonly ScorePair[]>>();

/** Pairs do not depend on the cohort: they are derived once. */
function remembered(
  derived: Derived,
  days: number,
  make: () => readonly ScorePair[],
): readonly ScorePair[] {
  const own = known.get(derived) ?? new Map<number, readonly ScorePair[]>();
  known.set(derived, own);
  if (!own.has(days)) own.set(days, make());
  return own.get(days)!;
}

/** The same stays and paths, with pairs that are found under another window of the baseline. */
function underWindow(input: FigureInput, days: number): FigureInput {
  const { derived } = input;
  const widened = (window: ScoreWindow): ScoreWindow => ({
    ...window,
    baselineBefore: days,
    baselineAfter: days,
  });
  const settings: Settings = {
    ...derived.settings,
    scoreWindow: widened(derived.settings.scoreWindow),
    scoreWindowByLevel: Object.fromEntries(
      Object.entries(derived.settings.scoreWindowByLevel).map(([level, own]) => [
        level,
        widened(own),
      ]),
    ),
  };
  const scorePairs = remembered(derived, days, () => {
    const { stays, paths, scores, visits, dataCut: cut } = derived;
    return derivePairs({ stays, paths, scores, visits, settings, cut });
  });
  const changed: Derived = { ...derived, settings, scorePairs };
  return { ...input, settings, derived: changed };
}

function isEverywhere(days: number, settings: Settings): boolean {
  const levels = [
    'inpatient',
    'withdrawal_management',
    'residential',
    'php',
    'iop',
    'op',
    'aftercare',
    'housing',
  ];
  return levels.every((level) => {
    const { baselineBefore, baselineAfter } = windowOf(level, settings);
    return baselineBefore === days && baselineAfter === days;
  });
}

/** The rules in the form that the words of the base read. */
function asThreshold(
  measure: string,
  { change, isStrict, cutoff, responseShare }: NaiveThreshold,
): Parameters<typeof baseWords>[0] {
  return {
    ...{ measure, reliableChange: change, isStrict, changeWords: null, responseShare },
    ...{ cutoffOp: cutoff?.op ?? null, cutoff: cutoff?.value ?? null, cutoffWords: null },
    ...{ remissionOp: null, remission: null },
  };
}
