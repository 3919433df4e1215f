/** The shape of a case by hand: rows that go in, and some cells of the rows that come out. */
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { stayRow } from './rows';
import type {
  AttendanceWeek,
  Canonical,
  DerivedPath,
  DerivedSession,
  DerivedStay,
  GroupMeeting,
  ScorePair,
  ScorePoint,
  StayRow,
} from './types';

/** Some cells of a derived row, of which `Keys` find the row. */
type Expected<Row, Keys extends keyof Row> = Pick<Row, Keys> & Partial<Row>;

/** A case with what the data model says about it, worked out by hand. */
export interface DeriveCase {
  readonly name: string;
  readonly rows: Canonical;
  readonly settings: Settings;
  readonly expected: {
    readonly dataCut?: string;
    readonly stays?: readonly Expected<DerivedStay, 'stay_id'>[];
    /** All paths of the person when a path of the person is listed. */
    readonly paths?: readonly Expected<DerivedPath, 'person_id' | 'stay_ids'>[];
    readonly scorePoints?: readonly Expected<
      ScorePoint,
      'person_id' | 'measure' | 'rater' | 'taken_on' | 'stay_id'
    >[];
    /** Pairs of stays. */
    readonly stayPairs?: readonly Expected<ScorePair, 'stay_id' | 'measure' | 'rater'>[];
    /** Pairs of paths, found by the first stay of the path. */
    readonly pathPairs?: readonly (Expected<ScorePair, 'measure' | 'rater'> & {
      readonly first_stay_id: string;
    })[];
    readonly sessions?: readonly Expected<DerivedSession, 'session_id'>[];
    /** Session ids that are under no stay. */
    readonly orphans?: readonly string[];
    readonly attendance?: readonly Expected<AttendanceWeek, 'stay_id' | 'week'>[];
    readonly groupMeetings?: readonly Expected<GroupMeeting, 'group_id' | 'held_on'>[];
  };
}

/** The last loaded day of every case that does not say otherwise. */
export const CUT = '2024-06-30';

/** An open stay that carries the cut to `CUT`, of a person and a program of its own. */
const cutCarrier: StayRow = stayRow({
  person_id: 'zz',
  stay_id: 'zz',
  level_of_care: 'op',
  admitted_on: CUT,
  program: 'carries the cut',
});

/** Puts a case together, with default settings and a stay that carries the cut. */
export function toCase(
  name: string,
  rows: Partial<Canonical>,
  expected: DeriveCase['expected'],
  settings: Partial<Settings> = {},
): DeriveCase {
  return {
    name,
    rows: {
      stays: [...(rows.stays ?? []), cutCarrier],
      scores: (rows.scores ?? []).map((row, index) => ({ ...row, rowNo: index + 1 })),
      sessions: (rows.sessions ?? []).map((row, index) => ({ ...row, rowNo: index + 1 })),
      visits: (rows.visits ?? []).map((row, index) => ({ ...row, rowNo: index + 1 })),
      phases: rows.phases ?? [],
    },
    settings: { ...DEFAULT_SETTINGS, ...settings },
    expected: { dataCut: CUT, ...expected },
  };
}

/** A stay of person `p` in program `P`, from one day to another, open without a second. */
export function stay(
  stayId: string,
  level: StayRow['level_of_care'],
  admittedOn: string,
  dischargedOn: string | null,
  cells: Partial<StayRow> = {},
): StayRow {
  return stayRow({
    person_id: 'p',
    stay_id: stayId,
    level_of_care: level,
    admitted_on: admittedOn,
    discharged_on: dischargedOn,
    program: 'P',
    ...cells,
  });
}
