/** Canonical rows from the few cells that matter, for cases written by hand and for random ones. */
import type { ScoreRow, SessionRow, StayRow, SurveyRow, VisitRow } from './types';

const NO_STAY = {
  discharged_on: null,
  last_contact_on: null,
  discharge_reason: null,
  discharged_to: null,
  program: null,
  site: null,
  track: null,
  modality: null,
  payer: null,
  referral_source: null,
  age_band: null,
  sex: null,
  race_ethnicity: null,
  primary_dx: null,
  other_dx: null,
  referred_on: null,
  first_contact_on: null,
  observed_until: null,
  prescribed_hours_per_week: null,
  prescribed_weeks: null,
  aftercare_plan: null,
  fileId: 1,
  rowNo: 0,
} as const;

type StayCells = Partial<StayRow> &
  Pick<StayRow, 'person_id' | 'stay_id' | 'level_of_care' | 'admitted_on'>;

/** A stay of which every cell that is not given is missing. */
export function stayRow(cells: StayCells): StayRow {
  return { ...NO_STAY, ...cells };
}

const NO_SCORE = {
  stay_id: null,
  rater: null,
  risk_item: null,
  reviewed_on: null,
  plan_changed: null,
  risk_assessed_on: null,
  fileId: 2,
  rowNo: 0,
} as const;

type ScoreCells = Partial<ScoreRow> &
  Pick<ScoreRow, 'person_id' | 'taken_on' | 'measure' | 'score'>;

/** A score of which every cell that is not given is missing. */
export function scoreRow(cells: ScoreCells): ScoreRow {
  return { ...NO_SCORE, ...cells };
}

type VisitCells = Partial<VisitRow> & Pick<VisitRow, 'person_id' | 'measure' | 'score'>;

/** The file of scores without a day. */
export const VISIT_FILE = 9;

/** A score without a day of which every cell that is not given is missing. */
export function visitRow(cells: VisitCells): VisitRow {
  return {
    visit: null,
    phase: null,
    stay_id: null,
    rater: null,
    fileId: VISIT_FILE,
    rowNo: 0,
    ...cells,
  };
}

type SurveyCells = Omit<SurveyRow, 'fileId' | 'rowNo'>;

/** A survey without its place in a file. */
export function surveyRow(cells: SurveyCells): SurveyRow {
  return { fileId: 4, rowNo: 0, ...cells };
}

const NO_SESSION = {
  session_id: null,
  stay_id: null,
  session_type: null,
  scheduled_minutes: null,
  attended_minutes: null,
  group_id: null,
  group_size: null,
  modality: null,
  fileId: 3,
  rowNo: 0,
} as const;

type SessionCells = Partial<SessionRow> & Pick<SessionRow, 'person_id' | 'held_on' | 'status'>;

/** A session of which every cell that is not given is missing. */
export function sessionRow(cells: SessionCells): SessionRow {
  return { ...NO_SESSION, ...cells };
}
