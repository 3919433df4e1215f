/** What a part of the page asked the tables, asked again after every change of the data. */
import { explain } from '$lib/session/explain';
import type { Session } from '$lib/session/session.svelte';
import type { Columns } from '$lib/sql/columns';

/** An answer on its way. */
export class Followed<T> {
  /** The last answer; null = there is none yet. It stays while a new one is on its way. */
  value = $state.raw<T | null>(null);
  isBusy = $state(true);
  /** What failed, as a sentence. */
  problem = $state<string | null>(null);
}

/**
 * Asks at once and after every change of data, settings, or what `ask` reads before its first await.
 * For the begin of a component; its end gives up what is on its way.
 */
export function followQuery<T>(
  session: Pick<Session, 'dataVersion' | 'query'>,
  ask: (run: (query: string) => Promise<Columns>) => Promise<T>,
): Followed<T> {
  const found = new Followed<T>();
  $effect(() => {
    void session.dataVersion;
    const controller = new AbortController();
    const { signal } = controller;
    found.isBusy = true;
    ask((query) => session.query(query, signal))
      .then(
        (value) => {
          if (signal.aborted) return;
          found.value = value;
          found.problem = null;
        },
        (error: unknown) => {
          if (!signal.aborted) found.problem = explain(error).message;
        },
      )
      .finally(() => {
        if (!signal.aborted) found.isBusy = false;
      });
    return () => controller.abort();
  });
  return found;
}
