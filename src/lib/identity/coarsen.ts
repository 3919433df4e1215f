/**
 * What an identifier becomes when it is made coarse enough for the Safe Harbor method, as SQL over the
 * text of a cell: three digits of a ZIP code, the year of a day, an age in bands of ten years.
 */
import { list, raw, type Sql, sql } from '$lib/sql/sql';
import type { IdentifierKind } from './kinds';

/**
 * Areas of the first three digits of a ZIP code in which 20,000 people or fewer live, by the census of
 * 2000: "Guidance Regarding Methods for De-identification of Protected Health Information", Office for
 * Civil Rights, US Department of Health and Human Services, 26 November 2012, on 45 CFR
 * 164.514(b)(2)(i)(B). The rule asks for the currently available census data; lists made from later
 * censuses differ, and this is the one place to change it.
 */
export const SMALL_ZIP3_AREAS = [
  '036',
  '059',
  '063',
  '102',
  '203',
  '556',
  '692',
  '790',
  '821',
  '823',
  '830',
  '831',
  '878',
  '879',
  '884',
  '890',
  '893',
] as const;

/** From this age on all people are one group. */
export const OLDEST_AGE = 90;

/** Stands in a coarsened cell whose text is none of the kind; it is taken out and counted as lost. */
export const NOT_COARSENED = '\u0001not coarsened';

/**
 * The coarsened text of a cell without space around it. Null stays null; `NOT_COARSENED` where the text
 * is none of the kind, and for every text of a kind that cannot be coarsened (`coarsened` in
 * `kind-words.ts` is null then). `today` is `YYYY-MM-DD`.
 */
export function coarsened(kind: IdentifierKind, text: Sql, today: string): Sql {
  const value = coarseText(kind, text, Number(today.slice(0, 4)));
  return sql`CASE WHEN ${text} IS NOT NULL THEN coalesce(${value}, ${NOT_COARSENED}) END`;
}

function coarseText(kind: IdentifierKind, text: Sql, thisYear: number): Sql {
  switch (kind) {
    case 'zip5':
    case 'zip3':
      return zipArea(kind, text);
    case 'birth_date':
      return birthYear(text, thisYear);
    case 'event_date':
      return sql`CAST(${yearOf(text, thisYear)} AS VARCHAR)`;
    case 'age_over_89':
      return ageBand(text);
    default:
      return raw('NULL');
  }
}

/** Spreadsheets take the zeros before a code away: four digits are a code of New England. */
function zipArea(kind: 'zip5' | 'zip3', text: Sql): Sql {
  const short =
    kind === 'zip3' ? sql`WHEN ${fits(text, '[0-9]{1,2}')} THEN lpad(${text}, 3, '0')` : raw('');
  const area = sql`CASE
    WHEN ${fits(text, '[0-9]{5}(-?[0-9]{4}|-|[.]0)?')} THEN left(${text}, 3)
    WHEN ${fits(text, '[0-9]{4}(-?[0-9]{4}|[.]0)?')} THEN '0' || left(${text}, 2)
    WHEN ${fits(text, '[0-9]{3}([.]0)?')} THEN left(${text}, 3) ${short} END`;
  return sql`'ZIP ' || CASE WHEN ${area} IN ${list(SMALL_ZIP3_AREAS)} THEN '000' ELSE ${area} END`;
}

function birthYear(text: Sql, thisYear: number): Sql {
  const year = yearOf(text, thisYear);
  const oldest = thisYear - OLDEST_AGE;
  return sql`CASE WHEN ${year} <= ${oldest} THEN ${`${oldest} or before`}
    ELSE CAST(${year} AS VARCHAR) END`;
}

/** The year of a day however it is written; two digits are of this century up to this year. */
function yearOf(text: Sql, thisYear: number): Sql {
  const four = found(text, '(?:^|[^0-9])((?:18|19|20)[0-9][0-9])(?:[^0-9]|$)');
  const compact = found(text, '^((?:18|19|20)[0-9][0-9])[01][0-9][0-3][0-9](?:[^0-9]|$)');
  const two = found(
    text,
    '^(?:[0-9]{1,2}[-/. ]+(?:[0-9]{1,2}|[A-Za-z]{3,9})|[A-Za-z]{3,9}[-/. ]+[0-9]{1,2})[-/., ]+([0-9]{2})(?:[^0-9]|$)',
  );
  const serial = found(text, '^([1-5][0-9]{4})(?:[.][0-9]+)?$');
  return sql`coalesce(CAST(${four} AS INTEGER), CAST(${compact} AS INTEGER),
    CAST(${two} AS INTEGER) + CASE WHEN CAST(${two} AS INTEGER) <= ${thisYear % 100}
      THEN ${thisYear - (thisYear % 100)} ELSE ${thisYear - (thisYear % 100) - 100} END,
    CAST(year(DATE '1899-12-30' + CAST(${serial} AS INTEGER)) AS INTEGER))`;
}

/** A single age becomes a band of ten; a band stays, but has no end above 89. */
function ageBand(text: Sql): Sql {
  const single = sql`CAST(${found(text, '^([0-9]{1,3})(?:[.][0-9]+)?(?: *(?:y|yo|yrs?|years?)(?: old)?[.]?)?$')} AS INTEGER)`;
  const from = sql`CAST(${found(text, '^([0-9]{1,3}) *(?:-|–|to) *[0-9]{1,3}$')} AS INTEGER)`;
  const to = sql`CAST(${found(text, '^[0-9]{1,3} *(?:-|–|to) *([0-9]{1,3})$')} AS INTEGER)`;
  const open = sql`CAST(${found(text, '^([0-9]{1,3}) *[+]$')} AS INTEGER)`;
  const decade = sql`${single} // 10 * 10`;
  return sql`CASE
    WHEN coalesce(${single}, ${from}, ${open}) >= ${OLDEST_AGE} THEN ${`${OLDEST_AGE}+`}
    WHEN ${single} IS NOT NULL THEN concat(${decade}, '-', ${decade} + 9)
    WHEN ${open} IS NOT NULL THEN concat(${open}, '+')
    WHEN ${to} >= ${OLDEST_AGE} THEN concat(${from}, '+')
    WHEN ${from} IS NOT NULL THEN concat(${from}, '-', ${to}) END`;
}

function fits(text: Sql, pattern: string): Sql {
  return sql`regexp_full_match(${text}, ${pattern})`;
}

/** The first group of a pattern; null where it does not match. */
function found(text: Sql, pattern: string): Sql {
  return sql`nullif(regexp_extract(${text}, ${pattern}, 1), '')`;
}
