/** The results as two tables in Markdown: the Overview by size, and eight charts beside other tools. */
import { changeRatio, MEASURES, ofChanges, wholeRatio } from './measures.mjs';
import { block, duration, mib, times, whole } from './numbers.mjs';

/** @typedef {import('./types').SizeResult} SizeResult */
/** @typedef {import('./types').PeerRow} PeerRow */

const NONE = '–';

/**
 * @param {import('./types').Results} results
 * @returns {string}
 */
export function tables({ sizes, peers }) {
  const bySize = [...sizes].sort((a, b) => a.rows - b.rows);
  return [
    '### The Overview',
    overview(bySize),
    ...failures(bySize),
    '### Eight charts, beside other tools',
    eightCharts(bySize, 'value' in peers ? peers.value : []),
    ...('reason' in peers ? [`Other tools: ${peers.reason}`] : []),
  ].join('\n\n');
}

/**
 * @param {readonly SizeResult[]} sizes
 * @returns {string}
 */
function overview(sizes) {
  const head = ['', ...sizes.map(({ rows }) => `${whole(rows)} sessions`)];
  const lines = MEASURES.map(({ name, read, write, grows }) => {
    const values = sizes.map(({ overview: cell, overviewNative: native }) =>
      cell && 'value' in cell ? read(cell.value, valueOf(native)) : null,
    );
    const cells = values.map((value, at) => {
      const before = values[at - 1];
      if (value === null) return NONE;
      return write(value) + (grows && before ? ` (${times(value / before)})` : '');
    });
    return [name, ...cells];
  });
  return markdown(head, lines, 1);
}

/**
 * @param {readonly SizeResult[]} sizes
 * @param {readonly PeerRow[]} peers
 * @returns {string}
 */
function eightCharts(sizes, peers) {
  const head = [
    'sessions',
    'tool',
    'files → charts',
    'filter → charts, p50',
    'p95',
    'with intervals, p95',
    'highest memory',
    'longest block, filters',
  ];
  const counts = new Set([...sizes, ...peers].map(({ rows }) => rows));
  const lines = [...counts]
    .sort((a, b) => a - b)
    .flatMap((rows) => [
      ...sizes.filter((size) => size.rows === rows).flatMap(ownLines),
      ...peers.filter((peer) => peer.rows === rows).map((peer) => peerLine(peer, peers)),
    ]);
  return markdown(head, lines, 2);
}

/**
 * @param {SizeResult} size
 * @returns {string[][]}
 */
function ownLines({ rows, charts, chartsNative }) {
  if (!charts) return [];
  const name = '**Stepdown**, typed, checked and derived';
  if ('reason' in charts) return [[whole(rows), `${name}: ${charts.reason}`]];
  const { value: page } = charts;
  const native = valueOf(chartsNative);
  const p50 = ofChanges('inView', 0.5)(page);
  const own = [
    whole(rows),
    name,
    duration(page.whole) + inBrackets(wholeRatio(page, native)),
    duration(p50) + inBrackets(changeRatio(page, native)),
    duration(ofChanges('inView', 0.95)(page)),
    duration(ofChanges('intervals', 0.95)(page)),
    page.memoryAtEnd.peak === null ? NONE : mib(page.memoryAtEnd.peak),
    block(page.blocks.change),
  ];
  return [own];
}

/**
 * @param {PeerRow} peer
 * @param {readonly PeerRow[]} all
 * @returns {string[]}
 */
function peerLine(peer, all) {
  const native = all.find(({ rows, isNative }) => rows === peer.rows && isNative);
  /** @type {(field: 'load' | 'p50') => string} */
  const withRatio = (field) => {
    const value = peer[field];
    const base = native?.[field];
    return value === null ? NONE : duration(value) + inBrackets(base ? value / base : null);
  };
  return [
    whole(peer.rows),
    peer.failure === null ? peer.name : `${peer.name}: ${peer.failure}`,
    withRatio('load'),
    withRatio('p50'),
    peer.p95 === null ? NONE : duration(peer.p95),
    NONE,
    peer.peak === null ? NONE : mib(peer.peak),
    peer.block === null ? NONE : block(peer.block),
  ];
}

/**
 * Why cells are missing.
 * @param {readonly SizeResult[]} sizes
 * @returns {string[]}
 */
function failures(sizes) {
  return sizes.flatMap(({ rows, ...cells }) =>
    Object.entries(cells).flatMap(([name, cell]) =>
      cell && typeof cell === 'object' && 'reason' in cell
        ? [`${whole(rows)} sessions, ${name}: ${cell.reason}`]
        : [],
    ),
  );
}

/** @type {<T>(cell: import('./types').Cell<T> | undefined) => T | null} */
function valueOf(cell) {
  return cell && 'value' in cell ? cell.value : null;
}

/**
 * @param {number | null} ratio
 * @returns {string}
 */
function inBrackets(ratio) {
  return ratio === null ? '' : ` (${times(ratio)})`;
}

/**
 * @param {readonly string[]} head
 * @param {readonly string[][]} lines
 * @param {number} words how many columns hold words
 * @returns {string}
 */
function markdown(head, lines, words) {
  const rule = head.map((_, at) => (at < words ? '---' : '--:'));
  const rows = [head, rule, ...lines.map((line) => head.map((_, at) => line[at] ?? ''))];
  return rows
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`)
    .join('\n');
}
