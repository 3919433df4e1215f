/** What the cells of a column speak for, and in which words it is told. */
import { formatCount } from '$lib/format/numbers';
import { KIND_WORDS } from './kind-words';
import type { ColumnText } from './find';
import type { IdentifierKind } from './kinds';

/** Different values of a column, with how many cells hold each. */
export type Values = ColumnText['values'];

/** One kind that the cells speak for. */
export interface Evidence {
  readonly kind: IdentifierKind;
  readonly hits: number;
  /** What the cells hold, where that is not simply the kind; null = the kind. */
  readonly looks: string | null;
  /** At least half of the cells hold it. */
  readonly isMost: boolean;
  /** Its form is no other's: it stands against what the header says. */
  readonly isCertain: boolean;
}

/** Kinds that are written alike, so that the header decides between them. */
const ALIKE: readonly (readonly IdentifierKind[])[] = [
  ['phone', 'fax'],
  ['birth_date', 'event_date'],
  ['zip5', 'zip3', 'address'],
  ['record_number', 'plan_number', 'account_number', 'licence_number', 'other_number', 'ssn'],
  ['device_number', 'other_number', 'account_number'],
  ['record_number', 'phone'],
];

/** Whether cells of one kind can be meant by a header that says the other. */
export function isLike(said: IdentifierKind, found: IdentifierKind): boolean {
  return said === found || ALIKE.some((kinds) => kinds.includes(said) && kinds.includes(found));
}

/** Cells of a column. */
export function cellsOf(values: Values): number {
  return values.reduce((sum, { n }) => sum + n, 0);
}

/** Evidence for a kind that most cells are. */
export function whole(kind: IdentifierKind, hits: number, looks: string | null = null): Evidence {
  return { kind, hits, looks, isMost: true, isCertain: true };
}

/** In words: `180 of 200 cells hold a phone number`. */
export function held({ kind, hits, looks }: Evidence, cells: number): string {
  return `${share(hits, cells)} hold ${looks ?? KIND_WORDS[kind].one}`;
}

/** In words: `180 of 200 cells`. */
export function share(hits: number, cells: number): string {
  return `${formatCount(hits)} of ${formatCount(cells)} cells`;
}
