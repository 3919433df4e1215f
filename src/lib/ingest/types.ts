/**
 * What passes between the import and the rest of the app. A plan is plain data on purpose: it can be
 * kept, shown for confirmation, and applied again to next month's file.
 */
import { type IdentityPlan, NO_IDENTITY } from '$lib/identity/decision';
import type { PersonKeys } from '$lib/identity/pseudonyms';
import type { Kind } from '$lib/model/canonical';
import type { FileProfile } from './proposal';
import type { Reading } from './reading';
import type { UnclosedQuotes } from './scan-result';
import type { CellReason, NoticeCode, Reason } from './words';

/** Encodings that a file can have. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'latin-1';

/** How the cells of a file are written. */
export interface Dialect {
  readonly encoding: Encoding;
  readonly delimiter: ',' | ';' | '\t' | '|';
  /** null = a quote is a character like any other. */
  readonly quote: '"' | "'" | null;
  /** How a quote stands inside a quoted cell: written twice, or after a backslash. */
  readonly escape: 'doubled' | 'backslash';
}

/** Where the table stands in its file. */
export interface Layout {
  /** Physical line of the header, or of the first record where there is none; lines before are notes. */
  readonly startLine: number;
  /** false = the first record is data, and the columns are named `Column 1`, `Column 2`, … */
  readonly hasHeader: boolean;
  /** Records right below the header that say units or repeat it; they are set aside. */
  readonly unitRows: number;
  /** Physical line on which another table of the same file begins; null = this one goes to the end. */
  readonly endLine: number | null;
}

/** A header on the first line with text, and records to the end of the file. */
export const PLAIN_LAYOUT: Layout = { startLine: 1, hasHeader: true, unitRows: 0, endLine: null };

/** One of the tables that stand in the first part of a file. */
export interface FoundTable {
  readonly layout: Layout;
  /** Physical line on which its last record begins; null = it goes on behind the part looked at. */
  readonly lastLine: number | null;
}

/** A column of a stays file that may become a filter. */
export interface ExtraColumn {
  /** Name in the engine, such as `x_housing`. */
  readonly name: string;
  /** Name in the file. */
  readonly header: string;
}

/** Everything that decides how a file is read: its dialect, the mapping of its columns, its words. */
export interface FilePlan {
  readonly kind: Kind;
  readonly dialect: Dialect;
  readonly layout: Layout;
  /** Names in the file, in file order. */
  readonly header: readonly string[];
  /** What the person decided about columns that could identify somebody. */
  readonly identity: IdentityPlan;
  /** Canonical name to position in the header; a column that the file lacks is absent. */
  readonly columns: Readonly<Record<string, number>>;
  readonly extras: readonly ExtraColumn[];
  readonly reading: Reading;
}

/** A file in which the table stands alone and nothing was found that could identify somebody. */
export const PLAIN_FILE = { layout: PLAIN_LAYOUT, identity: NO_IDENTITY } as const;

/** What a look at the first part of a file tells. */
export type Inspection =
  | {
      readonly state: 'ready';
      readonly plan: FilePlan;
      readonly preview: readonly string[][];
      readonly profile: FileProfile;
    }
  | {
      readonly state: 'needs-mapping';
      readonly header: readonly string[];
      readonly dialect: Dialect;
      readonly layout: Layout;
      readonly preview: readonly string[][];
      readonly profile: FileProfile;
      /** The kind that the header is closest to; null = none of its columns is known. */
      readonly likelyKind: Kind | null;
      /** Required columns of the likely kind that the header lacks. */
      readonly missing: readonly string[];
      readonly sentence: string;
    }
  | { readonly state: 'refused'; readonly sentence: string; readonly nextStep: string };

/** How far a load is. */
export interface LoadProgress {
  /** What is being done, in words. */
  readonly phase: string;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** Rows found so far. */
  readonly rows: number;
}

/** Options of a load. */
export interface LoadOptions {
  /** The day of the import, `YYYY-MM-DD`; a later day is set aside as a future day. */
  readonly today: string;
  /** The pseudonyms of the session; needed where a plan asks for pseudonyms. */
  readonly personKeys?: PersonKeys;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Bytes from which a piece of the file is read by itself; absent = as it suits the engine. */
  readonly pieceBytes?: number;
}

/** A file that was loaded, before it is checked against the others. */
export interface LoadedFile {
  readonly fileId: number;
  readonly kind: Kind;
  /** The encoding that the file was read in; may differ from the plan's. */
  readonly encoding: Encoding;
  readonly rowsRead: number;
  /** Rows that passed the checks that need no other row. */
  readonly rowsTyped: number;
  readonly rowsSetAside: number;
  readonly cellsSetAside: number;
  /** null = every quote that opens closes. */
  readonly unclosedQuotes: UnclosedQuotes | null;
}

/** A loaded file as `settle` needs it; a higher order is a later file. */
export interface SettleFile {
  readonly fileId: number;
  readonly name: string;
  readonly order: number;
}

/** A count of rows or cells with one reason. */
export interface ReasonCount<R extends string> {
  readonly reason: R;
  readonly n: number;
}

/** Where every row of a file went: rowsRead = rowsLoaded + rowsSetAside. */
export interface FileAccount {
  readonly fileId: number;
  readonly name: string;
  readonly kind: Kind;
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsSetAside: number;
  /** Scores or stays that the loaded rows of a wide file hold; null = one each. */
  readonly made: number | null;
  readonly byReason: readonly ReasonCount<Reason>[];
  readonly cells: readonly (ReasonCount<CellReason> & { readonly column: string })[];
  readonly notices: readonly { readonly code: NoticeCode; readonly n: number }[];
}

/** Which set-aside rows are asked for. */
export interface SetAsideQuery {
  readonly fileId?: number;
  readonly reason?: Reason;
  readonly limit: number;
  readonly offset: number;
}

/** One row that was set aside. */
export interface SetAsideRow {
  readonly fileId: number;
  readonly fileName: string;
  /** Physical line of the file on which the row begins; the header is line 1. */
  readonly line: number;
  readonly column: string | null;
  /** What stood in the column, or the raw line; at most a few hundred characters. */
  readonly value: string | null;
  readonly reason: Reason;
  /** The row that was kept, or the stay that was set aside; null = none has to do with it. */
  readonly other: { readonly fileName: string; readonly line: number } | null;
}
