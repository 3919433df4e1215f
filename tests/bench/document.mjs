/** Puts the tables between the two marks of `docs/performance.md`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runPackage } from '../../src/cli/install.mjs';
import { tables } from './table.mjs';

const FILE = join(root, 'docs/performance.md');
const BEGIN = '<!-- bench -->';
const END = '<!-- /bench -->';

/**
 * @param {import('./types').Results} results
 * @returns {Promise<void>}
 */
export async function writeDocument(results) {
  const text = readFileSync(FILE, 'utf8');
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) throw new Error(`${FILE} lacks ${BEGIN} and ${END}.`);
  const about = `${[results.day, results.machine, ...versions(results)].join('; ')}.`;
  const parts = [text.slice(0, from) + BEGIN, about, tables(results), text.slice(to)];
  writeFileSync(FILE, parts.join('\n\n'));
  await runPackage('prettier/bin/prettier.cjs', ['--write', '--log-level=warn', FILE]);
}

/**
 * @param {import('./types').Results} results
 * @returns {string[]}
 */
function versions({ sizes }) {
  const [size] = sizes;
  const page = size?.overview ?? size?.charts;
  const native = size?.overviewNative ?? size?.chartsNative;
  return [
    ...(page && 'value' in page ? [`Chromium ${page.value.browser}`] : []),
    ...(native && 'value' in native ? [`native DuckDB ${native.value.version}`] : []),
  ];
}
