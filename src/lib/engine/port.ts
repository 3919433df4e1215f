/**
 * What the rest of the code knows of the database: text in, columns out, files by name. The browser
 * implementation is `wasm-engine.ts`; tests run the same build of the same engine in Node.
 */
import type { Columns } from '$lib/sql/columns';

/** A running database. Every method may reject with one of the errors of `errors.ts`. */
export interface Engine {
  /** Runs a statement for its effect and reads nothing back. */
  execute(text: string, options?: QueryOptions): Promise<void>;
  /**
   * Runs one query and returns its result. With a signal that aborts, the query is interrupted and
   * the promise rejects with `QueryCancelled`.
   */
  query(text: string, options?: QueryOptions): Promise<Columns>;
  /** As `query`, for many rows: the bytes of the result, to be read by another thread with `read-typed.ts`. */
  bytes(text: string, options?: QueryOptions): Promise<Uint8Array>;
  /** Makes a file readable in SQL as `upload/<name>`, without holding it in memory. */
  addFile(name: string, file: Blob): Promise<void>;
  /** Forgets a file that was added. */
  dropFile(name: string): Promise<void>;
  /** Ends the engine and gives its memory back. */
  terminate(): Promise<void>;
}

/** Options of one statement. */
export interface QueryOptions {
  readonly signal?: AbortSignal;
}
