/**
 * Finds the Chromium that the end-to-end tests drive, or gets one. `CHROMIUM_PATH` decides when it
 * is set; then what is installed; then Playwright's own download.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, runPackage } from '../../src/cli/install.mjs';

/** How it is started: it runs everywhere, and asks nothing of the network by itself. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const commands = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];

const usualPlaces = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    ['Google/Chrome', 'Chromium', 'Microsoft/Edge'].map((product) => {
      const file = product === 'Microsoft/Edge' ? 'msedge.exe' : 'chrome.exe';
      return join(process.env[name] ?? '', product, 'Application', file);
    }),
  ),
  linux: ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium'],
};

const advice =
  'No Chromium or Chrome was found for the end-to-end tests. Install one, or set CHROMIUM_PATH to its program file.';

/**
 * The browser's program file, or null. Throws when `CHROMIUM_PATH` names a file that is not there.
 * @returns {string | null}
 */
export function findBrowser() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH is "${chosen}", and there is no such file.`);
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = commands.flatMap((name) => folders.map((folder) => join(folder, name)));
  const { platform } = process;
  const usual = platform in usualPlaces ? usualPlaces[/** @type {'linux'} */ (platform)] : [];
  return [...onPath, ...usual].find((file) => existsSync(file) && starts(file)) ?? null;
}

/**
 * The browser's program file, installing one if there is none. Throws with what to do about it.
 * @returns {Promise<string>}
 */
export async function ensureBrowser() {
  const found = findBrowser() ?? (await playwrightsOwn());
  if (found) return found;

  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log('Installing Chromium with apt-get …');
    await installWithApt();
    const installed = findBrowser();
    if (installed) return installed;
  }

  console.log('Downloading Chromium with Playwright …');
  const cli = '@playwright/test/cli.js';
  await runPackage(cli, ['install', 'chromium'], { timeout: 60_000 }).catch(() => 1);
  const downloaded = await playwrightsOwn();
  if (downloaded) return downloaded;
  throw new Error(advice);
}

/**
 * Some distributions install a stub that only says how to get the real browser. Asking for the
 * version tells them apart on Linux; elsewhere the question would open a window.
 * @param {string} file
 * @returns {boolean}
 */
function starts(file) {
  if (process.platform !== 'linux') return true;
  try {
    execFileSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<string | null>} */
async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return file && existsSync(file) ? file : null;
}

async function installWithApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  /** @type {import('node:child_process').SpawnOptions} */
  const quietly = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  const packages = ['chromium', 'fonts-liberation'];
  try {
    await run('apt-get', ['update'], quietly);
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], quietly);
  } catch {
    // Without apt-get there is still Playwright's own download.
  }
}
