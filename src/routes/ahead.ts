/**
 * What shows loaded data, fetched while the first files are read: one part after the other, so that no
 * single task is long. What does not arrive is fetched again where it is shown, and said there.
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
  for (const fetch of PARTS) await fetch().catch(() => undefined);
}
