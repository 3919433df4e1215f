/**
 * Many statements under one signal: work that is cancelled stops at the statement that runs, or
 * before the next one, whoever wrote the work.
 */
import { QueryCancelled } from './errors';
import type { Engine, QueryOptions } from './port';

/**
 * The same engine, with the signal passed to every statement that has none of its own; each statement
 * after the abort rejects with `QueryCancelled`. `onStatement` is called after each one that succeeded.
 */
export function underSignal(
  engine: Engine,
  signal: AbortSignal,
  onStatement: () => void = () => undefined,
): Engine {
  const run = async <T>(work: (options: QueryOptions) => Promise<T>, own?: QueryOptions) => {
    if (signal.aborted) throw new QueryCancelled('Cancelled', { cause: signal.reason });
    const result = await work(own?.signal ? own : { ...own, signal });
    onStatement();
    return result;
  };
  return {
    execute: (text, own) => run((options) => engine.execute(text, options), own),
    query: (text, own) => run((options) => engine.query(text, options), own),
    bytes: (text, own) => run((options) => engine.bytes(text, options), own),
    addFile: (name, file) => engine.addFile(name, file),
    dropFile: (name) => engine.dropFile(name),
    terminate: () => engine.terminate(),
  };
}
