/** Questions to the worker that counts, and its answers; it is started for the first question. */
import type { TallyAnswer } from '$lib/tally/keeper';
import type { SentMessage } from './tally.worker';

/** What is needed of a worker. */
export type TallyWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/** A message without the number of its question; of each kind by itself. */
type Unnumbered<M> = M extends SentMessage ? Omit<M, 'id'> : never;

interface Waiting {
  resolve(answer: TallyAnswer): void;
  reject(error: Error): void;
}

/** One worker at a time. */
export class TallyLink {
  private worker: TallyWorker | null = null;
  private nextId = 0;
  private readonly waiting = new Map<number, Waiting>();

  constructor(
    private readonly start: (() => TallyWorker) | null,
    /** Hears of a worker that died; what it kept is gone. */
    private readonly onDeath: () => void,
  ) {}

  /** The answer; rejects with what the worker says of a failure, and when it ends. */
  ask(message: Unnumbered<SentMessage>): Promise<TallyAnswer> {
    const id = this.nextId++;
    const transfer = 'bytes' in message ? [message.bytes.buffer as ArrayBuffer] : [];
    return new Promise((resolve, reject) => {
      if (!this.start) return reject(new Error('There is no worker'));
      this.worker ??= this.begin(this.start);
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...message, id }, transfer);
    });
  }

  /** Ends the worker; the next question starts another. */
  end(): void {
    this.worker?.terminate();
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(new Error('The worker has ended'));
    this.waiting.clear();
  }

  private begin(start: () => TallyWorker): TallyWorker {
    const worker = start();
    worker.onerror = () => {
      if (this.worker === worker) this.onDeath();
    };
    worker.onmessage = ({ data }: MessageEvent<TallyAnswer>) => {
      const waiting = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.message === undefined) waiting?.resolve(data);
      else waiting?.reject(new Error(data.message));
    };
    return worker;
  }
}

/** Whether workers can be started here. */
export function canStart(): boolean {
  return typeof Worker !== 'undefined';
}

/** Starts the worker of the app. */
export function startWorker(): TallyWorker {
  return new Worker(new URL('./tally.worker.ts', import.meta.url), { type: 'module' });
}
