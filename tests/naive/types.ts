/**
 * Plain rows of the canonical tables and of what is derived from them, named like columns in SQL.
 * Days are texts, missing values are null, and file order is file, then row number.
 */
import type { LevelCode } from '$lib/model/levels';
import type { PhaseRole } from '$lib/ingest/reading';
import type { Settings } from '$lib/model/settings';

/** Where a row came from; file order is `fileId`, then `rowNo`. */
export interface Origin {
  readonly fileId: number;
  readonly rowNo: number;
}

/** One row of the canonical table of stays. */
export interface StayRow extends Origin {
  readonly person_id: string;
  readonly stay_id: string;
  readonly level_of_care: LevelCode;
  readonly admitted_on: string;
  readonly discharged_on: string | null;
  readonly last_contact_on: string | null;
  readonly discharge_reason: string | null;
  readonly discharged_to: string | null;
  readonly program: string | null;
  readonly site: string | null;
  readonly track: string | null;
  readonly modality: string | null;
  readonly payer: string | null;
  readonly referral_source: string | null;
  readonly age_band: string | null;
  readonly sex: string | null;
  readonly race_ethnicity: string | null;
  readonly primary_dx: string | null;
  readonly other_dx: string | null;
  readonly referred_on: string | null;
  readonly first_contact_on: string | null;
  readonly observed_until: string | null;
  readonly prescribed_hours_per_week: number | null;
  readonly prescribed_weeks: number | null;
  readonly aftercare_plan: boolean | null;
  readonly [extra: `x_${string}`]: string | null;
}

/** One row of the canonical table of scores that has a day; `measure` is an id of the library. */
export interface ScoreRow extends Origin {
  readonly person_id: string;
  readonly taken_on: string;
  readonly measure: string;
  readonly score: number;
  readonly stay_id: string | null;
  readonly rater: string | null;
  /** Answer to the item about suicide; null = none was loaded. */
  readonly risk_item: number | null;
  readonly reviewed_on: string | null;
  readonly plan_changed: boolean | null;
  readonly risk_assessed_on: string | null;
}

/** One row of the canonical table of scores that has a visit or a phase in place of a day. */
export interface VisitRow extends Origin {
  readonly person_id: string;
  readonly visit: number | null;
  readonly phase: string | null;
  readonly measure: string;
  readonly score: number;
  readonly stay_id: string | null;
  readonly rater: string | null;
}

/** What a word for a phase, in lower case, counts as. */
export interface PhaseRow {
  readonly fileId: number;
  readonly word: string;
  readonly position: number;
  readonly role: PhaseRole;
}

/** A score without a day in its place. */
export interface SeenVisit extends VisitRow {
  /** null = the word of the phase is not known. */
  readonly position: number | null;
  readonly label: string;
  readonly mayStart: boolean;
  readonly mayEnd: boolean;
}

/** One row of the canonical table of sessions. */
export interface SessionRow extends Origin {
  readonly person_id: string;
  readonly held_on: string;
  readonly session_id: string | null;
  readonly stay_id: string | null;
  readonly session_type: string | null;
  readonly status: string;
  readonly scheduled_minutes: number | null;
  readonly attended_minutes: number | null;
  readonly group_id: string | null;
  readonly group_size: number | null;
  readonly modality: string | null;
}

/** One row of the canonical table of surveys; some name no person. */
export interface SurveyRow extends Origin {
  readonly taken_on: string;
  readonly instrument: string;
  readonly score: number;
  readonly person_id: string | null;
  readonly stay_id: string | null;
  readonly top_box: boolean | null;
}

/** The canonical tables together; clean: unique stay ids, known persons, no orphans. */
export interface Canonical {
  readonly stays: readonly StayRow[];
  readonly scores: readonly ScoreRow[];
  readonly sessions: readonly SessionRow[];
  readonly visits?: readonly VisitRow[];
  readonly phases?: readonly PhaseRow[];
  readonly surveys?: readonly SurveyRow[];
}

/** Classes of discharge reasons; null in a stay that is open. */
export type ReasonClass = 'planned' | 'dropout' | 'unplanned' | 'not_counted' | 'missing';

/** Where a discharge led within a number of days. */
export type Move = 'step_down' | 'step_up' | 'lateral' | 'none' | 'not_yet_observed';

/** A stay with everything that is derived about it. */
export interface DerivedStay extends StayRow {
  readonly rank: number | null;
  readonly open: boolean;
  readonly length_days: number;
  readonly reason_class: ReasonClass | null;
  readonly planned: boolean;
  readonly dropout: boolean;
  /** Any unplanned end, dropouts included. */
  readonly unplanned: boolean;
  readonly condition: string | null;
  /** Position among the person's stays from 1; null for housing. */
  readonly stay_order: number | null;
  readonly previous_stay_id: string | null;
  readonly next_stay_id: string | null;
  readonly gap_days: number | null;
  /** Null for open stays, deceased persons and housing. */
  readonly move_7: Move | null;
  readonly move_30: Move | null;
  readonly path_id: string | null;
  readonly weeks_enrolled: number;
  readonly full_weeks: number;
}

