/** Which thresholds decide, in words, from the rows of `threshold`. */
import { describe, expect, it } from 'vitest';
import {
  cutoffsOf,
  cutoffWords,
  profileWords,
  readThresholds,
  reliableWords,
  sideWords,
  thresholdNotes,
} from '$lib/metrics/thresholds';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { type Cell, Columns } from '$lib/sql/columns';

/** A row of `threshold`; what is not given is not known. */
type Row = Readonly<Record<string, Cell>>;

const NAMES = [
  'measure', 'reliable_change', 'is_strict', 'change_words', 'cutoff_op', 'cutoff',
  'cutoff_words', 'response_share', 'remission_op', 'remission',
]; // prettier-ignore

function result(rows: readonly Row[]): Columns {
  const column = (name: string): [string, Cell[]] => [
    name,
    rows.map((row) => row[name] ?? (name === 'is_strict' ? 0 : null)),
  ];
  return new Columns(rows.length, new Map(NAMES.map(column)));
}

const PHQ9: Row = {
  measure: 'phq9',
  reliable_change: 6,
  change_words: 'RC 5.20 rounded up',
  cutoff_op: '>=',
  cutoff: 10,
  response_share: 0.5,
  remission_op: '<',
  remission: 5,
};

const ENTERED: Row = {
  ...PHQ9,
  measure: 'gad7',
  reliable_change: 4.0907,
  is_strict: 1,
  change_words: 'entered by the program: SD 3.3, reliability 0.80',
  cutoff: 9.5,
  cutoff_words: 'entered by the program, criterion c',
};

const WHO5: Row = { measure: 'who5', cutoff_op: '<', cutoff: 52 };

const NOTHING: Row = { measure: 'bam_use' };

const THRESHOLDS = readThresholds(result([PHQ9, ENTERED, WHO5, NOTHING]));

describe('thresholds read from their table', () => {
  it('keep every value, and what is not known as null', () => {
    expect(THRESHOLDS.get('phq9')).toEqual({
      measure: 'phq9',
      reliableChange: 6,
      isStrict: false,
      changeWords: 'RC 5.20 rounded up',
      cutoffOp: '>=',
      cutoff: 10,
      cutoffWords: null,
      responseShare: 0.5,
      remissionOp: '<',
      remission: 5,
    });
    expect(THRESHOLDS.get('gad7')?.isStrict).toBe(true);
    expect(THRESHOLDS.get('who5')).toMatchObject({ reliableChange: null, responseShare: null });
    expect(THRESHOLDS.get('k10')).toBeUndefined();
  });

  it('give the cut-offs that are known, by measure', () => {
    expect(cutoffsOf(THRESHOLDS)).toEqual({ phq9: 10, gad7: 9.5, who5: 52 });
  });
});

describe('thresholds in words', () => {
  it.each([
    ['phq9', 'PHQ-9 6 points (RC 5.20 rounded up)'],
    ['gad7', 'GAD-7 more than 4.09 points (entered by the program: SD 3.3, reliability 0.80)'],
    ['who5', ''],
    ['k10', ''],
  ])('say from when on a change of the %s is reliable', (id, words) => {
    expect(reliableWords(THRESHOLDS.get(id))).toBe(words);
  });

  it.each([
    ['phq9', 'PHQ-9 10 or more'],
    ['gad7', 'GAD-7 9.5 or more (entered by the program, criterion c)'],
    ['who5', 'WHO-5 below 52'],
    ['bam_use', ''],
    ['k10', ''],
  ])('say which scores of the %s are on the unwell side', (id, words) => {
    expect(cutoffWords(THRESHOLDS.get(id))).toBe(words);
  });

  it.each([
    ['>=', '4 or more'],
    ['>', 'above 4'],
    ['<=', '4 or less'],
    ['<', 'below 4'],
  ])('say %s 4 as %s', (op, words) => {
    expect(sideWords(op, 4)).toBe(words);
  });
});

describe('the notes about thresholds', () => {
  it('name both for the measures of the figure, and only those that are known', () => {
    expect(thresholdNotes(THRESHOLDS, ['phq9', 'who5', 'bam_use'])).toEqual([
      'On the unwell side: PHQ-9 10 or more; WHO-5 below 52.',
      'A change is reliable from: PHQ-9 6 points (RC 5.20 rounded up).',
    ]);
  });

  it('leave out what the figure does not use, and say nothing of nothing', () => {
    expect(thresholdNotes(THRESHOLDS, ['phq9'], ['cutoff'])).toEqual([
      'On the unwell side: PHQ-9 10 or more.',
    ]);
    expect(thresholdNotes(THRESHOLDS, ['bam_use'])).toEqual([]);
    expect(thresholdNotes(THRESHOLDS, [])).toEqual([]);
  });
});

describe('whose thresholds decided', () => {
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    thresholds: { phq9: { sd: 3.3, reliability: 0.8, clinicalMean: null, norm: null } },
  };

  it.each([
    ['published', ['phq9'], 'Published'],
    ['jacobson-truax', ['phq9'], 'Jacobson-Truax'],
    ['nhs', ['phq9'], 'NHS Talking Therapies'],
    ['hedis', [], 'HEDIS-like'],
    ['site', ['gad7'], 'Published (nothing is entered)'],
    ['site', [], 'Published (nothing is entered)'],
    ['site', ['gad7', 'phq9', 'phq9'], 'Entered by the program for PHQ-9, else published'],
  ] as const)('under %s for %j: %s', (profile, ids, words) => {
    expect(profileWords(profile, ids, settings)).toBe(words);
  });
});
