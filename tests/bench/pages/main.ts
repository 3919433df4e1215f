/**
 * Eight of the app's figures on one page, with the app's own session, engine and charts, so that the
 * time of a filter change can be set beside that of eight charts made with other tools. Links change
 * the filters by the address, as in the app.
 */
import { mount } from 'svelte';
import { readCohort } from '$lib/cohort/url';
import { startWasmEngine } from '$lib/engine/wasm-engine';
import { Session } from '$lib/session/session.svelte';
import '$lib/ui/tokens.css';
import '$lib/ui/base.css';
import { FIGURES } from './figures';

declare global {
  interface Window {
    /** What the recorder put there before the page began. */
    bench: {
      readonly marks: Record<string, number>;
      /** The statements of the eight figures as they stand. */
      statements?: () => Promise<string[]>;
    };
  }
}

const session = new Session(startWasmEngine, () => new Date().toISOString().slice(0, 10));

document.addEventListener('click', (event) => {
  const link = event.target;
  if (!(link instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  history.replaceState(null, '', link.search === '' ? location.pathname : link.search);
  session.navigate(readCohort(new URLSearchParams(link.search)).cohort);
});

async function take(files: File[]): Promise<void> {
  const taken = await session.importFiles(files);
  if (taken < files.length) throw new Error('The files were not taken in unasked.');
  window.bench.marks['loadedAt'] = performance.now();
}

window.stepdown = { query: async (text) => (await session.query(text)).rows() };
window.bench.statements = async () => {
  const { metricOf } = await import('$lib/metrics/registry');
  const figures = await Promise.all(
    FIGURES.map((id) => session.figure(metricOf(id), session.cohort)),
  );
  return figures.flatMap(({ queries }) => queries().map(({ text }) => text));
};
session.warmUp();
session.practise();
// A chunk of its own, as each page of the app is.
const { default: Charts } = await import('./Charts.svelte');
mount(Charts, {
  target: document.body,
  props: { session, ontake: (files: File[]) => void take(files) },
});
