/** Draws an interval in a thread of its own; a job that is no longer wanted ends with the thread. */
import { type BandJob, type BandLimits, startBands } from '$lib/metrics/band-jobs';

/** What the worker answers: progress, then the limits (null = there are none) or why it failed. */
export type BandAnswer =
  | { readonly type: 'progress'; readonly done: number; readonly draws: number }
  | { readonly type: 'done'; readonly limits: BandLimits | null }
  | { readonly type: 'failed'; readonly message: string };

/** Draws between two words about progress. */
const PORTION = 25;

function answer(message: BandAnswer): void {
  globalThis.postMessage(message);
}

globalThis.onmessage = ({ data }: MessageEvent<BandJob>): void => {
  try {
    const bootstrap = startBands(data);
    const { draws } = bootstrap;
    while (!bootstrap.step(PORTION)) answer({ type: 'progress', done: bootstrap.done, draws });
    answer({ type: 'done', limits: bootstrap.limits() });
  } catch (error) {
    answer({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
};
