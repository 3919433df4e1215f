/**
 * Answers of queries by their text, as long as the data stand: a question that is under way is joined,
 * and one that was answered is not asked again. Large answers, such as rows of people, are not kept.
 */
import { QueryCancelled } from '$lib/engine/errors';
import type { Columns } from '$lib/sql/columns';
import { KeptAnswers } from '$lib/sql/kept-answers';
import type { Waiting } from './bands';
import { SharedWork } from './shared-work';

const MOST_CELLS = { each: 50_000, together: 2_000_000 };

/** The answers of one session; its owner clears them whenever data or settings change. */
export class Answers {
  private readonly kept = new KeptAnswers<Columns>(
    MOST_CELLS,
    ({ rowCount, names }) => rowCount * names.length,
  );
  private readonly underWay = new SharedWork<string, Columns>();
  private version = 0;

  /** The answer, from before or from `run`; rejects with `QueryCancelled` on an abort, else as `run` does. */
  async ask(
    text: string,
    run: (signal: AbortSignal | undefined) => Promise<Columns>,
    signal?: AbortSignal,
  ): Promise<Columns> {
    const before = this.kept.get(text);
    if (before) return before;
    const { version } = this;
    const waiting = signal ? { signal } : {};
    const start = async (own: Required<Waiting>): Promise<Columns> => {
      const answer = await run(own.signal);
      if (version === this.version) this.kept.keep(text, answer);
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
    this.version += 1;
  }
}
