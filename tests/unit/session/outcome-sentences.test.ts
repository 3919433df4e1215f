/**
 * Every sentence about change says of how many, with which interval, how many are missing, and once
 * that nothing is compared: of one, of none, of all, of few, and where numbers are hidden.
 */
import { describe, expect, it } from 'vitest';
import { NARROW_SPACE } from '$lib/format/numbers';
import { type Exclusion, type FigureData, type FigureRow, SUPPRESSED } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { NHS_EXCLUSIONS } from '$lib/metrics/symptoms/nhs-pairs';
import { sentenceOf } from '$lib/session/sentences';
import { figureData, shareOf } from './figure-data';
import { hideHeadline, plausible } from './plausible-figures';

const SMALL = 'Small n: read with care.';
const NO_COMPARISON = 'Change during the program; no comparison group.';
const LIMITS = { low: 0.25, high: 0.75 };

function sentence(id: string, data: FigureData): string {
  return sentenceOf(metricOf(id), data).replaceAll(NARROW_SPACE, ' ');
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** What a share is said about, after its counts. */
const SHARES: Readonly<Record<string, readonly [unit: string, units: string, happened: string]>> = {
  response: ['pair of scores', 'pairs of scores', 'that began on the unwell side of the PHQ-9 responded'],
  remission: ['pair of scores', 'pairs of scores', 'that began on the unwell side of the PHQ-9 ended in remission'],
  'reliable-change': ['pair', 'pairs', 'improved reliably on the PHQ-9'],
  'clinically-significant-change': ['pair', 'pairs', 'recovered on the PHQ-9'],
  recovery: ['who began at caseness', 'who began at caseness', 'moved to recovery'],
  'reliable-recovery': ['who began at caseness', 'who began at caseness', 'recovered reliably'],
  'missing-bounds': ['pair of scores', 'pairs of scores', 'improved reliably on the PHQ-9'],
}; // prettier-ignore

/** The other figures of change, whose numbers stand in their rows. */
const OTHERS = [
  'mean-change',
  'effect-size',
  'severity-adjusted-effect-size',
  'no-use-at-last',
  'step-change',
  'severity-bands',
  'score-course',
] as const;

const OUTCOMES = [...Object.keys(SHARES), ...OTHERS, 'pre-post', 'sensitivity'];

const ofPhq9 = (numerator: number, denominator: number): FigureData => ({
  ...shareOf(numerator, denominator),
  ...LIMITS,
  about: 'phq9',
});

describe('a share of change', () => {
  it.each(Object.entries(SHARES))('%s is of none, of one, of all', (id, [one, many, happened]) => {
    const has = (data: FigureData, counts: string): void => {
      const text = sentence(id, data).replace(/ \([0-9][^)]*\)/, '');
      expect(text.startsWith(`${counts} ${happened}`), text).toBe(true);
      expect(countOf(sentence(id, data), '95 % interval 25.0 % to 75.0 %')).toBe(1);
    };
    has(ofPhq9(0, 12), `None of 12 ${many}`);
    has(ofPhq9(1, 12), `1 of 12 ${many}`);
    has(ofPhq9(12, 12), `All 12 ${many}`);
    has(ofPhq9(1, 1), `1 of 1 ${one}`);
    has(ofPhq9(0, 1), `0 of 1 ${one}`);
    has(ofPhq9(1200, 3800), `1,200 of 3,800 ${many}`);
  });

  it.each(Object.keys(SHARES))('%s without a pair claims no change', (id) => {
    const text = sentence(id, { ...shareOf(0, 0), about: 'phq9' });
    expect(text).toMatch(/^No (pair|finished stay)/);
    expect(text).not.toContain(NO_COMPARISON);
    expect(text).not.toContain('missing');
  });

  it('of no pair says who lacks a score', () => {
    const excluded = [{ reason: 'no_later_score', n: 7 }];
    const data = { ...shareOf(0, 0), about: 'phq9', excluded };
    expect(sentence('reliable-change', data)).toBe(
      'No pair of scores of the PHQ-9. 7 others have no later score.',
    );
  });

  it('of use is right in number', () => {
    const use = (numerator: number, denominator: number): string =>
      sentence('no-use-at-last', { ...ofPhq9(numerator, denominator), about: 'bam_use' });
    expect(use(1, 40)).toContain('1 of 40 pairs of scores with use at the start reports no use');
    expect(use(40, 40)).toContain('All 40 pairs of scores with use at the start report no use');
    expect(use(0, 40)).toContain('None of 40 pairs of scores with use at the start report no use');
  });
});

