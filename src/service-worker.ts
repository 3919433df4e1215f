/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
/**
 * Keeps the app's own files, so that it starts from this machine and with the network off. Files whose
 * names hold a hash of their bytes are kept once for all versions, pages once per version: an update
 * fetches what changed, and a tab of the old version still finds its files. A new version waits until
 * a page asks it to take over. Data never pass through here: the page reads chosen files itself.
 */
import { base, build, files, prerendered, version } from '$service-worker';
import { KEPT_FILES } from './lib/engine/worker-source';
import { COUNT_TABS, TAKE_OVER } from './lib/session/take-over';

const worker = self as unknown as ServiceWorkerGlobalScope;

const PAGES_OF_ANY = `stepdown-pages ${base}/ `;
const PAGES = PAGES_OF_ANY + version;
/** Holds the ids of the tabs that an older version had open when this one took over. */
const OLD_TABS = `${base}/_app/old-tabs`;
/** Asked for by Kit when a file of a page is missing, to load the page anew and lose what it holds. */
const KIT_VERSION = `${base}/_app/version.json`;

const isEngine = (path: string): boolean => path.endsWith('.wasm');
const isSample = (path: string): boolean => path.endsWith('.csv');

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));

worker.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) event.waitUntil(worker.skipWaiting());
  if (event.data === COUNT_TABS) {
    event.waitUntil(openTabs().then((ids) => event.ports[0]?.postMessage(ids.length)));
  }
});

worker.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== worker.location.origin) return;
  if (mode === 'navigate') {
    event.respondWith(page(event.request, pathname));
    event.waitUntil(sweep());
  } else if (pathname === KIT_VERSION) {
    event.respondWith(new Response(null, { status: 404 }));
  } else {
    event.respondWith(file(event, pathname));
  }
});

/** The first version leaves the engine to the page that is fetching it; a later one brings its own. */
async function install(): Promise<void> {
  const isFirst = worker.registration.active === null;
  const wanted = build.filter((path) => !isSample(path) && !(isFirst && isEngine(path)));
  const kept = await caches.open(KEPT_FILES);
  const has = await Promise.all(wanted.map((path) => kept.match(path)));
  await kept.addAll(wanted.filter((_, at) => !has[at]));
  // Not by way of the browser's own cache, which may hold pages of an older version.
  const fresh = [...files, ...prerendered].map((path) => new Request(path, { cache: 'reload' }));
  await (await caches.open(PAGES)).addAll(fresh);
}

async function activate(): Promise<void> {
  const pages = await caches.open(PAGES);
  await pages.put(OLD_TABS, new Response(JSON.stringify(await openTabs())));
  await worker.clients.claim();
  await sweep();
}

/** Gives up what only older versions need, once the last of their tabs is gone. */
async function sweep(): Promise<void> {
  if (worker.registration.installing || worker.registration.waiting) return;
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PAGES_OF_ANY) && name !== PAGES);
  if (old.length === 0 || (await hasOldTabs())) return;
  const kept = await caches.open(KEPT_FILES);
  const isLeft = (path: string): boolean =>
    path.startsWith(`${base}/_app/`) && !build.includes(path);
  const left = (await kept.keys()).filter(({ url }) => isLeft(new URL(url).pathname));
  await Promise.all(left.map((request) => kept.delete(request)));
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function openTabs(): Promise<readonly string[]> {
  const tabs = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return tabs.map(({ id }) => id);
}

async function hasOldTabs(): Promise<boolean> {
  const list = await caches.match(OLD_TABS, { cacheName: PAGES });
  const old: readonly string[] = list ? await list.json() : [];
  const open = await openTabs();
  return old.some((id) => open.includes(id));
}

/** A page of this version whatever its parameters, which then reach no server; else the network's. */
async function page(request: Request, pathname: string): Promise<Response> {
  const kept = await caches.match(request, { cacheName: PAGES, ignoreSearch: true });
  // The browser refuses a page that a host gave under another address.
  if (kept && !kept.redirected) return kept;
  if (!prerendered.includes(`${pathname}/`)) return fetch(request);
  const slashed = new URL(request.url);
  slashed.pathname += '/';
  return Response.redirect(slashed.href, 308);
}

/** A file that is kept, else from the network; sample data are kept when they are first used. */
async function file(event: FetchEvent, pathname: string): Promise<Response> {
  const { request } = event;
  const kept =
    (await caches.match(request, { cacheName: KEPT_FILES })) ??
    (await caches.match(request, { cacheName: PAGES }));
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && isSample(pathname) && build.includes(pathname)) {
    const copy = response.clone();
    event.waitUntil(caches.open(KEPT_FILES).then((cache) => cache.put(request, copy)));
  }
  return response;
}
