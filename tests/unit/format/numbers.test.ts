import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatInterval,
  formatNumber,
  formatP,
  formatShare,
  formatShort,
  formatValue,
} from '$lib/format/numbers';

describe('numbers', () => {
  it.each([
    [1980, '1,980'],
    [0, '0'],
    [-3, '−3'],
    [null, '–'],
    [undefined, '–'],
    [Number.NaN, '–'],
  ])('writes the count %s as %s', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });

  it.each([
    [0.624, '62.4\u202f%'],
    [0, '0.0\u202f%'],
    [1, '100.0\u202f%'],
    [-0.0001, '0.0\u202f%'],
    [null, '–'],
  ])('writes the share %s as %s', (value, text) => {
    expect(formatShare(value)).toBe(text);
  });

  it('keeps the digits that a number needs, two at most', () => {
    expect([41, 2.5, 2.345, 1e-9].map(formatShort)).toEqual(['41', '2.5', '2.35', '0']);
    expect(formatNumber(11.25)).toBe('11.3');
  });

  it.each([
    [0.0004, '<\u202f0.001'],
    [0.034, '0.034'],
    [0.5, '0.50'],
    [1, '1.00'],
    [null, '–'],
  ])('writes the p value %s as %s', (value, text) => {
    expect(formatP(value)).toBe(text);
  });

  it('writes values with their unit', () => {
    expect(formatValue(1, 'days')).toBe('1 day');
    expect(formatValue(41.5, 'days')).toBe('41.5 days');
    expect(formatValue(11.31, 'points')).toBe('11.3');
    expect(formatValue(null, 'share')).toBe('–');
  });

  it('names the unit of an interval once, and shows a limit that is not reached as a dash', () => {
    expect(formatInterval(0.531, 0.72, 'share')).toBe('53.1 to 72.0\u202f%');
    expect(formatInterval(38, 45, 'days')).toBe('38 to 45 days');
    expect(formatInterval(38, null, 'days')).toBe('38 to –');
    expect(formatInterval(0.4, null, 'share')).toBe('40.0\u202f% to –');
  });
});
