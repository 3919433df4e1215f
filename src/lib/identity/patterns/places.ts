/** Streets, places with their ZIP code, post codes. */
import type { Shape, StrongPattern } from './pattern';

/** Words after which a street ends, whatever stands around them. */
const CLEAR = 'street|avenue|ave|road|rd|boulevard|blvd|lane|ln|parkway|pkwy|highway|hwy|turnpike';
/** Words that mean something else as well. */
const UNCLEAR = 'st|dr|drive|ct|court|way|pl|place|ter|terrace|cir|circle|trl|trail|loop';

const STREET = new RegExp(
  String.raw`(?<![\w.-])\d{1,6}[a-z]?(?: (?:[nsew]|[ns][ew]|north|south|east|west)\.?)?((?: [\p{L}\d'’.-]+){1,4}?) (?:${CLEAR})\.?(?![\p{L}\d])`,
  'iu',
);
const STREET_UNCLEAR = new RegExp(
  String.raw`^\d{1,6}[a-z]?(?: (?:[nsew]|[ns][ew]|north|south|east|west)\.?)?((?: [\p{L}\d'’.-]+){1,3}?) (?:${UNCLEAR})\.?(?=$|[,;#]| (?:apt|unit|suite|ste|#|[A-Z]{2}(?: |$)))`,
  'iu',
);

/** Words of programs and of time that stand between a number and one of those words. */
const NO_STREET =
  /\b(?:days?|hours?|hrs?|weeks?|months?|years?|minutes?|mins?|steps?|drug|step|phases?|miles?|times|visits?|sessions?|groups?|to|by|the|on|in|per|with|from|down|am|pm)\b/i;

/** A house number, words, and a flat. */
const FLAT =
  /(?<![\w.-])\d{1,6}(?: [\p{L}\d'’.-]+){1,4},? (?:apt|apartment|suite|ste|#)\.? ?#?\d/iu;
const BOX = /(?<!\w)p\.? ?o\.? box \d/i;
const CITY_STATE_ZIP = /\p{L}{3,},? [A-Z]{2},? \d{5}(?:-\d{4})?(?!\d)/u;
const STATES = new Set(
  `AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY
NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY
PR GU AS VI MP AA AE AP`.split(/\s+/),
);
const UK_POSTCODE = /^(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})$/i;

/** Strong patterns of this family. */
export const PLACES: readonly StrongPattern[] = [
  {
    kind: 'address',
    isWorthTrying: (traits) => traits.digits >= 1 && traits.hasSpace && traits.letters >= 4,
    standsIn: (text) => isStreet(text) || isFlat(text) || BOX.test(text) || hasCityStateZip(text),
  },
];

/** Shapes of this family. */
export const PLACE_SHAPES: readonly Shape[] = [
  {
    kind: 'zip5',
    looks: 'a ZIP+4 code',
    isWhole: (text) => /^\d{5}-\d{4}$/.test(text),
    share: 0.5,
    distinct: 2,
    isSpread: false,
  },
  {
    kind: 'address',
    looks: 'a British post code',
    isWhole: (text, traits) => traits.letters >= 3 && UK_POSTCODE.test(text),
    share: 0.6,
    distinct: 2,
    isSpread: false,
  },
];

/** The words behind a house number, where a cell has the form of a street; null = it has not. */
export function streetWords(text: string): string | null {
  const words =
    /^\d{1,6}[A-Z]? ((?:[NSEW]\.? )?\p{Lu}[\p{L}.'’-]+(?: [\p{L}\d.#'’-]+){0,5})$/u.exec(text)?.[1];
  return words === undefined || NO_STREET.test(words) ? null : words;
}

/** Whether a cell can be a ZIP code under a header that says so; leading zeros may be lost. */
export function couldBeZip(text: string): boolean {
  return /^(?:\d{3,5}(?:\.0)?|\d{5}-?\d{4}|\d{3}(?:xx|\*\*))$/i.test(text);
}

/** Whether a ZIP code is one of three digits. */
export function isZip3(text: string): boolean {
  return /^\d{3}(?:xx|\*\*)?$/i.test(text);
}

/** Whether a cell is a British or Canadian post code. */
export function isPostcode(text: string): boolean {
  return UK_POSTCODE.test(text) || /^[A-Z]\d[A-Z][ -]?\d[A-Z]\d$/i.test(text);
}

function isStreet(text: string): boolean {
  if (!/\d[a-z]? [\p{L}\d]/iu.test(text)) return false;
  const between = STREET.exec(text)?.[1] ?? STREET_UNCLEAR.exec(text)?.[1];
  return between !== undefined && !NO_STREET.test(between);
}

function isFlat(text: string): boolean {
  const found = FLAT.exec(text)?.[0];
  return found !== undefined && !NO_STREET.test(found);
}

function hasCityStateZip(text: string): boolean {
  const found = CITY_STATE_ZIP.exec(text)?.[0];
  const state = found && /([A-Z]{2}),? \d{5}/.exec(found)?.[1];
  return state !== undefined && state !== '' && STATES.has(state);
}
