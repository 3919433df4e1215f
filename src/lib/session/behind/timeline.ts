/** What is known about one person in the loaded files: stays, scores, change, attendance by week. */
import type { DataFacts } from '../facts';

/** What the stays know about time. */
export type TimeMode = DataFacts['timeMode'];

/** A stay; days count from the first admission of the person. */
export interface TimelineStay {
  readonly stayNo: number;
  readonly level: string;
  readonly program: string;
  readonly admittedOn: string;
  /** null = still open. */
  readonly dischargedOn: string | null;
  readonly from: number;
  /** The day of discharge, or the last day that counts. */
  readonly to: number;
  /** null = not recorded, or still open. */
  readonly reason: string | null;
  readonly lengthDays: number;
}

/** A score; `day` null = it has no day, and stands at its place in the order of visits. */
export interface TimelineScore {
  readonly measure: string;
  readonly rater: string | null;
  readonly stayNo: number | null;
  readonly takenOn: string | null;
  readonly day: number | null;
  readonly visit: string | null;
  readonly score: number;
  readonly band: string | null;
}

/** First and last score of a stay or path with the class of its change under the chosen thresholds. */
export interface TimelineChange {
  readonly measure: string;
  readonly rater: string | null;
  readonly baseline: number;
  readonly last: number;
  /** Days from the first admission; null = the scores have no days. */
  readonly from: number | null;
  readonly to: number | null;
  /** `improved`, `deteriorated` or `unchanged`; null = no reliable change is known. */
  readonly changeClass: string | null;
}

/** Attendance in one week of a stay, from its admission. */
export interface TimelineWeek {
  readonly stayNo: number;
  readonly week: number;
  /** The first day of the week, from the first admission of the person. */
  readonly from: number;
  readonly attended: number;
  readonly missed: number;
}

/** Everything that the timeline of a person shows. */
export interface Timeline {
  readonly personId: string;
  /** The first admission, from which days count. */
  readonly startsOn: string;
  readonly stays: readonly TimelineStay[];
  readonly scores: readonly TimelineScore[];
  readonly changes: readonly TimelineChange[];
  readonly weeks: readonly TimelineWeek[];
}
