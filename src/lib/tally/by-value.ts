/** Counts in which the value of a unit counts by itself, so that none may be missing. */
import type { Numbers } from '$lib/sql/typed-columns';
import type { Own } from './own';
import type { Count } from './tally';
import { type UnitTable, orderOf } from './unit-table';

/** Quantiles of each group; the units are walked by value, so that one is met at its rank. */
export function quantile(
  own: Own,
  { column, share, where }: Extract<Count, { of: 'quantile' }>,
): readonly (number | null)[] {
  const { table, size, groups, cells, cellCount } = own;
  const values = wholeColumn(table, column);
  const isCounted = where === undefined ? null : table.columns.get(where)!;
  const { placeOf, total } = placed(own, isCounted);
  const seen = new Int32Array(size);
  const low = new Float64Array(size);
  const high = new Float64Array(size);
  const rank = Float64Array.from(total, (n) => (n - 1) * share);
  for (const row of orderOf(table, column)) {
    const place = placeOf[row]!;
    if (place < 0) continue;
    for (const view of groups.each[place]!) {
      const group = view * cellCount + cells[row]!;
      const at = seen[group]!;
      if (at === Math.floor(rank[group]!)) low[group] = values[row]!;
      if (at === Math.ceil(rank[group]!)) high[group] = values[row]!;
      seen[group] = at + 1;
    }
  }
  return Array.from(total, (n, group) => {
    if (n === 0) return null;
    const part = rank[group]! - Math.floor(rank[group]!);
    return low[group]! + (high[group]! - low[group]!) * part;
  });
}

/** The place of each unit that counts, -1 for the others, and how many count in each group. */
function placed(
  { table, chosen, groups, size, cells, cellCount }: Own,
  isCounted: Numbers | null,
): { readonly placeOf: Int32Array; readonly total: Int32Array } {
  const placeOf = new Int32Array(table.rowCount).fill(-1);
  const total = new Int32Array(size);
  for (let stay = 0; stay < chosen.length; stay += 1) {
    const place = chosen.places[stay]!;
    const end = chosen.ends[stay]!;
    for (let row = chosen.starts[stay]!; row < end; row += 1) {
      if (isCounted && isCounted[row] !== 1) continue;
      placeOf[row] = place;
      for (const view of groups.each[place]!) total[view * cellCount + cells[row]!]! += 1;
    }
  }
  return { placeOf, total };
}

/** The least or greatest value of each group; `further` says which of two. */
export function extremes(
  { table, chosen, groups, size, cells, cellCount }: Own,
  name: string,
  further: (one: number, other: number) => number,
): readonly (number | null)[] {
  const values = wholeColumn(table, name);
  const result = new Array<number | null>(size).fill(null);
  for (let stay = 0; stay < chosen.length; stay += 1) {
    const views = groups.each[chosen.places[stay]!]!;
    const end = chosen.ends[stay]!;
    for (let row = chosen.starts[stay]!; row < end; row += 1) {
      const value = values[row]!;
      for (const view of views) {
        const group = view * cellCount + cells[row]!;
        const before = result[group] ?? null;
        result[group] = before === null ? value : further(before, value);
      }
    }
  }
  return result;
}

function wholeColumn({ columns, valid }: UnitTable, name: string): Numbers {
  if (valid.has(name)) throw new TypeError(`${name} has units without a value`);
  return columns.get(name)!;
}
