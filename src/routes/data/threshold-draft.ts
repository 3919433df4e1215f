/** What is typed about thresholds as a whole: SD and reliability, values set directly, or both. */
import type { DirectThresholds, EnteredThresholds } from '$lib/measures/own';
import { formatShort } from '$lib/format/numbers';
import {
  type Problems,
  type ThresholdDraft,
  thresholdDraftOf,
  thresholdProblems,
  thresholdsOf,
} from './instrument-draft';

/** The fields of both groups as text; empty = not known, or not set. */
export interface EnteredDraft extends ThresholdDraft {
  /** In points. */
  readonly reliableChange: string;
  readonly cutoff: string;
  /** In whole percent of the baseline. */
  readonly response: string;
  readonly remission: string;
}

/** Lowest and highest score of an instrument. */
export interface ScoreRange {
  readonly scoreMin: number;
  readonly scoreMax: number;
}

const SPREAD = ['sd', 'reliability', 'clinicalMean', 'normMean', 'normSd'] as const;
const DIRECT = ['reliableChange', 'cutoff', 'response', 'remission'] as const;

/** A draft to begin with. */
export function enteredDraftOf(entered: EnteredThresholds | undefined): EnteredDraft {
  const { reliableChange, cutoff, responseShare, remission } = entered?.direct ?? {};
  return {
    ...thresholdDraftOf(entered),
    reliableChange: String(reliableChange ?? ''),
    cutoff: String(cutoff ?? ''),
    response: responseShare == null ? '' : String(Math.round(responseShare * 100)),
    remission: String(remission ?? ''),
  };
}

/** What is wrong with a draft; `range` null = the range of the instrument is not known here. */
export function enteredProblems(
  draft: EnteredDraft,
  range: ScoreRange | null,
): Problems<EnteredDraft> {
  const hasSpread = isAnyFilled(draft, SPREAD);
  if (!hasSpread && !isAnyFilled(draft, DIRECT)) {
    return {
      sd: 'Enter SD and reliability, or set a value.',
      reliableChange: 'Set a value, or enter SD and reliability.',
    };
  }
  return { ...(hasSpread && thresholdProblems(draft)), ...directProblems(draft, range) };
}

/** The thresholds of a draft without problems. */
export function enteredThresholdsOf(draft: EnteredDraft): EnteredThresholds {
  const direct: DirectThresholds = {
    reliableChange: numberIn(draft.reliableChange),
    cutoff: numberIn(draft.cutoff),
    responseShare: draft.response.trim() === '' ? null : Number(draft.response) / 100,
    remission: numberIn(draft.remission),
  };
  if (!isAnyFilled(draft, SPREAD)) {
    return { sd: null, reliability: null, clinicalMean: null, norm: null, direct };
  }
  return { ...thresholdsOf(draft), ...(isAnyFilled(draft, DIRECT) && { direct }) };
}

function directProblems(draft: EnteredDraft, range: ScoreRange | null): Problems<EnteredDraft> {
  const problems: Problems<EnteredDraft> = {};
  if (draft.reliableChange.trim() !== '') {
    const points = numberIn(draft.reliableChange);
    const most = range ? range.scoreMax - range.scoreMin : Infinity;
    if (points === null || points <= 0 || points > most) {
      const upTo = range ? `, up to ${formatShort(most)}` : '';
      problems.reliableChange = `Points above 0${upTo}, or nothing.`;
    }
  }
  for (const field of ['cutoff', 'remission'] as const) {
    if (draft[field].trim() === '' || isScore(numberIn(draft[field]), range)) continue;
    problems[field] = range
      ? `A score from ${formatShort(range.scoreMin)} to ${formatShort(range.scoreMax)}, or nothing.`
      : 'A score, or nothing.';
  }
  if (draft.response.trim() !== '') {
    const percent = numberIn(draft.response);
    if (percent === null || !Number.isInteger(percent) || percent < 1 || percent > 100) {
      problems.response = 'A whole number from 1 to 100, or nothing.';
    }
  }
  return problems;
}

function isScore(score: number | null, range: ScoreRange | null): boolean {
  if (score === null) return false;
  return range === null || (score >= range.scoreMin && score <= range.scoreMax);
}

function isAnyFilled(draft: EnteredDraft, fields: readonly (keyof EnteredDraft)[]): boolean {
  return fields.some((field) => draft[field].trim() !== '');
}

/** The number of a text; null = empty, or none. */
function numberIn(text: string): number | null {
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? null : number;
}
