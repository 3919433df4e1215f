/** What was asked once is not asked again, unless it failed or much else was asked since. */

/** Answers by key, up to a number; those that were asked for longest ago go first. Cleared by its owner. */
export class KeptPromises<T> {
  /** In the order in which they were last asked for. */
  private readonly known = new Map<string, Promise<T>>();

  constructor(private readonly most: number) {}

  /** The answer under a key, asked for now or before; a failure is not kept. */
  get(key: string, ask: () => Promise<T>): Promise<T> {
    const before = this.known.get(key);
    if (before) {
      this.known.delete(key);
      this.known.set(key, before);
      return before;
    }
    const asked = ask();
    this.known.set(key, asked);
    const [oldest] = this.known.keys();
    if (this.known.size > this.most) this.known.delete(oldest!);
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
