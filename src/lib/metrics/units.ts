/**
 * The rows behind the numbers: each figure says which stays, paths or scores its counts are made of.
 * The same query answers "who is missing", "show me the rows", and "how many people is that".
 */
import { type Sql, sql } from '$lib/sql/sql';
import type { MetricContext } from './metric';

/** The columns that every query of units has, beside the key columns of its figure. */
export const UNIT_COLUMNS = [
  'unit', 'person_no', 'stay_no', 'level', 'program', 'left_out', 'numerator', 'denominator',
] as const; // prettier-ignore

/** A count that stands beside numerator and denominator in the rows of a figure. */
export interface FurtherCount {
  /** The column of the units that is summed; the rows can have the sum under the same name. */
  readonly column: string;
  /** What it is a part of: a column of the units; `denominator` where it is left out. */
  readonly of?: string;
  /** The columns of the rows that tell it. */
  readonly tells: readonly string[];
  /** It is a share of stays or persons, also where the figure guards only those with a row. */
  readonly guards?: 'share';
  /** Units that are left out add to it as well, by their level and program. */
  readonly withLeftOut?: true;
}

/** What stands behind a figure. */
export interface Units {
  /**
   * One row per unit and key:
   * - `unit` VARCHAR: who it is, such as `stay 12`, `path 5`, `score 77`; the same unit has the same name
   *   under every key and in figures about the same units;
   * - `person_no` INTEGER; null = belongs to nobody known;
   * - `stay_no` INTEGER: the stay to look at, of a path the first; null = none;
   * - `level`, `program` VARCHAR: where the unit is counted in the views by level and program; null = the
   *   row counts in none of that kind;
   * - the key columns (`apart` and `within`), with the values of the rows of the figure;
   * - `left_out` VARCHAR: the reason, as in the figure's exclusions; null = it is counted;
   * - `numerator`, `denominator` DOUBLE: what it adds to these in the rows with its keys; a share adds 0
   *   or 1 to 1; a ratio what it sums; a mean or count NULL and 1, of a mean over days its part of the
   *   days; what is left out NULL and what it adds to the number of its reason;
   * - `divided` INTEGER, only where a unit counts differently by view: 1 = this row counts in the views by
   *   level and program alone, 0 or null = for everybody as well;
   * - the columns of `further`.
   */
  readonly query: (context: MetricContext) => Sql;
  /** Key columns whose values are tables of their own, such as measure and rater, week, window. */
  readonly apart: readonly string[];
  /** The other key columns, such as class or scope, month, from, to. */
  readonly within: readonly string[];
  /**
   * Which people make a row small: of a share of stays or persons those in the denominator, in the
   * numerator and in the rest; of all else (ratios of sessions, weeks and hours, means, counts) only
   * those with a row.
   */
  readonly guards: 'share' | 'people';
  /**
   * Whose people `persons` of the rows are: those in the numerator; of `denominator` those that add to
   * it, where other units stand in the row for a further count alone; absent = all of the row. Nobody
   * known is no person.
   */
  readonly personsOf?: 'numerator' | 'denominator';
  /** Counts in further columns of the rows. */
  readonly further?: readonly FurtherCount[];
  /** A column of differences to the row that has these keys: it would tell that row's share. */
  readonly comparedWith?: {
    readonly column: string;
    readonly base: Readonly<Record<string, string>>;
  };
  /** The column of the rows with the people at risk, where a curve ends with few of them. */
  readonly atRisk?: string;
}

/** The units as a table with every column that a condition can name, those that a query leaves out as null. */
export function unitsTable({ query }: Units, context: MetricContext): Sql {
  return sql`(SELECT * FROM (${query(context)})
      UNION ALL BY NAME SELECT NULL::INTEGER AS divided WHERE FALSE)`;
}
