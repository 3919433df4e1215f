/**
 * What a tally is: units, such as the weeks of a stay, that are read once for all cohorts, and counts
 * over those of them that belong to a cohort. One tally gives a statement for the engine
 * (`statement.ts`) and the same rows without it (`count.ts`), in a hundredth of the time.
 */
import type { Cell } from '$lib/sql/columns';
import type { Sql } from '$lib/sql/sql';

/**
 * What is counted in each group; columns are columns of the units. A null adds nothing to a sum; where
 * each value counts by itself (quantile, least, greatest) there is none.
 */
export type Count =
  /** Units. */
  | { readonly of: 'rows' }
  /** The sum of a column. */
  | { readonly of: 'sum'; readonly column: string }
  /** Distinct persons, of all units or of those where a column is 1. */
  | { readonly of: 'persons'; readonly where?: string }
  /** The sum over persons of the product of two of their sums, for intervals clustered by person. */
  | { readonly of: 'product'; readonly columns: readonly [string, string] }
  /** The value below which a share of the units lies, interpolated, of those where a column is 1. */
  | {
      readonly of: 'quantile';
      readonly column: string;
      readonly share: number;
      readonly where?: string;
    }
  | { readonly of: 'least' | 'greatest'; readonly column: string }
  /** How many levels or programs the units lie in; the level where it is the only one, else null. */
  | { readonly of: 'levels' | 'programs' | 'only level' };

/** A key of the groups: a whole number of the units, and what it stands for. */
export interface Key {
  readonly column: string;
  /** Units without it come first; else last. */
  readonly nullsFirst?: true;
  /** Columns that stand in the place of the number, from a table that has it once. */
  readonly labels?: Labels;
}

/** What the numbers of a key stand for. */
export interface Labels {
  /** The table, which may be common to the units' statement. */
  readonly table: string;
  readonly columns: readonly string[];
  /** `ORDER BY` of the table; no two rows are equal under it. */
  readonly order: readonly string[];
}

/** Which groups: everybody, each level and each program; everybody alone; or each program alone. */
export type Views = 'each' | 'everybody' | 'programs';

/** The groups and what is counted in them. */
export interface Grouping {
  readonly views: Views;
  readonly keys: readonly Key[];
  /** By the name of the column. */
  readonly counts: Readonly<Record<string, Count>>;
}

/** Units in SQL: common tables, and a SELECT with stay_no, person_no, place_no and columns of numbers. */
export interface UnitRows {
  readonly tables: Sql;
  readonly select: Sql;
}

/** What counts units without the statement of the engine. */
export interface Tally extends Grouping {
  /** The query for the units of every stay: stay_no, keys and columns, as numbers of up to 32 bits or DOUBLE. Tallies of the same units share it. */
  readonly units: string;
  /** The units lie inside a period that was chosen, so that another period needs others. */
  readonly isOfPeriod: boolean;
  /** The query for the labels of each key, in their order: the key's column and its labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** The stays of the cohort: those that are in some set of each list. */
  readonly members: Members;
}

/**
 * Sets of stays, each by the query for them as one blob of bits, the first for stay 1: all lists hold, of
 * each the one or the other set. No list = every stay.
 */
export type Members = readonly (readonly string[])[];

/** A query that the engine can answer, and that may be counted without it. */
export interface Query extends Sql {
  readonly tally?: Tally;
}

/** Rows of groups in columns. */
export interface Counted {
  readonly rowCount: number;
  readonly columns: Readonly<Record<string, readonly Cell[]>>;
}
