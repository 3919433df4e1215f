/**
 * Counts in which a person counts once, however many units they have: stays come person by person, so a
 * person is new to a group unless they were the last in it. Where a person has one stay in the cohort,
 * and that has one unit in a group, the unit is all there is of them: no sum has to be kept.
 */
import type { Numbers } from '$lib/sql/typed-columns';
import type { Own } from './own';
import type { Grouping } from './tally';
import { spreadInto } from './views';

/** Distinct persons of each group, of all units or of those where a column is 1. */
export function persons(own: Own, where: string | undefined): Float64Array {
  const isCounted = where === undefined ? null : own.table.columns.get(where)!;
  const result = new Float64Array(own.size);
  if (own.isOncePerStay)
    spreadInto(result, personsAlone(own, isCounted), own.cellCount, own.groups);
  countTogether(result, own, isCounted);
  return result;
}

function personsAlone(
  { chosen, cells, cellCount, byPlace }: Own,
  isCounted: Numbers | null,
): Float64Array {
  const result = new Float64Array(byPlace.length);
  for (let stay = 0; stay < chosen.length; stay += 1) {
    if (chosen.isAlone[stay] !== 1) continue;
    const base = chosen.places[stay]! * cellCount;
    const end = chosen.ends[stay]!;
    for (let row = chosen.starts[stay]!; row < end; row += 1)
      if (!isCounted || isCounted[row] === 1) result[base + cells[row]!]! += 1;
  }
  return result;
}

function countTogether(
  result: Float64Array,
  { chosen, cells, cellCount, groups, isOncePerStay }: Own,
  isCounted: Numbers | null,
): void {
  const last = new Int32Array(result.length).fill(-1);
  for (let stay = 0; stay < chosen.length; stay += 1) {
    if (isOncePerStay && chosen.isAlone[stay] === 1) continue;
    const person = chosen.persons[stay]!;
    const views = groups.each[chosen.places[stay]!]!;
    const end = chosen.ends[stay]!;
    for (let row = chosen.starts[stay]!; row < end; row += 1) {
      if (isCounted && isCounted[row] !== 1) continue;
      for (let view = 0; view < views.length; view += 1) {
        const group = views[view]! * cellCount + cells[row]!;
        if (last[group] === person) continue;
        last[group] = person;
        result[group]! += 1;
      }
    }
  }
}

/** A sum over persons of the product of two of their sums. */
interface Product {
  readonly one: string;
  readonly other: string;
  readonly result: Float64Array;
}

/** The products of a tally by their columns, `y x`. */
export function productsOf(own: Own, counts: Grouping['counts']): Map<string, Float64Array> {
  const { table, cellCount, groups, size, isOncePerStay } = own;
  const products = Object.values(counts).flatMap((count): Product[] => {
    if (count.of !== 'product') return [];
    const [one, other] = count.columns;
    return [{ one, other, result: new Float64Array(size) }];
  });
  if (isOncePerStay)
    for (const { one, other, result } of products) {
      const [values, others] = [table.columns.get(one)!, table.columns.get(other)!];
      spreadInto(result, productsAlone(own, values, others), cellCount, groups);
    }
  addTogether(products, own);
  return new Map(products.map(({ one, other, result }) => [`${one} ${other}`, result]));
}

function productsAlone(
  { chosen, cells, cellCount, byPlace }: Own,
  values: Numbers,
  others: Numbers,
): Float64Array {
  const result = new Float64Array(byPlace.length);
  for (let stay = 0; stay < chosen.length; stay += 1) {
    if (chosen.isAlone[stay] !== 1) continue;
    const base = chosen.places[stay]! * cellCount;
    const end = chosen.ends[stay]!;
    for (let row = chosen.starts[stay]!; row < end; row += 1)
      result[base + cells[row]!]! += values[row]! * others[row]!;
  }
  return result;
}

function addTogether(
  products: readonly Product[],
  { table, chosen, cells, cellCount, groups, size, isOncePerStay }: Own,
): void {
  const names = [...new Set(products.flatMap(({ one, other }) => [one, other]))];
  const values = names.map((name): Numbers => table.columns.get(name)!);
  const sums = names.map(() => new Float64Array(size));
  const wanted = products.map(({ one, other, result }) => ({
    one: sums[names.indexOf(one)]!,
    other: sums[names.indexOf(other)]!,
    result,
  }));
  const last = new Int32Array(size).fill(-1);
  const end = (group: number): void => {
    for (const { one, other, result } of wanted) result[group]! += one[group]! * other[group]!;
    for (const sum of sums) sum[group] = 0;
  };
  for (let stay = 0; stay < chosen.length; stay += 1) {
    if (isOncePerStay && chosen.isAlone[stay] === 1) continue;
    const person = chosen.persons[stay]!;
    const views = groups.each[chosen.places[stay]!]!;
    const stop = chosen.ends[stay]!;
    for (let row = chosen.starts[stay]!; row < stop; row += 1) {
      for (let view = 0; view < views.length; view += 1) {
        const group = views[view]! * cellCount + cells[row]!;
        if (last[group] !== person) {
          if (last[group] !== -1) end(group);
          last[group] = person;
        }
        for (let column = 0; column < values.length; column += 1)
          sums[column]![group]! += values[column]![row]!;
      }
    }
  }
  for (let group = 0; group < size; group += 1) if (last[group] !== -1) end(group);
}
