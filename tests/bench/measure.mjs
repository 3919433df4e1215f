/**
 * One page at one size, in a browser of its own: start, load, twenty filter changes, memory. The times
 * are the page's own, taken after the frame that shows the result.
 */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from './browser.mjs';
import { FILES } from './data.mjs';
import { logOf } from './log.mjs';
import {
  blocks,
  change,
  engineMemory,
  engineReady,
  expectFigures,
  figureStatements,
  mark,
  rowCounts,
  scriptSize,
  settled,
} from './in-page.mjs';
import { recordEngine } from './record-engine.mjs';
import { filterStates } from './states.mjs';
import { watchFigures } from './watch-figures.mjs';

/**
 * How long a person takes to choose files; not counted. Of a first visit, in which the page keeps its own
 * files first and then practises.
 */
const CHOOSING_MS = 8000;

/** A reader looks at the page before the next change, as the peers' reader rests before a choice; not counted. */
const REST_MS = 1000;

/**
 * @param {import('./pages.mjs').ServedPage} served
 * @param {string} folder of the data
 * @returns {Promise<import('./types').Recorded>}
 */
export async function measure(served, folder) {
  const busy = loadavg()[0] ?? 0;
  const { page, version, memory, close } = await openBrowser(served.viewport);
  /** @type {string[]} */
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('crash', () => errors.push('The page crashed.'));
  try {
    await page.addInitScript(recordEngine);
    await page.addInitScript(watchFigures);
    await page.goto(served.url);
    const engineStart = await engineReady(page);
    const scripts = await scriptSize(page, served.dir);
    await page.waitForTimeout(CHOOSING_MS);
    const input = page.locator('input[type="file"][multiple]').first();
    await input.setInputFiles(FILES.map((name) => join(folder, `${name}.csv`)));
    const filesAt = await mark(page, 'filesAt');
    const loading = await settled(page, filesAt);
    const loadedAt = await mark(page, 'loadedAt');
    await expectFigures(page);
    const memoryAfterLoad = { engine: await engineMemory(page), ...memory() };
    const changes = [];
    const figures = [];
    for (const search of filterStates()) {
      await page.waitForTimeout(REST_MS);
      changes.push(await change(page, search));
      figures.push(await figureStatements(page));
    }
    await expectFigures(page);
    const memoryAtEnd = { engine: await engineMemory(page), ...memory() };
    const log = await logOf(page, folder);
    const loadEntries = log.filter(
      (entry) => entry.kind === 'statement' && entry.start >= filesAt && entry.start < loadedAt,
    );
    const result = {
      browser: version,
      busy,
      engineStart,
      scripts,
      load: loadedAt - filesAt,
      firstFigure: (await mark(page, 'firstFigure')) - filesAt,
      whole: loading.whole,
      changes,
      blocks: await blocks(page, filesAt, filesAt + loading.intervals),
      memoryAfterLoad,
      memoryAtEnd,
      loadStatements: loadEntries.length,
      loadBusy: loadEntries.reduce((sum, entry) => sum + ('busy' in entry ? entry.busy : 0), 0),
      rows: await rowCounts(page),
    };
    return { result, log, figures, marks: { filesAt, loadedAt } };
  } catch (error) {
    throw errors.length > 0 ? new Error(errors[0], { cause: error }) : error;
  } finally {
    await close();
  }
}
