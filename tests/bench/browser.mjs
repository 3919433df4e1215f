/** Chromium, one new process a page and size, and what the system knows of its memory. */
import { chromium } from '@playwright/test';
import { BROWSER_ARGS, ensureBrowser } from '../support/browser.mjs';
import { statusOf } from './process-memory.mjs';

/** How often the memory of the renderer is read, in ms. */
const SAMPLE_MS = 500;

/**
 * Opens a browser with one page.
 * @param {{ width: number; height: number }} viewport
 * @returns {Promise<{
 *   page: import('@playwright/test').Page;
 *   version: string;
 *   memory: () => { rss: number | null; peak: number | null };
 *   close: () => Promise<void>;
 * }>} memory in MiB, of the renderer that has most; null where the system does not say
 */
export async function openBrowser(viewport) {
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: BROWSER_ARGS,
  });
  const session = await browser.newBrowserCDPSession();
  const context = await browser.newContext({
    viewport,
    locale: 'en-US',
    serviceWorkers: 'allow',
  });
  const page = await context.newPage();
  let peak = 0;
  const pids = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  };
  let known = await pids();
  const read = () => {
    peak = Math.max(peak, ...known.map((pid) => statusOf(pid, 'VmHWM')));
    return Math.max(0, ...known.map((pid) => statusOf(pid, 'VmRSS')));
  };
  const timer = setInterval(
    () =>
      void pids().then(
        (now) => (known = now) && read(),
        () => 0,
      ),
    SAMPLE_MS,
  );
  return {
    page,
    version: browser.version(),
    memory: () => {
      const rss = read();
      return rss > 0 ? { rss, peak } : { rss: null, peak: null };
    },
    close: async () => {
      clearInterval(timer);
      await browser.close();
    },
  };
}
