/**
 * Counts the units of a cohort: the same rows, in the same order, as the statement of the tally. Loops
 * over units and groups are functions of their own: what the browser compiles for a loop of millions is
 * thrown away when the few steps around it meet another kind of value.
 */
import type { Cell } from '$lib/sql/columns';
import type { Numbers } from '$lib/sql/typed-columns';
import { persons, productsOf } from './by-person';
import { extremes, quantile } from './by-value';
import { type Chosen, choose } from './chosen';
import type { Own } from './own';
import type { Members, Stays } from './stays';
import type { Count, Counted, Grouping } from './tally';
import type { UnitGroups, UnitTable } from './unit-table';
import { cellsOf, spread, viewColumns, viewsOf } from './views';

/** Counts by group. */
export function countUnits(
  table: UnitTable,
  { cells, cellCount, names, isOncePerStay }: UnitGroups,
  stays: Stays,
  members: Members,
  { views, counts }: Grouping,
): Counted {
  const chosen = choose(table, stays, members);
  const groups = viewsOf(stays, views);
  const byPlace = new Float64Array(stays.levelOf.length * cellCount);
  unitsInto(byPlace, chosen, cells, cellCount);
  const n = spread(byPlace, cellCount, groups);
  const size = groups.count * cellCount;
  const own = { table, stays, chosen, groups, cells, cellCount, isOncePerStay, size, byPlace, n };
  const shown = groupsWithUnits(n);
  let products: Map<string, Float64Array> | null = null;
  const columns = Object.entries(counts).map(([name, count]): [string, readonly Cell[]] => {
    const values: ArrayLike<Cell> =
      count.of === 'product'
        ? (products ??= productsOf(own, counts)).get(count.columns.join(' '))!
        : valuesOf(count, own);
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

function unitsInto(
  byPlace: Float64Array,
  { length, places, starts, ends }: Chosen,
  cells: Numbers,
  cellCount: number,
): void {
  for (let stay = 0; stay < length; stay += 1) {
    const base = places[stay]! * cellCount;
    const end = ends[stay]!;
    for (let row = starts[stay]!; row < end; row += 1) byPlace[base + cells[row]!]! += 1;
  }
}

function groupsWithUnits(n: Float64Array): Int32Array {
  let length = 0;
  const groups = new Int32Array(n.length);
  for (let group = 0; group < n.length; group += 1) if (n[group]! > 0) groups[length++] = group;
  return groups.subarray(0, length);
}

function valuesOf(count: Exclude<Count, { of: 'product' }>, own: Own): ArrayLike<Cell> {
  switch (count.of) {
    case 'rows':
      return own.n;
    case 'sum':
      return spread(sums(own, own.table.columns.get(count.column)!), own.cellCount, own.groups);
    case 'persons':
      return persons(own, count.where);
    case 'quantile':
      return quantile(own, count);
    case 'least':
    case 'greatest':
      return extremes(own, count.column, count.of === 'least' ? Math.min : Math.max);
    default:
      return placesHeld(own, count.of);
  }
}

function sums({ chosen, cells, cellCount, byPlace }: Own, values: Numbers): Float64Array {
  const { length, places, starts, ends } = chosen;
  const result = new Float64Array(byPlace.length);
  for (let stay = 0; stay < length; stay += 1) {
    const base = places[stay]! * cellCount;
    const end = ends[stay]!;
    for (let row = starts[stay]!; row < end; row += 1) result[base + cells[row]!]! += values[row]!;
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
