/** The two pages that are measured, each on a server of this machine: the built site, and eight charts. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root, runPackage } from '../../src/cli/install.mjs';
import { serve } from '../../src/cli/serve.mjs';
import { scratch } from './scratch.mjs';
import { pageConfig } from './page-config.mjs';

/**
 * @typedef {import('../../src/cli/serve.mjs').RunningServer & {
 *   dir: string;
 *   viewport: { width: number; height: number };
 * }} ServedPage
 */

/** What a laptop shows of the Overview, and room for all of the eight charts. */
const LAPTOP = { width: 1360, height: 900 };
const ALL_CHARTS = { width: 1600, height: 1600 };

/**
 * The built site: the folder that is named, or `build/`, which is made anew when it is not there or
 * older than the sources.
 * @param {string | undefined} named
 * @returns {Promise<ServedPage>}
 */
export async function site(named) {
  const dir = named ?? join(root, 'build');
  if (named === undefined && !isBuilt(dir)) {
    const code = await runPackage('vite/bin/vite.js', ['build', '--logLevel=warn']);
    if (code !== 0) throw new Error('The site could not be built: see above.');
  }
  return { ...(await serve({ dir })), dir, viewport: LAPTOP };
}

/** @param {string} dir */
function isBuilt(dir) {
  const page = join(dir, 'index.html');
  if (!existsSync(page)) return false;
  const builtAt = statSync(page).mtimeMs;
  return readdirSync(join(root, 'src'), { recursive: true }).every(
    (file) => statSync(join(root, 'src', String(file))).mtimeMs < builtAt,
  );
}

/**
 * The page of eight charts, built from the sources as they are.
 * @returns {Promise<ServedPage>}
 */
export async function eightCharts() {
  const dir = scratch('eight-charts');
  await build(pageConfig(dir));
  return { ...(await serve({ dir })), dir, viewport: ALL_CHARTS };
}
