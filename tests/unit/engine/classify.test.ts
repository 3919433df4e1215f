/** What the engine throws, as the errors on which the rest of the code acts. */
import { describe, expect, it } from 'vitest';
import { classifyError } from '$lib/engine/classify';
import {
  EngineGone,
  EngineOutOfMemory,
  FileNotReadable,
  QueryCancelled,
  QueryFailed,
  UnsupportedColumn,
} from '$lib/engine/errors';

type ErrorClass = abstract new (...args: never[]) => Error;

const MESSAGES: readonly (readonly [message: string, expected: ErrorClass])[] = [
  ['RuntimeError: unreachable', EngineGone],
  ['RuntimeError: memory access out of bounds', EngineGone],
  ['RuntimeError: null function or function signature mismatch', EngineGone],
  ['table index is out of bounds', EngineGone],
  ['index out of bounds', EngineGone],
  ['worker is not set!', EngineGone],
  ['Invalid Error: database has been invalidated because of a previous fatal error', EngineGone],
  ['Out of Memory Error: could not allocate block of size 256.0 KiB', EngineOutOfMemory],
  ['Out of Memory Error: failed to pin block of size 256.0 KiB', EngineOutOfMemory],
  ['INTERRUPT Error: Interrupted!', QueryCancelled],
  ['query was canceled', QueryCancelled],
  ['query was cancelled', QueryCancelled],
  ['query was interrupted', QueryCancelled],
  ['Binder Error: Referenced column "x" not found in FROM clause!', QueryFailed],
  ['Catalog Error: Table with name stay does not exist!', QueryFailed],
  ["Conversion Error: Could not convert string 'unreachable by phone' to INT32", QueryFailed],
  ["Conversion Error: Could not convert string 'out of memory' to INT32", QueryFailed],
  ['NotReadableError: The requested file could not be read', FileNotReadable],
  [
    'Invalid Error: NotFoundError: A requested file or directory could not be found',
    FileNotReadable,
  ],
  ["Conversion Error: Could not convert string 'NotReadableError: x' to INT32", QueryFailed],
  ['Permission Error: file system operations are disabled by configuration', QueryFailed],
];

describe('an error of the engine', () => {
  it.each(MESSAGES)('is told by its message: %s', (message, expected) => {
    expect(classifyError(new Error(message), 'SELECT 1')).toBeInstanceOf(expected);
  });

  it('keeps what was thrown as its cause', () => {
    const thrown = new Error('Binder Error: no');
    expect(classifyError(thrown, 'SELECT 1').cause).toBe(thrown);
  });

  it('carries the statement that was refused', () => {
    const error = classifyError(new Error('Parser Error: no'), 'SELEC 1');
    expect((error as QueryFailed).statement).toBe('SELEC 1');
    expect(error.message).toBe('Parser Error: no');
  });

  it('is an ended engine when WebAssembly itself fails, whatever the words', () => {
    const thrown = new WebAssembly.RuntimeError('integer divide by zero');
    expect(classifyError(thrown, 'SELECT 1')).toBeInstanceOf(EngineGone);
  });

  it('may be thrown as plain text', () => {
    expect(classifyError('Out of Memory Error: no', 'SELECT 1')).toBeInstanceOf(EngineOutOfMemory);
    expect(classifyError(undefined, 'SELECT 1')).toBeInstanceOf(QueryFailed);
  });

  it.each([
    new EngineGone('gone'),
    new QueryCancelled('cancelled'),
    new UnsupportedColumn('n', 'Int64'),
  ])('that has its class already stays as it is: $name', (error) => {
    expect(classifyError(error, 'SELECT 1')).toBe(error);
  });
});
