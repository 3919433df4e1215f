/** Ages over 89, in a column of ages and in a sentence. */

const OLDEST = 125;
const AGE = /^(\d{1,3})(?:\.\d+)? ?(?:y|yo|y\/o|yrs?|years?)?(?: old)?$/i;
const BAND = /^(\d{1,3}) ?(?:-|–|to) ?(\d{1,3})$/i;
const OLD_IN_TEXT = /(?<![\w.])(?:9\d|1[01]\d)[ -]?(?:years?[ -]old|y\/?o\b|yrs? old)/i;

/** Whether a cell of a column of ages is an age over 89; the one category `90+` is none. */
export function isAgeOver89(text: string): boolean {
  const band = BAND.exec(text);
  const age = Number(band?.[1] ?? AGE.exec(text)?.[1]);
  return age > 89 && age <= OLDEST;
}

/** Whether a cell can be an age or a band of ages. */
export function couldBeAge(text: string): boolean {
  const age = Number(AGE.exec(text)?.[1] ?? BAND.exec(text)?.[2]);
  return age <= OLDEST;
}

/** Whether a sentence tells an age over 89. */
export function tellsAgeOver89(text: string): boolean {
  return OLD_IN_TEXT.test(text);
}
