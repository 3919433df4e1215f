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
  'identifier',
  'duplicate_row',
  'duplicate_stay',
  'duplicate_session',
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
  'no_item_sum',
  'discharge_before_admission',
  'identifier',
] as const;

/** Why a cell was set aside. */
export type CellReason = (typeof CELL_REASONS)[number];

/** What a loaded row makes worth a look; none of them removes anything. */
export const NOTICES = [
  'empty_word',
  'no_answer',
  'prorated_form',
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
  'person_changes',
  'minutes_over_scheduled',
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
    'The line is a total, a footer, a row of units or the header again, not a record.',
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
  not_a_date: words(
    'Not a date',
    'The value is not written as a day, or could be two different days.',
    DAY_REMEDY,
  ),
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
  identifier: words(
    'Could identify a person',
    'The text looks like an identifier, such as an e-mail address, or could not be made as coarse as was decided; it is not kept.',
    'Look at the line in the record system; leave the column out of the export, or "Change mapping" and decide about it.',
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
  duplicate_session: words(
    'Duplicate session',
    'The session_id of this person comes again in a later file; the rows of the later file count.',
    'Nothing to do if the later file corrects the session; else give each session an id of its own.',
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
    'Items of the instrument have no answer, or one that it does not have, so there is no total.',
    'Nothing to do; an incomplete form is no zero.',
  ),
  no_item_sum: words(
    'Items without a total',
    'The score is no plain sum of these columns: items are turned, weighted or averaged, or some lack.',
    'Export the total of the instrument, or choose the columns of all of its items.',
  ),
  discharge_before_admission: REASON_WORDS.discharge_before_admission,
  identifier: REASON_WORDS.identifier,
};

/** The words for each notice. */
export const NOTICE_WORDS: Readonly<Record<NoticeCode, Words>> = {
  empty_word: words(
    'Words for empty',
    'NA, N/A, NULL, -, . and words that the mapping reads as empty stand for empty cells.',
    'Nothing to do if the words mean that nothing is known.',
  ),
  no_answer: words(
    'No answer',
    'Cells of scores and items hold a word for empty, or a number such as 99 that the mapping takes for no answer.',
    'Nothing to do; change the mapping of the file if these are answers.',
  ),
  prorated_form: words(
    'Total from the mean of the answers',
    'A few items have no answer; by the published rule of the instrument their mean stands for them.',
    'Nothing to do; see "Complete when" under Definitions.',
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
  person_changes: words(
    'The person changes',
    'Sex or race and ethnicity differ from the stay before, or no age fits the bands of both.',
    'Check that the person_id is that of one person; nothing to do where it was recorded anew on purpose.',
  ),
  minutes_over_scheduled: words(
    'More minutes than scheduled',
    'More minutes were attended than scheduled; the attended minutes count.',
    'Nothing to do if the session ran over; else correct the minutes.',
  ),
};

function words(label: string, happened: string, remedy: string): Words {
  return { label, happened, remedy };
}
