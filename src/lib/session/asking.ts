/**
 * In which order numbers are asked for: estimates in view at once, then one by one what stands beside
 * them, such as their intervals, then the rest of the page, and comparisons when nothing else waits. The
 * engine runs one statement at a time, so what is not in view would only stand in the way.
 */

/** Who needs the numbers: a reader now, a reader who scrolls or prints, a comparison beside them. */
export type Rank = (typeof RANKS)[number];

const RANKS = ['in view', 'beside what is in view', 'on the page', 'in the background'] as const;

/** A place in the order; to be left when the answer is there, or nobody wants it any more. */
export interface Place {
  /** Resolves when it is this one's turn; rejects with the signal's reason when it is aborted. */
  readonly turn: Promise<void>;
  /** The reader has come to it. */
  toView(): void;
  leave(): void;
}

interface Asker {
  rank: Rank;
  hasTurn: boolean;
  readonly begin: () => void;
}

/** Hears of what a reader waits for. */
interface Waiting {
  enter(): void;
  leave(): void;
}

/** The order of one session. */
export class Asking {
  private readonly askers = new Set<Asker>();

  constructor(private readonly waiting: Waiting | null = null) {}

  /** Takes a place; those of a rank come in the order in which they entered. */
  enter(rank: Rank, signal?: AbortSignal): Place {
    let begin: () => void = () => undefined;
    let giveUp: (reason: unknown) => void = () => undefined;
    const turn = new Promise<void>((resolve, reject) => {
      begin = resolve;
      giveUp = reject;
    });
    turn.catch(() => undefined);
    const asker: Asker = { rank, hasTurn: false, begin };
    const waiting = rank === 'in the background' ? null : this.waiting;
    const leave = (): void => {
      if (!this.askers.delete(asker)) return;
      waiting?.leave();
      this.advance();
    };
    const abort = (): void => {
      giveUp(signal?.reason);
      leave();
    };
    this.askers.add(asker);
    waiting?.enter();
    if (signal?.aborted) abort();
    else {
      signal?.addEventListener('abort', abort);
      this.advance();
    }
    return {
      turn,
      toView: () => {
        asker.rank = 'in view';
        this.advance();
      },
      leave,
    };
  }

  /** Does work in its turn. */
  async during<T>(rank: Rank, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const place = this.enter(rank, signal);
    try {
      await place.turn;
      return await work();
    } finally {
      place.leave();
    }
  }

  private advance(): void {
    const of = (rank: Rank): Asker[] => [...this.askers].filter((asker) => asker.rank === rank);
    for (const asker of of('in view')) this.give(asker);
    for (const rank of RANKS) {
      const [first] = of(rank);
      if (!first) continue;
      if (rank !== 'in view' && ![...this.askers].some(({ hasTurn }) => hasTurn)) this.give(first);
      return;
    }
  }

  private give(asker: Asker): void {
    if (asker.hasTurn) return;
    asker.hasTurn = true;
    asker.begin();
  }
}
