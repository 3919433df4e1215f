/** What is done before anybody asks for it. */

/**
 * What shows loaded data, fetched once it costs nothing of the network or while the first files are
 * read: one part after the other, so that no single task is long. What does not arrive is fetched again
 * where it is shown, and said there.
 */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import('$lib/session/figures'),
  () => import('./overview/+page.svelte'),
  () => import('./overview/Figures.svelte'),
  () => import('./FilterBar.svelte'),
  () => import('./DataMarks.svelte'),
  () => import('./print-footer'),
];

/** Fetches what the first page of figures needs; never rejects. */
export async function fetchAhead(): Promise<void> {
  for (const fetch of PARTS) {
    await fetch().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/**
 * Resolves when the app's own files come from this machine, so that more of them cost nothing of the
 * network; never where the browser keeps none.
 */
export async function whenKept(): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker?.controller) return;
  await new Promise((resolve) =>
    serviceWorker?.addEventListener('controllerchange', resolve, { once: true }),
  );
}
