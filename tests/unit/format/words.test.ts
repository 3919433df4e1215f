import { describe, expect, it } from 'vitest';
import { keepTogether, listOf, plural, sentenceCase, spellOut } from '$lib/format/words';

describe('words', () => {
  it('counts with the right form of the noun', () => {
    expect(plural(1, 'stay')).toBe('1 stay');
    expect(plural(1980, 'stay')).toBe('1,980 stays');
    expect(plural(2, 'person', 'people')).toBe('2 people');
    expect(plural(null, 'stay')).toBe('– stays');
  });

  it('joins lists, and counts what does not fit', () => {
    expect(listOf([])).toBe('');
    expect(listOf(['PHP'])).toBe('PHP');
    expect(listOf(['PHP', 'IOP'])).toBe('PHP and IOP');
    expect(listOf(['PHP', 'IOP', 'OP'])).toBe('PHP, IOP and OP');
    expect(listOf(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 others');
  });

  it('turns codes to words', () => {
    expect(sentenceCase(spellOut('not_recorded'))).toBe('Not recorded');
  });

  it('keeps a percent sign with its number', () => {
    expect(keepTogether('95 % interval 53 to 72 %')).toBe('95\u202f% interval 53 to 72\u202f%');
  });
});
