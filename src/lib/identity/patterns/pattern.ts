/**
 * What a pattern is. A *strong* one is looked for anywhere in a cell, and one hit is enough. A *shape*
 * is that of a whole cell and is also that of ordinary codes, so a column needs a share of it.
 */
import type { IdentifierKind } from '../kinds';

/** What a cell holds, looked at once, so that most patterns need not be tried. */
export interface Traits {
  readonly digits: number;
  readonly letters: number;
  readonly hasAt: boolean;
  readonly hasColon: boolean;
  readonly hasSpace: boolean;
}

/** An identifier that can be told by its form alone, also inside a sentence. */
export interface StrongPattern {
  readonly kind: IdentifierKind;
  /** False = it cannot stand in a cell of these traits. */
  readonly isWorthTrying: (traits: Traits) => boolean;
  readonly standsIn: (text: string) => boolean;
}

/** An identifier that needs a column of its like. */
export interface Shape {
  readonly kind: IdentifierKind;
  /** In words, for a reason: `nine digits, as in a Social Security number`. */
  readonly looks: string;
  readonly isWhole: (text: string, traits: Traits) => boolean;
  /** Least share of the cells, 0 to 1. */
  readonly share: number;
  /** Least number of different values of the shape. */
  readonly distinct: number;
  /** The values must differ in their first three characters: numbers issued in a row do not. */
  readonly isSpread: boolean;
}

const [ZERO, NINE, AT, COLON, SPACE] = [48, 57, 64, 58, 32];

/** Counts what a cell holds. */
export function traitsOf(text: string): Traits {
  let [digits, letters] = [0, 0];
  let [hasAt, hasColon, hasSpace] = [false, false, false];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) digits += 1;
    else if (code === AT) hasAt = true;
    else if (code === COLON) hasColon = true;
    else if (code <= SPACE) hasSpace = true;
    else if ((code | 32) >= 97 && (code | 32) <= 122) letters += 1;
    else if (code > 191) letters += 1;
  }
  return { digits, letters, hasAt, hasColon, hasSpace };
}

/** The matches of a global expression that pass a check; false where there is none. */
export function anyMatch(
  text: string,
  expression: RegExp,
  passes: (match: RegExpExecArray) => boolean,
): boolean {
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    if (passes(match)) return true;
  }
  return false;
}

/** A text without the marks that group its digits. */
export function joined(text: string): string {
  return text.replace(/[ .\-\u2010-\u2013]/g, '');
}
