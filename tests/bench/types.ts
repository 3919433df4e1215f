/** What the parts of the benchmark hand to each other. */

/** What the page asked of its engine, in order. */
export type LogEntry =
  | {
      readonly kind: 'statement';
      readonly text: string;
      /** Times of the page's clock in ms; `end` is null while it runs. */
      readonly start: number;
      readonly end: number | null;
      /** Time in which the engine worked on it, in ms. */
      readonly busy: number;
      readonly isCancelled: boolean;
      readonly hasFailed: boolean;
    }
  | {
      readonly kind: 'file';
      readonly name: string;
      /** The part of a file on the disk that the engine reads under this name. */
      readonly path: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'drop'; readonly name: string };

/** Times of one filter change, from the change on, in ms. */
export interface Change {
  /** When it began, on the page's clock. */
  readonly began: number;
  /** Until every figure in view shows its new estimate on the screen. */
  readonly inView: number;
  /** Until the whole page does. */
  readonly whole: number;
  /** Until every interval is there too. */
  readonly intervals: number;
}

/** Main-thread blocks: the longest in ms, 0 = none of 50 ms or more. */
export interface Blocks {
  readonly start: number;
  readonly load: number;
  readonly change: number;
}

/** Memory in MiB. */
export interface Memory {
  /** The engine's own account. */
  readonly engine: number | null;
  /** The renderer's resident set now, and the highest that it ever was. */
  readonly rss: number | null;
  readonly peak: number | null;
}

/** What was measured on one page at one size. */
export interface PageResult {
  /** Version of Chromium. */
  readonly browser: string;
  /** How many processes wanted a core in the minute before; 0 = an idle machine. */
  readonly busy: number;
  /** From the navigation to an engine that answers. */
  readonly engineStart: number;
  /** JavaScript that the page asked for before it was given files, without the engine's, in kB gzip. */
  readonly scripts: number;
  /** From the files being handed over to the data being loaded. */
  readonly load: number;
  readonly firstFigure: number;
  readonly whole: number;
  readonly changes: readonly Change[];
  readonly blocks: Blocks;
  readonly memoryAfterLoad: Memory;
  readonly memoryAtEnd: Memory;
  /** Statements that the engine ran for the load, and the time in which it worked on them, in ms. */
  readonly loadStatements: number;
  readonly loadBusy: number;
  /** Rows of the derived tables. */
  readonly rows: Readonly<Record<string, number>>;
}

/** A page with everything that its engine was asked. */
export interface Recorded {
  readonly result: PageResult;
  readonly log: readonly LogEntry[];
  /** The statements of the figures, change by change; the page counts most of them without its engine. */
  readonly figures: readonly (readonly string[])[];
  readonly marks: {
    readonly filesAt: number;
    readonly loadedAt: number;
  };
}

/** The same statements in native DuckDB, in ms. */
export interface NativeResult {
  readonly version: string;
  readonly load: number;
  /** The statements behind the first sight of the page. */
  readonly first: number;
  /** The statements of the figures, change by change. */
  readonly changes: readonly number[];
  readonly peak: number | null;
  /** Messages of statements that failed; the page ran them. */
  readonly failures: readonly string[];
  readonly rows: Readonly<Record<string, number>>;
}

/** What came of one cell of the table; a cell that failed says why. */
export type Cell<T> = { readonly value: T } | { readonly reason: string };

/** Everything at one size; what was not asked for is absent. */
export interface SizeResult {
  readonly rows: number;
  readonly overview?: Cell<PageResult>;
  readonly overviewNative?: Cell<NativeResult>;
  readonly charts?: Cell<PageResult>;
  readonly chartsNative?: Cell<NativeResult>;
}

/** One peer at one size; null = it has no such number. */
export interface PeerRow {
  readonly rows: number;
  readonly name: string;
  /** The one to which the others are set in relation. */
  readonly isNative: boolean;
  readonly load: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly peak: number | null;
  readonly block: number | null;
  readonly failure: string | null;
}

/** The result file. */
export interface Results {
  readonly day: string;
  readonly machine: string;
  readonly sizes: readonly SizeResult[];
  readonly peers: Cell<readonly PeerRow[]>;
}
