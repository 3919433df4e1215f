import { expect } from 'vitest';

/** Expects two numbers (or two nulls) to agree to so many significant digits. */
export function expectDigits(
  actual: number | null | undefined,
  expected: number | null,
  digits = 6,
): void {
  if (expected === null) {
    expect(actual).toBeNull();
    return;
  }
  expect(actual).toBeTypeOf('number');
  // R writes a limit that is 0 as a rounding error of about 1e-17.
  const tolerance = Math.max(1e-12, 0.5 * 10 ** -digits * Math.abs(expected));
  const difference = Math.abs((actual as number) - expected);
  expect(difference, `${actual} is not ${expected} to ${digits} digits`).toBeLessThanOrEqual(
    tolerance,
  );
}
