// Which mess goes where; README.md lists it, expected-set-aside.csv holds the lines.
import { dayOf, isoOf } from './days';
import { Patch, type Planted } from './mess';
import { addOddStays } from './oddities';
import { plantSessions } from './plant-sessions';
import type { Table } from './table';

/** The four tables of the sample. */
export interface Tables {
  readonly stays: Table;
  readonly scores: Table;
  readonly sessions: Table;
  readonly surveys: Table;
}

/** Pseudonyms that nobody else has: real ones of the sample never hold a zero or a one. */
const STRANGERS = ['P-0K4T1', 'P-M01XC', 'P-10RWB', 'P-D0V16', 'P-7H01N', 'P-01QZE', 'P-R1F0A'];
const NEVER_ADMITTED = 'P-Z10GT';

function shifted(iso: string, days: number): string {
  return isoOf(dayOf(iso) + days);
}

function plantStays(table: Table, planted: Planted[]): string {
  const patch = new Patch(table, planted);
  addOddStays(patch);
  const finished = (cell: (column: string) => string): boolean => cell('discharge_reason') !== '';
  const stranger = (index: number): Record<string, string> => ({
    person_id: STRANGERS[index] ?? '',
    stay_id: `S90${String(10 + index)}`,
  });
  const at = (share: number): string[] => patch.find(share, finished);
  patch.plant('duplicate row', null, at(0.11));
  patch.plant('duplicate row', null, at(0.63));
  const lost = patch.plant('impossible date', 'admitted_on', at(0.16), {
    ...stranger(0),
    admitted_on: '2025-02-30',
    discharged_on: '2025-03-28',
  });
  const cells = (index: number, column: string, value: string): Record<string, string> => ({
    ...stranger(index),
    [column]: value,
  });
  patch.plant(
    'impossible date',
    'discharged_on',
    at(0.77),
    cells(1, 'discharged_on', '2026-06-31'),
  );
  patch.plant('not a date', 'discharged_on', at(0.52), cells(2, 'discharged_on', 'pending'));
  patch.plant(
    'unknown code',
    'level_of_care',
    at(0.4),
    cells(3, 'level_of_care', 'sober coaching'),
  );
  const early = at(0.57);
  const before = shifted(patch.cell(early, 'admitted_on'), -12);
  patch.plant('discharge before admission', 'discharged_on', early, {
    ...cells(4, 'discharged_on', before),
    last_contact_on: '',
  });
  patch.plant('missing required value', 'admitted_on', at(0.7), cells(5, 'admitted_on', ''));
  patch.plant('future day', 'admitted_on', at(0.74), cells(6, 'admitted_on', '2062-05-04'));
  const open = { discharged_on: '', discharge_reason: '', discharged_to: '', aftercare_plan: '' };
  patch.plant('duplicate stay_id', 'stay_id', at(0.33), open);

  patch.spoil('unknown code', 'discharge_reason', at(0.21), 'moved away');
  patch.spoil('unknown code', 'discharge_reason', at(0.81), 'moved away');
  const contact = at(0.45);
  const tooEarly = shifted(patch.cell(contact, 'admitted_on'), -5);
  patch.spoil('last contact before admission', 'last_contact_on', contact, tooEarly);
  const stillThere = patch.find(0.9, (cell) => cell('discharged_on') === '');
  patch.spoil(
    'discharge reason without a discharge day',
    'discharge_reason',
    stillThere,
    'completed',
  );
  const planned = patch.find(0.6, (cell) => cell('prescribed_weeks') !== '');
  patch.spoil('not a number', 'prescribed_weeks', planned, 'eight');

  const total = table.columns.map(() => '');
  total[0] = 'Total';
  total[1] = String(table.rows.length);
  patch.append('total row', 'person_id', total);
  return patch.cell(lost, 'stay_id');
}

function plantScores(table: Table, planted: Planted[], lostStay: string): void {
  const patch = new Patch(table, planted);
  const of = (measure: string, share: number): string[] =>
    patch.find(share, (cell) => cell('measure') === measure);
  patch.plant('duplicate row', null, of('phq9', 0.2));
  patch.plant('duplicate row', null, of('gad7', 0.66));
  const range = 'score out of range or off its grid';
  patch.plant(range, 'score', of('phq9', 0.31), { score: '31' });
  patch.plant(range, 'score', of('gad7', 0.47), { score: '-1' });
  patch.plant(range, 'score', of('who5', 0.58), { score: '54' });
  patch.plant('impossible date', 'taken_on', of('phq9', 0.17), { taken_on: '2025-02-30' });
  patch.plant('not a date', 'taken_on', of('phq9', 0.73), { taken_on: 'week 3' });
  patch.plant('unknown instrument', 'measure', of('phq9', 0.41), { measure: 'craving-10' });
  patch.plant('missing required value', 'score', of('phq9', 0.28), { score: '' });
  patch.plant('missing required value', 'person_id', of('gad7', 0.52), { person_id: '' });
  const stranger = { person_id: NEVER_ADMITTED, stay_id: '' };
  patch.plant('person never admitted', 'person_id', of('phq9', 0.62), stranger);
  const lost = { person_id: STRANGERS[0] ?? '', stay_id: lostStay };
  patch.plant('person never admitted', 'person_id', of('phq9', 0.145), lost);
  patch.plant('person never admitted', 'person_id', of('gad7', 0.15), lost);
  patch.plant('unreadable', null, of('phq9', 0.86)).push('see note');
  patch.spoil('not a date', 'reviewed_on', of('phq9', 0.37), 'soon');
}

/** Plants everything and returns what was planted, rows and cells. */
export function plantMess(tables: Tables): Planted[] {
  const planted: Planted[] = [];
  const lostStay = plantStays(tables.stays, planted);
  plantScores(tables.scores, planted, lostStay);
  plantSessions(tables.sessions, planted, {
    stays: tables.stays,
    lost: { person: STRANGERS[0] ?? '', stay: lostStay },
    neverAdmitted: NEVER_ADMITTED,
  });
  const surveys = new Patch(tables.surveys, planted);
  const named = (share: number): string[] => surveys.find(share, (cell) => cell('stay_id') !== '');
  surveys.plant('duplicate row', null, named(0.3));
  surveys.plant('missing required value', 'score', named(0.5), { score: '' });
  surveys.plant('impossible date', 'taken_on', named(0.8), { taken_on: '2026-04-31' });
  return planted;
}
