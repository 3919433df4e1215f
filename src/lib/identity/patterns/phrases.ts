/** A word that says what follows, and the number behind it: `MRN 0012345`, `born on 5/2/1980`. */
import type { IdentifierKind } from '../kinds';
import { tellsAgeOver89 } from '../ages';
import { DAY_IN_TEXT } from '../dates';
import type { Traits } from './pattern';

/** Between the word and its number: "number is:", "#". */
const LINK = String.raw`(?:[ -]?(?:numbers?|num|nos?\.?|ids?|#))?(?: (?:is|was|are))?[ :#=.]*`;

/** Kind, words before the number, the number. */
const PHRASES: readonly (readonly [IdentifierKind, string, string])[] = [
  [
    'ssn',
    'ssns?|ssid|social security|itin|taxpayer(?: identification)?',
    String.raw`\d[\d .-]{7,9}\d(?!\d)`,
  ],
  [
    'record_number',
    String.raw`mrn|medical record|nhs|patient (?:number|no\.?|#)|chart (?:number|no\.?|#)`,
    String.raw`(?:(?<![a-z])[A-Z]{1,4}-?)?\d[\d -]{3,}`,
  ],
  [
    'plan_number',
    'member (?:id|number|no|#)|subscriber (?:id|number|no|#)|policy|medicaid|medicare|beneficiary',
    String.raw`(?=[A-Z-]*\d)[A-Z0-9-]{6,}`,
  ],
  [
    'account_number',
    String.raw`(?:bank(?:ing)? )?account|acct\.?|routing|(?:credit|debit) card`,
    String.raw`\d[\d -]{4,}\d`,
  ],
  ['account_number', 'card(?: number)?', String.raw`\d[\d -]{10,}\d`],
  [
    'licence_number',
    String.raw`driver'?s? licen[sc]e|licen[sc]e|dea|npi`,
    String.raw`(?:(?<![a-z])[A-Z]{1,3}-?)?\d{5,}`,
  ],
  ['vehicle_number', 'licen[cs]e plate|plate number', String.raw`(?=[A-Z -]*\d)[A-Z0-9-]{5,8}\b`],
  ['other_number', 'passport', String.raw`(?:(?<![a-z])[A-Z])?\d{6,9}\b`],
  ['fax', 'fax', String.raw`\+?[(]?\d[\d ().-]{5,}\d`],
  [
    'phone',
    '(?:tele)?phone|cell|mobile|call (?:me|him|her|them)?(?: at)?|reached at',
    String.raw`\+?[(]?\d{3}[\d ().-]{3,}\d{4}(?!\d)`,
  ],
  [
    'birth_date',
    String.raw`dob|d\.o\.b\.?|date of birth|birth ?dat?e|birthday|born(?: on)?`,
    DAY_IN_TEXT,
  ],
];

/** One test before ten. */
const ANY_WORD = new RegExp(`(?<![\\w-])(?:${PHRASES.map(([, words]) => words).join('|')})`, 'i');

const EXPRESSIONS = PHRASES.map(([kind, words, number]) => ({
  kind,
  phrase: new RegExp(`(?<![\\w-])(?:${words})${LINK}${number}(?![\\w-])`, 'i'),
}));

/** The kind of the number or day that a word announces; null = none. */
export function phraseIn(text: string, { digits, letters }: Traits): IdentifierKind | null {
  if (digits < 2 || letters < 2) return null;
  if (digits >= 4 && ANY_WORD.test(text)) {
    const found = EXPRESSIONS.find(({ phrase }) => phrase.test(text));
    if (found) return found.kind;
  }
  return tellsAgeOver89(text) ? 'age_over_89' : null;
}
