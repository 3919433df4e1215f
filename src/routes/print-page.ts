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
  const isReady = await session.sideWork.run('Preparing the print', async ({ signal, report }) => {
    if (turns) {
      session.navigate(exportCohort, { replace: true });
      await until(() => session.cohort.mode === exportCohort.mode, signal);
    }
    await settled((share) => report({ label: preparing(turns), share }), signal);
    return true;
  });
  await tick();
  if (isReady) window.print();
  if (turns) session.navigate(cohort, { replace: true });
}

function preparing(turns: boolean): string {
  return turns ? 'Preparing the print: small cells are being hidden' : 'Preparing the print';
}

/** For so long nothing may be computed: tables begin only when the counts of the cohort are there. */
const QUIET_MS = 600;

/** Resolves when nothing on the page is being computed any more; rejects when it is given up. */
async function settled(onShare: (share: number) => void, signal: AbortSignal): Promise<void> {
  await tick();
  let quietSince = performance.now();
  let most = 1;
  await until(() => {
    const now = performance.now();
    const busy = document.querySelectorAll('main [aria-busy="true"]').length;
    most = Math.max(most, busy);
    onShare(1 - busy / most);
    if (busy > 0) quietSince = now;
    return now - quietSince >= QUIET_MS;
  }, signal);
  await frames();
}

async function until(holds: () => boolean, signal: AbortSignal): Promise<void> {
  const start = performance.now();
  while (!holds() && performance.now() - start < PATIENCE_MS) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Two frames: one to lay out what is new, one to draw it. */
function frames(): Promise<void> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
  );
}
