/** Settings in words, and what differs between two sets of them. */
import { formatShare, formatShort } from '$lib/format/numbers';
import { sentenceCase } from '$lib/format/words';
import type { EnteredThresholds } from '$lib/measures/own';
import { measureShortName } from '$lib/measures/short-names';
import { METRICS } from '$lib/metrics/registry';
import { LEVELS } from '$lib/model/levels';
import type { Conventions, ScoreWindow } from '$lib/model/settings';
import {
  TARGET_KINDS,
  type TargetKind,
  type TargetRange,
  type TargetSet,
} from '$lib/model/targets';
import { directWords } from './direct-words';
import type { ProgramSettings } from './settings-schema';

/** A target in words: `9 to 15 h`, `at least 9 h`, `at most 10 people`; null reads `no target`. */
export function rangeWords(kind: TargetKind, range: TargetRange | null | undefined): string {
  const units = TARGET_KINDS.find((words) => words.kind === kind)?.unit ?? '';
  const { low, high } = range ?? { low: null, high: null };
  if (low === null && high === null) return 'no target';
  const limit = (value: number | null): string => `${formatShort(value)} ${oneOf(units, value)}`;
  if (low === null) return `at most ${limit(high)}`;
  if (high === null) return `at least ${limit(low)}`;
  return low === high ? limit(low) : `${formatShort(low)} to ${limit(high)}`;
}

/** A score window in words. */
export function windowWords(window: ScoreWindow): string {
  const { baselineBefore, baselineAfter, lastAfter, dischargeAround } = window;
  return `baseline ${baselineBefore} days before to ${baselineAfter} after admission, last score up to ${lastAfter} days after discharge, discharge score within ${dischargeAround} days of it`;
}

/** The name of a metric; an id without one is spelled out. */
export function metricName(id: string): string {
  return METRICS.find((metric) => metric.id === id)?.name ?? sentenceCase(id.replaceAll('-', ' '));
}

/** The choices that a convention has, in words. */
export const CHOICES = {
  retentionEvent: { any: 'any end of a stay', unplanned: 'unplanned ends only' },
  earlyDropout: {
    days: 'within 14 days',
    sessions: 'after fewer than 3 attended sessions',
    'planned length': 'before half of the planned length',
  },
} as const satisfies {
  readonly [Key in 'retentionEvent' | 'earlyDropout']: Readonly<Record<Conventions[Key], string>>;
};

/** One line for each difference, such as `IOP, hours a week: 9 to 15 h, now 12 to 15 h`. */
export function differences(before: ProgramSettings, after: ProgramSettings): readonly string[] {
  return [
    ...targetDifferences(before, after),
    ...conventionDifferences(before, after),
    ...recordDifferences(before.primaryMeasure, after.primaryMeasure, (program) => [
      `primary measure of ${program}`,
      (id) => (id === undefined ? 'the one with most pairs' : measureShortName(id)),
    ]),
    ...instrumentDifferences(before, after),
    ...recordDifferences(before.thresholds, after.thresholds, (id) => [
      `thresholds of ${measureShortName(id)}`,
      (entered) => (entered === undefined ? 'published' : thresholdsInShort(entered)),
    ]),
  ];
}

function targetDifferences(before: ProgramSettings, after: ProgramSettings): string[] {
  const sets = (settings: ProgramSettings): Readonly<Record<string, TargetSet>> => ({
    ...Object.fromEntries(
      LEVELS.map(({ code, short }) => [short, settings.targets.levels[code] ?? {}]),
    ),
    ...settings.targets.programs,
  });
  const [was, is] = [sets(before), sets(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return [
    ...names.flatMap((name) =>
      TARGET_KINDS.flatMap(({ kind, label }) =>
        difference(
          `${name}, ${label.toLowerCase()}`,
          was[name]?.[kind],
          is[name]?.[kind],
          (range) => rangeWords(kind, range),
        ),
      ),
    ),
    ...recordDifferences(before.targets.shares, after.targets.shares, (id) => [
      `${metricName(id)}, least share`,
      (share) => (share === undefined ? 'no target' : formatShare(share)),
    ]),
  ];
}

function conventionDifferences(before: ProgramSettings, after: ProgramSettings): string[] {
  const [was, is] = [before.conventions, after.conventions];
  const inDays = (days: number | undefined): string =>
    days === undefined ? 'as elsewhere' : `${days} days`;
  const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
  const window = (one: ScoreWindow | undefined): string =>
    one === undefined ? 'as elsewhere' : windowWords(one);
  return [
    ...difference('measured every', was.measureEveryDays, is.measureEveryDays, inDays),
    ...recordDifferences(was.measureEveryDaysByLevel, is.measureEveryDaysByLevel, (code) => [
      `measured in ${shortOf(code)} every`,
      inDays,
    ]),
    ...difference('a path ends after a gap of', before.pathGapDays, after.pathGapDays, inDays),
    ...difference('score windows', before.scoreWindow, after.scoreWindow, window),
    ...recordDifferences(before.scoreWindowByLevel, after.scoreWindowByLevel, (code) => [
      `score windows of ${shortOf(code)}`,
      window,
    ]),
    ...difference(
      'retention counts',
      was.retentionEvent,
      is.retentionEvent,
      (value) => CHOICES.retentionEvent[value],
    ),
    ...difference(
      'a transfer to a higher level is planned',
      was.isTransferUpPlanned,
      is.isTransferUpPlanned,
      yesNo,
    ),
    ...difference(
      'a dropout is early',
      was.earlyDropout,
      is.earlyDropout,
      (value) => CHOICES.earlyDropout[value],
    ),
    ...difference(
      'a first rise is a readmission',
      was.isFirstRiseReadmission,
      is.isFirstRiseReadmission,
      yesNo,
    ),
    ...difference(
      'hidden in a release',
      was.fewPeople,
      is.fewPeople,
      (few) => `1 to ${few} people`,
    ),
  ];
}

function instrumentDifferences(before: ProgramSettings, after: ProgramSettings): string[] {
  const byId = ({ instruments }: ProgramSettings): Record<string, string> =>
    Object.fromEntries(instruments.map((own) => [own.id, JSON.stringify(own)]));
  const [was, is] = [byId(before), byId(after)];
  const ids = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return ids.flatMap((id) => {
    if (was[id] === is[id]) return [];
    const own = [...after.instruments, ...before.instruments].find((found) => found.id === id);
    const verb = was[id] === undefined ? 'added' : is[id] === undefined ? 'removed' : 'changed';
    return [`instrument ${own?.name ?? id} ${verb}`];
  });
}

function recordDifferences<Value>(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
  wordsOf: (key: string) => readonly [string, (value: Value | undefined) => string],
): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
    const [name, words] = wordsOf(key);
    return difference(name, before[key], after[key], words);
  });
}

function difference<Value>(
  name: string,
  before: Value,
  after: Value,
  words: (value: Value) => string,
): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [was, is] = [words(before), words(after)];
  return [was === is ? `${name} changed` : `${name}: ${was}, now ${is}`];
}

/** The unit of one: `sessions` becomes `session` behind 1. */
function oneOf(units: string, value: number | null): string {
  if (value !== 1) return units;
  return units === 'people' ? 'person' : units.replace(/s$/, '');
}

function thresholdsInShort({ sd, reliability, direct }: EnteredThresholds): string {
  return [
    ...(sd === null ? [] : [`SD ${formatShort(sd)}, reliability ${formatShort(reliability)}`]),
    ...directWords(direct),
  ].join(', ');
}

function shortOf(code: string): string {
  return LEVELS.find((level) => level.code === code)?.short ?? code;
}
