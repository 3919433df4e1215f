/** Looks at the first part of a file in a thread of its own, so that the page answers meanwhile. */
import { type SentError, sentError } from '$lib/ingest/worker-error';
import { setOwnInstruments } from '$lib/measures/library';
import type { OwnInstrument } from '$lib/measures/own';
import { LOOK_TASKS, type LookTasks } from './look-tasks';

/** What the worker is asked. */
export interface LookRequest {
  readonly task: keyof LookTasks;
  readonly args: readonly unknown[];
  /** The instruments of the program, which this thread does not know. */
  readonly instruments: readonly OwnInstrument[];
}

/** What the worker answers. */
export type LookAnswer =
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'failed'; readonly error: SentError };

globalThis.onmessage = async ({ data }: MessageEvent<LookRequest>): Promise<void> => {
  try {
    setOwnInstruments(data.instruments);
    const task: (...args: never[]) => unknown = LOOK_TASKS[data.task];
    const result = await task(...(data.args as never[]));
    globalThis.postMessage({ type: 'done', result } satisfies LookAnswer);
  } catch (error) {
    globalThis.postMessage({ type: 'failed', error: sentError(error) } satisfies LookAnswer);
  }
};
