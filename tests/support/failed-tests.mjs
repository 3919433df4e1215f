/** Names of failed tests out of a report, each with how its message begins: for random data, the seed. */
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LINES = 8;
const LINE_LENGTH = 300;

/**
 * @param {any} report of Vitest, as JSON
 * @returns {string[]} a few lines for each
 */
export function failedInVitest({ testResults }) {
  return testResults.flatMap((/** @type {any} */ { name, assertionResults }) =>
    assertionResults
      .filter((/** @type {any} */ { status }) => status === 'failed')
      .map((/** @type {any} */ { fullName, failureMessages: [message = ''] }) =>
        words(relative('.', name), fullName, message),
      ),
  );
}

/**
 * @param {any} report of Playwright, or one of its suites, as JSON
 * @returns {string[]} a few lines for each
 */
export function failedInPlaywright({ suites = [], specs = [] }) {
  return [
    ...specs
      .filter((/** @type {any} */ { ok }) => !ok)
      .map((/** @type {any} */ { file, title, tests }) => {
        const results = tests.flatMap((/** @type {any} */ test) => test.results);
        const failed = results.find((/** @type {any} */ { error }) => error);
        return words(file, title, failed?.error.message ?? '');
      }),
    ...suites.flatMap(failedInPlaywright),
  ];
}

/**
 * @param {string} file
 * @param {string} title
 * @param {string} message
 */
function words(file, title, message) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(0, LINES)
    .map((line) => line.slice(0, LINE_LENGTH));
  return [`${file}: ${title}`, ...lines].join('\n            ');
}
