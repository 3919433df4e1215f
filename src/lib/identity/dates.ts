/** Days and months in the spellings of exports: to tell that a cell is one, not to read it. */

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const YEAR = '(?:(?:18|19|20|21)\\d{2})';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const MONTH_NUMBER = '(?:0?[1-9]|1[0-2])';
const YEAR_ANY = `(?:${YEAR}|\\d{2})`;

/** A day in figures or with the name of its month. */
const DAY_FORMS = [
  `${YEAR}([-/.])${MONTH_NUMBER}\\1${DAY}`,
  `${MONTH_NUMBER}([-/.])${DAY}\\2${YEAR_ANY}`,
  `${DAY}([-/.])${MONTH_NUMBER}\\3${YEAR_ANY}`,
  `${DAY}(?:st|nd|rd|th)?[- /.]*${MONTH}\\.?[- /.,]*${YEAR_ANY}`,
  `${MONTH}\\.?[- /.]*${DAY}(?:st|nd|rd|th)?[- /.,]+${YEAR_ANY}`,
  `${YEAR}[- /.]*${MONTH}[- /.]*${DAY}`,
].join('|');

const TIME =
  '(?:[T ,]*\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?: ?[ap]\\.?m\\.?)?(?: ?Z| ?[+-]\\d{2}:?\\d{2})?)?';
const WEEKDAY = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?';

const WHOLE_DAY = new RegExp(`^${WEEKDAY}(?:${DAY_FORMS})${TIME}$`, 'i');
const JOINED_DAY = new RegExp(`^${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])$`);
const WHOLE_MONTH = new RegExp(
  `^(?:${YEAR}[-/.](?:0?[1-9]|1[0-2])|${MONTH_NUMBER}[-/.]${YEAR}|${MONTH}[- /,.']*${YEAR}|${YEAR}[- /]?Q[1-4]|Q[1-4][- /]?${YEAR})$`,
  'i',
);
const YEAR_OF = new RegExp(`(?<!\\d)(${YEAR})(?!\\d)`);

/** A day without its year. */
const DAY_OF_YEAR = new RegExp(
  `^(?:\\d{1,2}[-/]\\d{1,2}|${DAY}[- ]${MONTH}|${MONTH}[- ]${DAY})$`,
  'i',
);

/** A day, for patterns that look for one in a sentence. */
export const DAY_IN_TEXT = `(?:${MONTH}\\.? ?${DAY}(?:st|nd|rd|th)?,? ${YEAR_ANY}|${DAY}[- ]?${MONTH}[- ]?,? ?${YEAR_ANY}|\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4})`;

/** Whether a cell is one day, with or without a time of day. */
export function isDay(text: string): boolean {
  return WHOLE_DAY.test(text);
}

/** Whether a cell is eight digits that can be year, month and day. */
export function isJoinedDay(text: string): boolean {
  return JOINED_DAY.test(text);
}

/** Whether a cell is a month or quarter of a year: more than the rule lets stand. */
export function isMonth(text: string): boolean {
  return WHOLE_MONTH.test(text);
}

/** Whether a cell can be a day under a header that says so; spreadsheets count days from 1900. */
export function couldBeDay(text: string): boolean {
  return (
    isDay(text) ||
    isJoinedDay(text) ||
    isMonth(text) ||
    DAY_OF_YEAR.test(text) ||
    /^[1-6]\d{4}(?:\.\d+)?$/.test(text)
  );
}

/** The year of a day or of a year alone, written with four digits; null = there is none. */
export function yearOf(text: string): number | null {
  const year = YEAR_OF.exec(text)?.[1];
  return year === undefined ? null : Number(year);
}
