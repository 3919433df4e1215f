// The mess of the sessions file, and the oddities in it that load with a warning.
import { dayOf, isoOf } from './days';
import { Patch, type Planted } from './mess';
import { addOddSessions, numbered } from './oddities';
import type { Table } from './table';

/** What the sessions need to know of the other files. */
export interface Around {
  readonly stays: Table;
  /** A person whose only stay was set aside, with that stay. */
  readonly lost: { readonly person: string; readonly stay: string };
  readonly neverAdmitted: string;
}

function plantOrphans(patch: Patch, stays: Patch): void {
  const attended = (cell: (column: string) => string): boolean => cell('status') === 'attended';
  const host = patch.find(0.9, attended);
  const first = stays.find(0.75, (cell) => cell('referral_source') !== '');
  const person = stays.cell(first, 'person_id');
  const before = isoOf(dayOf(stays.firstDayOf(person)) - 40);
  const outside = { person_id: person, stay_id: '', held_on: before };
  patch.plant('orphan', 'held_on', patch.find(0.6, attended), numbered(1, outside));
  patch.plant('orphan', 'stay_id', patch.find(0.7, attended), numbered(2, { stay_id: 'S8888' }));
  const other = stays.find(0.2, (cell) => cell('person_id') !== patch.cell(host, 'person_id'));
  const foreign = numbered(3, { stay_id: stays.cell(other, 'stay_id') });
  patch.plant('orphan', 'stay_id', host, foreign);
}

/** Plants the mess of the sessions file. */
export function plantSessions(table: Table, planted: Planted[], around: Around): void {
  const patch = new Patch(table, planted);
  const stays = new Patch(around.stays, planted);
  const inGroup = (share: number): string[] =>
    patch.find(share, (cell) => cell('group_id') !== '' && cell('status') === 'attended');
  addOddSessions(patch, stays);
  patch.plant('duplicate row', null, inGroup(0.15));
  patch.plant('duplicate row', null, inGroup(0.75));
  patch.plant('unknown code', 'status', inGroup(0.26), numbered(4, { status: 'tbd' }));
  patch.plant('unknown code', 'status', inGroup(0.66), numbered(5, { status: 'see notes' }));
  const noSuchDay = numbered(6, { held_on: '2025-11-31' });
  patch.plant('impossible date', 'held_on', inGroup(0.52), noSuchDay);
  patch.plant('missing required value', 'held_on', inGroup(0.35), numbered(7, { held_on: '' }));
  patch.plant('missing required value', 'status', inGroup(0.84), numbered(8, { status: '' }));
  const never = { person_id: around.neverAdmitted, stay_id: '' };
  patch.plant('person never admitted', 'person_id', inGroup(0.62), numbered(9, never));
  const { person, stay } = around.lost;
  const lost = { person_id: person, stay_id: stay };
  patch.plant('person never admitted', 'person_id', inGroup(0.17), numbered(20, lost));
  patch.plant('person never admitted', 'person_id', inGroup(0.18), numbered(21, lost));
  plantOrphans(patch, stays);
  patch.spoil('unknown code', 'session_type', inGroup(0.22), 'equine');
  patch.spoil('unknown code', 'session_type', inGroup(0.44), 'equine');
}
