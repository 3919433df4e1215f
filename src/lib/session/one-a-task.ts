/**
 * Lets one through in each task of the page, so that what a reader does in between is not kept waiting for
 * all of them.
 */
export class OneATask {
  private readonly waiting: (() => void)[] = [];
  private isTaken = false;

  /** Resolves at once where nobody was let through in this task, else in a later one, in turn. */
  turn(): Promise<void> {
    if (this.isTaken) return new Promise((resolve) => this.waiting.push(resolve));
    this.take();
    return Promise.resolve();
  }

  private take(): void {
    this.isTaken = true;
    nextTask(() => {
      this.isTaken = false;
      const next = this.waiting.shift();
      if (!next) return;
      this.take();
      next();
    });
  }
}

/** A message comes sooner than a timer, which browsers hold back. */
function nextTask(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(null);
}
