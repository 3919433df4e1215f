/** Watches an engine: a statement that does not answer for long is reported, so that a restart can be offered. */
import type { Engine } from '$lib/engine/port';

/** After this time without an answer the person is asked; long imports answer between statements. */
export const SLOW_AFTER_MS = 30_000;

/** Wraps an engine; `onSlow(true)` after a long silence, `onSlow(false)` when it answers after all. */
export function watch(engine: Engine, onSlow: (isSlow: boolean) => void): Engine {
  let waiting = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const restartTimer = (): void => {
    clearTimeout(timer);
    if (waiting > 0) timer = setTimeout(() => onSlow(true), SLOW_AFTER_MS);
  };
  const watched = async <T>(work: Promise<T>): Promise<T> => {
    waiting += 1;
    if (waiting === 1) restartTimer();
    try {
      return await work;
    } finally {
      waiting -= 1;
      onSlow(false);
      restartTimer();
    }
  };
  return {
    execute: (text, options) => watched(engine.execute(text, options)),
    query: (text, options) => watched(engine.query(text, options)),
    bytes: (text, options) => watched(engine.bytes(text, options)),
    addFile: (name, file) => watched(engine.addFile(name, file)),
    dropFile: (name) => watched(engine.dropFile(name)),
    terminate: () => {
      waiting = 0;
      clearTimeout(timer);
      return engine.terminate();
    },
  };
}
