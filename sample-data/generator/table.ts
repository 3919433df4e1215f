// Tables of text, and the files of scores, sessions and surveys. No value holds a comma or a quote.
import { isoOf } from './days';
import type { Score } from './scores';
import type { Session } from './sessions';
import type { Survey } from './surveys';

/** One CSV file before it is written: every cell is text, empty = missing. */
export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: string[][];
}

/** The table with every row that repeats an earlier one left out. */
export function withoutRepeats(table: Table): Table {
  const seen = new Set<string>();
  const rows = table.rows.filter((row) => {
    const line = row.join(',');
    const isNew = !seen.has(line);
    seen.add(line);
    return isNew;
  });
  return { ...table, rows };
}

/** The scores file, in long shape. */
export function scoresTable(scores: readonly Score[]): Table {
  const rows = scores.map((row) => [
    row.personId,
    isoOf(row.day),
    row.measure,
    String(row.score),
    row.stayId ?? '',
    row.reviewedOn === null ? '' : isoOf(row.reviewedOn),
    row.planChanged === null ? '' : row.planChanged ? 'yes' : 'no',
    '',
  ]);
  const columns =
    'person_id taken_on measure score stay_id reviewed_on plan_changed risk_assessed_on'.split(' ');
  return { file: 'scores.csv', columns, rows };
}

/** The sessions file. */
export function sessionsTable(sessions: readonly Session[]): Table {
  const rows = sessions.map((row, index) => [
    `V${(46656 + index).toString(36).toUpperCase()}`,
    row.stay.person.id,
    row.namesStay ? row.stay.id : '',
    isoOf(row.day),
    row.type,
    row.status,
    String(row.scheduledMinutes),
    row.attendedMinutes === null ? '' : String(row.attendedMinutes),
    row.groupId,
    row.video ? 'video' : 'in_person',
  ]);
  const columns =
    'session_id person_id stay_id held_on session_type status scheduled_minutes attended_minutes ' +
    'group_id modality';
  return { file: 'sessions.csv', columns: columns.split(' '), rows };
}

/** The surveys file. */
export function surveysTable(surveys: readonly Survey[]): Table {
  const rows = surveys.map((row) => [
    isoOf(row.day),
    row.instrument,
    String(row.score),
    row.personId ?? '',
    row.stayId ?? '',
    row.topBox ? 'yes' : 'no',
  ]);
  const columns = 'taken_on instrument score person_id stay_id top_box'.split(' ');
  return { file: 'surveys.csv', columns, rows };
}
