/** Which claims of a header its cells can bear. */
import { yearOf } from './dates';
import { cellsOf, type Evidence, held, isLike, share, type Values } from './evidence';
import type { ColumnText, Finding } from './find';
import { type HeaderClaim, claimsOf } from './header-words';
import type { IdentifierKind } from './kinds';
import { fullNameIn } from './names';
import { isPostcode } from './patterns/places';
import { couldBe } from './plausible';

/** Of the cells, those that must be able to be what the header says. */
const LEAST_SHARE = 0.2;
const OLDEST_AGE_KEPT = 89;
const HIGHEST_AGE = 125;
const YEAR = /^\d{4}$/;

/** Findings by the header of a column, the likeliest first. */
export function claimsOn(
  column: ColumnText,
  cells: number,
  evidence: readonly Evidence[],
  thisYear: number,
): readonly Finding[] {
  return claimsOf(column.name).flatMap(
    (claim) => borne(claim, column, cells, evidence, thisYear) ?? [],
  );
}

function borne(
  claim: HeaderClaim,
  column: ColumnText,
  cells: number,
  evidence: readonly Evidence[],
  thisYear: number,
): Finding | null {
  const { at, name, values } = column;
  const header = `the header says "${name}"`;
  const found = evidence.find((one) => isLike(claim.kind, one.kind)) ?? null;
  const { kind, possible } = likeliest(claim.kind, values);
  const able = cellsOf(possible);
  if (claim.kind === 'age_over_89') return oldAges(column, cells, possible);
  if (claim.kind === 'birth_date' && able === 0) return oldYears(column, cells, thisYear);
  if (cells === 0) {
    if (claim.weight === 'hint') return null;
    return { at, name, kind, by: 'header', cells, hits: 0, because: header };
  }
  // Under a header that can mean nothing else, any words are names, with a digit in them too.
  const isNamed = claim.kind === 'name' && claim.weight !== 'hint' && haveWords(values, cells);
  if (able < cells * LEAST_SHARE && found === null && !isNamed) return null;
  if (claim.weight === 'hint' && found === null && !areNames(possible, cells)) return null;
  const hits = Math.max(able, found?.hits ?? 0);
  // Nine digits under "MRN" are no sign of anything: the header alone says what they are.
  if (found === null || (found.kind !== kind && !found.isCertain)) {
    return { at, name, kind, by: 'header', cells, hits, because: header };
  }
  const isDate = kind === 'birth_date' || kind === 'event_date';
  const words = held(isDate ? { ...found, kind: 'event_date', looks: null } : found, cells);
  const because = `${header} and ${words}`;
  return { at, name, kind: agreedKind(kind, found), by: 'both', cells, hits, because };
}

/** Of kinds that are written alike the header's, save that a Social Security number is one anywhere. */
function agreedKind(said: IdentifierKind, found: Evidence): IdentifierKind {
  return found.kind === 'ssn' && found.isMost && found.isCertain ? 'ssn' : said;
}

/** ZIP codes are told apart by their length; elsewhere in the world they are post codes. */
function likeliest(
  kind: IdentifierKind,
  values: Values,
): { kind: IdentifierKind; possible: Values } {
  const of = (one: IdentifierKind): { kind: IdentifierKind; possible: Values } => ({
    kind: one,
    possible: values.filter(({ value }) => couldBe(one, value)),
  });
  if (kind !== 'zip5') return of(kind);
  const postcodes = {
    kind: 'address',
    possible: values.filter(({ value }) => isPostcode(value)),
  } as const;
  return [of('zip5'), of('zip3'), postcodes].reduce((best, one) =>
    cellsOf(one.possible) > cellsOf(best.possible) ? one : best,
  );
}

function haveWords(values: Values, cells: number): boolean {
  return cellsOf(values.filter(({ value }) => /\p{L}{2}/u.test(value))) >= cells * LEAST_SHARE;
}

function oldAges(column: ColumnText, cells: number, old: Values): Finding | null {
  const { at, name } = column;
  const hits = cellsOf(old);
  if (hits === 0) return null;
  const because = `the header says "${name}" and ${share(hits, cells)} hold more than ${OLDEST_AGE_KEPT}`;
  return { at, name, kind: 'age_over_89', by: 'both', cells, hits, because };
}

/** A year of birth may stay, but not one that tells an age over 89. */
function oldYears(column: ColumnText, cells: number, thisYear: number): Finding | null {
  const { at, name, values } = column;
  const old = values.filter(({ value }) => {
    const age = YEAR.test(value) ? thisYear - (yearOf(value) ?? thisYear) : 0;
    return age > OLDEST_AGE_KEPT && age <= HIGHEST_AGE;
  });
  const hits = cellsOf(old);
  if (hits === 0) return null;
  const because = `the header says "${name}" and ${share(hits, cells)} hold a year more than ${OLDEST_AGE_KEPT} years ago`;
  return { at, name, kind: 'age_over_89', by: 'both', cells, hits, because };
}

/** A full name, or many different words rather than the same few answers. */
function areNames(possible: Values, cells: number): boolean {
  if (possible.some(({ value }) => fullNameIn(value) === 'known')) return true;
  const hits = cellsOf(possible);
  return possible.length >= 3 && hits >= cells / 2 && possible.length * 2 > hits;
}
