/** The views of a tally: everybody, each level and each program, as numbers. */
import type { Cell } from '$lib/sql/columns';
import type { Stays } from './stays';
import type { Grouping } from './tally';

/** The views as numbers, and those that a place belongs to. */
export interface Groups {
  readonly count: number;
  /** Views of place `p`: `each[p]`. */
  readonly each: readonly (readonly number[])[];
}

/** The views in their order. */
export function viewsOf(
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

/** What the groups that are shown are called by their views. */
export function viewColumns(
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

/** A cell for each group. */
export function cellsOf(groups: Int32Array, cellOf: (group: number) => Cell): readonly Cell[] {
  const cells: Cell[] = [];
  for (const group of groups) cells.push(cellOf(group));
  return cells;
}

/** Adds sums by place to sums by view. */
export function spreadInto(
  byView: Float64Array,
  byPlace: Float64Array,
  cellCount: number,
  groups: Groups,
): void {
  groups.each.forEach((views, place) => {
    for (const view of views)
      for (let cell = 0; cell < cellCount; cell += 1)
        byView[view * cellCount + cell]! += byPlace[place * cellCount + cell]!;
  });
}

/** Sums by place as sums by view. */
export function spread(byPlace: Float64Array, cellCount: number, groups: Groups): Float64Array {
  const result = new Float64Array(groups.count * cellCount);
  spreadInto(result, byPlace, cellCount, groups);
  return result;
}
