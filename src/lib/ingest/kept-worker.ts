/** A worker that answers one question after the other and is kept in between, with its compiled code. */
import { WorkerFailed } from './worker-error';

/** The two ways to end a question. */
export interface Settle<R> {
  resolve(result: R): void;
  reject(error: unknown): void;
}

/** How long a worker is kept that nobody asks, in ms. */
const LINGER = 1_000;

/** Answers of one worker, which is started for the first question. */
export class KeptWorker<Answer> {
  private worker: Worker | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private ending: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly start: () => Worker) {}

  /**
   * Sends a request when those before it are settled, and hands every answer on until one settles it.
   * Rejects with the signal's reason when it aborts, and with `WorkerFailed` when the worker ends.
   */
  ask<R>(
    request: unknown,
    signal: AbortSignal | undefined,
    onAnswer: (answer: Answer, settle: Settle<R>) => void,
  ): Promise<R> {
    const asked = this.last.then(() => this.askNow(request, signal, onAnswer));
    this.last = asked.catch(() => undefined);
    return asked;
  }

  private async askNow<R>(
    request: unknown,
    signal: AbortSignal | undefined,
    onAnswer: (answer: Answer, settle: Settle<R>) => void,
  ): Promise<R> {
    signal?.throwIfAborted();
    clearTimeout(this.ending);
    const worker = (this.worker ??= this.start());
    const stop = new AbortController();
    try {
      return await new Promise<R>((resolve, reject) => {
        // What a worker does cannot be stopped, so it ends with a question that nobody asks any more.
        const fail = (error: unknown): void => {
          this.end();
          reject(error);
        };
        signal?.addEventListener('abort', () => fail(signal.reason), { signal: stop.signal });
        worker.onerror = (event) => fail(new WorkerFailed(event.message));
        worker.onmessageerror = () => fail(new WorkerFailed(''));
        worker.onmessage = ({ data }: MessageEvent<Answer>) => onAnswer(data, { resolve, reject });
        worker.postMessage(request);
      });
    } finally {
      stop.abort();
      this.ending = setTimeout(() => this.end(), LINGER);
    }
  }

  private end(): void {
    clearTimeout(this.ending);
    this.worker?.terminate();
    this.worker = null;
  }
}