/** A chain of stays of one person. */
export interface DerivedPath {
  /** Person and running number from 1, such as `p1#2`. */
  readonly path_id: string;
  readonly person_id: string;
  /** The stays in order. */
  readonly stay_ids: readonly string[];
  readonly label: string;
  readonly start_on: string;
  /** Latest discharge; null while a stay is open. */
  readonly end_on: string | null;
  readonly open: boolean;
  readonly entry_level: LevelCode;
  /** Level of the last stay in order. */
  readonly exit_level: LevelCode;
  readonly length_days: number;
  /** Reason of the last stay in order. */
  readonly discharge_reason: string | null;
}

/** A person with the first admission and the last record in the file. */
export interface DerivedPerson {
  readonly person_id: string;
  readonly first_admitted_on: string;
  readonly last_record_on: string;
}

/** One score as courses show it, under one stay at most. */
export interface ScorePoint {
  readonly person_id: string;
  readonly stay_id: string | null;
  readonly path_id: string | null;
  readonly measure: string;
  readonly rater: string | null;
  /** null = the score has a visit in place of a day. */
  readonly taken_on: string | null;
  readonly visit: number | null;
  readonly visit_label: string | null;
  readonly score: number;
  /** Days since admission; null without a stay or a day. */
  readonly day: number | null;
  readonly week: number | null;
  readonly band: string | null;
  readonly risk_item: number | null;
  readonly reviewed_on: string | null;
  readonly risk_assessed_on: string | null;
  /** Number of earlier rows that this one replaces. */
  readonly superseded: number;
}

/** Why a stay has a change or none. */
export type PairStatus =
  'paired' | 'open' | 'not_due' | 'no_score' | 'no_baseline' | 'no_later_score';

/** Reliable change under the published thresholds. */
export type ReliableClass = 'improved' | 'unchanged' | 'deteriorated';

/** Baseline, last and discharge score of a stay or of a path. */
export interface ScorePair {
  readonly grain: 'stay' | 'path';
  /** Null in a row about a path. */
  readonly stay_id: string | null;
  readonly path_id: string | null;
  readonly person_id: string;
  readonly measure: string;
  readonly rater: string | null;
  readonly status: PairStatus;
  readonly baseline_on: string | null;
  readonly baseline: number | null;
  readonly last_on: string | null;
  readonly last: number | null;
  readonly discharge_on: string | null;
  readonly discharge_score: number | null;
  /** Null unless paired, as are the following. */
  readonly improvement: number | null;
  readonly days_between: number | null;
  readonly reliable_class: ReliableClass | null;
}

/** A session under its stay. */
export interface DerivedSession extends SessionRow {
  readonly stay_id: string;
  readonly path_id: string | null;
  readonly week: number;
  readonly before_admission: boolean;
  readonly counted: boolean;
  /** Attended minutes; null when not attended or not known. */
  readonly minutes: number | null;
}

/** What the last score of an instrument is expected to be. */
export interface TrackModel {
  readonly measure: string;
  readonly n: number;
  readonly intercept: number;
  readonly per_baseline: number;
  readonly per_log_week: number;
  readonly residual_se: number;
}

/** A score beside what was expected of it. */
export interface ScoreTrack {
  readonly person_id: string;
  readonly stay_id: string;
  readonly measure: string;
  readonly rater: string | null;
  readonly taken_on: string;
  readonly predicted: number;
  readonly is_off_track: boolean;
}

/** A survey under its stay; without one both ids are null. */
export type DerivedSurvey = SurveyRow;

/** What a stay attended in one week since admission. */
export interface AttendanceWeek {
  readonly stay_id: string;
  readonly week: number;
  readonly counted: number;
  readonly attended: number;
  readonly no_show: number;
  readonly minutes: number;
  /** Scheduled minutes of sessions that were neither bookings nor cancelled by the program. */
  readonly scheduled_minutes: number;
  /** Attended individual sessions. */
  readonly individual: number;
  readonly days: number;
  /** Attended days of which some minutes are known. */
  readonly days_with_minutes: number;
  /** Those within the target for hours on a day; 0 without a target. */
  readonly days_in_target: number;
}

/** One meeting of a group. */
export interface GroupMeeting {
  readonly group_id: string;
  readonly held_on: string;
  readonly size: number;
}

/** Everything that is derived from canonical tables under some settings. */
export interface Derived {
  readonly settings: Settings;
  readonly dataCut: string;
  readonly stays: readonly DerivedStay[];
  readonly paths: readonly DerivedPath[];
  readonly persons: readonly DerivedPerson[];
  /** The canonical scores up to the cut. */
  readonly scores: readonly ScoreRow[];
  readonly visits: readonly SeenVisit[];
  readonly scorePoints: readonly ScorePoint[];
  readonly scorePairs: readonly ScorePair[];
  readonly sessions: readonly DerivedSession[];
  readonly attendance: readonly AttendanceWeek[];
  readonly groupMeetings: readonly GroupMeeting[];
  readonly trackModels: readonly TrackModel[];
  readonly scoreTracks: readonly ScoreTrack[];
  readonly surveys: readonly DerivedSurvey[];
}
