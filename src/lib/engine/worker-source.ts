/**
 * What the engine's worker runs: DuckDB's own script, and before it a `fetch` that keeps the 34 MB of
 * WebAssembly while they are compiled, and finds what is kept. Kept by the page's own download, they are
 * fetched once, for every engine that is started after the first as well; a service worker that came to
 * them later would have to fetch them again.
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
    const { url } = new Request(input, init);
    // Only a name with a hash of the bytes stands for the same bytes for ever.
    const isKept = url.includes('/immutable/');
    const cache = isKept ? await self.caches?.open(cacheName).catch(() => null) : null;
    const kept = await cache?.match(url);
    if (kept) return kept;
    const response = await fetchPlainly(input, init);
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
    cache?.put(url, response.clone()).catch(() => undefined);
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
