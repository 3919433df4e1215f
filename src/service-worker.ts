/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
/**
 * Keeps the app's own files, so that it works with the network off after the first load. Data never
 * pass through here: files that a person chooses are read by the page itself. A new version waits
 * until every tab of the old one is closed, so that it never interrupts loaded data.
 */
import { build, files, prerendered, version } from '$service-worker';

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = `stepdown-${version}`;

const isLarge = (path: string): boolean => /\.(wasm|csv)$/.test(path);
const engine = build.filter((path) => path.endsWith('.wasm') && path.includes('-eh'));
const shell = [...build.filter((path) => !isLarge(path)), ...files, ...prerendered];

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(shell)));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== worker.location.origin) return;
  event.respondWith(
    event.request.mode === 'navigate' ? freshPage(event.request) : keptFile(event.request),
  );
});

/** The engine is 34 MB: it is kept once the page works, mostly out of the browser's own cache. */
async function takeOver(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await worker.clients.claim();
  const cache = await caches.open(CACHE);
  await cache.addAll(engine);
}

/** A page from the network where there is one, else the kept one, whatever its parameters. */
async function freshPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

/** A file out of the cache, else from the network; what a build made is kept on first use. */
async function keptFile(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreSearch: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && build.includes(new URL(request.url).pathname)) {
    const cache = await caches.open(CACHE);
    await cache.put(request, response.clone());
  }
  return response;
}
