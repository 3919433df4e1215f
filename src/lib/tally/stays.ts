/** Whose a stay is and where, and which stays are a cohort's. */
import type { TypedColumns } from '$lib/sql/typed-columns';

/** Every stay by its number: whose it is, and where; place and view numbers start at 0. */
export interface Stays extends Places {
  /** Person and place by stay number; index 0 is nobody's. */
  readonly persons: Int32Array;
  readonly places: Int32Array;
}

/** The places in which stays are. */
export interface Places {
  /** Level and program of each place, as numbers in the order in which views come. */
  readonly levelOf: Int32Array;
  readonly programOf: Int32Array;
  readonly levels: readonly string[];
  readonly programs: readonly string[];
}

/** Arranges stays as they came from the engine: stay_no, person_no, and place_no from 1. */
export function staysOf(columns: TypedColumns, places: Places): Stays {
  const [numbers, persons, placed] = ['stay_no', 'person_no', 'place_no'].map(
    (name) => columns.get(name)!.values,
  );
  let last = 0;
  numbers!.forEach((stay) => (last = Math.max(last, stay)));
  const size = last + 1;
  const stays = { ...places, persons: new Int32Array(size), places: new Int32Array(size) };
  numbers!.forEach((stay, row) => {
    stays.persons[stay] = persons![row]!;
    stays.places[stay] = placed![row]! - 1;
  });
  return stays;
}

/** The set of stays in a result of one blob. */
export function bitsOf(columns: TypedColumns): StayBits {
  const { values, valid } = columns.get('stays')!;
  return valid ? null : (values as Uint8Array);
}

/** A set of stays as the engine gives it: a bit for each stay, the last at the end; null = no stay. */
export type StayBits = Uint8Array | null;

/** 1 for each stay of a cohort, by stay number. */
export type Members = Uint8Array;

/** The stays that are in some set of each list. */
export function membersOf(lists: readonly (readonly StayBits[])[], count: number): Members {
  const members = new Uint8Array(count + 1).fill(1);
  for (const sets of lists) {
    const some = new Uint8Array(Math.ceil(count / 8));
    for (const set of sets) set?.forEach((byte, at) => (some[at]! |= byte));
    const padding = some.length * 8 - count;
    for (let stay = 1; stay <= count; stay += 1) {
      const bit = padding + stay - 1;
      members[stay]! &= some[bit >> 3]! >> (7 - (bit & 7));
    }
  }
  return members;
}
