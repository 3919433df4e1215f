/** Any error as a sentence and a next step. */
import { describe, expect, it } from 'vitest';
import {
  EngineGone,
  EngineNotStarted,
  EngineOutOfMemory,
  QueryCancelled,
  QueryFailed,
  UnsupportedColumn,
} from '$lib/engine/errors';
import { CountMismatch, HeaderChanged, LoadCancelled } from '$lib/ingest/errors';
import { explain, isUnreadableFile } from '$lib/session/explain';

const ERRORS: readonly (readonly [what: string, error: unknown, message: RegExp, step: RegExp])[] =
  [
    [
      'an engine that ended',
      new EngineGone('RuntimeError: unreachable'),
      /engine stopped/,
      /Restart/,
    ],
    [
      'an engine that could not be fetched',
      new EngineNotStarted('The engine could not start'),
      /could not start/,
      /network.*Restart/,
    ],
    [
      'too little memory',
      new EngineOutOfMemory('could not allocate'),
      /memory/,
      /Nothing was lost/,
    ],
    ['a cancelled query', new QueryCancelled('Cancelled'), /^Cancelled\.$/, /Nothing was changed/],
    [
      'a refused query',
      new QueryFailed('Binder Error: no column x\nLINE 1: SELECT x', 'SELECT x'),
      /could not be computed: Binder Error: no column x$/,
      /filter/,
    ],
    [
      'a column that must be cast',
      new UnsupportedColumn('n', 'Int64'),
      /Column n has the type/,
      /filter/,
    ],
    [
      'a file that is not there',
      named('NotFoundError'),
      /moved, changed or deleted/,
      /Choose the file/,
    ],
    [
      'a file that changed',
      named('NotReadableError'),
      /moved, changed or deleted/,
      /Choose the file/,
    ],
    [
      'a file that changed while the engine read it',
      new Error('read failed', { cause: named('NotReadableError') }),
      /moved, changed or deleted/,
      /Choose the file/,
    ],
    ['counts that differ', new CountMismatch(10, 9), /has 10 rows, but 9 were read/, /./],
    ['another header', new HeaderChanged(['a'], ['b']), /not the ones that were confirmed/, /./],
    ['a cancelled import', new LoadCancelled(), /import was cancelled/, /./],
    ['any other error', new Error('first line\nsecond line'), /^first line$/, /Try again/],
    [
      'a part of the app that did not arrive',
      new TypeError('Failed to fetch dynamically imported module: http://localhost/a.js'),
      /could not be fetched/,
      /Nothing was changed/,
    ],
    ['thrown text', 'no such thing', /^no such thing$/, /Try again/],
    ['nothing at all', undefined, /^undefined$/, /Try again/],
    ['null', null, /^null$/, /Try again/],
    ['an error with a step of its own', withStep(), /^no$/, /^Do this\.$/],
  ];

function named(name: string): Error {
  return new DOMException('The requested file could not be read', name);
}

function withStep(): Error {
  return Object.assign(new Error('no'), { nextStep: 'Do this.' });
}

describe('an error', () => {
  it.each(ERRORS)('is a sentence and a next step: %s', (_what, error, message, step) => {
    const explanation = explain(error);
    expect(explanation.message).toMatch(message);
    expect(explanation.nextStep).toMatch(step);
  });

  it.each(ERRORS)('shows no statement, stack or second line: %s', (_what, error) => {
    const { message, nextStep } = explain(error);
    expect(`${message}${nextStep}`).not.toMatch(/\n|SELECT|LINE 1|\bat .*:\d+/);
  });
});

describe('a file that cannot be read', () => {
  it('is told from other errors by the name that browsers give', () => {
    expect(isUnreadableFile(named('NotReadableError'))).toBe(true);
    expect(isUnreadableFile(named('AbortError'))).toBe(false);
    expect(isUnreadableFile('NotReadableError')).toBe(false);
    expect(isUnreadableFile(null)).toBe(false);
  });

  it('is found under several causes', () => {
    const inner = new Error('a', { cause: named('NotFoundError') });
    expect(isUnreadableFile(new Error('b', { cause: inner }))).toBe(true);
  });
});
