/** Query results as typed arrays, for results of many rows that are only added up. */

/** The arrays in which numbers of a column stand. */
export type Numbers =
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** One column of numbers. */
export interface TypedColumn {
  readonly values: Numbers;
  /** 1 where there is a value, 0 where it is null; null = every row has one. */
  readonly valid: Uint8Array | null;
}

/** Columns of numbers by name, all of the same length; the bytes of a single blob stand as one column. */
export type TypedColumns = ReadonlyMap<string, TypedColumn>;
