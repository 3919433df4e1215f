/**
 * Which numbers of a table are hidden, so that nothing about few people can be read or worked out. The
 * rule is that of CMS: a number is hidden where it is about 1 to `smallest` people; then others are,
 * until what is left does not give it away. Zero is shown.
 */
import {
  type AtomSet,
  type Atoms,
  isEmpty,
  isWithin,
  keyOfSet,
  meets,
  union,
  without,
} from './atoms';
import { grouped } from './grouped';
import { Span } from './solve';

/** A part of a row that is shown or hidden as one. */
export interface Part {
  /** Who is counted; null = the row has no such count. */
  readonly counted: AtomSet;
  /** Who is in the row and not counted: told by the count, since the row's own number is known. */
  readonly rest: AtomSet | null;
  isHidden: boolean;
}

/** A row of a figure in a table. */
export interface TableRow {
  /** Metric, view and keys: what the row is called. */
  readonly name: string;
  readonly metric: string;
  readonly level: string | null;
  readonly program: string | null;
  /** Values of the keys inside the table, in the order of the metric. */
  readonly keys: readonly string[];
  /** Everybody in the row: denominator, n, persons, and every estimate over all of them. */
  readonly whole: Part;
  /** The numerator with its share, then further counts; hidden with the whole. */
  readonly counts: readonly Part[];
  /** Rows whose numbers are hidden together with those of this one, by name. */
  readonly joined: readonly string[];
}

/** Decides about every part of the rows of a table, in place. */
export function hideSmall(rows: readonly TableRow[], atoms: Atoms, smallest: number): void {
  new Hiding(rows, atoms, smallest).run();
}

/** A total and what adds up to it, or less: those counted, or the rest of each. */
interface Family {
  readonly total: Side;
  readonly parts: readonly Side[];
}

/** Those counted in a part, or its rest; both are told by the same number. */
interface Side {
  readonly row: TableRow;
  readonly part: Part;
  readonly set: AtomSet;
}

class Hiding {
  private readonly families: readonly Family[];
  private readonly chains: readonly (readonly TableRow[])[];
  private readonly persons = new Map<string, number>();
  private readonly byName: ReadonlyMap<string, TableRow>;

  constructor(
    private readonly rows: readonly TableRow[],
    private readonly atoms: Atoms,
    private readonly smallest: number,
  ) {
    this.byName = new Map(rows.map((row) => [row.name, row]));
    this.families = familiesOf(rows);
    this.chains = alikeButOneKey(rows);
  }

  run(): void {
    for (const row of this.rows) {
      if (this.isSmall(row.whole.counted)) row.whole.isHidden = true;
      for (const part of row.counts) {
        if (this.isSmall(part.counted) || (part.rest && this.isSmall(part.rest))) {
          part.isHidden = true;
        }
      }
    }
    do this.settle();
    while (this.hideNested() || this.hideSolvable());
  }

  /** Hides together what belongs together, and a second one beside each that is hidden alone. */
  private settle(): void {
    for (let isChanged = true; isChanged;) {
      isChanged = this.hideJoined();
      for (const family of this.families) while (this.hideBeside(family)) isChanged = true;
    }
  }

  private hideJoined(): boolean {
    let isChanged = false;
    for (const row of this.rows) {
      const others = row.joined.flatMap((name) => this.byName.get(name) ?? []);
      if (!row.whole.isHidden && others.some(({ whole }) => whole.isHidden)) {
        isChanged = row.whole.isHidden = true;
      }
      for (const [at, part] of row.counts.entries()) {
        const hides = row.whole.isHidden || others.some(({ counts }) => counts[at]?.isHidden);
        if (hides && !part.isHidden) isChanged = part.isHidden = true;
      }
    }
    return isChanged;
  }

  /** What is left of a visible total when the visible parts are taken off must be several and many. */
  private hideBeside({ total, parts }: Family): boolean {
    if (total.part.isHidden) return false;
    const filled = parts.filter(({ set }) => !isEmpty(set));
    const shown = filled.filter(({ part }) => !part.isHidden);
    const hidden = filled.filter(({ part }) => part.isHidden);
    const left = without(
      total.set,
      union(
        shown.map(({ set }) => set),
        total.set,
      ),
    );
    const isAlone =
      hidden.length === 1 && this.isSecret(hidden[0]!) && isWithin(left, hidden[0]!.set);
    if (!this.isSmall(left) && !isAlone) return false;
    const next = this.fewest(shown);
    if (next) return (next.isHidden = true);
    return hidden.length > 0 && (total.part.isHidden = true);
  }

  /**
   * Of two published numbers one inside the other, the difference must not be about few people: of the
   * people in two rows, such as all pairs and those that begin unwell, and of the counts out of the same
   * people, such as the steps of a flow.
   */
  private hideNested(): boolean {
    return this.chains.some((rows) =>
      [rows.map(wholeOf), ...groupsBy(rows, keyOfWhole).map((same) => same.flatMap(sidesOf))].some(
        (sides) => this.hideNestedOf(sides),
      ),
    );
  }

  private hideNestedOf(sides: readonly Side[]): boolean {
    const shown = sides.filter(({ part, set }) => !part.isHidden && !isEmpty(set));
    for (const small of shown) {
      for (const large of shown) {
        if (small.row === large.row || !isWithin(small.set, large.set)) continue;
        if (!this.isSmall(without(large.set, small.set))) continue;
        return (small.part.isHidden = true);
      }
    }
    return false;
  }

