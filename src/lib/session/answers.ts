/**
 * Answers of queries by their text, as long as the data stand: a question that is under way is joined,
 * and one that was answered is not asked again. Large answers, such as rows of people, are not kept.
 */
import { QueryCancelled } from '$lib/engine/errors';
import type { Columns } from '$lib/sql/columns';
import type { Waiting } from './bands';
import { SharedWork } from './shared-work';

/** Cells of the largest answer that is kept, and of all that are kept together. */
const MOST_CELLS_EACH = 50_000;
const MOST_CELLS = 2_000_000;

/** The answers of one session; its owner clears them whenever data or settings change. */
export class Answers {
  /** In the order in which they were last asked for. */
  private readonly kept = new Map<string, Columns>();
  private readonly underWay = new SharedWork<string, Columns>();
  private cells = 0;
  private version = 0;

  /** The answer, from before or from `run`; rejects with `QueryCancelled` on an abort, else as `run` does. */
  async ask(
    text: string,
    run: (signal: AbortSignal | undefined) => Promise<Columns>,
    signal?: AbortSignal,
  ): Promise<Columns> {
    const before = this.kept.get(text);
    if (before) {
      this.kept.delete(text);
      this.kept.set(text, before);
      return before;
    }
    const { version } = this;
    const waiting = signal ? { signal } : {};
    const start = async (own: Required<Waiting>): Promise<Columns> => {
      const answer = await run(own.signal);
      if (version === this.version) this.keep(text, answer);
      return answer;
    };
    try {
      return await this.underWay.join(`${version} ${text}`, start, waiting);
    } catch (error) {
      if (signal?.aborted) throw new QueryCancelled('Cancelled', { cause: error });
      throw error;
    }
  }

  /** Forgets every answer; what is under way is still given to those who wait for it. */
  clear(): void {
    this.kept.clear();
    this.cells = 0;
    this.version += 1;
  }

  private keep(text: string, answer: Columns): void {
    const cells = cellsOf(answer);
    if (cells > MOST_CELLS_EACH) return;
    this.kept.set(text, answer);
    this.cells += cells;
    for (const [oldest, old] of this.kept) {
      if (this.cells <= MOST_CELLS) return;
      this.kept.delete(oldest);
      this.cells -= cellsOf(old);
    }
  }
}

function cellsOf({ rowCount, names }: Columns): number {
  return rowCount * names.length;
}
