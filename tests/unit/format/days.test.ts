import { describe, expect, it } from 'vitest';
import {
  dayNumber,
  dayOfNumber,
  formatDay,
  formatMonth,
  formatPeriod,
  lastDayOfMonth,
} from '$lib/format/days';

describe('days', () => {
  it('writes days and months without moving them in any time zone', () => {
    expect(formatDay('2026-03-01')).toBe('1 Mar 2026');
    expect(formatDay('2026-12-31')).toBe('31 Dec 2026');
    expect(formatMonth('2026-03-01')).toBe('Mar 2026');
    expect(formatMonth('2026-03')).toBe('Mar 2026');
  });

  it('shows a dash for nothing and leaves what is no day as it is', () => {
    expect(formatDay(null)).toBe('–');
    expect(formatDay('soon')).toBe('soon');
    expect(formatMonth('2026-13-01')).toBe('2026-13-01');
  });

  it.each([
    [null, null, 'all days'],
    ['2026-01-01', null, 'from 1 Jan 2026'],
    [null, '2026-06-30', 'until 30 Jun 2026'],
    ['2026-01-01', '2026-06-30', 'Jan to Jun 2026'],
    ['2025-07-01', '2026-06-30', 'Jul 2025 to Jun 2026'],
    ['2026-02-01', '2026-02-28', 'Feb 2026'],
    ['2026-01-15', '2026-06-30', '15 Jan to 30 Jun 2026'],
    ['2026-01-15', '2026-01-15', '15 Jan 2026'],
  ])('writes the period %s to %s as %s', (from, to, text) => {
    expect(formatPeriod(from, to)).toBe(text);
  });

  it('knows leap years', () => {
    expect(lastDayOfMonth('2028-02-10')).toBe('2028-02-29');
    expect(lastDayOfMonth('2026-02')).toBe('2026-02-28');
  });

  it('turns days to numbers and back', () => {
    expect(dayNumber('1970-01-02')).toBe(1);
    expect(dayOfNumber(dayNumber('2026-03-08'))).toBe('2026-03-08');
    expect(() => dayNumber('March')).toThrow(RangeError);
  });
});
