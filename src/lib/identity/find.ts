/**
 * What in a table looks like an identifier: by the words of a header, and by the cells themselves. Both
 * are needed: "Ref 2" may hold phone numbers, and a column called "Guardian" may hold yes and no.
 */
import { sentenceEvidence, sharedEvidence, strongEvidence } from './column-values';
import { claimsOn } from './header-claims';
import { KIND_WORDS } from './kind-words';
import type { IdentifierKind } from './kinds';
import { strongKindIn } from './patterns/all';
import { cellsOf, type Evidence, held, isLike } from './evidence';

/** One column as far as it was looked at. */
export interface ColumnText {
  /** Position in the header. */
  readonly at: number;
  readonly name: string;
  /** Different values, trimmed, with how many cells hold each. */
  readonly values: readonly { readonly value: string; readonly n: number }[];
}

/** A column that could identify somebody. */
export interface Finding {
  readonly at: number;
  readonly name: string;
  readonly kind: IdentifierKind;
  readonly by: 'header' | 'values' | 'both';
  /** Cells that were looked at, and those in which a value of this kind stands. */
  readonly cells: number;
  readonly hits: number;
  /** Why, in words and without any value, such as `the header says "Date of Birth"`. */
  readonly because: string;
}

/**
 * Columns that could identify somebody, each with its likeliest kind; in file order. Days are found in
 * mapped columns too: what is mapped to a canonical column is the caller's to leave out. `thisYear`
 * tells which years of birth mean an age over 89.
 */
export function findIdentifiers(
  columns: readonly ColumnText[],
  thisYear = new Date().getFullYear(),
): readonly Finding[] {
  return columns.flatMap((column) => findingOf(column, thisYear) ?? []);
}

/**
 * The kind of identifier that stands in a single cell, whatever its column is called; null = none.
 * Only what can be told by its form alone; of several kinds the one whose form is the most certain.
 */
export function identifierIn(value: string): IdentifierKind | null {
  return strongKindIn(value);
}

/** Header and cells agree; else what most cells are; else sentences; else the header; else single cells. */
function findingOf(column: ColumnText, thisYear: number): Finding | null {
  const { values } = column;
  const cells = cellsOf(values);
  const strong = strongEvidence(values);
  const shared = sharedEvidence(values, thisYear);
  const certain = [...strong, ...shared].filter((one) => one.isMost && one.isCertain);
  const claims = claimsOn(column, cells, [...strong, ...shared], thisYear);
  const sentences = sentenceEvidence(values);

  const agreed = claims.find((claim) =>
    certain.some((one) => isLike(claim.kind, one.kind) || claim.kind === 'age_over_89'),
  );
  if (agreed) return agreed;
  if (certain[0] && !(sentences && !shared.includes(certain[0]))) {
    return byValues(column, cells, certain[0]);
  }
  if (sentences) {
    const said = claims.find((claim) => claim.kind === 'free_text');
    return withinSentences(said ?? byValues(column, cells, sentences), strong);
  }
  if (claims[0]) return withinSentences(claims[0], strong);
  const first = shared[0] ?? strong[0];
  return first ? byValues(column, cells, first) : null;
}

function byValues(column: ColumnText, cells: number, evidence: Evidence): Finding {
  const { at, name } = column;
  const { kind, hits } = evidence;
  return { at, name, kind, by: 'values', cells, hits, because: held(evidence, cells) };
}

/** Says which identifiers stand inside sentences. */
function withinSentences(finding: Finding, strong: readonly Evidence[]): Finding {
  if (finding.kind !== 'free_text' || strong.length === 0) return finding;
  const inside = strong.map((one) => `${KIND_WORDS[one.kind].one} in ${one.hits}`).join(', ');
  return { ...finding, because: `${finding.because}; among them ${inside}` };
}
