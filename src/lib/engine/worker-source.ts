/**
 * What the engine's worker runs: DuckDB's own script, and before it a `fetch` that keeps the 34 MB of
 * WebAssembly while they are compiled. Kept by the page's own download, they are fetched once; a
 * service worker that came to them later would have to fetch them again.
 */

/** Files whose names hold a hash of their bytes, of every version that is in use. */
export const KEPT_FILES = 'stepdown-files';

/** The source of the worker, for a script at an absolute address. */
export function workerSource(scriptUrl: string): string {
  return `(${prepare.toString()})(${JSON.stringify(KEPT_FILES)});
importScripts(${JSON.stringify(scriptUrl)});`;
}

/** Runs in the worker, so it may use nothing from around it. */
function prepare(cacheName: string): void {
  const fetchPlainly = self.fetch.bind(self);
  self.fetch = async (input, init) => {
    const cache = await self.caches?.open(cacheName).catch(() => null);
    const kept = await cache?.match(input);
    if (kept) return kept;
    const response = await fetchPlainly(input, init);
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
    cache?.put(response.url, response.clone()).catch(() => undefined);
    return response;
  };
  // DuckDB drops the failure of a download or a compilation, and whoever waits would wait for ever.
  const instantiate = WebAssembly.instantiateStreaming.bind(WebAssembly);
  WebAssembly.instantiateStreaming = (source, imports) => {
    const made = instantiate(source, imports);
    made.catch((error: unknown) =>
      setTimeout(() => {
        throw error;
      }),
    );
    return made;
  };
}
