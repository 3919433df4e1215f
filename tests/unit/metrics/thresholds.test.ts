/** Which thresholds decide, in words: what the program entered, else what is published. */
import { afterEach, describe, expect, it } from 'vitest';
import { setOwnInstruments } from '$lib/measures/library';
import { cutoffWords, enteredCutoffs, profileWords, reliableWords } from '$lib/metrics/thresholds';
import { DEFAULT_SETTINGS } from '$lib/model/settings';

const ENTERED = {
  sd: 3.3,
  reliability: 0.8,
  clinicalMean: 14,
  norm: { mean: 6, sd: 3.3 },
};
const SETTINGS = { ...DEFAULT_SETTINGS, thresholds: { phq9: ENTERED } };

afterEach(() => setOwnInstruments([]));

describe('thresholds in words', () => {
  it('are those of the library until the program enters its own', () => {
    expect(reliableWords('gad7', SETTINGS)).toBe(
      'GAD-7 4 points (NHS Talking Therapies (RC 3.53 rounded up))',
    );
    expect(cutoffWords('gad7', SETTINGS)).toBe('GAD-7 8 or more');
    expect(cutoffWords('who5', SETTINGS)).toBe('WHO-5 below 52');
  });

  it('say what the program entered and what follows', () => {
    // 1.96 · 3.3 · sqrt(2 · 0.2) = 4.09
    expect(reliableWords('phq9', SETTINGS)).toBe(
      'PHQ-9 more than 4.09 points (entered by the program: SD 3.3, reliability 0.80)',
    );
    expect(cutoffWords('phq9', SETTINGS)).toBe(
      'PHQ-9 10 or more (entered by the program, criterion c)',
    );
    expect(enteredCutoffs(SETTINGS)).toEqual({ phq9: 10 });
  });

  it('are the published cut-off where the program entered nothing to tell groups apart by', () => {
    const thresholds = { phq9: { ...ENTERED, clinicalMean: null, norm: null } };
    expect(cutoffWords('phq9', { ...DEFAULT_SETTINGS, thresholds })).toBe('PHQ-9 10 or more');
  });

  it('are empty for an instrument of which nothing is known', () => {
    expect(reliableWords('k10', DEFAULT_SETTINGS)).toBe('');
    expect(cutoffWords('bam_use', DEFAULT_SETTINGS)).toBe('');
    expect(reliableWords('nothing', SETTINGS)).toBe('');
  });

  it('name the cut-off of an instrument that the program added', () => {
    setOwnInstruments([
      {
        id: 'mood',
        name: 'Mood scale',
        scoreMin: 0,
        scoreMax: 10,
        step: 1,
        direction: 'higher_better',
        cutoff: 4,
      },
    ]);
    expect(cutoffWords('mood', DEFAULT_SETTINGS)).toBe('Mood scale 4 or less');
  });
});

describe('the profile', () => {
  it.each([
    [['gad7'], 'published'],
    [['phq9'], 'as entered by the program'],
    [['gad7', 'phq9'], 'published; as entered by the program for PHQ-9'],
    [[], 'published'],
  ])('of %j is %s', (ids, words) => {
    expect(profileWords(ids, SETTINGS)).toBe(words);
  });
});
