/**
 * How the cells of a file are read where it is not written like a template: words for codes, formats
 * of days, units, shapes. Plain data, so that it can be kept, exported, checked and applied again.
 */

/** What a file knows about time; see the data model. */
export type TimeMode = 'dates' | 'relative' | 'order';

/** How days are written. `excel` = serial numbers; a time after the day is allowed and cut off. */
export const DAY_FORMATS = [
  'ymd', // 2026-03-09, 2026/3/9, 20260309
  'mdy', // 3/9/2026, 03-09-2026, 3.9.2026
  'dmy', // 9/3/2026, 09-03-2026, 9.3.2026
  'mdy2', // 3/9/26
  'dmy2', // 9/3/26
  'd-mon-y', // 9 Mar 2026, 09-Mar-2026, 9 March 2026
  'd-mon-y2', // 09-Mar-26
  'mon-d-y', // Mar 9, 2026, March 9 2026
  'excel', // 46090
  // Several of these in one column, each value as it is written; where a value reads as two days:
  'mixed-mdy', // the month comes first
  'mixed-dmy', // the day comes first
  'mixed', // it is set aside
] as const;

/** One way to write a day. */
export type DayFormat = (typeof DAY_FORMATS)[number];

/** How an amount of time is written: whole minutes, decimal hours, `1:30`, units of 15 minutes. */
export type MinuteUnit = 'minutes' | 'hours' | 'clock' | 'units15';

/**
 * How numbers are written: `plain` = 1234.5 and nothing else; `point` = also 1,234.5 and 1 234.5;
 * `comma` = 1.234,5 and 1 234,5. With the last two, 85 % is 85 and (12) is -12.
 */
export type NumberFormat = 'plain' | 'point' | 'comma';

/** What a visit or phase counts as: it may start a change, end it, either by its order, or neither. */
export type PhaseRole = 'baseline' | 'later' | 'either' | 'follow_up';

/** The place of a word for a visit or phase, such as `pre`, among the others. */
export interface PhaseRule {
  readonly position: number;
  readonly role: PhaseRole;
}

/** In place of a code: rows with this word are left out, by the person's own rule. */
export const LEAVE_OUT = '!leave-out';

/** In place of a code: the word is read as an empty cell. */
export const AS_EMPTY = '';

/** Words of one column whose rows are left out; lower case, trimmed, the empty text = an empty cell. */
export interface LeaveOutRule {
  readonly at: number;
  readonly words: readonly string[];
}

/**
 * One score that each row of a wide file holds. One position = a total; several = items, summed when
 * all are there.
 */
export interface ScorePart {
  readonly measure: string;
  readonly at: readonly number[];
  /** Word of the phase or visit that the column stands for; null = the row says when. */
  readonly phase: string | null;
}

/** One stay that each row of a wide file holds. */
export interface StayPart {
  readonly level: string;
  readonly startAt: number;
  /** null = ends where the next one starts. */
  readonly endAt: number | null;
}

/** What one row of a file is. */
export type Shape =
  | { readonly kind: 'rows' }
  | { readonly kind: 'scores'; readonly parts: readonly ScorePart[] }
  | { readonly kind: 'stays'; readonly parts: readonly StayPart[] };

/** Everything beside the columns that decides how a file is read. */
export interface Reading {
  readonly time: TimeMode;
  /** Days were moved on purpose and may lie after today. */
  readonly isShifted: boolean;
  readonly shape: Shape;
  /** One value for the whole file, by canonical column, such as a level that no column gives. */
  readonly values: Readonly<Record<string, string>>;
  /** By canonical column; a column that is missing here is written as `ymd`. */
  readonly dayFormats: Readonly<Record<string, DayFormat>>;
  /** By canonical column of numbers; a column that is missing here is `plain`. */
  readonly numbers: Readonly<Record<string, NumberFormat>>;
  /** Numbers such as 99 that stand for no answer in cells of scores and items; as written. */
  readonly noAnswer: readonly string[];
  /**
   * By canonical column: word of the file (lower case, trimmed, the empty text = an empty cell) to
   * code, `AS_EMPTY` or `LEAVE_OUT`. Words that are codes already need no entry. For `measure` the
   * codes are ids of instruments, for `score` they are numbers.
   */
  readonly codes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Units of `scheduled_minutes` and `attended_minutes`; missing = minutes. */
  readonly units: Readonly<Record<string, MinuteUnit>>;
  readonly leaveOut: readonly LeaveOutRule[];
  /** The length of a stay with a flag whether it ended stands for its days; sets `relative` time. */
  readonly duration: {
    readonly daysAt: number;
    readonly endedAt: number;
    /** Lower case, trimmed. */
    readonly endedWords: readonly string[];
  } | null;
  /** Minutes are the time from a start to an end, both times of day or timestamps. */
  readonly minutesBetween: { readonly startAt: number; readonly endAt: number } | null;
  /** Billing codes fill type and assumed minutes where the file gives none. */
  readonly billing: { readonly at: number; readonly programDayMinutes: number } | null;
  /** Words of `phase`, lower case, trimmed; numbers need no entry and stand where they say. */
  readonly phases: Readonly<Record<string, PhaseRule>>;
  /** Scores of an instrument are multiplied by this, such as a raw WHO-5 by 4. */
  readonly factors: Readonly<Record<string, number>>;
  /** Points that are added to the scores of an instrument after its factor, such as 10 to a K10 from 0. */
  readonly offsets: Readonly<Record<string, number>>;
  /** Rows give only starts: a stay ends where the next of the person, or of the episode, starts. */
  readonly history: { readonly episodeAt: number | null } | null;
  /** Rows of one person, level and program at most so many days apart are one stay; null = no. */
  readonly mergeGapDays: number | null;
}

/** A file that is written like a template. */
export const PLAIN_READING: Reading = {
  time: 'dates',
  isShifted: false,
  shape: { kind: 'rows' },
  values: {},
  dayFormats: {},
  numbers: {},
  noAnswer: [],
  codes: {},
  units: {},
  leaveOut: [],
  duration: null,
  minutesBetween: null,
  billing: null,
  phases: {},
  factors: {},
  offsets: {},
  history: null,
  mergeGapDays: null,
};

/** A word of a cell as `codes`, `phases` and rules know it. */
export function wordKey(cell: string): string {
  return cell.trim().toLowerCase();
}
