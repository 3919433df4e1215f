/**
 * Native DuckDB, the release that the WebAssembly build is made of, on one thread and in memory. It is a
 * package of this folder only, so it is looked up when it is needed.
 */
import { createRequire } from 'node:module';

/**
 * @returns {Promise<{
 *   run: (text: string) => Promise<unknown>;
 *   rows: (text: string) => Promise<unknown[][]>;
 *   value: (text: string) => Promise<unknown>;
 *   close: () => void;
 * }>} `value` reads the first cell of the result
 */
export async function openNative() {
  const { DuckDBInstance } = createRequire(import.meta.url)('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  /** @type {(text: string) => Promise<unknown[][]>} */
  const rows = async (text) => (await connection.runAndReadAll(text)).getRows();
  return {
    run: (text) => connection.run(text),
    rows,
    value: async (text) => (await rows(text))[0]?.[0],
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
