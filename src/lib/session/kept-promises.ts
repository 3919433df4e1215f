/** What was asked once is not asked again, unless it failed. */

/** Answers by key; cleared by its owner. */
export class KeptPromises<T> {
  private readonly known = new Map<string, Promise<T>>();

  /** The answer under a key, asked for now or before; a failure is not kept. */
  get(key: string, ask: () => Promise<T>): Promise<T> {
    const before = this.known.get(key);
    if (before) return before;
    const asked = ask();
    this.known.set(key, asked);
    asked.catch(() => this.known.get(key) === asked && this.known.delete(key));
    return asked;
  }

  /** Puts an answer in the place of another one, where that still stands. */
  async replace(key: string, old: T, answer: T): Promise<void> {
    const before = this.known.get(key);
    if (before && (await before) === old) this.known.set(key, Promise.resolve(answer));
  }

  /** Forgets every answer. */
  clear(): void {
    this.known.clear();
  }
}
