/** The period that a tile is compared with. */
import { describe, expect, it } from 'vitest';
import { previousPeriod } from '$lib/session/trends.svelte';

describe('the period directly before', () => {
  it.each([
    ['a month', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['a quarter', '2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31'],
    ['a year', '2024-01-01', '2024-12-31', '2023-01-01', '2023-12-31'],
    ['a leap February', '2024-02-01', '2024-02-29', '2024-01-01', '2024-01-31'],
    ['ten days', '2026-03-11', '2026-03-20', '2026-03-01', '2026-03-10'],
    ['one day', '2026-03-01', '2026-03-01', '2026-02-28', '2026-02-28'],
  ])('of %s has its length, in whole months where it is made of them', (_, from, to, low, high) => {
    expect(previousPeriod({ from, to })).toEqual({ from: low, to: high });
  });

  it.each([
    [null, null],
    ['2026-01-01', null],
    [null, '2026-01-01'],
  ])('is none where the period is open: %s to %s', (from, to) => {
    expect(previousPeriod({ from, to })).toBeNull();
  });
});
