import { describe, expect, it } from 'vitest';
import {
  draftOf,
  enteredOf,
  instrumentOf,
  instrumentProblems,
  thresholdDraftOf,
  thresholdProblems,
  thresholdsOf,
} from '../../../src/routes/data/instrument-draft';
import { withInstrument } from '../../../src/routes/data/instrument-settings';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import {
  enteredWords,
  instrumentWords,
  thresholdWords,
} from '../../../src/routes/data/threshold-words';

const draft = {
  ...draftOf(null, 'Program Hope Scale', ['12', '30', 'declined']),
  ...{ scoreMax: '40', cutoff: '16', direction: 'higher_worse' as const },
};

describe('an instrument that is defined', () => {
  it('gets an id from its name and keeps it when it is changed', () => {
    const own = instrumentOf(draft, null);
    expect(own).toEqual({
      id: 'programhopescale',
      name: 'Program Hope Scale',
      scoreMin: 0,
      scoreMax: 40,
      step: 1,
      direction: 'higher_worse',
      cutoff: 16,
    });
    expect(instrumentOf({ ...draftOf(own, ''), name: 'PHS' }, own.id).id).toBe(own.id);
    expect(instrumentWords(own)).toBe('0 to 40, whole steps, higher is worse, cut-off 16');
  });

  it('is right only with a name of its own, a range, a step and a cut-off inside', () => {
    expect(instrumentProblems(draft, [])).toEqual({});
    expect(instrumentProblems({ ...draft, name: 'PHQ-9' }, []).name).toContain('library');
    expect(instrumentProblems(draft, ['programhopescale']).name).toContain('You have');
    const wrong = { ...draft, name: '?', scoreMax: '0', step: '-1', cutoff: '99' };
    expect(Object.keys(instrumentProblems(wrong, []))).toEqual([
      'name',
      'scoreMax',
      'step',
      'cutoff',
    ]);
  });

  it('has no direction until one is chosen', () => {
    const fresh = { ...draft, direction: draftOf(null, 'x').direction };
    expect(fresh.direction).toBe('');
    expect(Object.keys(instrumentProblems(fresh, []))).toEqual(['direction']);
  });

  it('has whole steps where all its scores are whole', () => {
    const stepOf = (...values: string[]): string => draftOf(null, 'x', values).step;
    expect([stepOf('1', '2.0'), stepOf('1', '2.5'), stepOf('declined'), stepOf()]).toEqual([
      ...['1', '', '', ''],
    ]);
  });

  it('brings thresholds where SD and reliability are both given', () => {
    expect(enteredOf(draft)).toBeNull();
    const half = { ...draft, sd: '6' };
    expect(Object.keys(instrumentProblems(half, []))).toEqual(['reliability']);
    const both = { ...half, reliability: '0.86' };
    expect(instrumentProblems(both, [])).toEqual({});
    const own = instrumentOf(both, null);
    const settings = withInstrument(DEFAULT_SETTINGS, own, enteredOf(both));
    expect(settings.instruments).toEqual([own]);
    expect(settings.thresholds).toEqual({
      programhopescale: { sd: 6, reliability: 0.86, clinicalMean: null, norm: null },
    });
    expect(withInstrument(settings, own, null).thresholds).toEqual(settings.thresholds);
  });
});

describe('thresholds that are entered', () => {
  const entered = { sd: '7.5', reliability: '0.84', clinicalMean: '20', normMean: '', normSd: '' };

  it('need SD and reliability, and both or none of the norm', () => {
    expect(thresholdProblems(entered)).toEqual({});
    expect(Object.keys(thresholdProblems(thresholdDraftOf(undefined)))).toEqual([
      'sd',
      'reliability',
    ]);
    expect(Object.keys(thresholdProblems({ ...entered, normMean: '5' }))).toEqual(['normSd']);
    expect(Object.keys(thresholdProblems({ ...entered, normSd: '5' }))).toEqual(['normMean']);
    expect(Object.keys(thresholdProblems({ ...entered, reliability: '1' }))).toEqual([
      'reliability',
    ]);
  });

  it('are said in words with what follows and by which criterion', () => {
    const values = thresholdsOf({ ...entered, normMean: '5', normSd: '5' });
    expect(enteredWords(values)).toBe('SD 7.5, reliability 0.84, clinical mean 20, norm 5 (SD 5)');
    const [change, cutoff] = thresholdWords(values, 'higher_worse');
    // 1.96 · 7.5 · sqrt(2 · 0.16) and (5 · 20 + 7.5 · 5) / 12.5.
    expect(change).toContain('more than 8.32 points');
    expect(cutoff).toContain('Cut-off 11: scores above it');
    expect(cutoff).toContain('criterion c');
    expect(thresholdWords(thresholdsOf(entered), 'higher_worse')[1]).toContain('criterion a');
  });
});
