/**
 * `npm test`: every check and every test, in order; at the end which tests failed, and one line of totals.
 * `--only unit,engine` runs a selection of the steps below.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, nodeProblem, runPackage } from '../src/cli/install.mjs';
import { failedInPlaywright, failedInVitest } from './support/failed-tests.mjs';

/** @typedef {{ passed: number; failed: number; skipped: number; names?: string[] }} Counts of tests, and which failed */
/** @typedef {{ id: string; title: string; needs?: string; run: () => Promise<Counts> }} Step */

const passed = { passed: 1, failed: 0, skipped: 0 };
const failed = { passed: 0, failed: 1, skipped: 0 };
const nothing = { passed: 0, failed: 0, skipped: 0 };
const results = mkdtempSync(join(tmpdir(), 'stepdown-tests-'));

/** @type {Step[]} */
const steps = [
  {
    id: 'format',
    title: 'Format',
    run: () => check('prettier/bin/prettier.cjs', ['--check', '.']),
  },
  {
    id: 'lint',
    title: 'Lint',
    run: () => check('eslint/bin/eslint.js', ['.', '--max-warnings=0']),
  },
  { id: 'types', title: 'Types', run: checkTypes },
  { id: 'unit', title: 'Unit tests', run: () => vitest('unit') },
  { id: 'engine', title: 'Engine tests', run: () => vitest('engine') },
  { id: 'component', title: 'Component tests', run: () => vitest('component') },
  {
    id: 'build',
    title: 'Build',
    run: () => check('vite/bin/vite.js', ['build', '--logLevel=warn']),
  },
  { id: 'e2e', title: 'End-to-end tests', needs: 'build', run: playwright },
];

try {
  const problem = nodeProblem(process.versions.node);
  if (problem) throw new Error(problem);
  const selected = select(process.argv.slice(2));
  await ensureInstalled();
  const total = await runAll(selected);
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('\n0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
} finally {
  rmSync(results, { recursive: true, force: true });
}

/**
 * @param {string[]} args
 * @returns {Step[]}
 */
function select(args) {
  const [flag, list = ''] = args.flatMap((arg) => arg.split('='));
  if (flag === undefined) return steps;
  const ids = list.split(',');
  const unknown = ids.filter((id) => !steps.some((step) => step.id === id));
  if (flag === '--only' && unknown.length === 0) return steps.filter(({ id }) => ids.includes(id));
  throw new Error(`Usage: npm test -- --only ${steps.map((step) => step.id).join(',')}`);
}

/**
 * @param {Step[]} selected
 * @returns {Promise<Counts>}
 */
async function runAll(selected) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const summary = [];
  const broken = new Set();
  for (const { id, title, needs, run } of selected) {
    console.log(`\n== ${title}`);
    if (broken.has(needs)) {
      console.log(`Not run: it needs the step "${needs}", which failed.`);
      total.skipped += 1;
      summary.push(`not run ${title}`);
      continue;
    }
    const began = performance.now();
    const counts = await run().catch(report);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (counts.failed > 0) broken.add(id);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    summary.push(`${counts.failed > 0 ? 'FAILED ' : 'ok     '} ${title} (${seconds} s)`);
    summary.push(...(counts.names ?? []).map((name) => `          ${name}`));
  }
  console.log(`\n${summary.join('\n')}`);
  return total;
}

/**
 * @param {unknown} error
 * @returns {Counts}
 */
function report(error) {
  console.error(error instanceof Error ? error.message : error);
  return failed;
}

/**
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
async function check(script, args) {
  return (await runPackage(script, args)) === 0 ? passed : failed;
}

async function checkTypes() {
  const sync = await check('@sveltejs/kit/svelte-kit.js', ['sync']);
  if (sync.failed > 0) return sync;
  return check('svelte-check/bin/svelte-check', [
    '--tsconfig=./tsconfig.json',
    '--fail-on-warnings',
    '--output=human',
  ]);
}

/**
 * @param {'unit' | 'engine' | 'component'} project
 * @returns {Promise<Counts>}
 */
async function vitest(project) {
  const file = join(results, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await runPackage('vitest/vitest.mjs', [
    'run',
    `--project=${project}`,
    '--passWithNoTests',
    ...reporters,
  ]);
  const result = readJson(file);
  if (!result) return code === 0 ? nothing : failed;
  const collapsed = result.testResults.filter(
    (/** @type {any} */ file) =>
      file.status === 'failed' &&
      file.assertionResults.every((/** @type {any} */ test) => test.status !== 'failed'),
  );
  return agreeWith(code, {
    passed: result.numPassedTests,
    failed: result.numFailedTests + collapsed.length,
    skipped: result.numPendingTests + result.numTodoTests,
    names: failedInVitest(result),
  });
}

async function playwright() {
  const { ensureBrowser } = await import('./support/browser.mjs');
  const CHROMIUM_PATH = await ensureBrowser();
  const file = join(results, 'e2e.json');
  const port = String(await freePort());
  const env = { ...process.env, CHROMIUM_PATH, E2E_PORT: port, E2E_RESULTS: file };
  const code = await runPackage(
    '@playwright/test/cli.js',
    ['test', '--config=tests/playwright.config.ts', '--pass-with-no-tests'],
    { env },
  );
  const result = readJson(file);
  if (!result) return failed;
  const { expected, unexpected, flaky, skipped } = result.stats;
  return agreeWith(code, {
    passed: expected,
    failed: unexpected + flaky,
    skipped,
    names: failedInPlaywright(result),
  });
}

/**
 * A suite can fail without a failed test: an error outside of any test, a file that does not load.
 * @param {number} code exit code of the suite
 * @param {Counts} counts
 * @returns {Counts}
 */
function agreeWith(code, counts) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * @param {string} file
 * @returns {any} null when the suite ended before it wrote one
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : 4273));
    });
  });
}
