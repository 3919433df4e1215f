/**
 * The engine of the app in Node: the same WebAssembly, in its blocking build, under the same lock.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Table } from 'apache-arrow';
import * as duckdb from '@duckdb/duckdb-wasm/blocking';
import { EngineOutOfMemory, QueryFailed, UnsupportedColumn } from '$lib/engine/errors';
import { LOCK_STATEMENTS } from '$lib/engine/lock';
import type { Engine } from '$lib/engine/port';
import { readColumns } from '$lib/engine/read-columns';
import { STORE_STATEMENTS } from '$lib/engine/store';

const dist = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm'));

/** A database of the app's build; making one takes a second or two. */
export type NodeDatabase = Awaited<ReturnType<typeof duckdb.createDuckDB>>;

/** Loads the WebAssembly. */
export async function nodeDatabase(): Promise<NodeDatabase> {
  const bundles = {
    mvp: { mainModule: join(dist, 'duckdb-mvp.wasm'), mainWorker: '' },
    eh: { mainModule: join(dist, 'duckdb-eh.wasm'), mainWorker: '' },
  };
  const database = await duckdb.createDuckDB(bundles, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await database.instantiate(() => undefined);
  return database;
}

/** Starts an engine for a test file; end it with `terminate()`. */
export async function startNodeEngine(): Promise<Engine> {
  return openNodeEngine(await nodeDatabase());
}

/** An empty engine in a database of which no other engine is open; another may be opened after it. */
export function openNodeEngine(database: NodeDatabase): Engine {
  database.open({});
  const connection = database.connect();
  const send = <T>(text: string, ask: () => T): T => {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (/out of memory/i.test(error.message)) {
        throw new EngineOutOfMemory(error.message, { cause: error });
      }
      if (error instanceof UnsupportedColumn) throw error;
      throw new QueryFailed(error.message, text, { cause: error });
    }
  };
  const run = <T>(text: string, read: (table: Table) => T): T =>
    send(text, () => read(connection.query(text)));
  const execute = (text: string): void => run(text, () => undefined);
  for (const statement of [...STORE_STATEMENTS, ...LOCK_STATEMENTS]) execute(statement);
  return {
    execute: async (text) => execute(text),
    query: async (text) => run(text, readColumns),
    bytes: async (text) =>
      send(text, () => connection.useUnsafe((bindings, id) => bindings.runQuery(id, text))),
    addFile: async (name, file) => {
      database.registerFileBuffer(`upload/${name}`, new Uint8Array(await file.arrayBuffer()));
    },
    dropFile: async (name) => {
      database.dropFile(`upload/${name}`);
    },
    terminate: async () => {
      connection.close();
      database.reset();
    },
  };
}
