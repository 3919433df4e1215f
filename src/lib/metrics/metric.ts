/**
 * The shape of one metric: a registry entry that says in words what is counted, pure SQL for the
 * counts, and a pure `finish` for what is not SQL. Pages, tooltips, exports and "how was this
 * computed?" all read this one entry.
 */
import type { Basis, Cohort, OutcomeUnit } from '$lib/cohort/cohort';
import type { ProfileId } from '$lib/model/profiles';
import type { Settings } from '$lib/model/settings';
import type { Cell, Columns } from '$lib/sql/columns';
import type { Query } from '$lib/tally/tally';
import type { BandJob, BandLimits } from './band-jobs';
import type { Units } from './units';

/** The groups of the metric dictionary. */
export type MetricGroup =
  'measurement' | 'symptoms' | 'attendance' | 'length' | 'transitions' | 'access';

/**
 * What a metric cannot do without: files of a kind; days, be they counted from admission; calendar
 * dates; stays that are still open; the day up to which a person was observed, where days are relative.
 */
export type Need =
  'stays' | 'scores' | 'sessions' | 'surveys' | 'days' | 'dates' | 'open-stays' | 'observation';

/** What a metric may know beside the rows: facts of the loaded data, resolved choices. */
export interface MetricContext {
  readonly cohort: Cohort;
  /** The basis that this figure uses: the chosen one where it allows it, else its default. */
  readonly basis: Basis;
  /** What a change is measured over. */
  readonly unit: OutcomeUnit;
  /** Whose thresholds decide. */
  readonly profile: ProfileId;
  readonly settings: Settings;
  /** The latest day that counts, `YYYY-MM-DD`; says nothing where days are relative. */
  readonly dataCut: string;
}

/** A number of units left out, and why. */
export interface Exclusion {
  readonly reason: string;
  /** null = hidden, since it is about few people or would tell such a number. */
  readonly n: number | null;
}

/** A row of a figure; key columns are named as in `docs/metrics.md`. */
export type FigureRow = Readonly<Record<string, Cell>>;

/**
 * The column of a release that says which rows hide numbers: 1 where some are hidden, which then are
 * null, else 0. Figures that hide nothing do not have it.
 */
export const SUPPRESSED = 'suppressed';

/** What a figure says in one line; numbers in full precision, proportions from 0 to 1. */
export interface Headline {
  /** Units counted; null where a headline makes no sense. */
  readonly n: number | null;
  /** Distinct persons among them. */
  readonly persons: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** The estimate; null = not reached, or nothing to estimate it from. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What it is about where rows hold several things, such as `phq9` or `7 days`. */
  readonly about: string | null;
  readonly excluded: readonly Exclusion[];
  /** The numbers are hidden: they are about few people, or would tell such a number. */
  readonly suppressed?: true;
}

/** The headline of one of several things that a figure holds, for the words around it. */
export interface FigureFocus extends Headline {
  /** A measure id, a window such as `30 days`, or `divided` for the view by level or program. */
  readonly key: string;
}

/** What a figure shows and exports. */
export interface FigureData extends Headline {
  readonly columns: readonly string[];
  readonly rows: readonly FigureRow[];
  /** Headlines for other views than the first; absent where one headline serves all. */
  readonly focuses?: readonly FigureFocus[];
  /** What must be said beside the figure, such as a program whose export has no absences. */
  readonly notes: readonly string[];
  /** Why there are no rows, where it is not the stays but what is known about the instruments. */
  readonly emptyReason?: string;
  /** Whose thresholds decided; absent = those that the metric names. */
  readonly profile?: string;
  /** Clinical cut-offs that the program entered, by measure; for others the published one holds. */
  readonly cutoffs?: Readonly<Record<string, number>>;
  /** Points from which a change is reliable under the chosen thresholds, by measure. */
  readonly reliableChanges?: Readonly<Record<string, number>>;
}

/** One entry of the registry. */
export interface Metric {
  readonly id: string;
  readonly group: MetricGroup;
  /** The question that the figure answers; its title until a finding replaces it. */
  readonly question: string;
  readonly name: string;
  /** The unit of the value, such as `proportion`, `days`, `points`, `stays`. */
  readonly unit: string;
  readonly unitOfAnalysis: string;
  /** Counts stays or whole paths, as chosen. */
  readonly followsUnit?: true;
  readonly numerator: string;
  readonly denominator: string;
  readonly exclusions: string;
  readonly direction: 'higher is better' | 'lower is better' | 'neither';
  readonly bases: readonly Basis[];
  readonly defaultBasis: Basis;
  /** How the period is said where each event is placed by its own day, such as `admitted`. */
  readonly periodWord?: string;
  /** What the rows hold, for the dictionary: keys, classes, statistics, order. */
  readonly rows: string;
  /** The columns of the rows, in order. */
  readonly columns: readonly string[];
  /** Name of the interval; null = the figure is a count. */
  readonly interval: string | null;
  /** `published` where thresholds of the library decide unless the program enters its own; else null. */
  readonly profile: string | null;
  /** Published source of the definition, or that it is a convention of ours. */
  readonly source: string;
  readonly version: number;
  readonly needs: readonly Need[];
  /**
   * The queries by name; each casts its outputs. Those whose name begins with `excluded` count what was
   * left out, by reason in one row, for `exclusionsFrom`: they may follow the estimate, and until then
   * `finish` gets a result without columns for them.
   */
  readonly queries: (context: MetricContext) => Readonly<Record<string, Query>>;
  /**
   * Further queries, for the interval and what stands beside the estimate: they follow it, and `finish`
   * gives null for what their absent results would tell.
   */
  readonly laterQueries?: (context: MetricContext) => Readonly<Record<string, Query>>;
  /** Turns the results of `queries` into the figure. */
  readonly finish: (results: QueryResults, context: MetricContext) => FigureData;
  /** What stands behind the numbers. */
  readonly units: Units;
  /** Present where the interval follows the estimate. */
  readonly bands?: Bands;
}

/** An interval that takes a thousand draws: computed in a worker, after the estimate is shown. */
export interface Bands {
  /** What is drawn; null = there is nothing to draw, such as for a single person. */
  readonly job: (results: QueryResults, context: MetricContext) => BandJob | null;
  /** The figure with its limits, which stand in the order of the job's estimates. */
  readonly merge: (data: FigureData, limits: BandLimits) => FigureData;
}

/** The result of each named query. */
export type QueryResults = Readonly<Record<string, Columns>>;
