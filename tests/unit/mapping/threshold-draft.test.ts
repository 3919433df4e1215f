/** Thresholds that are typed: SD and reliability, values set directly, or both. */
import { describe, expect, it } from 'vitest';
import { formatShare } from '$lib/format/numbers';
import {
  enteredDraftOf,
  enteredProblems,
  enteredThresholdsOf,
} from '../../../src/routes/data/threshold-draft';
import { enteredWords, thresholdWords } from '../../../src/routes/data/threshold-words';

const RANGE = { scoreMin: 0, scoreMax: 27 };
const empty = enteredDraftOf(undefined);
const direct = { reliableChange: '5', cutoff: '11', response: '29', remission: '4' };
const spread = { sd: '6', reliability: '0.86', clinicalMean: '15' };

const wrong = (draft: Partial<typeof empty>, range: typeof RANGE | null = RANGE): string[] =>
  Object.keys(enteredProblems({ ...empty, ...draft }, range));

describe('a draft of thresholds', () => {
  it('needs one of the two groups', () => {
    expect(wrong({})).toEqual(['sd', 'reliableChange']);
    expect(wrong(direct)).toEqual([]);
    expect(wrong({ remission: '4' })).toEqual([]);
    expect(wrong(spread)).toEqual([]);
    expect(wrong({ ...direct, ...spread })).toEqual([]);
  });

  it('needs a whole group of SD and reliability once one of its fields is filled', () => {
    expect(wrong({ ...direct, sd: '6' })).toEqual(['reliability']);
    expect(wrong({ ...direct, clinicalMean: '15' })).toEqual(['sd', 'reliability']);
  });

  it.each([
    ['reliableChange', ['0', '-1', '27.5', 'x'], ['0.5', '27']],
    ['cutoff', ['-1', '28', 'x'], ['0', '27', '9.5']],
    ['remission', ['-1', '28', 'x'], ['0', '27', '4.5']],
    ['response', ['0', '101', '35.5', 'x'], ['1', '100']],
  ] as const)('takes for %s not %j but %j', (field, refused, taken) => {
    for (const value of refused) expect(wrong({ [field]: value }), value).toEqual([field]);
    for (const value of taken) expect(wrong({ [field]: value }), value).toEqual([]);
  });

  it('names the range, where it is known', () => {
    const problems = enteredProblems({ ...empty, cutoff: '40', reliableChange: '40' }, RANGE);
    expect(problems.cutoff).toBe('A score from 0 to 27, or nothing.');
    expect(problems.reliableChange).toBe('Points above 0, up to 27, or nothing.');
    expect(wrong({ cutoff: '40', reliableChange: '40' }, null)).toEqual([]);
    expect(wrong({ cutoff: 'x', reliableChange: '-1' }, null)).toEqual([
      ...['reliableChange', 'cutoff'],
    ]);
  });

  it('becomes thresholds without what is empty, and a draft again', () => {
    const none = { sd: null, reliability: null, clinicalMean: null, norm: null };
    const set = { reliableChange: 5, cutoff: 11, responseShare: 0.29, remission: 4 };
    const drafts = [direct, spread, { ...direct, ...spread }].map((part) => ({
      ...empty,
      ...part,
    }));
    const groups = { sd: 6, reliability: 0.86, clinicalMean: 15, norm: null };
    const entered = drafts.map(enteredThresholdsOf);
    expect(entered).toStrictEqual([{ ...none, direct: set }, groups, { ...groups, direct: set }]);
    expect(entered.map(enteredDraftOf)).toEqual(drafts);
  });
});

describe('values that are set, in words', () => {
  const values = enteredThresholdsOf({ ...empty, ...direct });
  const share = formatShare(0.29, 0);

  it('are named in one line', () => {
    expect(enteredWords(values)).toBe(
      `reliable change 5 points, cut-off 11, response ${share}, remission 4`,
    );
  });

  it('say what decides, by the direction of the instrument', () => {
    expect(thresholdWords(values, 'higher_worse')).toEqual([
      'A change of 5 points or more is reliable.',
      'Scores of 11 and above are on the unwell side.',
      `An improvement by ${share} of the baseline or more is a response.`,
      'A last score below 4 is a remission.',
    ]);
    const [, cutoff, , remission] = thresholdWords(values, 'higher_better');
    expect(cutoff).toBe('Scores of 11 and below are on the unwell side.');
    expect(remission).toBe('A last score above 4 is a remission.');
  });

  it('say where SD and reliability still decide', () => {
    const both = { ...empty, ...spread, reliableChange: '5' };
    expect(thresholdWords(enteredThresholdsOf(both), 'higher_worse')).toEqual([
      'A change of 5 points or more is reliable.',
      'Under Jacobson-Truax only: A change of more than 6.22 points is reliable (Jacobson and Truax 1991).',
      'Cut-off 3: scores above it are on the unwell side (criterion a: two SD from the clinical mean).',
    ]);
  });
});
