/** The units of every stay in compact arrays, and the groups of their keys, made once for all cohorts. */
import type { Cell } from '$lib/sql/columns';
import type { Numbers, TypedColumn, TypedColumns } from '$lib/sql/typed-columns';
import type { Key } from './tally';

/** What the numbers of a key stand for, in their order. */
export interface LabelValues {
  readonly numbers: readonly number[];
  readonly columns: Readonly<Record<string, readonly Cell[]>>;
}

/** Units in the order of their stays, and so of their persons. */
export interface UnitTable {
  readonly rowCount: number;
  /** The stay of each run of units; the units of run `r` are those from `starts[r]` to `starts[r + 1]`. */
  readonly stays: Int32Array;
  readonly starts: Int32Array;
  /** A null adds nothing to a sum, so it stands as 0. */
  readonly columns: ReadonlyMap<string, Numbers>;
  /** 1 where a column has a value, for columns in which some is null. */
  readonly valid: ReadonlyMap<string, Uint8Array>;
  /** Units by the value of a column, made when a quantile is first asked for. */
  readonly orders: Map<string, Int32Array>;
}

/** The groups of units by keys. */
export interface UnitGroups {
  /** The group of each unit, numbered in the order of the groups. */
  readonly cells: Numbers;
  readonly cellCount: number;
  /** No stay has two units in one group. */
  readonly isOncePerStay: boolean;
  /** What the groups are called: columns of `cellCount` values. */
  readonly names: Readonly<Record<string, readonly Cell[]>>;
}

/** Arranges units as they came from the engine. */
export function unitTable(columns: TypedColumns): UnitTable {
  const sorted = byStay(columns);
  const stays = sorted.get('stay_no')!.values;
  const others = [...sorted].filter(([name]) => name !== 'stay_no');
  return {
    rowCount: stays.length,
    ...runsOf(stays),
    columns: new Map(others.map(([name, column]) => [name, narrow(withoutNulls(column))])),
    valid: new Map(others.flatMap(([name, { valid }]) => (valid ? [[name, valid]] : []))),
    orders: new Map(),
  };
}