  /** No combination of published numbers may give a hidden one about few people. */
  private hideSolvable(): boolean {
    const shown = unique(
      this.rows
        .flatMap((row) =>
          [row.whole, ...row.counts].map((part) => ({ row, part, set: part.counted })),
        )
        .filter(({ part, set }) => !part.isHidden && !isEmpty(set)),
    );
    const span = new Span(
      this.atoms.count,
      shown.map(({ set }) => set),
    );
    let isChanged = false;
    for (const secret of this.secrets()) {
      const places = span.combination(secret);
      if (!places) continue;
      const used = places.map((place) => shown[place]!);
      // Another secret may have taken one of them away already.
      if (used.some(({ part }) => part.isHidden)) continue;
      const next = this.fewest(used);
      if (next) isChanged = next.isHidden = true;
    }
    return isChanged;
  }

  /** Everything hidden that is about few people. */
  private secrets(): AtomSet[] {
    const sides = this.rows.flatMap((row) => [wholeOf(row), ...sidesOf(row)]);
    return unique(sides.filter((side) => this.isSecret(side))).map(({ set }) => set);
  }

  private isSecret({ part, set }: Side): boolean {
    return part.isHidden && this.isSmall(set);
  }

  /** The part about the fewest people; the numbers of everybody only where there is no other. */
  private fewest(candidates: readonly Side[]): Part | null {
    const sorted = candidates
      .map((side) => ({ side, persons: this.personsIn(side.set) }))
      .sort(
        (a, b) =>
          Number(isEverybody(a.side.row)) - Number(isEverybody(b.side.row)) ||
          a.persons - b.persons ||
          (a.side.row.name < b.side.row.name ? -1 : 1),
      );
    return sorted[0]?.side.part ?? null;
  }

  private isSmall(set: AtomSet): boolean {
    const persons = this.personsIn(set);
    return persons > 0 && persons <= this.smallest;
  }

  private personsIn(set: AtomSet): number {
    const key = keyOfSet(set);
    const known = this.persons.get(key) ?? this.atoms.persons(set);
    this.persons.set(key, known);
    return known;
  }
}

function isEverybody({ level, program }: TableRow): boolean {
  return level === null && program === null;
}

function wholeOf(row: TableRow): Side {
  return { row, part: row.whole, set: row.whole.counted };
}

function keyOfWhole({ whole }: TableRow): string {
  return keyOfSet(whole.counted);
}

/** The numerator and its rest, and those of further counts. */
function sidesOf(row: TableRow): Side[] {
  return row.counts.flatMap((part) => [
    { row, part, set: part.counted },
    ...(part.rest ? [{ row, part, set: part.rest }] : []),
  ]);
}

function unique(sides: readonly Side[]): Side[] {
  const found = new Map<string, Side>();
  for (const side of sides) {
    const key = keyOfSet(side.set);
    if (!found.has(key)) found.set(key, side);
  }
  return [...found.values()];
}

/** Rows that differ in one thing only are parts of what holds them all. */
function familiesOf(rows: readonly TableRow[]): Family[] {
  const families: Family[] = [];
  for (const group of groupsBy(rows, (row) => JSON.stringify([row.metric, row.keys]))) {
    const all = group.find(isEverybody);
    const levels = group.filter(({ level }) => level !== null);
    const programs = group.filter(({ program }) => program !== null);
    if (all) families.push(...viewsOf(all, levels), ...viewsOf(all, programs));
    for (const level of levels) {
      const own = programs.filter(({ whole }) => isWithin(whole.counted, level.whole.counted));
      families.push(...viewsOf(level, own));
    }
  }
  for (const group of alikeButOneKey(rows)) {
    families.push(...classesOf(group), ...sharesOf(group, rows));
  }
  return families;
}

/** Rows of one metric and view that differ in one key. */
function alikeButOneKey(rows: readonly TableRow[]): TableRow[][] {
  const most = Math.max(0, ...rows.map(({ keys }) => keys.length));
  return Array.from({ length: most }, (_, key) =>
    groupsBy(
      rows.filter(({ keys }) => keys.length > key),
      ({ metric, level, program, keys }) =>
        JSON.stringify([metric, level, program, keys.filter((_, at) => at !== key)]),
    ),
  )
    .flat()
    .filter((group) => group.length > 1);
}

/** A total over the views by level or program: of everybody in them, and of each count and its rest. */
function viewsOf(total: TableRow, rows: readonly TableRow[]): Family[] {
  const sides = sidesOf(total).map((side, at) => ({
    total: side,
    parts: rows.flatMap((row) => sidesOf(row)[at] ?? []),
  }));
  return [{ total: wholeOf(total), parts: rows.map(wholeOf) }, ...sides];
}

/** The classes of one whole, where nobody is in two of them. */
function classesOf(rows: readonly TableRow[]): Family[] {
  const [first] = rows;
  const parts = rows.flatMap((row) => sidesOf(row)[0] ?? []);
  if (!first || parts.length < rows.length || !isApart(parts)) return [];
  const isShared = rows.every((row) => keyOfWhole(row) === keyOfWhole(first));
  return isShared ? [{ total: wholeOf(first), parts }] : [];
}

/** Rows without anybody in two of them, such as months, under the number of all. */
function sharesOf(group: readonly TableRow[], rows: readonly TableRow[]): Family[] {
  const [first] = group;
  if (!first || !isEverybody(first)) return [];
  const row = rows.find(({ name }) => name === totalName(first.metric));
  const parts = group.map(wholeOf);
  return row && isApart(parts) ? [{ total: wholeOf(row), parts }] : [];
}

/** The name of the row that stands for all units of a metric, where its headline gives their number. */
export function totalName(metric: string): string {
  return `${metric} in total`;
}

function isApart(parts: readonly Side[]): boolean {
  return parts.every(({ set }, at) => parts.slice(at + 1).every((other) => !meets(set, other.set)));
}

function groupsBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  return [...grouped(items, keyOf).values()];
}
