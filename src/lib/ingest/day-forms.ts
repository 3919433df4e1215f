/**
 * The ways in which a day is written, for the engine and for the proposal: the same patterns, so
 * that a day that the mapping page shows is the day that is loaded. Each has three groups.
 */
import type { DayFormat } from './reading';

/** A format in which each value is written alike. */
export type OneFormat = Exclude<DayFormat, 'excel' | 'mixed' | 'mixed-mdy' | 'mixed-dmy'>;

/** A pattern of a day, and which of its groups are year, month and day. */
export interface DayForm {
  readonly pattern: string;
  readonly year: 1 | 2 | 3;
  readonly month: 1 | 2 | 3;
  readonly day: 1 | 2 | 3;
}

/** Two-digit years from 69 on belong to the last century, as in POSIX. */
export const LAST_YEAR_OF_THIS_CENTURY = 68;

/** Serial numbers that are taken for days among days that are written out: 1954 to 2064. */
export const SERIALS_AMONG_DAYS = { from: 20_000, to: 60_000 } as const;

const GAP = '[ \u00a0\u202f]';
const MARK = '[-/.]';
const NTH = '(?:st|nd|rd|th)?';
const NUMBERS = String.raw`(\d{1,2})${MARK}(\d{1,2})${MARK}`;
const WORD = '([a-z]{3,9})';
const DAY_AND_WORD = String.raw`(\d{1,2})${NTH}[- /.,]*${WORD}[- /.,]*`;

/** The forms of each format; a text is read in the first that it has. */
export const DAY_FORMS: Readonly<Record<OneFormat, readonly DayForm[]>> = {
  ymd: [
    form(String.raw`(\d{4})${MARK}(\d{1,2})${MARK}(\d{1,2})`, 1, 2, 3),
    form(String.raw`(\d{4})(\d{2})(\d{2})`, 1, 2, 3),
  ],
  mdy: [form(String.raw`${NUMBERS}(\d{4})`, 3, 1, 2)],
  dmy: [form(String.raw`${NUMBERS}(\d{4})`, 3, 2, 1)],
  mdy2: [form(String.raw`${NUMBERS}(\d{2})`, 3, 1, 2)],
  dmy2: [form(String.raw`${NUMBERS}(\d{2})`, 3, 2, 1)],
  'd-mon-y': [form(String.raw`${DAY_AND_WORD}(\d{4})`, 3, 2, 1)],
  'd-mon-y2': [form(String.raw`${DAY_AND_WORD}(\d{2})`, 3, 2, 1)],
  'mon-d-y': [form(String.raw`${WORD}[- /.]*(\d{1,2})${NTH}[- /.,]+(\d{4})`, 3, 1, 2)],
};

/** A zone behind a time: `Z`, `+01:00`, `-0500`, `UTC`, `EST`. */
export const ZONE = String.raw`${GAP}*(?:[A-Z]{1,5}|[+-]\d{2}:?(?:\d{2})?)?`;

/** A time after the day, with or without its zone; it is cut off, and the day stays as written. */
export const TIME_AFTER_DAY = String.raw`(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?${GAP}*(?:[AP]\.?M\.?)?${ZONE})?`;

/** A month by its name, in full or short. */
export const MONTH_NAME =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';

/** The first three letters of the months, one after the other. */
export const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

function form(
  pattern: string,
  year: DayForm['year'],
  month: DayForm['month'],
  day: DayForm['day'],
): DayForm {
  return { pattern, year, month, day };
}

/** The formats that say by themselves which part is the month. */
export const CLEAR_FORMATS: readonly OneFormat[] = ['ymd', 'd-mon-y', 'd-mon-y2', 'mon-d-y'];
