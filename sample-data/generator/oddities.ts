// Oddities that load: an importer counts or flags them, but sets nothing aside.
import { CUT, dayOf, isoOf } from './days';
import type { Patch } from './mess';

const UNRESOLVED_ROWS = 12;
const OUTSIDE_ROWS = 4;

/** Session ids of added rows open with X, those of the timetable with V. */
export function numbered(number: number, cells: Record<string, string>): Record<string, string> {
  return { session_id: `X${String(1000 + number)}`, ...cells };
}

/** Stays that load with a flag: admitted before referral, and never discharged in the record. */
export function addOddStays(stays: Patch): void {
  for (const share of [0.27, 0.49, 0.83]) {
    const stay = stays.find(share, (cell) => cell('referred_on') !== '');
    stay[stays.indexOf('referred_on')] = isoOf(dayOf(stays.cell(stay, 'admitted_on')) + 4);
    stay[stays.indexOf('first_contact_on')] = '';
  }
  for (const share of [0.42, 0.56, 0.78]) {
    const stay = stays.find(share, (cell) => {
      const isLast = stays.lastDayOf(cell('person_id')) === cell('admitted_on');
      return isLast && cell('discharge_reason') === 'dropped_out';
    });
    for (const column of ['discharged_on', 'discharge_reason', 'discharged_to', 'aftercare_plan']) {
      stay[stays.indexOf(column)] = '';
    }
  }
}

/** Session rows that load: kept under their stay with a warning, or past bookings nobody resolved. */
export function addOddSessions(patch: Patch, stays: Patch): void {
  for (let i = 0; i < OUTSIDE_ROWS; i++) {
    const stay = stays.find(0.2 + 0.15 * i, (cell) => cell('discharged_on') !== '');
    const id = stays.cell(stay, 'stay_id');
    const host = patch.find(0, (cell) => cell('stay_id') === id && cell('status') === 'attended');
    const day = isoOf(dayOf(stays.cell(stay, 'discharged_on')) + 2);
    const cells = { held_on: day, session_type: 'individual', group_id: '' };
    patch.insert(patch.copy(host, numbered(10 + i, cells)), host);
  }
  for (let i = 0; i < UNRESOLVED_ROWS; i++) {
    const past = (cell: (column: string) => string): boolean =>
      cell('status') === 'attended' && cell('group_id') === '' && dayOf(cell('held_on')) < CUT;
    const row = patch.find(0.9 + 0.006 * i, past);
    row[patch.indexOf('status')] = 'scheduled';
    row[patch.indexOf('attended_minutes')] = '';
  }
}
