/**
 * Why a row or a cell was set aside, in codes for tables and in plain words for people: what
 * happened, and what to do about it.
 */

/** What happened and what to do. */
export interface Words {
  readonly label: string;
  readonly happened: string;
  readonly remedy: string;
}

/** Reasons for which a whole row is set aside, in the order in which they are looked for. */
export const REASONS = [
  'unreadable',
  'total_row',
  'left_out',
  'missing_required',
  'not_a_date',
  'impossible_date',
  'future_day',
  'unknown_code',
  'unknown_visit',
  'discharge_before_admission',
  'unknown_instrument',
  'invalid_score',
  'duplicate_row',
  'duplicate_stay',
  'person_never_admitted',
  'orphan',
  'visit_of_no_stay',
] as const;

/** Why a row was set aside. */
export type Reason = (typeof REASONS)[number];

/** Reasons for which a cell is lost and its row stays. */
export const CELL_REASONS = [
  'not_a_date',
  'impossible_date',
  'future_day',
  'unknown_code',
  'not_a_number',
  'before_admission',
  'no_discharge_day',
  'missing_required',
  'unknown_instrument',
  'invalid_score',
  'unknown_visit',
  'incomplete_form',
  'discharge_before_admission',
] as const;

/** Why a cell was set aside. */
export type CellReason = (typeof CELL_REASONS)[number];

/** What a loaded row makes worth a look; none of them removes anything. */
export const NOTICES = [
  'empty_word',
  'open_end_day',
  'merged_stay',
  'unresolved_booking',
  'assumed_minutes',
  'identical_sessions',
  'outside_stay',
  'unknown_stay_of_survey',
  'stay_after_death',
  'two_open_stays',
  'admitted_before_referral',
  'concurrent_stays',
] as const;

/** A kind of notice. */
export type NoticeCode = (typeof NOTICES)[number];

const DAY_REMEDY = 'Write days as YYYY-MM-DD in the export, such as 2025-03-09.';

/** The words for each reason of a row. */
export const REASON_WORDS: Readonly<Record<Reason, Words>> = {
  unreadable: words(
    'Unreadable',
    'The line has more or fewer cells than the header, a quote that does not close, or is too long.',
    'Open the file at this line and repair it, or export it again with quotes around text.',
  ),
  total_row: words(
    'Total or footer row',
    'The line is a total, a count or a footer, not a record.',
    'Nothing to do; leave totals out of the export if you can.',
  ),
  left_out: words(
    'Left out by the mapping',
    'The mapping leaves rows with this word out.',
    'Nothing to do; change the mapping of the file if the row should count.',
  ),
  missing_required: words(
    'Missing required value',
    'A column that every row needs is empty here.',
    'Fill in the value in the record system and export again.',
  ),
  not_a_date: words('Not a date', 'The value is not written as a day.', DAY_REMEDY),
  impossible_date: words(
    'Impossible date',
    'The value looks like a day, but there is no such day since 1900.',
    'Correct the day in the record system and export again.',
  ),
  future_day: words(
    'Future day',
    'The day lies after the day of this import.',
    'Correct the day, or leave planned events out of the export.',
  ),
  unknown_code: words(
    'Unknown code',
    'The word in this column is none of the codes that it may hold.',
    'Give the word a meaning: "Change mapping" on the Data page.',
  ),
  unknown_visit: words(
    'Unknown visit',
    'The visit is no number, and its word has no place among the others.',
    'Give the word a place in the mapping of the file.',
  ),
  discharge_before_admission: words(
    'Discharge before admission',
    'The day of discharge lies before the day of admission.',
    'Correct one of the two days in the record system and export again.',
  ),
  unknown_instrument: words(
    'Unknown instrument',
    'The instrument is not in the library, so its range and direction are not known.',
    'Use the id of the library, such as phq9; see Definitions.',
  ),
  invalid_score: words(
    'Score not valid',
    'The score is no number, out of the range of the instrument, or between its possible values.',
    'Check the score and the instrument in the record system.',
  ),
  duplicate_row: words(
    'Duplicate row',
    'Every cell equals that of an earlier row.',
    'Nothing to do; the earlier row is loaded.',
  ),
  duplicate_stay: words(
    'Duplicate stay',
    'The stay_id comes again; the row with a discharge day counts, then the later file and row.',
    'Nothing to do if both rows are about the same stay; else give each stay an id of its own.',
  ),
  person_never_admitted: words(
    'Person never admitted',
    'No loaded stay belongs to this person.',
    'Load the stays file of the same period, or repair the stay that was set aside.',
  ),
  orphan: words(
    'Without a stay',
    'The stay that is named is unknown or of another person, or no stay contains the day.',
    'Check stay_id and the days of the stay.',
  ),
  visit_of_no_stay: words(
    'Visit without a stay',
    'The score has no day and names no stay, and the person has several stays.',
    'Add a stay_id or the day of the score to the export.',
  ),
};

