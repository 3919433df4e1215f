/** Computes every figure of the cohort for the figures document; no figure ignores its own filter. */
import { figuresJson } from '$lib/export/figures-json';
import { formatShare } from '$lib/format/numbers';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import { METRICS } from '$lib/metrics/registry';
import { APP_VERSION } from './app-version';
import { fingerprintOf } from './fingerprints';
import { verdictOfFiles } from './identity-facts';
import { settingsFingerprint } from './settings-file';
import { whyUnavailable } from './missing-file';
import type { Handle } from './side-work.svelte';
import type { Session } from './session.svelte';
import { notesBeside } from './view';

/**
 * The figures document of what is loaded and looked at now; waits for intervals that are drawn after
 * their estimate, and for the fingerprints of all files. Rejects when it is given up.
 */
export async function exportFigures(
  session: Session,
  generated: string,
  { signal, report }: Handle,
): Promise<string> {
  const { exportCohort: cohort, settings, facts, kinds } = session;
  const figures: ComputedFigure[] = [];
  const unavailable: { metric: Metric; needs: string }[] = [];
  for (const [at, metric] of METRICS.entries()) {
    signal.throwIfAborted();
    const needs = facts && whyUnavailable(metric, facts, kinds, settings);
    if (needs) {
      unavailable.push({ metric, needs });
      continue;
    }
    const told = { label: `Computing: ${metric.name}`, share: at / METRICS.length };
    report(told);
    const figure = await session.complete(await session.figure(metric, cohort, signal), {
      signal,
      onProgress: (share) =>
        report({ ...told, label: `Band of ${metric.name}: ${formatShare(share, 0)}` }),
    });
    const notes = [...figure.data.notes, ...notesBeside(metric, facts)];
    figures.push({ ...figure, data: { ...figure.data, notes } });
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
  const settingsMark = await settingsFingerprint(settings);
  const timeMode = facts?.timeMode ?? 'dates';
  const dataCut = timeMode === 'dates' ? (facts?.dataCut ?? '') : null;
  const synthetic = session.isSynthetic;
  const { state, short: summary, reasons } = verdictOfFiles(session.files);
  return figuresJson({
    generated,
    appVersion: APP_VERSION,
    synthetic,
    dataCut,
    timeMode,
    cohort,
    settings,
    settingsMark,
    files,
    identity: { state, summary, reasons },
    figures,
    unavailable,
  });
}
