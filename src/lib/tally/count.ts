/** Counts the units of a cohort: the same rows, in the same order, as the statement of the tally. */
import type { Cell } from '$lib/sql/columns';
import type { Numbers } from '$lib/sql/typed-columns';
import type { Members, Stays } from './stays';
import type { Count, Counted, Grouping } from './tally';
import { type UnitGroups, type UnitTable, orderOf } from './unit-table';

/** The units of a cohort: their rows, each with its place and group as one number, and its person. */
interface Chosen {
  readonly length: number;
  readonly rows: Int32Array;
  readonly cells: Int32Array;
  readonly persons: Int32Array;
  readonly places: Int32Array;
}

/**
 * Counts by group. Loops over units and groups are functions of their own here: what the browser has
 * compiled for a loop of millions is thrown away when the few steps around it meet another kind of value.
 */
export function countUnits(
  table: UnitTable,
  { cells, cellCount, names }: UnitGroups,
  stays: Stays,
  members: Members,
  { views, counts }: Grouping,
): Counted {
  const chosen = choose(table, cells, cellCount, stays, members);
  const groups = viewsOf(stays, views);
  const size = groups.count * cellCount;
  const byPlace = unitsByPlace(chosen, stays.levelOf.length * cellCount);
  const n = spread(byPlace, cellCount, groups);
  const shown = groupsWithUnits(n);
  const own: Own = { table, cellCount, stays, chosen, groups, size, byPlace, n };
  const products = new Map<string, Float64Array>();
  const columns = Object.entries(counts).map(([name, count]): [string, readonly Cell[]] => {
    const values = valuesOf(count, own, counts, products);
    return [name, cellsOf(shown, (group) => values[group] ?? null)];
  });
  return {
    rowCount: shown.length,
    columns: Object.fromEntries([
      ...viewColumns(stays, views, shown, cellCount),
      ...Object.entries(names).map(([name, values]): [string, readonly Cell[]] => [
        name,
        cellsOf(shown, (group) => values[group % cellCount] ?? null),
      ]),
      ...columns,
    ]),
  };
}

function unitsByPlace({ cells, length }: Chosen, size: number): Float64Array {
  const result = new Float64Array(size);
  for (let at = 0; at < length; at += 1) result[cells[at]!]! += 1;
  return result;
}

function groupsWithUnits(n: Float64Array): Int32Array {
  let length = 0;
  const groups = new Int32Array(n.length);
  for (let group = 0; group < n.length; group += 1) if (n[group]! > 0) groups[length++] = group;
  return groups.subarray(0, length);
}

function cellsOf(groups: Int32Array, cellOf: (group: number) => Cell): readonly Cell[] {
  const cells: Cell[] = [];
  for (const group of groups) cells.push(cellOf(group));
  return cells;
}

/** What every count reads. */
interface Own {
  readonly table: UnitTable;
  readonly cellCount: number;
  readonly stays: Stays;
  readonly chosen: Chosen;
  readonly groups: Groups;
  readonly size: number;
  /** Units by place and group. */
  readonly byPlace: Float64Array;
  /** Units by view and group. */
  readonly n: Float64Array;
}

/** The views as numbers, and those that a place belongs to. */
interface Groups {
  readonly count: number;
  /** Views of place `p`: `each[p]`. */
  readonly each: readonly (readonly number[])[];
}

/** Where chosen units stand, used for one count after the other: arrays of this size are slow to make. */
let room = roomFor(0);

/** What stands there: counts of one figure are often of the same units. */
let latest: {
  readonly table: UnitTable;
  readonly cellOf: Numbers;
  readonly members: Members;
  readonly chosen: Chosen;
} | null = null;

function roomFor(size: number): Omit<Chosen, 'length'> {
  const [rows, cells, persons, places] = Array.from({ length: 4 }, () => new Int32Array(size));
  return { rows: rows!, cells: cells!, persons: persons!, places: places! };
}

function choose(
  table: UnitTable,
  cellOf: Numbers,
  cellCount: number,
  stays: Stays,
  members: Members,
): Chosen {
  if (latest?.table === table && latest.cellOf === cellOf && latest.members === members)
    return latest.chosen;
  if (room.rows.length < table.rowCount) room = roomFor(table.rowCount);
  const chosen = { ...room, length: chooseInto(room, table, cellOf, cellCount, stays, members) };
  latest = { table, cellOf, members, chosen };
  return chosen;
}

