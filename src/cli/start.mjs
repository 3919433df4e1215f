/**
 * `npm start`: from a fresh clone to the running site, with nothing but Node and npm.
 * `--no-build` serves the last build, `--no-open` opens no browser, `PORT` fixes the port.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, nodeProblem, root, runPackage } from './install.mjs';

const firstPort = 4173;
const portsToTry = 20;
const flags = new Set(process.argv.slice(2));
const build = join(root, 'build');

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function start() {
  const problem = nodeProblem(process.versions.node);
  if (problem) throw new Error(problem);
  const fixedPort = readPort();

  await ensureInstalled();
  if (!flags.has('--no-build')) await buildSite();
  if (!existsSync(join(build, 'index.html'))) {
    throw new Error('There is no build yet: run `npm start` without --no-build.');
  }

  const server = await listen(fixedPort);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
  console.log(`\n  Stepdown is at ${server.url}\n  Press Ctrl-C to end it.\n`);
  if (canOpenBrowser()) await openBrowser(server.url);
}

/**
 * @returns {number | null} null when any free port will do
 */
function readPort() {
  const { PORT } = process.env;
  if (!PORT) return null;
  const port = Number(PORT);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Error(`PORT must be a number from 1 to 65535; it is "${PORT}".`);
}

async function buildSite() {
  console.log('Building the site …');
  const code = await runPackage('vite/bin/vite.js', ['build', '--logLevel', 'warn']);
  if (code !== 0) throw new Error('The site could not be built: see above.');
}

/**
 * @param {number | null} fixedPort
 * @returns {Promise<import('./serve.mjs').RunningServer>}
 */
async function listen(fixedPort) {
  const { serve } = await import('./serve.mjs');
  const first = fixedPort ?? firstPort;
  const last = fixedPort ?? firstPort + portsToTry - 1;
  for (let port = first; port <= last; port++) {
    try {
      return await serve({ dir: build, port });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code !== 'EADDRINUSE') throw error;
    }
  }
  throw new Error(
    fixedPort === null
      ? `Ports ${first} to ${last} are all taken. Choose another: PORT=5000 npm start`
      : `Port ${fixedPort} is taken. Choose another, or leave PORT out to take the next free one.`,
  );
}

function canOpenBrowser() {
  const { CI, DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = process.env;
  if (flags.has('--no-open') || CI) return false;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME);
}

/**
 * Opens the site if it can. The address is printed, so a failure needs no words.
 * @param {string} url
 */
async function openBrowser(url) {
  try {
    const { default: open } = await import('open');
    const opener = await open(url);
    opener.on('error', () => {});
  } catch {
    // Without a browser the address above is enough.
  }
}
