/** What the page of definitions says of metrics and instruments, and where its addresses lead. */
import { describe, expect, it } from 'vitest';
import { INSTRUMENTS } from '$lib/measures/library';
import { METRICS, metricOf } from '$lib/metrics/registry';
import { instrumentFacts } from '../../../src/routes/definitions/instrument-facts';
import {
  entersChange,
  findInstruments,
  hasPublishedChange,
} from '../../../src/routes/definitions/instrument-words';
import { findMetrics, metricFacts } from '../../../src/routes/definitions/metric-facts';
import { placeOf } from '../../../src/routes/definitions/parts';

const instrument = (id: string) => INSTRUMENTS.find((found) => found.id === id)!;
const factOf = (id: string, label: string) =>
  instrumentFacts(instrument(id)).find((fact) => fact.label === label);

describe('an address', () => {
  it.each([
    ['#targets', { part: 'targets', entry: null }],
    ['#metric-paired-data', { part: 'metrics', entry: 'paired-data' }],
    ['#instrument-phq9', { part: 'instruments', entry: 'phq9' }],
    ['', null],
    ['#main', null],
    ['#metric-', null],
  ])('%s', (hash, place) => {
    expect(placeOf(hash)).toEqual(place);
  });
});

describe('the dictionary', () => {
  it('holds every metric once, whatever its group', () => {
    const shown = findMetrics(METRICS, '').flatMap(({ metrics }) => metrics);
    expect(shown.map(({ id }) => id).toSorted()).toEqual(METRICS.map(({ id }) => id).toSorted());
  });

  it('finds metrics that hold every word', () => {
    const ids = findMetrics(METRICS, ' Retention ').flatMap(({ metrics }) =>
      metrics.map((m) => m.id),
    );
    expect(ids).toContain('retention');
    expect(ids).not.toContain('level-flow');
    expect(findMetrics(METRICS, 'retention xyz')).toEqual([]);
  });

  it('leaves no line of an entry empty', () => {
    for (const metric of METRICS) {
      for (const { label, text } of metricFacts(metric)) {
        expect(text.trim(), `${metric.id}: ${label}`).not.toBe('');
      }
    }
    const basis = metricFacts(metricOf('score-course')).find(({ label }) => label === 'Period by');
    expect(basis?.text).toBe('discharged (default), admitted, active');
  });
});

describe('the library', () => {
  it('leaves no fact of an instrument empty, and gives no value a mark that it does not have', () => {
    for (const known of INSTRUMENTS) {
      for (const { label, text } of instrumentFacts(known)) {
        expect(text.trim(), `${known.id}: ${label}`).not.toBe('');
        expect(text, `${known.id}: ${label}`).not.toMatch(/undefined|null|NaN/);
      }
    }
  });

  it('shows a published value with its mark, its basis and its sources', () => {
    expect(factOf('phq9', 'Reliable change')).toMatchObject({
      text: '6 points or more',
      mark: 'V',
      notes: ['NHS Talking Therapies (RC 5.20 rounded up)'],
    });
    expect(factOf('phq9', 'Reliable change')!.sources.join()).toContain('NHS Talking Therapies');
    expect(factOf('phq9', 'Cut-off')?.text).toBe('10 or more is the unwell side');
    expect(factOf('phq9', 'Severity bands')?.text).toMatch(
      /^0 to 4 none\/minimal, .*from 20 severe$/,
    );
    expect(factOf('phq9', 'Remission')?.text).toBe('last score below 5');
  });

  it('says what is not published', () => {
    expect(factOf('phq8', 'Reliable change')).toMatchObject({
      text: 'No published reliable change',
      mark: 'U',
    });
    expect(hasPublishedChange(instrument('phq8'))).toBe(false);
    // A value that was found for another form is shown, and not used.
    expect(hasPublishedChange(instrument('phqa'))).toBe(false);
    expect(hasPublishedChange(instrument('gad7'))).toBe(true);
  });

  it.each(['audit', 'srs', 'cssrs', 'bam'])('says that %s never enters change scores', (id) => {
    expect(entersChange(instrument(id))).toBe(false);
    expect(factOf(id, 'Use')?.notes).toContain('Never enters change scores.');
    expect(factOf(id, 'Reliable change')).toBeUndefined();
  });

  it('is searched by words and use', () => {
    expect(findInstruments(INSTRUMENTS, 'phq-9', null).map(({ id }) => id)).toContain('phq9');
    expect(findInstruments(INSTRUMENTS, '', 'risk').map(({ id }) => id)).toEqual(['cssrs']);
  });
});