/** Bytes that a table holds. */
export function bytesOf({ stays, starts, columns, valid }: UnitTable): number {
  const arrays = [stays, starts, ...columns.values(), ...valid.values()];
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Units by the value of a column. */
export function orderOf(table: UnitTable, name: string): Int32Array {
  const known = table.orders.get(name);
  if (known) return known;
  const values = table.columns.get(name)!;
  const order = Int32Array.from({ length: table.rowCount }, (_, row) => row);
  order.sort((one, other) => values[one]! - values[other]!);
  table.orders.set(name, order);
  return order;
}

function byStay(columns: TypedColumns): TypedColumns {
  const stays = columns.get('stay_no')!.values;
  if (isAscending(stays)) return columns;
  const order = Int32Array.from(stays, (_, row) => row);
  order.sort((one, other) => stays[one]! - stays[other]! || one - other);
  const arranged = ({ values, valid }: TypedColumn): TypedColumn => ({
    values: Float64Array.from(order, (row) => values[row]!),
    valid: valid && Uint8Array.from(order, (row) => valid[row]!),
  });
  return new Map([...columns].map(([name, column]) => [name, arranged(column)]));
}

function isAscending(values: Numbers): boolean {
  for (let row = 1; row < values.length; row += 1)
    if (values[row]! < values[row - 1]!) return false;
  return true;
}

function runsOf(stays: Numbers): Pick<UnitTable, 'stays' | 'starts'> {
  const own: number[] = [];
  const starts: number[] = [];
  for (let row = 0; row < stays.length; row += 1) {
    if (row > 0 && stays[row] === stays[row - 1]) continue;
    own.push(stays[row]!);
    starts.push(row);
  }
  starts.push(stays.length);
  return { stays: Int32Array.from(own), starts: Int32Array.from(starts) };
}

/** Groups units by keys; throws `RangeError` where there are too many groups. */
export function groupUnits(
  table: UnitTable,
  keys: readonly Key[],
  labels: Readonly<Record<string, LabelValues>>,
): UnitGroups {
  let groups: Divided = { cells: new Uint8Array(table.rowCount), cellCount: 1, names: {} };
  // One key after the other: the groups so far are divided by it.
  for (const key of keys) groups = dividedBy(groups, placesOf(table, key, labels[key.column]), key);
  return { ...groups, cells: narrow(groups.cells), isOncePerStay: isOncePerStay(table, groups) };
}

type Divided = Omit<UnitGroups, 'isOncePerStay'>;

function isOncePerStay({ stays, starts }: UnitTable, { cells, cellCount }: Divided): boolean {
  const last = new Int32Array(cellCount).fill(-1);
  for (let run = 0; run < stays.length; run += 1)
    for (let row = starts[run]!; row < starts[run + 1]!; row += 1) {
      const cell = cells[row]!;
      if (last[cell] === run) return false;
      last[cell] = run;
    }
  return true;
}

/** The values of a key in their order, and the place of each unit's value among them. */
interface Places {
  readonly at: Int32Array;
  readonly count: number;
  readonly names: Readonly<Record<string, readonly Cell[]>>;
}

function placesOf(table: UnitTable, key: Key, labels: LabelValues | undefined): Places {
  const values = table.columns.get(key.column)!;
  const valid = table.valid.get(key.column) ?? null;
  const found = new Set<number>();
  for (let row = 0; row < values.length; row += 1)
    if (!valid || valid[row]) found.add(values[row]!);
  const numbers = labels
    ? labels.numbers.filter((number) => found.has(number))
    : [...found].sort((one, other) => one - other);
  const place = new Map(numbers.map((number, at) => [number, at]));
  const hasNull = valid?.includes(0) ?? false;
  const shift = hasNull && key.nullsFirst ? 1 : 0;
  const ofNull = shift === 1 ? 0 : numbers.length;
  const at = new Int32Array(values.length);
  let last = Number.NaN;
  let lastPlace = 0;
  for (let row = 0; row < values.length; row += 1) {
    if (valid && !valid[row]) {
      at[row] = ofNull;
      continue;
    }
    const value = values[row]!;
    if (value !== last) {
      last = value;
      lastPlace = place.get(value)! + shift;
    }
    at[row] = lastPlace;
  }
  const listed = (of: (number: number) => Cell): readonly Cell[] => {
    const cells = numbers.map(of);
    return hasNull ? (shift === 1 ? [null, ...cells] : [...cells, null]) : cells;
  };
  const names = labels
    ? Object.fromEntries(
        Object.entries(labels.columns).map(([name, cells]) => {
          const byNumber = new Map(
            labels.numbers.map((number, row) => [number, cells[row] ?? null]),
          );
          return [name, listed((number) => byNumber.get(number) ?? null)];
        }),
      )
    : { [key.column]: listed((number) => number) };
  return { at, count: numbers.length + (hasNull ? 1 : 0), names };
}

function dividedBy(groups: Divided, places: Places, key: Key): Divided {
  const { at, count } = places;
  const size = groups.cellCount * count;
  if (size > MOST_GROUPS) throw new RangeError(`Too many groups of ${key.column}`);
  const isThere = new Uint8Array(size);
  const cells = new Int32Array(at.length);
  for (let row = 0; row < at.length; row += 1) {
    const cell = groups.cells[row]! * count + at[row]!;
    cells[row] = cell;
    isThere[cell] = 1;
  }
  const found: number[] = [];
  const number = new Int32Array(size);
  isThere.forEach((is, cell) => {
    if (is) number[cell] = found.push(cell) - 1;
  });
  for (let row = 0; row < cells.length; row += 1) cells[row] = number[cells[row]!]!;
  const named = (
    names: Readonly<Record<string, readonly Cell[]>>,
    place: (cell: number) => number,
  ): [string, readonly Cell[]][] =>
    Object.entries(names).map(([name, values]) => [
      name,
      found.map((cell) => values[place(cell)] ?? null),
    ]);
  return {
    cells,
    cellCount: found.length,
    names: Object.fromEntries([
      ...named(groups.names, (cell) => Math.floor(cell / count)),
      ...named(places.names, (cell) => cell % count),
    ]),
  };
}

/** Groups before those that no unit is in are left out; more are not counted this way. */
const MOST_GROUPS = 20_000_000;

function withoutNulls({ values, valid }: TypedColumn): Numbers {
  return valid ? values.map((value, row) => (valid[row] ? value : 0)) : values;
}

/** Whole numbers in the smallest array that holds them; everything else as it is. */
function narrow(values: Numbers): Numbers {
  let [least, greatest] = [0, 0];
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!;
    if (!Number.isInteger(value)) return values;
    if (value < least) least = value;
    else if (value > greatest) greatest = value;
  }
  if (least >= 0) {
    if (greatest < 2 ** 8) return Uint8Array.from(values);
    if (greatest < 2 ** 16) return Uint16Array.from(values);
  }
  if (least >= -(2 ** 31) && greatest < 2 ** 31) return Int32Array.from(values);
  return values;
}