/** How many units were chosen. */
function chooseInto(
  { rows, cells, persons, places }: typeof room,
  table: UnitTable,
  cellOf: Numbers,
  cellCount: number,
  stays: Stays,
  members: Members,
): number {
  let length = 0;
  for (let run = 0; run < table.stays.length; run += 1) {
    const stay = table.stays[run]!;
    if (members[stay] !== 1) continue;
    const person = stays.persons[stay]!;
    const place = stays.places[stay]!;
    const base = place * cellCount;
    const end = table.starts[run + 1]!;
    for (let row = table.starts[run]!; row < end; row += 1) {
      rows[length] = row;
      cells[length] = base + cellOf[row]!;
      persons[length] = person;
      places[length] = place;
      length += 1;
    }
  }
  return length;
}

function viewsOf(
  { levelOf, programOf, levels, programs }: Stays,
  views: Grouping['views'],
): Groups {
  const places = Array.from(levelOf, (_, place) => place);
  if (views === 'everybody') return { count: 1, each: places.map(() => [0]) };
  if (views === 'programs')
    return { count: programs.length, each: places.map((place) => [programOf[place]!]) };
  return {
    count: 1 + levels.length + programs.length,
    each: places.map((place) => [0, 1 + levelOf[place]!, 1 + levels.length + programOf[place]!]),
  };
}

function viewColumns(
  { levels, programs }: Stays,
  views: Grouping['views'],
  shown: Int32Array,
  cellCount: number,
): [string, readonly Cell[]][] {
  if (views === 'everybody') return [];
  // Whole numbers: what is left over is cut off.
  const view = shown.map((group) => group / cellCount);
  if (views === 'programs') return [['program', cellsOf(view, (at) => programs[at] ?? null)]];
  return [
    ['level', cellsOf(view, (at) => levels[at - 1] ?? null)],
    ['program', cellsOf(view, (at) => programs[at - 1 - levels.length] ?? null)],
  ];
}

type Values = ArrayLike<Cell>;

function valuesOf(
  count: Count,
  own: Own,
  counts: Grouping['counts'],
  products: Map<string, Float64Array>,
): Values {
  switch (count.of) {
    case 'rows':
      return own.n;
    case 'sum':
      return spread(sums(own, count.column), own.cellCount, own.groups);
    case 'persons':
      return persons(own, count.where);
    case 'product': {
      if (products.size === 0) productsInto(products, own, counts);
      return products.get(count.columns.join(' '))!;
    }
    case 'quantile':
      return quantile(own, count);
    case 'least':
    case 'greatest':
      return extremes(own, count.column, count.of === 'least' ? Math.min : Math.max);
    default:
      return placesHeld(own, count.of);
  }
}

/** A column of which each value counts by itself, so that none may be missing. */
function wholeColumn({ columns, valid }: UnitTable, name: string): Numbers {
  if (valid.has(name)) throw new TypeError(`${name} has units without a value`);
  return columns.get(name)!;
}

function sums({ table, chosen, byPlace }: Own, name: string): Float64Array {
  const values = table.columns.get(name)!;
  const { rows, cells, length } = chosen;
  const result = new Float64Array(byPlace.length);
  for (let at = 0; at < length; at += 1) result[cells[at]!]! += values[rows[at]!]!;
  return result;
}

/** Sums by place as sums by view. */
function spread(byPlace: Float64Array, cellCount: number, groups: Groups): Float64Array {
  const result = new Float64Array(groups.count * cellCount);
  groups.each.forEach((views, place) => {
    for (const view of views)
      for (let cell = 0; cell < cellCount; cell += 1)
        result[view * cellCount + cell]! += byPlace[place * cellCount + cell]!;
  });
  return result;
}

/** Units come person by person, so a person is new to a group unless they were the last in it. */
function persons(
  { table, cellCount, chosen, groups, size }: Own,
  where: string | undefined,
): Float64Array {
  const isCounted = where === undefined ? null : table.columns.get(where)!;
  const last = new Int32Array(size).fill(-1);
  const result = new Float64Array(size);
  for (let at = 0; at < chosen.length; at += 1) {
    if (isCounted && isCounted[chosen.rows[at]!] !== 1) continue;
    const person = chosen.persons[at]!;
    const place = chosen.places[at]!;
    const cell = chosen.cells[at]! - place * cellCount;
    const views = groups.each[place]!;
    for (let view = 0; view < views.length; view += 1) {
      const group = views[view]! * cellCount + cell;
      if (last[group] === person) continue;
      last[group] = person;
      result[group]! += 1;
    }
  }
  return result;
}

