/** A list of numbers that grows without boxing them and passes between threads as it is. */
export class GrowingNumbers {
  private values = new Float64Array(64);
  private size = 0;

  /** Adds a number at the end. */
  add(value: number): void {
    if (this.size === this.values.length) {
      const larger = new Float64Array(this.size * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.size] = value;
    this.size += 1;
  }

  /** How many numbers there are. */
  get length(): number {
    return this.size;
  }

  /** The numbers so far, or those from a position on, in an array of just their length. */
  finish(from = 0): Float64Array {
    return this.values.slice(from, this.size);
  }
}
