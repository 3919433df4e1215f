/**
 * Prints from a button or a key. A print is made for release unless the person chose otherwise, so the
 * page turns to that mode first, waits until every number on it is there, and turns back afterwards.
 */
import { tick } from 'svelte';
import type { Session } from '$lib/session/session.svelte';

/** How long a page may take to get ready; then it is printed as it is, which marks what is missing. */
const PATIENCE_MS = 120_000;

/** Takes back what a click on a figure ignores, prints in the mode of exports, and turns back. */
export async function printPage(session: Session): Promise<void> {
  session.clicked = null;
  const { cohort, exportCohort } = session;
  const turns = exportCohort.mode !== cohort.mode;
  if (turns) {
    session.notice = 'Preparing the print: small cells are being hidden.';
    session.navigate(exportCohort, { replace: true });
    await until(() => session.cohort.mode === exportCohort.mode);
  }
  await settled();
  if (turns) session.notice = null;
  await tick();
  window.print();
  if (turns) session.navigate(cohort, { replace: true });
}

/** For so long nothing may be computed: tables begin only when the counts of the cohort are there. */
const QUIET_MS = 600;

/** Resolves when nothing on the page is being computed any more. */
async function settled(): Promise<void> {
  await tick();
  let quietSince = performance.now();
  await until(() => {
    const now = performance.now();
    if (document.querySelector('main [aria-busy="true"]') !== null) quietSince = now;
    return now - quietSince >= QUIET_MS;
  });
  await frames();
}

async function until(holds: () => boolean): Promise<void> {
  const start = performance.now();
  while (!holds() && performance.now() - start < PATIENCE_MS) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Two frames: one to lay out what is new, one to draw it. */
function frames(): Promise<void> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
  );
}
