/**
 * Draws intervals in a worker, one job after the other: the engine needs the other core. The worker
 * is started for the first job, ended with a job that is cancelled, and ended after a while without.
 */
import type { BandJob, BandLimits } from '$lib/metrics/band-jobs';
import type { BandAnswer } from './band.worker';

/** After this time without a job the worker is ended. */
const IDLE_MS = 20_000;

/** Somebody who waits: a way to give up, and an ear for the share that is done, 0 to 1. */
export interface Waiting {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** What is needed of a worker. */
export type BandWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/** Runs jobs in the order in which they come. */
export class BandRunner {
  private worker: BandWorker | null = null;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly start: () => BandWorker = startWorker) {}

  /**
   * The limits of a job; null = it has none. Rejects with the signal's reason when it is given up, and
   * with an error when the worker fails.
   */
  run(job: BandJob, waiting: Waiting = {}): Promise<BandLimits | null> {
    const result = this.last.then(() => this.draw(job, waiting));
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Ends the worker; the next job starts another. */
  end(): void {
    clearTimeout(this.idle);
    this.worker?.terminate();
    this.worker = null;
  }

  private async draw(job: BandJob, { signal, onProgress }: Waiting): Promise<BandLimits | null> {
    signal?.throwIfAborted();
    clearTimeout(this.idle);
    const stop = new AbortController();
    try {
      return await new Promise<BandLimits | null>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { signal: stop.signal });
        const worker = (this.worker ??= this.start());
        worker.onerror = (event) => reject(new Error(`A worker failed: ${event.message}`));
        worker.onmessage = ({ data }: MessageEvent<BandAnswer>) => {
          if (data.type === 'progress') onProgress?.(data.done / data.draws);
          else if (data.type === 'done') resolve(data.limits);
          else reject(new Error(data.message));
        };
        worker.postMessage(job);
      });
    } catch (error) {
      this.end();
      throw error;
    } finally {
      stop.abort();
      this.idle = setTimeout(() => this.end(), IDLE_MS);
    }
  }
}

function startWorker(): BandWorker {
  return new Worker(new URL('./band.worker.ts', import.meta.url), { type: 'module' });
}
