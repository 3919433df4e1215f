/** Why a figure cannot be computed: what is missing, and what to do. */
import { describe, expect, it } from 'vitest';
import { METRICS, metricOf } from '$lib/metrics/registry';
import type { Kind } from '$lib/model/canonical';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { type TimeFacts, whyUnavailable } from '$lib/session/missing-file';

const DATES: TimeFacts = {
  timeMode: 'dates',
  isShifted: false,
  hasStays: true,
  hasObservedUntil: false,
};
const RELATIVE: TimeFacts = { ...DATES, timeMode: 'relative' };
const OBSERVED: TimeFacts = { ...RELATIVE, hasObservedUntil: true };
const SCORES_ONLY: TimeFacts = {
  timeMode: 'order',
  isShifted: false,
  hasStays: false,
  hasObservedUntil: false,
};

const ALL: readonly Kind[] = ['stays', 'scores', 'sessions', 'surveys'];

function unavailable(facts: TimeFacts, kinds = ALL, dischargesOnly = false): string[] {
  const settings = { ...DEFAULT_SETTINGS, dischargesOnly };
  return METRICS.filter((metric) => whyUnavailable(metric, facts, kinds, settings)).map(
    ({ id }) => id,
  );
}

function why(id: string, facts: TimeFacts, kinds = ALL, dischargesOnly = false): string | null {
  return whyUnavailable(metricOf(id), facts, kinds, { ...DEFAULT_SETTINGS, dischargesOnly });
}

describe('what can be computed', () => {
  it('is everything with dates and all files', () => {
    expect(unavailable(DATES)).toEqual([]);
  });

  it('leaves out the census of days since admission, and moves without an end of observation', () => {
    const dated = ['attendance-weekday', 'census', 'admissions', 'discharges', 'people-served'];
    expect(unavailable(OBSERVED)).toEqual(dated);
    const unobserved = unavailable(RELATIVE).filter((id) => !dated.includes(id));
    expect(unobserved).toEqual([
      'off-track-review',
      'follow-up-score-90',
      'follow-up-score-180',
      'follow-up-score-365',
      'risk-follow-through',
      'next-move',
      'level-flow',
      'transition-matrix',
      'continuity-7',
      'continuity-30',
      'readmission-30',
      'readmission-90',
      'acute-admission-30',
      'gap-days',
      'state-occupancy',
      'first-session-attended',
    ]);
  });

  it('is course and change where only scores are loaded', () => {
    const able = METRICS.map(({ id }) => id).filter(
      (id) => !unavailable(SCORES_ONLY, ['scores']).includes(id),
    );
    expect(able).toEqual([
      'score-course',
      'severity-bands',
      'mean-change',
      'effect-size',
      'response',
      'remission',
      'reliable-change',
      'clinically-significant-change',
      'pre-post',
      'missing-bounds',
      'sensitivity',
      'no-use-at-last',
    ]);
  });

  it('leaves out whatever counts open stays where only discharges are loaded', () => {
    expect(unavailable(DATES, ALL, true)).toEqual([
      'early-dropout',
      'early-unplanned',
      'retention',
      'dropout-incidence',
      'census',
      'admissions',
      'state-occupancy',
    ]);
  });
});

describe('the reason', () => {
  it.each([
    [why('score-course', DATES, ['stays']), /^This figure needs a file of scores\. Add /],
    [why('retention', SCORES_ONLY, ['scores']), /^This figure needs a file of stays\. Add /],
    [why('census', RELATIVE), /needs calendar dates; the stays have days since admission only\. /],
    [why('retention', { ...SCORES_ONLY, hasStays: true }), /needs days; .* order of visits\. Map /],
    [why('next-move', RELATIVE), /last day on which each person was observed.*observed_until\.$/],
    [why('retention', DATES, ALL, true), /^You said that the stays file holds discharges only; /],
  ])('is a sentence and a next step: %s', (reason, words) => {
    expect(reason).toMatch(words);
    expect(reason).toMatch(/\.$/);
  });
});
