/** So many of so many: nothing about the quality of data is said as a bare percentage. */

/** A numerator and its denominator. */
export interface Share {
  readonly n: number;
  /** 0 = there is nothing to count, which is no share at all. */
  readonly of: number;
}

/** The shares together. */
export function sumOf(shares: readonly Share[]): Share {
  return shares.reduce((sum, { n, of }) => ({ n: sum.n + n, of: sum.of + of }), { n: 0, of: 0 });
}

/** The share as a number from 0 to 1; null = there is nothing to count. */
export function valueOf({ n, of }: Share): number | null {
  return of === 0 ? null : n / of;
}
