/**
 * What every command needs before it can use a package: a Node that is new enough, and
 * `node_modules` as the lockfile has it. Node builtins only, because it runs before any install.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project, wherever the command was started. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * A sentence that says why this Node is too old, or null when it will do. Vite, which builds the
 * site, sets the limits.
 * @param {string} version as in `process.versions.node`
 * @returns {string | null}
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (isSupported) return null;
  return `Stepdown needs Node.js 20.19 or newer (in line 22: 22.12 or newer). This is ${version}. Get one at https://nodejs.org.`;
}

/**
 * Runs a command in the project's folder on this terminal, and returns its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs the command-line script of an installed package with this Node.
 * @param {string} script its path below `node_modules`
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function runPackage(script, args, options = {}) {
  return run(process.execPath, [join(root, 'node_modules', script), ...args], options);
}

/**
 * Makes `node_modules` what `package-lock.json` says, and does nothing when it is already so.
 * @returns {Promise<void>}
 */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing packages (npm ci) …');
  const code = await runNpm(['ci', '--include=dev']);
  if (code !== 0) throw new Error('The packages could not be installed: see what npm says above.');
}

/**
 * Whether every package of the lockfile is there in its version. npm writes its own record of what
 * it installed last of all, so an install that was interrupted does not count.
 * @returns {boolean}
 */
function isInstalled() {
  const wanted = lockedPackages('package-lock.json');
  if (!wanted) throw new Error('package-lock.json is missing or cannot be read.');
  const installed = lockedPackages('node_modules/.package-lock.json');
  if (!installed) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const found = installed[path];
    return path === '' || (found ? found.version === version : optional === true);
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string; optional?: boolean }> | null}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * Uses the npm that started this script if there is one. On Windows npm is a command file, which
 * only a shell starts.
 * @param {string[]} args
 * @returns {Promise<number>}
 */
function runNpm(args) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) return run(process.execPath, [cli, ...args]);
  return run('npm', args, { shell: process.platform === 'win32' });
}
