/** Asks for a look at a file: in a worker in the browser, on the spot where there are no workers. */
import { KeptWorker } from '$lib/ingest/kept-worker';
import { receivedError } from '$lib/ingest/worker-error';
import { ownInstruments } from '$lib/measures/library';
import type { LookTasks } from './look-tasks';
import type { LookAnswer, LookRequest } from './look.worker';

const worker = new KeptWorker<LookAnswer>(
  () => new Worker(new URL('./look.worker.ts', import.meta.url), { type: 'module' }),
);

/** What a task answers. */
export type LookResult<Task extends keyof LookTasks> = Awaited<ReturnType<LookTasks[Task]>>;

/**
 * The answer to a task of `LOOK_TASKS`. Rejects with the signal's reason when it aborts, with
 * `WorkerFailed` when the worker ends, and with what the task rejects with.
 */
export async function askLook<Task extends keyof LookTasks>(
  task: Task,
  args: Parameters<LookTasks[Task]>,
  signal?: AbortSignal,
): Promise<LookResult<Task>> {
  if (typeof Worker === 'undefined') {
    const { LOOK_TASKS } = await import('./look-tasks');
    const run = LOOK_TASKS[task] as (...given: unknown[]) => LookResult<Task>;
    return run(...args);
  }
  const request: LookRequest = { task, args, instruments: ownInstruments() };
  return worker.ask<LookResult<Task>>(request, signal, (answer, settle) => {
    if (answer.type === 'failed') settle.reject(receivedError(answer.error));
    else settle.resolve(answer.result as LookResult<Task>);
  });
}
