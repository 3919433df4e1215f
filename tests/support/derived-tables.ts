/**
 * Reads the derived tables of a test engine back as the plain rows of the naive derivation, so that
 * the two can be compared row by row. Paths are named as there: person and running number.
 */
import type { Engine } from '$lib/engine/port';
import type { Cell } from '$lib/sql/columns';
import type {
  AttendanceWeek,
  DerivedPath,
  DerivedPerson,
  DerivedSession,
  DerivedStay,
  GroupMeeting,
  ScorePair,
  ScorePoint,
  StayRow,
} from '../naive/types';

/** Cells of a naive stay that are mere copies of the canonical row, or that only the naive row has. */
type NotDerived =
  | Exclude<
      keyof StayRow,
      'person_id' | 'stay_id' | 'level_of_care' | DayOfStay | 'discharge_reason'
    >
  | 'reason_class';

type DayOfStay = 'admitted_on' | 'discharged_on' | 'last_contact_on';

/** The columns of a derived stay that both derivations have. */
export type FoundStay = Omit<DerivedStay, NotDerived>;

/** The columns of a derived session that both derivations have. */
export type FoundSession = Pick<
  DerivedSession,
  | 'session_id'
  | 'stay_id'
  | 'path_id'
  | 'person_id'
  | 'held_on'
  | 'status'
  | 'week'
  | 'before_admission'
  | 'counted'
  | 'minutes'
>;

/** The derived tables of an engine. */
export interface FoundTables {
  readonly dataCut: string | null;
  readonly stays: readonly FoundStay[];
  readonly paths: readonly DerivedPath[];
  readonly persons: readonly DerivedPerson[];
  readonly scorePoints: readonly ScorePoint[];
  readonly scorePairs: readonly ScorePair[];
  readonly sessions: readonly FoundSession[];
  readonly attendance: readonly AttendanceWeek[];
  readonly groupMeetings: readonly GroupMeeting[];
}

/** The names of paths as the naive derivation writes them. */
const PATH_NAME = `named_path AS (
  SELECT p.*, b.person_id, b.person_id || '#' ||
    row_number() OVER (PARTITION BY p.person_no ORDER BY p.path_no) AS path_id
  FROM path p JOIN stay b ON b.stay_no = p.first_stay_no
)`;

