/** Errors that cross from a worker: their name is what tells a file that changed from a real fault. */

/** An error as a worker sends it. */
export interface SentError {
  readonly name: string;
  readonly message: string;
}

/** A worker ended, or could not start, without an answer. */
export class WorkerFailed extends Error {
  override readonly name = 'WorkerFailed';
  readonly nextStep =
    'Nothing was changed. Close other tabs and try again: the browser may be short of memory.';
  constructor(message: string) {
    super(`A part of the page that reads files stopped${message ? `: ${message}` : '.'}`);
  }
}

/** What a worker sends of an error. */
export function sentError(error: unknown): SentError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { name, message };
}

/** The error that a worker sent, with its name. */
export function receivedError({ name, message }: SentError): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
