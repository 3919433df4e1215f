// Reads the sample the way an importer would load it: without the rows listed to be set aside.
// The calibration is computed from the files alone, never from the generator's hidden state.
import { readFileSync } from 'node:fs';
import { CUT, dayOf } from '../generator/days';

type Row = Readonly<Record<string, string>>;

function rowsOf(folder: string, file: string): Row[] {
  const [header = '', ...lines] = readFileSync(`${folder}/${file}`, 'utf8').trimEnd().split('\n');
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}

/** A stay with what the calibration needs; `discharged` is null while open. */
export interface StayRow {
  readonly person: string;
  readonly id: string;
  readonly level: string;
  readonly program: string;
  readonly admitted: number;
  readonly discharged: number | null;
  readonly lengthDays: number;
  readonly reason: string;
  readonly dischargedTo: string;
}

/** A score; `stay` is empty where the row names none. */
export interface ScoreRow {
  readonly person: string;
  readonly stay: string;
  readonly day: number;
  readonly measure: string;
  readonly score: number;
}

/** A session under its stay; the rare rows without a stay_id are left out of the calibration. */
export interface SessionRow {
  readonly person: string;
  readonly stay: string;
  readonly day: number;
  readonly type: string;
  readonly status: string;
  readonly minutes: number;
  readonly group: string;
}

/** The loaded sample. */
export interface Sample {
  readonly stays: readonly StayRow[];
  readonly scores: readonly ScoreRow[];
  readonly sessions: readonly SessionRow[];
  readonly surveys: number;
  /** Rows in each file, set-aside rows included. */
  readonly rowsRead: ReadonlyMap<string, number>;
  readonly setAside: readonly Row[];
}

function stayOf(row: Row): StayRow {
  const cell = (column: string): string => row[column] ?? '';
  const admitted = dayOf(cell('admitted_on'));
  const discharged = cell('discharged_on') === '' ? null : dayOf(cell('discharged_on'));
  const contact = cell('last_contact_on') === '' ? discharged : dayOf(cell('last_contact_on'));
  const validContact = contact === null || contact < admitted ? discharged : contact;
  const end = discharged === null ? CUT : Math.min(discharged, validContact ?? discharged);
  return {
    person: cell('person_id'),
    id: cell('stay_id'),
    level: cell('level_of_care'),
    program: cell('program'),
    admitted,
    discharged,
    lengthDays: Math.max(1, end - admitted),
    reason: discharged === null ? '' : cell('discharge_reason'),
    dischargedTo: cell('discharged_to'),
  };
}

function sessionOf(row: Row): SessionRow {
  const cell = (column: string): string => row[column] ?? '';
  const attended = cell('status') === 'attended';
  const minutes = cell('attended_minutes') || cell('scheduled_minutes');
  return {
    person: cell('person_id'),
    stay: cell('stay_id'),
    day: dayOf(cell('held_on')),
    type: cell('session_type'),
    status: cell('status'),
    minutes: attended ? Number(minutes) : 0,
    group: cell('group_id'),
  };
}

function scoreOf(row: Row): ScoreRow {
  return {
    person: row['person_id'] ?? '',
    stay: row['stay_id'] ?? '',
    day: dayOf(row['taken_on'] ?? ''),
    measure: row['measure'] ?? '',
    score: Number(row['score']),
  };
}

/** Reads the four files and the list of rows to set aside. */
export function readSample(folder: string): Sample {
  const setAside = rowsOf(folder, 'expected-set-aside.csv');
  const rowsRead = new Map<string, number>();
  const loaded = (file: string): Row[] => {
    const rows = rowsOf(folder, file);
    rowsRead.set(file, rows.length);
    const own = setAside.filter((item) => item['file'] === file && item['kind'] === 'row');
    const lines = new Set(own.map((item) => Number(item['line'])));
    return rows.filter((_, index) => !lines.has(index + 2));
  };
  return {
    stays: loaded('stays.csv').map(stayOf),
    scores: loaded('scores.csv').map(scoreOf),
    sessions: loaded('sessions.csv').map(sessionOf),
    surveys: loaded('surveys.csv').length,
    rowsRead,
    setAside,
  };
}
