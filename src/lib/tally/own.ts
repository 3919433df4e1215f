/** What every count of a tally reads. */
import type { Numbers } from '$lib/sql/typed-columns';
import type { Chosen } from './chosen';
import type { Stays } from './stays';
import type { UnitTable } from './unit-table';
import type { Groups } from './views';

/** The units of a cohort in their groups. */
export interface Own {
  readonly table: UnitTable;
  readonly stays: Stays;
  readonly chosen: Chosen;
  readonly groups: Groups;
  /** The group of each unit within a view. */
  readonly cells: Numbers;
  readonly cellCount: number;
  /** No stay has two units in one group. */
  readonly isOncePerStay: boolean;
  /** Groups of all views. */
  readonly size: number;
  /** Units by place and group. */
  readonly byPlace: Float64Array;
  /** Units by view and group. */
  readonly n: Float64Array;
}
