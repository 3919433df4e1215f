/** What every printed page ends with: app, mode, data cut, files, settings, identity, definitions. */
import { formatDay } from '$lib/format/days';
import { METRICS } from '$lib/metrics/registry';
import { APP_VERSION } from '$lib/session/app-version';
import { verdictOfFiles } from '$lib/session/identity-facts';
import type { Session } from '$lib/session/session.svelte';
import { definitionWords, modeWords } from '$lib/session/view';
import { timeWords } from './time-words';

/** The footer for what is loaded and looked at now; undefined = nothing is loaded. */
export function printFooter(session: Session): string | undefined {
  const { facts, cohort, files } = session;
  if (!facts) return undefined;
  return [
    `Stepdown ${APP_VERSION}`,
    `mode: ${modeWords(cohort)}`,
    timeWords(facts) ?? `data cut ${formatDay(facts.dataCut)}`,
    ...files.map(({ name, sha256 }) => `${name} ${sha256?.slice(0, 12) ?? ''}`),
    `settings ${session.settingsMark ?? ''}`,
    verdictOfFiles(files).short,
    definitionWords(METRICS),
    ...(session.isSynthetic ? ['synthetic sample data'] : []),
  ].join(' · ');
}
