/**
 * Native DuckDB, which only this folder needs, from this folder's own list of packages. `npm install`
 * and not `npm ci`: the lockfile names the build of one system only.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../src/cli/install.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * Installs it on the first run.
 * @returns {Promise<void>}
 */
export async function ensureNative() {
  if (existsSync(join(here, 'node_modules/.package-lock.json'))) return;
  console.log('Installing native DuckDB for the benchmark …');
  await npmInstall(here);
}

/**
 * @param {string} folder with a `package.json`
 * @returns {Promise<void>}
 */
export async function npmInstall(folder) {
  const shell = process.platform === 'win32';
  const code = await run('npm', ['install', '--no-save'], { cwd: folder, shell });
  if (code !== 0) throw new Error(`npm could not install the packages of ${folder}: see above.`);
}
