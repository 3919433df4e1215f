/** What the import proposes for a file that nobody has mapped yet, and what it must ask. */
import type { FilePlan, FoundTable } from './types';
import type { Kind } from '$lib/model/canonical';

/** What one column holds, from the first part of a file. */
export interface ColumnProfile {
  readonly at: number;
  readonly name: string;
  /** Rows with something in it. */
  readonly filled: number;
  /** Different values, trimmed, by falling frequency; at most 200. */
  readonly values: readonly { readonly value: string; readonly n: number }[];
  /** Number of different values, also beyond the 200. */
  readonly distinct: number;
}

/** What the first part of a file holds. */
export interface FileProfile {
  readonly columns: readonly ColumnProfile[];
  readonly rows: readonly (readonly string[])[];
  /** Rows that were looked at. */
  readonly rowCount: number;
  /** The whole file was looked at. */
  readonly isWhole: boolean;
  /** Every table that stands in the first part of the file, in file order; usually one. */
  readonly tables: readonly FoundTable[];
}

/** How sure a proposal is: by name and values, by one of them, or by elimination. */
export type Confidence = 'sure' | 'likely' | 'unsure';

/** Why a column or word was proposed. */
export interface Reason {
  readonly confidence: Confidence;
  /** In words, such as `the header says "Admit Dt"`. */
  readonly because: string;
}

/** One answer to a question. */
export interface Answer {
  readonly label: string;
  /** What follows from it for the numbers; null = the label says it. */
  readonly note: string | null;
  /** The plan with this answer. */
  readonly apply: (plan: FilePlan) => FilePlan;
}

/** Something that the file cannot tell and that would change numbers. */
export interface Question {
  /** Stable for one file and subject, such as `day-order` or `who5-unit`. */
  readonly id: string;
  readonly text: string;
  readonly detail: string;
  readonly answers: readonly Answer[];
}

/** A plan for a file with the reasons for each part of it. */
export interface Proposal {
  readonly plan: FilePlan;
  /** By canonical column. */
  readonly reasons: Readonly<Record<string, Reason>>;
  /** In the order in which they are asked; they depend on the plan as it is now. */
  readonly questions: readonly Question[];
  /** Other kinds that the file might be, the likeliest first. */
  readonly otherKinds: readonly Kind[];
}
