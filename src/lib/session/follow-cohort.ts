/** Counts the cohort and the values of its filters anew whenever it or the data change. */
import type { Session } from './session.svelte';

/** To be called in an effect, whose clean-up is the returned function. */
export function followCohort(session: Session): (() => void) | undefined {
  const { cohort, facts } = session;
  if (!facts) return undefined;
  const controller = new AbortController();
  session.refreshCohort(cohort, controller.signal).catch(() => undefined);
  return () => controller.abort();
}
