/** Where queries wait while tables are made anew, so that none reads half of a change. */

/** A gate that is closed while any work goes on. */
export class Gate {
  private readonly works = new Set<Promise<unknown>>();

  /** Keeps the gate closed until the work is done, also when it fails. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const done = work();
    this.works.add(done);
    try {
      return await done;
    } finally {
      this.works.delete(done);
    }
  }

  /** Resolves when the gate is open. */
  async open(): Promise<void> {
    while (this.works.size > 0) await Promise.allSettled(this.works);
  }
}
