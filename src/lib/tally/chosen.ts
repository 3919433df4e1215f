/** The stays of a cohort that have units. */
import type { Members, Stays } from './stays';
import type { UnitTable } from './unit-table';

/** Stays in the order of their persons: whose each is, where, and which units are its. */
export interface Chosen {
  readonly length: number;
  readonly persons: Int32Array;
  readonly places: Int32Array;
  /** The units of each: rows of the table from its start to before its end. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 where no other one is of the same person. */
  readonly isAlone: Uint8Array;
}

/** Where they stand, used for one count after the other: arrays of this size are slow to make. */
let room = roomFor(0);

/** What stands there: counts that come together are often of the same units. */
let latest: {
  readonly table: UnitTable;
  readonly members: Members;
  readonly chosen: Chosen;
} | null = null;

function roomFor(size: number): Omit<Chosen, 'length'> {
  const [persons, places, starts, ends] = Array.from({ length: 4 }, () => new Int32Array(size));
  return {
    persons: persons!,
    places: places!,
    starts: starts!,
    ends: ends!,
    isAlone: new Uint8Array(size),
  };
}

/** Chooses the stays of a cohort; what it gave before is overwritten. */
export function choose(table: UnitTable, stays: Stays, members: Members): Chosen {
  if (latest?.table === table && latest.members === members) return latest.chosen;
  if (room.persons.length < table.stays.length) room = roomFor(table.stays.length);
  const chosen = { ...room, length: chooseInto(room, table, stays, members) };
  latest = { table, members, chosen };
  return chosen;
}

/** How many were chosen. */
function chooseInto(
  { persons, places, starts, ends, isAlone }: typeof room,
  table: UnitTable,
  stays: Stays,
  members: Members,
): number {
  let length = 0;
  for (let run = 0; run < table.stays.length; run += 1) {
    const stay = table.stays[run]!;
    if (members[stay] !== 1) continue;
    const person = stays.persons[stay]!;
    const isSame = length > 0 && persons[length - 1] === person;
    if (isSame) isAlone[length - 1] = 0;
    persons[length] = person;
    places[length] = stays.places[stay]!;
    starts[length] = table.starts[run]!;
    ends[length] = table.starts[run + 1]!;
    isAlone[length] = isSame ? 0 : 1;
    length += 1;
  }
  return length;
}