describe('a figure of change', () => {
  it.each(OUTCOMES)('%s has its interval, and says once that nothing is compared', (id) => {
    const text = sentence(id, plausible(id));
    expect(countOf(text, NO_COMPARISON)).toBe(1);
    expect(countOf(text.toLowerCase(), 'comparison group')).toBe(1);
    expect(text.includes('95 % interval')).toBe(id !== 'pre-post');
    expect(text).not.toContain(SMALL);
  });

  it.each(OUTCOMES)('%s says once that n is small', (id) => {
    const data = plausible(id);
    const isCount = id === 'pre-post';
    const small = sentence(id, { ...data, persons: 19 });
    expect(countOf(small, SMALL)).toBe(isCount ? 0 : 1);
    expect(sentence(id, { ...data, persons: 20 })).not.toContain(SMALL);
  });

  it.each(OUTCOMES)('%s that is hidden says so, why, and nothing in its place', (id) => {
    const data = plausible(id);
    const withN = sentence(id, hideHeadline(data, 'count'));
    const counted = `It is counted from ${data.n?.toLocaleString('en')}`;
    expect(withN).toMatch(/^Hidden: the .* is about few people, or would tell such a number[.]/);
    expect(withN).toContain(counted);
    const without = sentence(id, hideHeadline({ ...data, n: 12 }, 'all'));
    expect(without).not.toContain('counted from');
    for (const text of [withN, without]) {
      expect(countOf(text, NO_COMPARISON)).toBe(1);
      expect(text).not.toMatch(/\b(none|no pair|null|NaN|0)\b|–|Small n/i);
    }
  });
});

describe('who is missing from a figure of change', () => {
  const meanOf = (excluded: readonly Exclusion[]): string => {
    const data = figureData({ n: 40, persons: 40, value: 4, low: 3, high: 5, about: 'phq9' });
    const text = sentence('mean-change', { ...data, excluded });
    return text
      .replace(/^Scores of the PHQ-9 .*interval 3[.]0 to 5[.]0[)][.] /, '')
      .replace(` ${NO_COMPARISON}`, '');
  };

  it.each<[string, readonly Exclusion[], string]>([
    ['nobody', [], 'No scores are missing.'],
    [
      'those who are not missing',
      [
        { reason: 'open', n: 9 },
        { reason: 'not_due', n: 8 },
        { reason: 'too close to the cut', n: 7 },
      ],
      'No scores are missing.',
    ],
    ['one', [{ reason: 'no_score', n: 1 }], '1 other has no score.'],
    [
      'all reasons',
      [
        { reason: 'not_due', n: 8 },
        { reason: 'no_score', n: 20 },
        { reason: 'no_baseline', n: 11 },
        { reason: 'no_later_score', n: 10 },
        { reason: 'open', n: 9 },
      ],
      '41 others have no baseline, no later score or no score.',
    ],
    [
      'hidden numbers',
      [
        { reason: 'no_score', n: null },
        { reason: 'no_later_score', n: null },
        { reason: 'open', n: null },
      ],
      'Others have no later score or no score (number hidden).',
    ],
    [
      'one number shown, one hidden',
      [
        { reason: 'no_score', n: 21 },
        { reason: 'no_baseline', n: null },
      ],
      '21 others have no score; others have no baseline (number hidden).',
    ],
  ])('counts %s', (_what, excluded, text) => {
    expect(meanOf(excluded)).toBe(text);
  });

  it('is who lacks a pair of both instruments, for recovery', () => {
    const excluded = [
      { reason: NHS_EXCLUSIONS.few, n: 5 },
      { reason: NHS_EXCLUSIONS.unpaired, n: 30 },
      { reason: NHS_EXCLUSIONS.well, n: 4 },
    ];
    const text = sentence('recovery', { ...ofPhq9(20, 40), about: null, excluded });
    expect(text).toContain(
      ' 30 others have no first and last score of both the PHQ-9 and the GAD-7. Change during',
    );
  });

  it('is who has no score, for the course', () => {
    const data = { ...plausible('score-course'), excluded: [] };
    expect(sentence('score-course', data)).toContain('No stay is without a score.');
    const excluded = [{ reason: 'no score in a window', n: 12 }];
    expect(sentence('score-course', { ...data, excluded })).toContain('12 others have no score.');
  });

  it('is told from the bounds, which count those without a last score themselves', () => {
    const row = (scope: string, value: number): FigureRow => ({
      ...{ level: null, program: null, measure: 'phq9', rater: null, scope, value, persons: 80 },
      ...{ unpaired: 20, baseline_paired: 14.1, baseline_unpaired: 16.2 },
    });
    const data: FigureData = {
      ...{ ...shareOf(40, 80), ...LIMITS, about: 'phq9' },
      rows: [row('observed', 0.5), row('worst', 0.4), row('best', 0.6)],
      excluded: [
        { reason: 'no_baseline', n: 3 },
        { reason: 'no_later_score', n: 20 },
      ],
    };
    expect(sentence('missing-bounds', data)).toContain(
      '20 more have a baseline and no last score: had none of them improved it would be 40.0 %, had all of them 60.0 %. Their mean baseline is 16.2, that of the others 14.1. 3 others have no baseline. Change',
    );
    const hidden = data.rows.map((own, at) =>
      at === 0 ? own : { ...own, value: null, [SUPPRESSED]: 1 },
    );
    expect(sentence('missing-bounds', { ...data, rows: hidden })).toContain(
      '20 more have a baseline and no last score; what they could change is hidden. Their',
    );
    const whole = hidden.map((own, at) =>
      at === 0 ? own : { ...own, unpaired: null, baseline_paired: null, baseline_unpaired: null },
    );
    expect(sentence('missing-bounds', { ...data, rows: whole })).toContain(
      'on the PHQ-9. Others have a baseline and no last score (number hidden); what they could change is hidden. 3 others have no baseline. Change',
    );
  });
});
