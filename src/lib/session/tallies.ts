/**
 * Counts without the engine: the units of a figure are read once and kept in a worker, which counts
 * those of each cohort. Whatever fails here, the engine answers.
 */
import { QueryCancelled } from '$lib/engine/errors';
import { Columns } from '$lib/sql/columns';
import type { Places } from '$lib/tally/stays';
import type { KeptTally } from '$lib/tally/keeper';
import type { Tally } from '$lib/tally/tally';
import type { LabelValues } from '$lib/tally/unit-table';
import { canStart, startWorker, TallyLink, type TallyWorker } from './tally-link';

/** Where units come from. */
export interface UnitSource {
  query(text: string): Promise<Columns>;
  bytes(text: string): Promise<Uint8Array>;
}

/** Bytes of all units that are kept. */
const MOST_BYTES = 256 * 2 ** 20;

/** With more stays than these, units would take memory that the engine needs; it answers everything. */
const MOST_STAYS = 600_000;

/** So often a worker may die before the engine answers everything until the data change. */
const MOST_DEATHS = 3;

/** The units of the loaded data; its owner clears them whenever data or settings change. */
export class Tallies {
  private readonly link: TallyLink;
  /** Grows whenever everything is forgotten. */
  private version = 0;
  private readonly numbers = new Map<string, number>();
  private stays: Promise<void> | null = null;
  /** Units by their query, in the order in which they were last counted. */
  private readonly units = new Map<string, Promise<number>>();
  private readonly groups = new Map<string, Promise<void>>();
  private readonly sets = new Map<string, Promise<void>>();
  /** Units that could not be read, such as for want of memory. */
  private readonly refused = new Set<string>();
  /** Units of a period that were asked for once. */
  private readonly askedOnce = new Set<string>();
  /** What is read when nothing else is asked, by the query for it. */
  private readonly ahead = new Map<string, () => Promise<void>>();
  /** What is counted after that; each gives its tallies when its turn has come. */
  private next: (() => readonly Tally[])[] = [];
  /** Workers that died since the data changed. */
  private deaths = 0;

  constructor(
    private readonly source: UnitSource,
    private readonly start: (() => TallyWorker) | null = canStart() ? startWorker : null,
  ) {
    this.link = new TallyLink(start, () => {
      this.deaths += 1;
      this.forget();
    });
  }

  /** Something may be read ahead of being asked for. */
  get hasAhead(): boolean {
    return this.ahead.size > 0 || this.next.length > 0;
  }

  /** Whether a tally is counted rather than asked of the engine; units of a period are once they are kept. */
  canCount({ units, isOfPeriod }: Tally): boolean {
    if (!this.start || this.deaths >= MOST_DEATHS || this.refused.has(units)) return false;
    return !isOfPeriod || this.units.has(units);
  }

  /**
   * Hears of a tally that the engine answered. Many periods are asked about once, such as the months
   * beside a number; the units of one that is asked about again are read ahead.
   */
  missed(tally: Tally): void {
    const { units, isOfPeriod } = tally;
    if (!isOfPeriod || !this.start || this.refused.has(units)) return;
    if (this.askedOnce.has(units)) this.ahead.set(units, () => this.ready(tally));
    else this.askedOnce.add(units);
  }

  /** Asks for sets of stays to be read ahead. */
  wantSets(queries: readonly string[]): void {
    if (!this.start) return;
    for (const query of queries)
      if (!this.sets.has(query)) this.ahead.set(query, () => this.set(query));
  }

  /** Asks for counts ahead, in the place of those that were wanted before; only of units that are kept. */
  wantCounts(next: readonly (() => readonly Tally[])[]): void {
    if (this.start) this.next = [...next];
  }

  /** Reads or counts one thing ahead; what fails is asked for again, or not, when it is needed. */
  async readAhead(): Promise<void> {
    const [first] = this.ahead;
    if (first) this.ahead.delete(first[0]);
    const read = first?.[1] ?? (() => this.countNext());
    await read().catch(() => undefined);
  }

  /**
   * The counts of a cohort, together; null = the engine has to answer. Rejects with `QueryCancelled` on
   * an abort.
   */
  async count(tallies: readonly Tally[], signal?: AbortSignal): Promise<readonly Columns[] | null> {
    try {
      const sets = new Set(tallies.flatMap(({ members }) => members.flat()));
      await Promise.all([
        ...tallies.map((tally) => this.ready(tally)),
        ...[...sets].map((query) => this.set(query)),
      ]);
      if (signal?.aborted) throw new QueryCancelled('Cancelled');
      const { counted } = await this.link.ask({
        type: 'count',
        tallies: tallies.map((tally) => this.kept(tally)),
      });
      if (signal?.aborted) throw new QueryCancelled('Cancelled');
      return counted!.map(
        ({ rowCount, columns }) => new Columns(rowCount, new Map(Object.entries(columns))),
      );
    } catch (error) {
      if (signal?.aborted) throw error;
      return null;
    }
  }

  /** Forgets everything, and ends the worker. */
  clear(): void {
    this.deaths = 0;
    this.forget();
  }

  private forget(): void {
    this.link.end();
    this.stays = null;
    const { numbers, units, groups, sets, refused, askedOnce, ahead } = this;
    for (const kept of [numbers, units, groups, sets, refused, askedOnce, ahead]) kept.clear();
    this.next = [];
    this.version += 1;
  }