function productsInto(
  products: Map<string, Float64Array>,
  { table, cellCount, chosen, groups, size }: Own,
  counts: Grouping['counts'],
): void {
  const pairs = Object.values(counts).flatMap((count) =>
    count.of === 'product' ? [count.columns] : [],
  );
  const names = [...new Set(pairs.flat())];
  const values = names.map((name): Numbers => table.columns.get(name)!);
  const sumsOf = names.map(() => new Float64Array(size));
  const wanted = pairs.map(([one, other]) => {
    const result = new Float64Array(size);
    products.set(`${one} ${other}`, result);
    return { one: sumsOf[names.indexOf(one)]!, other: sumsOf[names.indexOf(other)]!, result };
  });
  const last = new Int32Array(size).fill(-1);
  const flush = (group: number): void => {
    for (const { one, other, result } of wanted) result[group]! += one[group]! * other[group]!;
    for (const sum of sumsOf) sum[group] = 0;
  };
  for (let at = 0; at < chosen.length; at += 1) {
    const person = chosen.persons[at]!;
    const place = chosen.places[at]!;
    const row = chosen.rows[at]!;
    const cell = chosen.cells[at]! - place * cellCount;
    const views = groups.each[place]!;
    for (let view = 0; view < views.length; view += 1) {
      const group = views[view]! * cellCount + cell;
      if (last[group] !== person) {
        if (last[group] !== -1) flush(group);
        last[group] = person;
      }
      for (let column = 0; column < values.length; column += 1)
        sumsOf[column]![group]! += values[column]![row]!;
    }
  }
  for (let group = 0; group < size; group += 1) if (last[group] !== -1) flush(group);
}

/** The groups of a unit in every view; counts over millions of units walk them without a call. */
function eachGroup(
  { cellCount, chosen, groups }: Own,
  at: number,
  visit: (group: number) => void,
): void {
  const place = chosen.places[at]!;
  const cell = chosen.cells[at]! - place * cellCount;
  for (const view of groups.each[place]!) visit(view * cellCount + cell);
}

/** The units are walked by value, so that a group's quantile is met at its rank. */
function quantile(
  own: Own,
  { column, share, where }: Extract<Count, { of: 'quantile' }>,
): readonly (number | null)[] {
  const { table, chosen, size } = own;
  const values = wholeColumn(table, column);
  const isCounted = where === undefined ? null : table.columns.get(where)!;
  const groupsOfRow = new Int32Array(table.rowCount).fill(-1);
  const total = new Int32Array(size);
  for (let at = 0; at < chosen.length; at += 1) {
    const row = chosen.rows[at]!;
    if (isCounted && isCounted[row] !== 1) continue;
    groupsOfRow[row] = at;
    eachGroup(own, at, (group) => (total[group]! += 1));
  }
  const seen = new Int32Array(size);
  const low = new Float64Array(size);
  const high = new Float64Array(size);
  const rank = Float64Array.from(total, (n) => (n - 1) * share);
  for (const row of orderOf(table, column)) {
    const at = groupsOfRow[row]!;
    if (at < 0) continue;
    eachGroup(own, at, (group) => {
      const place = seen[group]!;
      if (place === Math.floor(rank[group]!)) low[group] = values[row]!;
      if (place === Math.ceil(rank[group]!)) high[group] = values[row]!;
      seen[group] = place + 1;
    });
  }
  return Array.from(total, (n, group) => {
    if (n === 0) return null;
    const part = rank[group]! - Math.floor(rank[group]!);
    return low[group]! + (high[group]! - low[group]!) * part;
  });
}

function extremes(
  own: Own,
  name: string,
  further: (one: number, other: number) => number,
): readonly (number | null)[] {
  const { table, chosen, size } = own;
  const values = wholeColumn(table, name);
  const result = new Array<number | null>(size).fill(null);
  for (let at = 0; at < chosen.length; at += 1) {
    const value = values[chosen.rows[at]!]!;
    eachGroup(own, at, (group) => {
      const before = result[group] ?? null;
      result[group] = before === null ? value : further(before, value);
    });
  }
  return result;
}

/** How many levels or programs the units of a group lie in, or the only level. */
function placesHeld(
  { cellCount, stays, groups, size, byPlace }: Own,
  what: 'levels' | 'programs' | 'only level',
): readonly Cell[] {
  const held = Array.from({ length: size }, () => new Set<number>());
  const of = what === 'programs' ? stays.programOf : stays.levelOf;
  groups.each.forEach((views, place) => {
    for (let cell = 0; cell < cellCount; cell += 1) {
      if (byPlace[place * cellCount + cell] === 0) continue;
      for (const view of views) held[view * cellCount + cell]!.add(of[place]!);
    }
  });
  return held.map((found): Cell => {
    if (what !== 'only level') return found.size;
    const [only] = found;
    return found.size === 1 ? stays.levels[only!]! : null;
  });
}
