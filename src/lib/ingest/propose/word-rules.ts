/** How words are turned into codes: ordered lists of patterns, the first that matches counts. */
import type { Confidence } from '../proposal';
import { wordKey } from '../reading';

/** A code that a word most likely means. */
export interface Suggestion {
  readonly code: string;
  readonly confidence: Confidence;
}

/** A pattern for a code; a null code = such words are left to the person. */
export interface WordRule {
  readonly code: string | null;
  /** Words that are the code, by themselves. */
  readonly exact?: readonly string[];
  /** What a word for the code contains. */
  readonly holds?: RegExp;
  /** When `holds` matches; `likely` where it is not given. */
  readonly confidence?: Confidence;
}

/** A word without case, punctuation and repeated space: `No-Show ` and `no show` are one. */
export function plainWord(word: string): string {
  return wordKey(word)
    .replaceAll(/[_\-–—/\\.,:;()[\]"'’*]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The first rule that a word passes; null = none, or one that leaves it to the person. */
export function byRules(rules: readonly WordRule[], word: string): Suggestion | null {
  const plain = plainWord(word);
  const raw = wordKey(word);
  for (const { code, exact, holds, confidence } of rules) {
    if (exact?.includes(plain) || exact?.includes(raw)) {
      return code === null ? null : { code, confidence: confidence ?? 'sure' };
    }
    if (holds?.test(plain) || holds?.test(raw)) {
      return code === null ? null : { code, confidence: confidence ?? 'likely' };
    }
  }
  return null;
}

/** Words of a list that is written in one line. */
export function words(line: string): readonly string[] {
  return line.split('|').map((word) => word.trim());
}
