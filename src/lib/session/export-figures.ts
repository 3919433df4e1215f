/** Computes every figure of the cohort for the figures document; no figure ignores its own filter. */
import { figuresJson } from '$lib/export/figures-json';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import { METRICS } from '$lib/metrics/registry';
import { fingerprintOf } from './fingerprints';
import { missingFile } from './missing-file';
import type { Session } from './session.svelte';

/** The figures document of what is loaded and looked at now; waits for the fingerprints of all files. */
export async function exportFigures(session: Session, generated: string): Promise<string> {
  const { cohort } = session;
  const figures: ComputedFigure[] = [];
  const unavailable: { metric: Metric; needs: string }[] = [];
  for (const metric of METRICS) {
    const needs = missingFile(metric, session.kinds);
    if (needs) unavailable.push({ metric, needs });
    else figures.push(await session.figure(metric, cohort));
  }
  const files = await Promise.all(
    session.files.map(async ({ name, file, account }) => ({
      name,
      sha256: await fingerprintOf(file),
      rowsRead: account?.rowsRead ?? 0,
      rowsLoaded: account?.rowsLoaded ?? 0,
      rowsSetAside: account?.rowsSetAside ?? 0,
    })),
  );
  const { settings } = session;
  const dataCut = session.facts?.dataCut ?? '';
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
