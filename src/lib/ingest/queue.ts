/** Values that one task finds and another one takes, in order. */
export class Queue<T> {
  private readonly values: T[] = [];
  private isEnded = false;
  private wake: () => void = () => undefined;

  /** Adds a value at the end. */
  add(value: T): void {
    this.values.push(value);
    this.wake();
  }

  /** No further value will come. */
  end(): void {
    this.isEnded = true;
    this.wake();
  }

  /** No further value will come, and those that nobody has taken are not wanted. */
  drop(): void {
    this.values.length = 0;
    this.end();
  }

  /** The next value as soon as there is one; null = there will be none. */
  async next(): Promise<T | null> {
    while (this.values.length === 0) {
      if (this.isEnded) return null;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    return this.values.shift()!;
  }
}
