import { describe, expect, it } from 'vitest';
import { failedInPlaywright, failedInVitest } from '../support/failed-tests.mjs';

describe('the names of failed tests', () => {
  it('come with the beginning of the message, without colours and places in code', () => {
    const message =
      '\u001b[31mError: Property failed after 1 tests\n\n{ seed: 7 }\n    at a (b.ts:1:1)';
    const report = {
      testResults: [
        {
          name: 'tests/unit/a.test.ts',
          assertionResults: [
            { status: 'passed', fullName: 'counts', failureMessages: [] },
            { status: 'failed', fullName: 'adds', failureMessages: [message] },
          ],
        },
      ],
    };
    expect(failedInVitest(report)).toEqual([
      expect.stringMatching(
        /^tests\/unit\/a\.test\.ts: adds\n +Error: Property failed after 1 tests\n +\{ seed: 7 \}$/,
      ),
    ]);
  });

  it('are found in suites within suites', () => {
    const spec = (title: string, ok: boolean, message?: string) => ({
      ...{ file: 'a.spec.ts', title, ok },
      tests: [{ results: [{ error: message === undefined ? undefined : { message } }] }],
    });
    const report = {
      suites: [
        { specs: [spec('opens', true)], suites: [{ specs: [spec('prints', false, 'Timeout')] }] },
      ],
    };
    expect(failedInPlaywright(report)).toEqual([
      expect.stringMatching(/^a\.spec\.ts: prints\n +Timeout$/),
    ]);
  });
});
