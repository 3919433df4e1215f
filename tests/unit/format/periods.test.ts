import { describe, expect, it } from 'vitest';
import { lastFullMonths } from '$lib/format/periods';

describe('lastFullMonths', () => {
  it.each([
    ['2026-10-31', 1, '2026-10-01', '2026-10-31'],
    ['2026-10-30', 1, '2026-09-01', '2026-09-30'],
    ['2024-02-29', 3, '2023-12-01', '2024-02-29'],
    ['2026-01-15', 12, '2025-01-01', '2025-12-31'],
  ])('counts back from %s over %i months', (cut, months, from, to) => {
    expect(lastFullMonths(cut, months)).toEqual({ from, to });
  });
});
