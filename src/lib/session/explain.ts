/** Any error as a sentence and a next step; the only place where errors become words. */
import {
  EngineGone,
  EngineNotStarted,
  EngineOutOfMemory,
  QueryCancelled,
  QueryFailed,
  UnsupportedColumn,
} from '$lib/engine/errors';

/** What happened, and what the person can do. */
export interface Explanation {
  readonly message: string;
  readonly nextStep: string;
}

/** Explains an error to the person; never throws. */
export function explain(error: unknown): Explanation {
  if (error instanceof EngineNotStarted) {
    return {
      message: 'The database could not start: its file (34 MB) was not fetched, or did not run.',
      nextStep:
        'Check the network, then choose "Restart the engine". Later visits need no network.',
    };
  }
  if (error instanceof EngineGone) {
    return {
      message: 'The calculating engine stopped.',
      nextStep: 'Choose "Restart the engine": your files are read again, filters and page stay.',
    };
  }
  if (error instanceof EngineOutOfMemory) {
    return {
      message: 'This needs more memory than the browser gives one page (about 3 GB).',
      nextStep:
        'Nothing was lost. Load a shorter period or fewer columns, or remove a file on the Data page, then try again.',
    };
  }
  if (error instanceof QueryCancelled) {
    return { message: 'Cancelled.', nextStep: 'Nothing was changed.' };
  }
  if (error instanceof UnsupportedColumn || error instanceof QueryFailed) {
    return {
      message: `This could not be computed: ${firstLine(error.message)}`,
      nextStep: 'Change or clear a filter; if it stays, report this sentence.',
    };
  }
  if (hasNextStep(error)) {
    return { message: firstLine(messageOf(error)), nextStep: error.nextStep };
  }
  if (isNotFetched(error)) {
    return {
      message: 'A part of the app could not be fetched from the server that it came from.',
      nextStep: 'Nothing was changed. Check the connection and try again.',
    };
  }
  if (isUnreadableFile(error)) {
    return {
      message:
        'The file can no longer be read: it was moved, changed or deleted after you chose it.',
      nextStep: 'Choose the file again.',
    };
  }
  return {
    message: firstLine(messageOf(error)),
    nextStep: 'Try again; if it stays, report this sentence.',
  };
}

/** Whether a module did not arrive, in the words of Chrome, Firefox or Safari. */
function isNotFetched(error: unknown): boolean {
  const said = /dynamically imported module|importing a module script failed/i;
  return error instanceof TypeError && said.test(error.message);
}

/** Whether the browser refuses to read a file because it changed on the disk. */
export function isUnreadableFile(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.name === 'NotReadableError' ||
    error.name === 'NotFoundError' ||
    (error.cause !== undefined && isUnreadableFile(error.cause))
  );
}

function hasNextStep(error: unknown): error is { nextStep: string } {
  return typeof (error as { nextStep?: unknown } | null)?.nextStep === 'string';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
