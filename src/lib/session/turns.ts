/**
 * One change of the data at a time, in the order in which they were asked for. A turn that is given up
 * goes on to its next look at the signal, and from then on has nothing to say.
 */

/** Why a turn ended before its work was done. */
export type TurnEnd = 'cancelled' | 'restarted' | 'forgotten';

/** One change that is under way. */
export interface Turn {
  readonly signal: AbortSignal;
  /** null = its work may go on. */
  readonly end: TurnEnd | null;
}

/** What is done around each turn. */
export interface TurnHost {
  readonly begin: () => void;
  /** The work rejected; the end of the turn says whether somebody wanted that. */
  readonly failed: (error: unknown, turn: Turn) => void;
  /** Called last, for a turn that was not given up. */
  readonly done: () => void;
}

interface Job {
  readonly run: () => Promise<void>;
  readonly giveUp: () => void;
}

class RunningTurn implements Turn {
  end: TurnEnd | null = null;
  private readonly controller = new AbortController();

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  stop(end: TurnEnd): void {
    this.end ??= end;
    this.controller.abort();
  }
}

/** The queue of changes. */
export class Turns {
  private waiting: Job[] = [];
  private current: RunningTurn | null = null;
  private isBusy = false;
  /** Grows when the work under way is given up; what belongs to an earlier one starts nothing more. */
  private epoch = 0;

  constructor(private readonly host: TurnHost) {}

  /** Runs work after all that was asked for before it; resolves when it is done or given up. */
  take(work: (turn: Turn) => Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const run = (): Promise<void> => this.run(work).finally(resolve);
      this.waiting.push({ run, giveUp: resolve });
      void this.goOn();
    });
  }

  /** Waits for what was asked for before it, and keeps what comes after it waiting; no change itself. */
  between<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = (): Promise<void> => work().then(resolve, reject);
      const giveUp = (): void => reject(new DOMException('Given up', 'AbortError'));
      this.waiting.push({ run, giveUp });
      void this.goOn();
    });
  }

  /** Stops the work that is under way. */
  cancel(): void {
    this.current?.stop('cancelled');
  }

  /** Gives up the work that is under way, whose engine is about to end, and runs this before all else. */
  interrupt(work: (turn: Turn) => Promise<void>): Promise<void> {
    this.drop('restarted');
    const waiting = this.waiting;
    this.waiting = [];
    const done = this.take(work);
    this.waiting.push(...waiting);
    return done;
  }

  /** Gives up the work that is under way and all that waits. */
  forget(): void {
    this.drop('forgotten');
    for (const { giveUp } of this.waiting.splice(0)) giveUp();
  }

  /** Resolves when nothing is under way and nothing waits. */
  async idle(): Promise<void> {
    do await this.between(() => Promise.resolve()).catch(() => undefined);
    while (this.current !== null || this.waiting.length > 0);
  }

  private drop(end: 'restarted' | 'forgotten'): void {
    this.current?.stop(end);
    this.current = null;
    this.epoch += 1;
    this.isBusy = false;
  }

  private async goOn(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    const { epoch } = this;
    for (let job = this.waiting.shift(); job; job = this.waiting.shift()) {
      await job.run();
      if (epoch !== this.epoch) return;
    }
    this.isBusy = false;
  }

  private async run(work: (turn: Turn) => Promise<void>): Promise<void> {
    const turn = new RunningTurn();
    this.current = turn;
    this.host.begin();
    try {
      await work(turn);
    } catch (error) {
      this.host.failed(error, turn);
    } finally {
      if (this.current === turn) {
        this.current = null;
        this.host.done();
      }
    }
  }
}
