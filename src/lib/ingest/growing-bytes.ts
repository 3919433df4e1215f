/** A run of bytes that grows at its end; clearing it keeps the memory for the next run. */
export class GrowingBytes {
  private bytes = new Uint8Array(256);
  private size = 0;

  /** Bytes so far. */
  get length(): number {
    return this.size;
  }

  /** Adds bytes at the end; they are copied. */
  append(more: Uint8Array): void {
    const size = this.size + more.length;
    if (size > this.bytes.length) {
      const larger = new Uint8Array(Math.max(size, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.size));
      this.bytes = larger;
    }
    this.bytes.set(more, this.size);
    this.size = size;
  }

  /** Starts over. */
  clear(): void {
    this.size = 0;
  }

  /** A copy of the bytes so far. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.size);
  }
}
