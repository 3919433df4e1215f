/** What is told of a page at a size: how each measure is called, read and written. */
import { block, duration, mib, quantile, times, whole } from './numbers.mjs';

/** @typedef {import('./types').PageResult} PageResult */
/** @typedef {import('./types').NativeResult | null} Native */
/** @typedef {(page: PageResult, native: Native) => number | null} Read */

/**
 * @typedef {object} Measure
 * @property {string} name
 * @property {Read} read null = there is no such number
 * @property {(value: number) => string} write
 * @property {boolean} grows whether the growth from size to size says something
 */

/**
 * A quantile of the twenty changes.
 * @param {'inView' | 'whole' | 'intervals'} stage
 * @param {number} share
 * @returns {(page: PageResult) => number}
 */
export function ofChanges(stage, share) {
  return ({ changes }) =>
    quantile(
      changes.map((change) => change[stage]),
      share,
    );
}

/** @type {Read} */
const nativeLoad = (_, native) => native && native.load;

/**
 * The median change in the page by that of the statements of its figures in native DuckDB.
 * @type {Read}
 */
export const changeRatio = (page, native) =>
  native && ofChanges('inView', 0.5)(page) / quantile(native.changes, 0.5);

/**
 * The load in the page by that of its statements in native DuckDB.
 * @type {Read}
 */
export const loadRatio = (page, native) => native && page.load / native.load;

/**
 * From the files to the whole page by the statements behind it in native DuckDB.
 * @type {Read}
 */
export const wholeRatio = (page, native) => native && page.whole / (native.load + native.first);

/** @type {(name: string, read: Read) => Measure} */
const time = (name, read) => ({ name, read, write: duration, grows: true });
/** @type {(name: string, read: Read) => Measure} */
const ratio = (name, read) => ({ name, read, write: times, grows: false });
/** @type {(name: string, read: Read) => Measure} */
const longest = (name, read) => ({ name, read, write: block, grows: false });
/** @type {(name: string, read: Read) => Measure} */
const memory = (name, read) => ({ name, read, write: mib, grows: true });

/** @type {readonly Measure[]} */
export const MEASURES = [
  { ...time('page opened → engine ready', (page) => page.engineStart), grows: false },
  {
    name: 'JavaScript before the first file, gzip',
    read: (page) => page.scripts,
    write: (size) => `${whole(size)} kB`,
    grows: false,
  },
  time('files → data loaded', (page) => page.load),
  time('the same statements in native DuckDB', nativeLoad),
  ratio('load, browser ÷ native', loadRatio),
  time('files → first figure', (page) => page.firstFigure),
  time('files → whole Overview', (page) => page.whole),
  time('filter → estimates in view, p50', ofChanges('inView', 0.5)),
  time('filter → estimates in view, p95', ofChanges('inView', 0.95)),
  time('filter → whole Overview, p95', ofChanges('whole', 0.95)),
  time('filter → every interval, p95', ofChanges('intervals', 0.95)),
  longest('longest block of the page, start', (page) => page.blocks.start),
  longest('longest block of the page, load', (page) => page.blocks.load),
  longest('longest block of the page, filters', (page) => page.blocks.change),
  memory('engine memory after the load', (page) => page.memoryAfterLoad.engine),
  memory('renderer RSS after the load', (page) => page.memoryAfterLoad.rss),
  memory('renderer RSS, highest', (page) => page.memoryAtEnd.peak),
  {
    name: 'others that wanted one of the cores before it began',
    read: (page) => page.busy,
    write: (processes) => processes.toFixed(1),
    grows: false,
  },
];
