/** Computes every figure of the cohort for the figures document; no figure ignores its own filter. */
import { figuresJson } from '$lib/export/figures-json';
import { fingerprint } from '$lib/ingest/fingerprint';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import { METRICS } from '$lib/metrics/registry';
import type { Session } from './session.svelte';

/** The figures document of what is loaded and looked at now; waits for the fingerprints of all files. */
export async function exportFigures(session: Session, generated: string): Promise<string> {
  const { cohort, settings, facts, kinds } = session;
  const figures: ComputedFigure[] = [];
  const unavailable: { metric: Metric; needs: string }[] = [];
  for (const metric of METRICS) {
    const missing = metric.needs.find((need) => !kinds.includes(need));
    if (missing) unavailable.push({ metric, needs: `a file of ${missing}` });
    else figures.push(await session.figure(metric, cohort));
  }
  const files = await Promise.all(
    session.files.map(async ({ name, file, sha256, account }) => ({
      name,
      sha256: sha256 ?? (await fingerprint(file)),
      rowsRead: account?.rowsRead ?? 0,
      rowsLoaded: account?.rowsLoaded ?? 0,
      rowsSetAside: account?.rowsSetAside ?? 0,
    })),
  );
  const dataCut = facts?.dataCut ?? '';
  const synthetic = session.isSynthetic;
  return figuresJson({
    generated,
    synthetic,
    dataCut,
    cohort,
    settings,
    files,
    figures,
    unavailable,
  });
}
