/** Whether a cell can be of a kind at all, under a header that claims it. */
import { couldBeAge, isAgeOver89 } from './ages';
import { couldBeDay } from './dates';
import { wordsOf } from './free-text';
import type { IdentifierKind } from './kinds';
import { isPlainWords } from './names';
import { NOBODY_WORDS } from './name-words';
import { couldBePhone, couldBeUrl } from './patterns/contact';
import { couldBeSsn } from './patterns/government';
import { couldBeZip, isZip3 } from './patterns/places';

const COULD_BE: Readonly<Record<IdentifierKind, (text: string) => boolean>> = {
  name: (text) => isPlainWords(text) && text.length <= 60 && !isAnswer(text),
  address: (text) => (/\p{L}/u.test(text) && !isAnswer(text)) || /^-?\d{1,3}\.\d{3,}$/.test(text),
  zip5: (text) => couldBeZip(text) && !isZip3(text),
  zip3: isZip3,
  birth_date: couldBeDay,
  event_date: couldBeDay,
  age_over_89: (text) => couldBeAge(text) && isAgeOver89(text),
  phone: couldBePhone,
  fax: couldBePhone,
  email: (text) => text.includes('@'),
  ssn: couldBeSsn,
  record_number: (text) => isNumberLike(text, 1),
  plan_number: (text) => isNumberLike(text, 4),
  account_number: (text) => isNumberLike(text, 3),
  licence_number: (text) => isNumberLike(text, 3),
  vehicle_number: (text) => isNumberLike(text, 1),
  device_number: (text) => isNumberLike(text, 3) || /^[0-9a-f:.-]{12,23}$/i.test(text),
  url: couldBeUrl,
  ip_address: (text) => /^[0-9a-f:.]{3,45}(?:[/%]\w+)?$/i.test(text) && /[.:]/.test(text),
  other_number: (text) => isNumberLike(text, 2) || (/^\S{3,}$/.test(text) && !isAnswer(text)),
  free_text: (text) => wordsOf(text) >= 4,
};

/** Whether the text can be of the kind; the answers to a question, such as `yes`, are of none. */
export function couldBe(kind: IdentifierKind, text: string): boolean {
  return COULD_BE[kind](text);
}

/** A number or code of somebody: enough digits, at most two words, at least three characters, no day. */
function isNumberLike(text: string, fewestDigits: number): boolean {
  const digits = text.replace(/\D/g, '').length;
  return (
    digits >= fewestDigits &&
    text.length >= 3 &&
    text.length <= 60 &&
    /^[\p{L}\d]+(?:[ ./*#_-]+[\p{L}\d*]+){0,7}$/u.test(text) &&
    !/^\d{1,3}\.\d+$/.test(text)
  );
}

function isAnswer(text: string): boolean {
  const plain = text.toLowerCase();
  if (plain.length < 2 || NOBODY_WORDS.has(plain)) return true;
  return plain.split(/[\s/]+/).every((word) => NOBODY_WORDS.has(word));
}
