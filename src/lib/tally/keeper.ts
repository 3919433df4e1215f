/** Keeps units, their groups and sets of stays, and counts; what the worker holds. */
import { KeptAnswers } from '$lib/sql/kept-answers';
import type { TypedColumns } from '$lib/sql/typed-columns';
import { countUnits } from './count';
import {
  type Members,
  type Places,
  type StayBits,
  type Stays,
  bitsOf,
  membersOf,
  staysOf,
} from './stays';
import type { Counted, Grouping, Key } from './tally';
import {
  type LabelValues,
  type UnitGroups,
  type UnitTable,
  bytesOf,
  groupUnits,
  unitTable,
} from './unit-table';

/** What a keeper is told; `id` names the question in its answer, other numbers what is kept. */
export type TallyMessage = { readonly id: number } & (
  | { readonly type: 'stays'; readonly columns: TypedColumns; readonly places: Places }
  | { readonly type: 'units'; readonly units: number; readonly columns: TypedColumns }
  | {
      readonly type: 'groups';
      readonly units: number;
      readonly groups: number;
      readonly keys: readonly Key[];
      readonly labels: Readonly<Record<string, LabelValues>>;
    }
  | { readonly type: 'set'; readonly set: number; readonly columns: TypedColumns }
  | { readonly type: 'drop'; readonly units: number }
  | { readonly type: 'count'; readonly tallies: readonly KeptTally[] }
  /** Counts that may be asked for next; the answer is empty. */
  | { readonly type: 'ahead'; readonly tallies: readonly KeptTally[] }
);

/** A tally of what is kept. */
export interface KeptTally {
  readonly units: number;
  readonly groups: number;
  /** Sets of stays, as in `tally.ts`. */
  readonly members: readonly (readonly number[])[];
  readonly grouping: Grouping;
}

/** What it answers: bytes that units take, how many stays there are, counts, or why it failed. */
export interface TallyAnswer {
  readonly id: number;
  readonly bytes?: number;
  /** The highest number of a stay. */
  readonly count?: number;
  readonly counted?: readonly Counted[];
  readonly message?: string;
}

const MOST_CELLS = { each: 50_000, together: 1_000_000 };

interface Kept {
  readonly table: UnitTable;
  readonly groups: Map<number, UnitGroups>;
}

/** The units of one set of data; a failure is an answer. */
export class Keeper {
  private stays: Stays | null = null;
  private readonly units = new Map<number, Kept>();
  private readonly sets = new Map<number, StayBits>();
  /** The stays of the last cohort, since its figures come together. */
  private last: { readonly members: string; readonly set: Members } | null = null;
  private readonly counted = new KeptAnswers<Counted>(
    MOST_CELLS,
    ({ rowCount, columns }) => rowCount * Object.keys(columns).length,
  );

  answer(message: TallyMessage): TallyAnswer {
    const { id } = message;
    try {
      return { id, ...this.done(message) };
    } catch (error) {
      return { id, message: error instanceof Error ? error.message : String(error) };
    }
  }

  private done(message: TallyMessage): Omit<TallyAnswer, 'id'> {
    switch (message.type) {
      case 'stays':
        this.stays = staysOf(message.columns, message.places);
        return { count: this.stayCount };
      case 'units': {
        const table = unitTable(message.columns);
        this.units.set(message.units, { table, groups: new Map() });
        return { bytes: bytesOf(table) };
      }
      case 'groups': {
        const { table, groups } = this.kept(message.units);
        groups.set(message.groups, groupUnits(table, message.keys, message.labels));
        return {};
      }
      case 'set':
        this.sets.set(message.set, bitsOf(message.columns));
        return {};
      case 'drop':
        this.units.delete(message.units);
        return {};
      case 'count':
        return { counted: message.tallies.map((tally) => this.count(tally)) };
      case 'ahead':
        for (const tally of message.tallies) this.count(tally);
        return {};
    }
  }

  private count(tally: KeptTally): Counted {
    const asked = JSON.stringify(tally);
    const known = this.counted.get(asked);
    if (known) return known;
    const counted = this.countAnew(tally);
    this.counted.keep(asked, counted);
    return counted;
  }

  private countAnew({ units, groups, members, grouping }: KeptTally): Counted {
    const { table, groups: known } = this.kept(units);
    const own = known.get(groups);
    if (!own) throw new Error('These groups are not kept');
    return countUnits(table, own, this.stays!, this.cohort(members), grouping);
  }

  private get stayCount(): number {
    if (!this.stays) throw new Error('The stays are not there');
    return this.stays.persons.length - 1;
  }

  private kept(units: number): Kept {
    const kept = this.units.get(units);
    if (!kept) throw new Error('These units are not kept');
    return kept;
  }

  private cohort(members: readonly (readonly number[])[]): Members {
    const name = JSON.stringify(members);
    if (this.last?.members !== name) {
      const lists = members.map((list) => list.map((set) => this.setOf(set)));
      this.last = { members: name, set: membersOf(lists, this.stayCount) };
    }
    return this.last.set;
  }

  private setOf(set: number): StayBits {
    const found = this.sets.get(set);
    if (found === undefined) throw new Error('These stays are not kept');
    return found;
  }
}
