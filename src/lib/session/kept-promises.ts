/** What was asked once is not asked again, unless it failed or much else was asked since. */
import { KeptAnswers } from '$lib/sql/kept-answers';

/** Answers by key, up to a number; those that were asked for longest ago go first. Cleared by its owner. */
export class KeptPromises<T> {
  private readonly known: KeptAnswers<Promise<T>>;

  constructor(most: number) {
    this.known = new KeptAnswers({ each: 1, together: most }, () => 1);
  }

  /** The answer under a key, asked for now or before; a failure is not kept. */
  get(key: string, ask: () => Promise<T>): Promise<T> {
    const before = this.known.get(key);
    if (before) return before;
    const asked = ask();
    this.known.keep(key, asked);
    asked.catch(() => this.known.get(key) === asked && this.known.drop(key));
    return asked;
  }

  /** Puts an answer in the place of another one, where that still stands. */
  async replace(key: string, old: T, answer: T): Promise<void> {
    const before = this.known.get(key);
    if (before && (await before) === old) this.known.keep(key, Promise.resolve(answer));
  }

  /** Forgets every answer. */
  clear(): void {
    this.known.clear();
  }
}