  private async countNext(): Promise<void> {
    const wanted = this.next.shift()?.() ?? [];
    const tallies = wanted.filter((tally) => this.isKept(tally)).map((tally) => this.kept(tally));
    if (tallies.length > 0) await this.link.ask({ type: 'ahead', tallies });
  }

  /** Resolves when the units are kept in their groups. */
  private async ready(tally: Tally): Promise<void> {
    const { units } = tally;
    const { version } = this;
    const name = groupsOf(tally);
    const read = this.units.get(units) ?? this.readUnits(units);
    this.units.delete(units);
    this.units.set(units, read);
    try {
      await read;
      const made = this.groups.get(name) ?? this.makeGroups(name, tally);
      this.groups.set(name, made);
      await made;
    } catch (error) {
      this.groups.delete(name);
      if (version === this.version) this.refused.add(units);
      throw error;
    }
  }

  /** Bytes that they take. */
  private async readUnits(query: string): Promise<number> {
    await (this.stays ??= this.readStays());
    const bytes = await this.source.bytes(query);
    const { bytes: kept } = await this.link.ask({
      type: 'units',
      units: this.numberOf(query),
      bytes,
    });
    void this.makeRoom();
    return kept ?? 0;
  }

  private async makeGroups(name: string, { units, keys, labels }: Tally): Promise<void> {
    const values: Record<string, LabelValues> = {};
    for (const [key, text] of Object.entries(labels))
      values[key] = labelsOf(await this.source.query(text), key);
    const groups = this.numberOf(name);
    await this.link.ask({
      type: 'groups',
      units: this.numberOf(units),
      groups,
      keys,
      labels: values,
    });
  }

  private async readStays(): Promise<void> {
    const places = placesOf(await this.source.query(PLACES));
    const bytes = await this.source.bytes(STAYS);
    const { count } = await this.link.ask({ type: 'stays', places, bytes });
    if ((count ?? 0) > MOST_STAYS) throw new RangeError('There are too many stays to keep');
  }

  /** Units that were not counted for longest go first. */
  private async makeRoom(): Promise<void> {
    const sizes = await Promise.all(
      [...this.units].map(async ([query, read]) => [query, await read.catch(() => 0)] as const),
    );
    let total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
    for (const [query, bytes] of sizes.slice(0, -1)) {
      if (total <= MOST_BYTES) return;
      total -= bytes;
      this.units.delete(query);
      for (const name of this.groups.keys())
        if (name.startsWith(`${query} `)) this.groups.delete(name);
      void this.link.ask({ type: 'drop', units: this.numberOf(query) }).catch(() => undefined);
    }
  }

  /** Hands a set of stays to the worker, once for all cohorts. */
  private set(query: string): Promise<void> {
    const known = this.sets.get(query);
    if (known) return known;
    const handed = this.hand(query);
    this.sets.set(query, handed);
    handed.catch(() => this.sets.delete(query));
    return handed;
  }

  private async hand(query: string): Promise<void> {
    const bytes = await this.source.bytes(query);
    // Questions are answered in their order: one that follows at once finds the set, or says that it is not there.
    this.link
      .ask({ type: 'set', set: this.numberOf(query), bytes })
      .catch(() => this.sets.delete(query));
  }

  /** A tally by the numbers of what is kept. */
  private kept(tally: Tally): KeptTally {
    const { units, members, views, keys, counts } = tally;
    return {
      units: this.numberOf(units),
      groups: this.numberOf(groupsOf(tally)),
      // In one order, so that the same cohort is known again.
      members: members
        .map((list) => list.map((query) => this.numberOf(query)).sort((a, b) => a - b))
        .sort((one, other) => (one[0] ?? 0) - (other[0] ?? 0)),
      grouping: { views, keys, counts },
    };
  }

  /** Everything that a tally counts is at hand. */
  private isKept(tally: Tally): boolean {
    return (
      this.canCount(tally) &&
      this.groups.has(groupsOf(tally)) &&
      tally.members.flat().every((query) => this.sets.has(query))
    );
  }

  /** A number that stands for a long text in messages. */
  private numberOf(text: string): number {
    const known = this.numbers.get(text) ?? this.numbers.size;
    this.numbers.set(text, known);
    return known;
  }
}

/** What tells the groups of units from others. */
function groupsOf({ units, keys }: Tally): string {
  return `${units} ${JSON.stringify(keys)}`;
}

function labelsOf(found: Columns, key: string): LabelValues {
  const names = found.names.filter((name) => name !== key);
  return {
    numbers: found.column(key).map(Number),
    columns: Object.fromEntries(names.map((name) => [name, found.column(name)])),
  };
}

function placesOf(found: Columns): Places {
  const numbers = (name: string): Int32Array => Int32Array.from(found.column(name), Number);
  const names = (name: string): string[] => {
    const result: string[] = [];
    numbers(`${name}_at`).forEach((place, row) => (result[place] = found.text(name, row)!));
    return result;
  };
  return {
    levelOf: numbers('level_at'),
    programOf: numbers('program_at'),
    levels: names('level'),
    programs: names('program'),
  };
}

const STAYS = 'SELECT stay_no, person_no, place_no FROM stay';

/** The places with their levels and programs in the order of the views. */
const PLACES = `SELECT level, program,
    (dense_rank() OVER (ORDER BY level_position, level) - 1)::INTEGER AS level_at,
    (dense_rank() OVER (ORDER BY program) - 1)::INTEGER AS program_at
  FROM place ORDER BY place_no`;
