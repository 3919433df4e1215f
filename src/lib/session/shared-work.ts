/** Work that several may wait for: begun once, and given up when the last who waits has gone. */
import type { Waiting } from './bands';

interface Running<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  readonly listeners: Set<(share: number) => void>;
  waiting: number;
}

/** Pieces of work by what they are about. */
export class SharedWork<K, T> {
  private readonly running = new Map<K, Running<T>>();

  /**
   * Waits for the work about `key`, which `start` begins where nobody has begun it. Rejects with the
   * signal's reason as soon as it is aborted, and with what the work rejects with.
   */
  async join(
    key: K,
    start: (own: Required<Waiting>) => Promise<T>,
    { signal, onProgress }: Waiting = {},
  ): Promise<T> {
    signal?.throwIfAborted();
    const running = this.running.get(key) ?? this.begin(key, start);
    running.waiting += 1;
    if (onProgress) running.listeners.add(onProgress);
    const stop = new AbortController();
    try {
      return await new Promise<T>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { signal: stop.signal });
        running.result.then(resolve, reject);
      });
    } finally {
      stop.abort();
      if (onProgress) running.listeners.delete(onProgress);
      running.waiting -= 1;
      if (running.waiting === 0) this.giveUp(key, running);
    }
  }

  private begin(key: K, start: (own: Required<Waiting>) => Promise<T>): Running<T> {
    const controller = new AbortController();
    const listeners = new Set<(share: number) => void>();
    const onProgress = (share: number): void => listeners.forEach((listen) => listen(share));
    const result = start({ signal: controller.signal, onProgress });
    const running = { result, controller, listeners, waiting: 0 };
    this.running.set(key, running);
    return running;
  }

  /** Work that is done is not kept either: its result is its owner's to keep. */
  private giveUp(key: K, running: Running<T>): void {
    if (this.running.get(key) === running) this.running.delete(key);
    running.controller.abort();
  }
}