const QUERIES = {
  stays: `WITH ${PATH_NAME}
    SELECT s.person_id, s.stay_id, s.level AS level_of_care, s.rank, s.admitted_on,
      s.discharged_on, s.last_contact_on, s.discharge_reason, s.is_open::INTEGER AS open,
      s.length_days, coalesce(s.is_planned, FALSE)::INTEGER AS planned,
      coalesce(s.is_dropout, FALSE)::INTEGER AS dropout,
      coalesce(s.is_unplanned, FALSE)::INTEGER AS unplanned, s.condition,
      CASE WHEN s.rank IS NOT NULL THEN row_number() OVER (
        PARTITION BY s.person_no, s.rank IS NULL ORDER BY s.stay_no) END::INTEGER AS stay_order,
      previous.stay_id AS previous_stay_id, next.stay_id AS next_stay_id, s.gap_days,
      s.next_move_7 AS move_7, s.next_move_30 AS move_30, p.path_id, s.weeks_enrolled,
      s.full_weeks
    FROM stay s
    LEFT JOIN stay next ON next.stay_no = s.next_stay_no
    LEFT JOIN stay previous ON previous.stay_no = s.previous_stay_no
    LEFT JOIN named_path p ON p.path_no = s.path_no
    ORDER BY s.stay_no`,
  paths: `WITH ${PATH_NAME},
    steps AS (
      SELECT path_no, string_agg(stay_id, '|' ORDER BY stay_no) AS stay_ids
      FROM stay WHERE path_no IS NOT NULL GROUP BY path_no
    )
    SELECT p.path_id, p.person_id, steps.stay_ids, p.label, p.started_on AS start_on,
      p.ended_on AS end_on, p.is_open::INTEGER AS open, p.entry_level, p.exit_level,
      p.length_days, nullif(p.last_reason, '') AS discharge_reason
    FROM named_path p JOIN steps USING (path_no) ORDER BY p.path_no`,
  persons: `SELECT person_id, first_admitted_on, last_record_on FROM person ORDER BY person_no`,
  scorePoints: `WITH ${PATH_NAME}
    SELECT q.person_id, s.stay_id, p.path_id, x.measure, x.rater, x.taken_on, x.score, x.day,
      x.week, x.visit, x.visit_label, x.band, x.risk_item, x.reviewed_on, x.risk_assessed_on,
      x.superseded
    FROM score_point x JOIN person q USING (person_no)
    LEFT JOIN stay s ON s.stay_no = x.stay_no
    LEFT JOIN named_path p ON p.path_no = s.path_no`,
  scorePairs: `WITH ${PATH_NAME}
    SELECT x.unit AS grain, CASE x.unit WHEN 'stay' THEN s.stay_id END AS stay_id,
      CASE x.unit WHEN 'path' THEN p.path_id END AS path_id, q.person_id, x.measure, x.rater,
      x.status, x.baseline_on, x.baseline, x.last_on, x.last, x.discharge_on, x.discharge_score,
      CASE x.status WHEN 'paired' THEN x.improvement END AS improvement,
      CASE x.status WHEN 'paired' THEN x.days_between END AS days_between,
      x.change_class AS reliable_class
    FROM classified_pair x JOIN person q USING (person_no) JOIN stay s USING (stay_no)
    LEFT JOIN named_path p ON p.path_no = x.path_no
    WHERE x.profile = 'published'`,
  sessions: `WITH ${PATH_NAME}
    SELECT n.session_id, s.stay_id, p.path_id, s.person_id, x.held_on, x.status::VARCHAR AS status, x.week,
      x.is_before_admission::INTEGER AS before_admission, x.is_counted::INTEGER AS counted,
      x.attended_minutes AS minutes
    FROM session x JOIN sessions n USING (file_id, row_no) JOIN stay s USING (stay_no)
    LEFT JOIN named_path p ON p.path_no = x.path_no`,
  attendance: `SELECT s.stay_id, a.week, a.counted, a.attended, a.no_show, a.minutes, a.days,
      a.scheduled_minutes, a.individual, a.days_with_minutes, a.days_in_target
    FROM attendance a JOIN stay s USING (stay_no)`,
  groupMeetings: 'SELECT group_id, held_on, size FROM group_meeting',
} as const;

/** Reads all derived tables. */
export async function readDerivedTables(engine: Engine): Promise<FoundTables> {
  const rows = async <Row>(name: keyof typeof QUERIES): Promise<Row[]> => {
    const found = await engine.query(QUERIES[name]);
    return found.rows().map(withBooleans) as Row[];
  };
  const cut = await engine.query('SELECT day FROM data_cut');
  const paths = await rows<Omit<DerivedPath, 'stay_ids'> & { stay_ids: string }>('paths');
  return {
    dataCut: cut.text('day', 0),
    stays: await rows('stays'),
    paths: paths.map((path) => ({ ...path, stay_ids: path.stay_ids.split('|') })),
    persons: await rows('persons'),
    scorePoints: await rows('scorePoints'),
    scorePairs: await rows('scorePairs'),
    sessions: await rows('sessions'),
    attendance: await rows('attendance'),
    groupMeetings: await rows('groupMeetings'),
  };
}

const BOOLEANS = new Set([
  'open',
  'planned',
  'dropout',
  'unplanned',
  'before_admission',
  'counted',
]);

function withBooleans(row: Record<string, Cell>): Record<string, Cell | boolean> {
  const entries = Object.entries(row);
  const isFlag = (name: string): boolean => BOOLEANS.has(name) && !('no_show' in row);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isFlag(name) ? value === 1 : value]),
  );
}
