/** The words of a file and the codes that they become. */
import { allMeasures, findMeasure, measureId } from '$lib/measures/library';
import { measureShortName } from '$lib/measures/short-names';
import {
  CANONICAL,
  DISCHARGE_REASONS,
  type Kind,
  LEVEL_CODES,
  SESSION_STATUSES,
  SESSION_TYPES,
} from '$lib/model/canonical';
import { LEVELS } from '$lib/model/levels';
import type { Confidence, FileProfile } from '../proposal';
import { AS_EMPTY, LEAVE_OUT, wordKey } from '../reading';
import type { FilePlan } from '../types';
import { suggestMeasure } from './instruments';
import { suggestDestination, suggestLevel } from './level-words';
import { phaseOf } from './phases';
import { suggestReason } from './reason-words';
import { suggestSessionType, suggestStatus } from './session-words';
import { isEmptyWord, isNumber } from './values';
import type { Suggestion } from './word-rules';

/** A word of a file with the code that it becomes; a null code = none yet. */
export interface MappedWord {
  readonly column: string;
  /** Lower case, trimmed. */
  readonly word: string;
  readonly n: number;
  /** A code, `LEAVE_OUT` or `AS_EMPTY`; of a phase its role. */
  readonly code: string | null;
  readonly confidence: Confidence | null;
}

const SUGGEST: Readonly<Record<string, (word: string) => Suggestion | null>> = {
  level_of_care: suggestLevel,
  discharged_to: suggestDestination,
  discharge_reason: suggestReason,
  session_type: suggestSessionType,
  status: suggestStatus,
  measure: suggestMeasure,
  phase: (word) => {
    const phase = phaseOf(word);
    return phase && { code: phase.role, confidence: 'likely' };
  },
};

const CODES: Readonly<Record<string, readonly string[]>> = {
  level_of_care: LEVEL_CODES,
  discharged_to: LEVEL_CODES,
  discharge_reason: DISCHARGE_REASONS,
  session_type: SESSION_TYPES,
  status: SESSION_STATUSES,
  phase: ['baseline', 'later', 'either', 'follow_up'],
};

const LABELS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(LEVELS.map(({ code, label }) => [code, label])),
  against_advice: 'Left against advice',
  coverage_ended: 'Coverage ended',
  record_closed: 'Record closed (duplicate, system move)',
  client_cancel: 'Cancelled by the client',
  late_cancel: 'Cancelled late by the client',
  provider_cancel: 'Cancelled by the provider',
  baseline: 'Starts a change',
  later: 'Ends a change',
  either: 'Either, by its order',
  follow_up: 'Follow-up, neither',
};

/**
 * The code that a word of a canonical column most likely means: a code, `LEAVE_OUT`, or `AS_EMPTY` in
 * a column that may be empty; for `phase` a role. Null = it says nothing.
 */
export function suggestCode(column: string, word: string): Suggestion | null {
  const own = ownCode(column, word);
  if (own !== null) return { code: own, confidence: 'sure' };
  const found = SUGGEST[column]?.(word) ?? null;
  if (found !== null) return found;
  const mayBeEmpty = !REQUIRED.has(column);
  return mayBeEmpty && wordKey(word) !== '' && isEmptyWord(word)
    ? { code: AS_EMPTY, confidence: 'likely' }
    : null;
}

const REQUIRED: ReadonlySet<string> = new Set(['level_of_care', 'status', 'measure', 'phase']);

/** The codes of a column with the words for them, for a list to pick from. */
export function codesOf(column: string): readonly { code: string; label: string }[] {
  if (column === 'measure') {
    return allMeasures().map(({ id }) => ({ code: id, label: measureShortName(id) }));
  }
  return (CODES[column] ?? []).map((code) => ({ code, label: codeLabel(code) }));
}

/** A code in words. */
export function codeLabel(code: string): string {
  if (code === LEAVE_OUT) return 'Leave the rows out';
  if (code === AS_EMPTY) return 'Read as empty';
  const measure = findMeasure(code);
  if (measure) return measureShortName(code);
  const spaced = code.replaceAll('_', ' ');
  return LABELS[code] ?? spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The code columns of a kind whose words can be mapped. */
export function codeColumns(kind: Kind): readonly string[] {
  const coded = CANONICAL[kind].filter(({ type }) => type === 'code').map(({ name }) => name);
  return kind === 'scores' ? [...coded, 'measure', 'phase'] : coded;
}

/** The word as a code, where it is one already; of an instrument its id. */
export function ownCode(column: string, word: string): string | null {
  if (column === 'measure') {
    const id = measureId(word);
    return findMeasure(id) ? id : null;
  }
  const key = wordKey(word);
  return column !== 'phase' && CODES[column]?.includes(key) ? key : null;
}

/** Every word of the mapped code columns with the code that it becomes, the most frequent first. */
export function mappedWords(plan: FilePlan, profile: FileProfile): readonly MappedWord[] {
  return codeColumns(plan.kind).flatMap((column) => {
    const counts = wordCounts(plan, profile, column);
    const entries = plan.reading.codes[column] ?? {};
    return [...counts].flatMap(([word, n]): MappedWord[] => {
      const isPlainNumber = column === 'phase' && isNumber(word);
      if (isPlainNumber || (word === '' && !('' in entries))) return [];
      const own = ownCode(column, word);
      const entry = column === 'phase' ? plan.reading.phases[word]?.role : entries[word];
      const code = entry ?? own;
      const suggestion = suggestCode(column, word);
      const confidence = suggestion?.code === code ? suggestion.confidence : 'sure';
      return [{ column, word, n, code, confidence: code === null ? null : confidence }];
    });
  });
}

/** Words of the mapped code columns that are no codes and stand for none yet; never empty cells. */
export function unknownWords(
  plan: FilePlan,
  profile: FileProfile,
): readonly { column: string; word: string; n: number }[] {
  return mappedWords(plan, profile)
    .filter(({ code, word }) => code === null && word !== '')
    .map(({ column, word, n }) => ({ column, word, n }));
}

/** Words of a mapped column, lower case and trimmed, by falling frequency, empty cells last. */
export function wordCounts(
  plan: FilePlan,
  profile: FileProfile,
  column: string,
): ReadonlyMap<string, number> {
  const at = plan.columns[column];
  const found = at === undefined ? undefined : profile.columns[at];
  const counts = new Map<string, number>();
  if (!found) return counts;
  for (const { value, n } of found.values) {
    const word = wordKey(value);
    counts.set(word, (counts.get(word) ?? 0) + n);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const empty = profile.rowCount - found.filled;
  return new Map(empty > 0 ? [...sorted, ['', empty]] : sorted);
}
