/** Turns what the engine throws into the errors that the rest of the code can act on. */
import {
  EngineGone,
  EngineOutOfMemory,
  FileNotReadable,
  QueryCancelled,
  QueryFailed,
  UnsupportedColumn,
} from './errors';

/** Messages with which a WebAssembly instance reports that it cannot go on. */
const DEAD =
  /RuntimeError|unreachable|function signature mismatch|index (is )?out of bounds|memory access|null function|worker is not set|database has been invalidated/i;

/** What the engine makes of the browser's refusal to read a file; nothing from the data stands before. */
const NOT_READABLE = /^(?:(?:Invalid|Unknown|INTERNAL|IO) Error: )?Not(?:Readable|Found)Error\b/;

/** Errors of a statement that leave the engine as it was. */
const OWN_ERROR =
  /^(Binder|Catalog|Parser|Conversion|Invalid Input|Constraint|Permission|IO|Out of Range) Error:/;

/** The typed error for anything that a statement threw. */
export function classifyError(error: unknown, statement: string): Error {
  if (
    error instanceof EngineGone ||
    error instanceof QueryCancelled ||
    error instanceof UnsupportedColumn
  ) {
    return error;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (NOT_READABLE.test(message)) return new FileNotReadable(message, { cause: error });
  // The words of such an error may come from the data, which must not decide its class.
  if (OWN_ERROR.test(message)) return new QueryFailed(message, statement, { cause: error });
  const isRuntimeError = error instanceof Error && error.name === 'RuntimeError';
  if (isRuntimeError || DEAD.test(message)) return new EngineGone(message, { cause: error });
  if (/out of memory/i.test(message)) return new EngineOutOfMemory(message, { cause: error });
  if (/query was (cancell?ed|interrupted)|interrupted/i.test(message)) {
    return new QueryCancelled(message, { cause: error });
  }
  return new QueryFailed(message, statement, { cause: error });
}
