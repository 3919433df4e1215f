/** Asks for a figure that others may ask for, too. */
import type { Cohort } from '$lib/cohort/cohort';
import { QueryCancelled } from '$lib/engine/errors';
import type { ComputedFigure } from '$lib/metrics/compute';
import { metricOf } from '$lib/metrics/registry';
import type { Rank } from './asking';
import { whyUnavailable } from './missing-file';
import type { Session } from './session.svelte';

/** The metrics of a list that the loaded files allow. */
export function availableOf({ facts, kinds, settings }: Session, ids: readonly string[]): string[] {
  if (!facts) return [];
  return ids.filter((id) => whyUnavailable(metricOf(id), facts, kinds, settings) === null);
}

/**
 * The figure of a cohort. Somebody else who asked for the same figure may no longer want it and cancel
 * it; then it is asked for again, until the own signal says stop. Rejects with what a query rejects with.
 */
export async function askFigure(
  session: Session,
  id: string,
  cohort: Cohort,
  signal: AbortSignal,
  rank: Rank = 'in view',
): Promise<ComputedFigure> {
  for (;;) {
    try {
      const ask = (): Promise<ComputedFigure> => session.figure(metricOf(id), cohort, signal);
      return await session.asking.during(rank, ask, signal);
    } catch (error) {
      if (!(error instanceof QueryCancelled) || signal.aborted) throw error;
    }
  }
}