/** The words for each reason of a cell. */
export const CELL_WORDS: Readonly<Record<CellReason, Words>> = {
  not_a_date: REASON_WORDS.not_a_date,
  impossible_date: REASON_WORDS.impossible_date,
  future_day: REASON_WORDS.future_day,
  unknown_code: REASON_WORDS.unknown_code,
  not_a_number: words(
    'Not a number',
    'The value is not a number that this column can hold.',
    'Write plain numbers with a point, not below zero; minutes and sizes as whole numbers.',
  ),
  before_admission: words(
    'Before admission',
    'The last contact lies before the admission.',
    'Correct one of the two days in the record system and export again.',
  ),
  no_discharge_day: words(
    'No discharge day',
    'A reason for the discharge is given, but no day of discharge: the stay counts as open.',
    'Fill in the day of discharge.',
  ),
  missing_required: REASON_WORDS.missing_required,
  unknown_instrument: REASON_WORDS.unknown_instrument,
  invalid_score: REASON_WORDS.invalid_score,
  unknown_visit: REASON_WORDS.unknown_visit,
  incomplete_form: words(
    'Incomplete form',
    'Some items of the instrument have no answer, so there is no total.',
    'Nothing to do; an incomplete form is no zero.',
  ),
  discharge_before_admission: REASON_WORDS.discharge_before_admission,
};

/** The words for each notice. */
export const NOTICE_WORDS: Readonly<Record<NoticeCode, Words>> = {
  empty_word: words(
    'Words for empty',
    'NA, N/A, NULL, - and . are read as empty cells.',
    'Nothing to do if the words mean that nothing is known.',
  ),
  open_end_day: words(
    'Open end',
    '9999-12-31 and 2099-12-31 as day of discharge are read as: still open.',
    'Nothing to do if these stays have not ended.',
  ),
  merged_stay: words(
    'Joined to another row',
    'The row touches an earlier row of the same person, level and program; both are one stay.',
    'Nothing to do; change the mapping of the file if each row is a stay of its own.',
  ),
  unresolved_booking: words(
    'Unresolved booking',
    'The session is past but still scheduled; it never counts as attended.',
    'Record what became of the session and export again.',
  ),
  assumed_minutes: words(
    'Assumed minutes',
    'The minutes are not in the file; they are assumed from the billing code.',
    'Export the minutes if the system has them.',
  ),
  identical_sessions: words(
    'Identical sessions',
    'Several rows of one file are equal in every cell and have no session_id; all are loaded.',
    'Export a session_id if these are the same session.',
  ),
  outside_stay: words(
    'Session outside its stay',
    'The session names a stay but lies outside its days; it is kept under that stay.',
    'Check the day of the session and the days of the stay.',
  ),
  unknown_stay_of_survey: words(
    'Survey of an unknown stay',
    'The survey names a stay that is not loaded or is of another person; the survey is loaded.',
    'Check stay_id.',
  ),
  stay_after_death: words(
    'Stay after death',
    'The stay begins after another stay of the person ended with the reason deceased.',
    'Check the discharge reason and the person.',
  ),
  two_open_stays: words(
    'Two open stays',
    'The person has another open stay.',
    'Close the stay that has ended.',
  ),
  admitted_before_referral: words(
    'Admitted before referral',
    'The day of referral lies after the day of admission.',
    'Check the day of referral.',
  ),
  concurrent_stays: words(
    'Concurrent stays',
    'The stay begins while another stay of the person goes on.',
    'Nothing to do if both levels ran side by side.',
  ),
};

function words(label: string, happened: string, remedy: string): Words {
  return { label, happened, remedy };
}
