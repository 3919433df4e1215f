/**
 * DuckDB-WASM in a worker of its own, behind the `Engine` port. The worker is started from a blob:
 * unlike a script of the same origin, a blob worker inherits the page's content security policy, so
 * that neither the page nor the engine can reach another origin.
 */
import * as duckdb from '@duckdb/duckdb-wasm';
import workerPath from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import wasmPath from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { Table } from 'apache-arrow';
import { Columns } from '$lib/sql/columns';
import { classifyError } from './classify';
import { EngineGone, EngineNotStarted, QueryCancelled } from './errors';
import { LOCK_STATEMENTS } from './lock';
import type { Engine, QueryOptions } from './port';
import { readColumns } from './read-columns';
import { STORE_STATEMENTS } from './store';
import { workerSource } from './worker-source';

/** How the engine tells that it has ended on its own. */
export interface EngineEvents {
  readonly onGone: (error: EngineGone) => void;
}

/** Starts and locks an engine; rejects with `EngineNotStarted` when it cannot start. */
export async function startWasmEngine(events: EngineEvents): Promise<Engine> {
  const workerUrl = new URL(workerPath, location.href).href;
  const source = new Blob([workerSource(workerUrl)], { type: 'text/javascript' });
  const blobUrl = URL.createObjectURL(source);
  const worker = new Worker(blobUrl);
  const engine = new WasmEngine(worker, events);
  try {
    await engine.boot(new URL(wasmPath, location.href).href);
    return engine;
  } catch (error) {
    await engine.terminate();
    throw new EngineNotStarted('The engine could not start', { cause: error });
  } finally {
    URL.revokeObjectURL(blobUrl);
  }
}

/** Asks one statement of the connection. */
type Send<T> = (connection: duckdb.AsyncDuckDBConnection) => Promise<T>;

class WasmEngine implements Engine {
  private readonly database: duckdb.AsyncDuckDB;
  private connection: duckdb.AsyncDuckDBConnection | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private readonly gone: Promise<never>;
  private isUp = false;
  private isGone = false;
  private giveUp: (error: EngineGone) => void = () => undefined;

  constructor(
    private readonly worker: Worker,
    private readonly events: EngineEvents,
  ) {
    this.database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
    this.gone = new Promise<never>((_, reject) => (this.giveUp = reject));
    this.gone.catch(() => undefined);
    worker.addEventListener('error', (event) => {
      this.end(new EngineGone(event.message || 'The engine stopped', { cause: event.error }));
    });
  }

  async boot(wasmUrl: string): Promise<void> {
    await this.orGone(this.database.instantiate(wasmUrl));
    await this.orGone(this.database.open({}));
    this.connection = await this.orGone(this.database.connect());
    for (const statement of [...STORE_STATEMENTS, ...LOCK_STATEMENTS])
      await this.execute(statement);
    this.isUp = true;
  }

  async execute(text: string, options: QueryOptions = {}): Promise<void> {
    await this.enqueue(options, text, (connection) => this.read(connection, text));
  }

  async query(text: string, options: QueryOptions = {}): Promise<Columns> {
    const table = await this.enqueue(options, text, (connection) => this.read(connection, text));
    return readColumns(table);
  }

  async bytes(text: string, options: QueryOptions = {}): Promise<Uint8Array> {
    // In one piece: fetching so many rows chunk by chunk takes longer than the query.
    return this.enqueue(options, text, (connection) =>
      connection.useUnsafe((bindings, id) => bindings.runQuery(id, text)),
    );
  }

  async addFile(name: string, file: Blob): Promise<void> {
    const protocol = duckdb.DuckDBDataProtocol.BROWSER_FILEREADER;
    await this.orGone(this.database.registerFileHandle(`upload/${name}`, file, protocol, true));
  }

  async dropFile(name: string): Promise<void> {
    await this.orGone(this.database.dropFile(`upload/${name}`));
  }

  async terminate(): Promise<void> {
    this.isGone = true;
    this.worker.terminate();
    // What still waits for an answer must not wait for ever.
    this.giveUp(new EngineGone('The engine was ended'));
  }

  /** One statement at a time: the connection knows only one that is under way, and cancels that. */
  private enqueue<T>({ signal }: QueryOptions, text: string, run: Send<T>): Promise<T> {
    const result = this.last.then(() => this.send(text, signal, run));
    this.last = result.catch(() => undefined);
    return result;
  }

  private async send<T>(text: string, signal: AbortSignal | undefined, run: Send<T>): Promise<T> {
    if (signal?.aborted) throw new QueryCancelled('Cancelled before it started');
    const connection = this.connection;
    if (!connection || this.isGone) throw new EngineGone('The engine has ended');
    const cancel = (): void => void connection.cancelSent();
    signal?.addEventListener('abort', cancel);
    try {
      return await this.orGone(run(connection));
    } catch (error) {
      if (signal?.aborted) throw new QueryCancelled('Cancelled', { cause: error });
      const classified = classifyError(error, text);
      if (classified instanceof EngineGone) this.end(classified);
      throw classified;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  private async read(connection: duckdb.AsyncDuckDBConnection, text: string): Promise<Table> {
    const reader = await connection.send(text, false);
    const batches = await reader.readAll();
    return batches.length > 0 ? new Table(batches) : new Table(reader.schema);
  }

  private end(error: EngineGone): void {
    if (this.isGone) return;
    this.isGone = true;
    this.giveUp(error);
    // Whoever starts it hears of an end on the way from the start itself.
    if (this.isUp) this.events.onGone(error);
  }

  private orGone<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.gone]);
  }
}
