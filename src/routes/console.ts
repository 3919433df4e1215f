/** For analysts: `await stepdown.query('SELECT …')` in the browser's console, in internal mode. */
import { QueryFailed, UnsupportedColumn } from '$lib/engine/errors';
import { explain } from '$lib/session/explain';
import type { Session } from '$lib/session/session.svelte';
import type { Cell } from '$lib/sql/columns';

/** What the console offers. */
export interface StepdownConsole {
  /** Runs one query against the derived tables and gives its rows. */
  query(text: string): Promise<Record<string, Cell>[]>;
}

declare global {
  interface Window {
    stepdown?: StepdownConsole;
  }
}

/** Puts the console's entry on the window; returns what takes it off. */
export function offerConsole(session: Session): () => void {
  window.stepdown = {
    query: async (text) => {
      try {
        return (await session.queryAnew(text)).rows();
      } catch (error) {
        // A mistake in the query is the console's own matter; the engine's health is the page's.
        const isMistake = error instanceof QueryFailed || error instanceof UnsupportedColumn;
        if (!isMistake) session.failure = explain(error);
        throw error;
      }
    },
  };
  return () => delete window.stepdown;
}
