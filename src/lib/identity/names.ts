/** Names in a cell: by a title, by both of their parts, or as one of a column of them. */
import { isClearFirstName, isClearLastName, isFirstName, isLastName } from './name-lists';
import { INSTITUTION_WORDS } from './name-words';

const WORD = String.raw`\p{Lu}[\p{L}'’-]*\p{L}`;

/** A title and a word behind it. */
const TITLED = new RegExp(
  String.raw`(?<![\p{L}\d])(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Rev|MR|MRS|MISS|DR)\.? (?:\p{Lu}\. ?)?(${WORD})`,
  'gu',
);

/** What stands behind a title without being a name. */
const NO_NAME = new Set(
  `appointment appointments appt appts office offices visit visits order orders ordered note notes
referral referrals request requested recommended recommendation recommends advice advised report approval
letter consult consultation call clinic hospital contact care assist right wrong manager`.split(
    /\s+/,
  ),
);

/** Greeting or closing words and a first name: "Dear …", "Thanks, …". */
const GREETED = new RegExp(
  String.raw`(?<!\p{L})(?:dear|hi|hello|thanks|thank you|regards|sincerely|signed|named|name is|name:)[ ,.:\n\r-]{1,6}(${WORD})`,
  'giu',
);

const PAIR = new RegExp(
  String.raw`(?<![\p{L}\d])(${WORD})(?: \p{Lu}\.?)? (${WORD})(?! ?\p{Lu}*[\d])(?: (\p{L}+))?`,
  'gu',
);
const LAST_FIRST = new RegExp(
  String.raw`^(${WORD}(?: ${WORD})?),? ?, ?(${WORD})(?: \p{Lu}\.?| ${WORD})?(?:,? (?:Jr|Sr|II|III|IV)\.?)?$`,
  'u',
);
const LONGEST_NAME = 48;

/** One cheap test before each of them. */
const MAY_BE_TITLED = /(?:M[rsxiRI]|D[rR]|Prof|Rev)/;
const MAY_BE_GREETED = /dear|hi|hello|thank|regards|sincerely|signed|name/i;
const MAY_BE_PAIR = /[A-Z\u00c0-\u00de]\S* (?:[A-Z]\.? )?[A-Z\u00c0-\u00de]/;

const TITLE = /^(?:mrs?|ms|miss|mx|dr|prof|rev|sr|sra)\.?$/i;
const SUFFIX =
  /^(?:jr|sr|ii|iii|iv|md|phd|psyd|lcsw|lpc|lmft|lmhc|rn|np|aprn|do|msw|ma|ms|cadc|ladc|lcdc)\.?$/i;
const PARTICLE = /^(?:de|del|de la|la|van|von|der|di|da|dos|al|el|bin|st\.?)$/i;
const PART = /^\p{L}[\p{L}'’-]*\.?$/u;

/** Whether a cell or sentence names somebody beyond reasonable doubt. */
export function namesSomebody(text: string): boolean {
  return (
    (MAY_BE_TITLED.test(text) && hasTitled(text)) ||
    (MAY_BE_GREETED.test(text) && hasGreeted(text)) ||
    (MAY_BE_PAIR.test(text) && hasPair(text)) ||
    (text.includes(',') && isListedLastFirst(text))
  );
}

/**
 * How much a cell looks like the full name of a person: `known` where its first name is in the lists,
 * `shape` where only its form fits; null = it is no full name.
 */
export function fullNameIn(text: string): 'known' | 'shape' | null {
  if (text.length > LONGEST_NAME || /\d/.test(text)) return null;
  const comma = text.indexOf(',');
  if (comma > 0) {
    const behind = text.slice(comma + 1).trim();
    if (!SUFFIX.test(behind)) return partsOf(`${behind} ${text.slice(0, comma)}`);
  }
  return partsOf(text.replace(/,/g, ' '));
}

/** Whether a cell is one word that could be a name. */
export function isSingleWord(text: string): boolean {
  return text.length >= 3 && /^\p{Lu}[\p{L}'’-]+$/u.test(text) && !isInstitution(text);
}

/** Whether every part of a cell could be of a name: letters only, and no word of a program. */
export function isPlainWords(text: string): boolean {
  return /^[\p{L}][\p{L}'’., ()-]*$/u.test(text) && /\p{L}.*\p{L}/u.test(text);
}

function partsOf(text: string): 'known' | 'shape' | null {
  const parts = text
    .split(/\s+/)
    .filter((part) => part !== '' && !TITLE.test(part) && !SUFFIX.test(part));
  const words = parts.filter((part) => !PARTICLE.test(part));
  if (words.length < 2 || words.length > 4) return null;
  if (!words.every((part) => PART.test(part) && !isInstitution(part))) return null;
  const isCased = words.every((part) => /^\p{Lu}/u.test(part));
  const [given = '', family = ''] = [words[0], words[words.length - 1]];
  if (isClearFirstName(given) || (isFirstName(given) && isLastName(family))) return 'known';
  const isInitial = /^\p{Lu}\.?$/u.test(given) && family.length > 2;
  if (isInitial && (isClearLastName(family) || isFirstName(family))) return 'known';
  return isCased ? 'shape' : null;
}

function hasTitled(text: string): boolean {
  for (const match of text.matchAll(TITLED)) {
    const word = match[1] ?? '';
    const isShouted = word === word.toUpperCase();
    if (NO_NAME.has(word.toLowerCase()) || isInstitution(word)) continue;
    // "MR CONTIN" and "DR TEAM": in capitals only a listed name counts.
    if (!isShouted || isFirstName(word) || isLastName(word)) return true;
  }
  return false;
}

function hasGreeted(text: string): boolean {
  for (const match of text.matchAll(GREETED)) {
    if (isClearFirstName(match[1] ?? '') && /^\p{Lu}/u.test(match[1] ?? '')) return true;
  }
  return false;
}

function hasPair(text: string): boolean {
  PAIR.lastIndex = 0;
  for (let match = PAIR.exec(text); match; match = PAIR.exec(text)) {
    const [, given = '', family = '', behind = ''] = match;
    if (isClearFirstName(given) && isClearLastName(family) && !isInstitution(behind)) return true;
    PAIR.lastIndex = match.index + given.length;
  }
  return false;
}

function isListedLastFirst(text: string): boolean {
  if (text.length > LONGEST_NAME) return false;
  const match = LAST_FIRST.exec(text);
  if (!match) return false;
  return isClearLastName(match[1] ?? '') && isClearFirstName(match[2] ?? '');
}

function isInstitution(word: string): boolean {
  return INSTITUTION_WORDS.has(word.toLowerCase().replace(/['’]s$/, ''));
}
