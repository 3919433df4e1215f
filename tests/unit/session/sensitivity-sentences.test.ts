/** How much the choices matter, in words: of none, of one, of many alternatives, and of hidden ones. */
import { describe, expect, it } from 'vitest';
import { NARROW_SPACE } from '$lib/format/numbers';
import { type FigureData, type FigureRow, SUPPRESSED } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { sentenceOf } from '$lib/session/sentences';
import { figureData, shareOf } from './figure-data';

/** A row of 100 pairs of 90 people; the base where no choice is given. */
function row(
  numerator: number | null,
  choice = 'as shown',
  alternative = 'as shown',
  more: FigureRow = {},
): FigureRow {
  return {
    ...{ measure: 'phq9', rater: null, choice, alternative, basis: 'A paper', class: 'improved' },
    ...{ numerator, denominator: 100, persons: 90 },
    value: numerator === null ? null : numerator / 100,
    ...more,
  };
}

const RECOVERED: FigureRow = { class: 'recovered' };
const IN_FORCE: FigureRow = { basis: 'A paper; as shown' };

function figure(rows: readonly FigureRow[]): FigureData {
  return { ...shareOf(48, 100), persons: 90, about: 'phq9', rows };
}

function said(data: FigureData): string {
  return sentenceOf(metricOf('sensitivity'), data).replaceAll(NARROW_SPACE, ' ');
}

const START = /^48 of 100 pairs \(48\.0 %.*\) improved reliably on the PHQ-9 as shown/;

describe('the sentence about the choices', () => {
  it('says the range, and which choice matters most', () => {
    const text = said(
      figure([
        row(99, 'as shown', 'as shown', { measure: 'gad7' }),
        row(48),
        row(20, 'as shown', 'as shown', RECOVERED),
        row(44, 'reliable change', '5 points'),
        row(48, 'reliable change', '6 points', IN_FORCE),
        row(18, 'cut-off', 'from 12', RECOVERED),
        row(50, 'window', '14 days'),
        row(55.3, 'unit', 'path'),
        row(21, 'unit', 'path', RECOVERED),
      ]),
    );
    expect(text).toMatch(START);
    expect(text).toContain(
      'as shown, 44.0 % to 55.3 % under the alternatives; the unit matters most (whole paths: 55.3 %). Recovered: 20.0 % as shown, 18.0 % to 21.0 % under the alternatives; the cut-off matters most (from 12: 18.0 %).',
    );
    expect(text).toMatch(/Change during the program; no comparison group\.$/);
  });

  it('names the only alternative', () => {
    const text = said(figure([row(48), row(30, 'reliable change', '18 points')]));
    expect(text).toContain('as shown, 30.0 % under the one alternative, 18 points.');
    expect(text).not.toContain('Recovered');
  });

  it('says where nothing depends on them, and where there is none', () => {
    const same = figure([row(48), row(48, 'window', '3 days'), row(48, 'window', '14 days')]);
    expect(said(same)).toContain('as shown, the same under every alternative.');
    const none = figure([row(48), row(48, 'reliable change', '6 points', IN_FORCE)]);
    expect(said(none)).toContain('as shown; no alternative is known.');
  });

  it('reads the rater of the headline only', () => {
    const other = { rater: 'clinician', numerator: 10, denominator: 20, persons: 20 };
    const text = said(
      figure([
        row(50, 'as shown', 'as shown', other),
        row(90, 'unit', 'path', { rater: 'clinician' }),
        row(48),
        row(40, 'unit', 'path'),
      ]),
    );
    expect(text).toContain('40.0 % under the one alternative, whole paths.');
  });

  it('does not take a hidden alternative for none', () => {
    const hidden = { [SUPPRESSED]: 1 };
    const text = said(
      figure([
        row(48),
        row(null, 'window', '3 days', hidden),
        row(null, 'as shown', 'as shown', { ...RECOVERED, ...hidden }),
      ]),
    );
    expect(text).toMatch(/improved reliably on the PHQ-9 as shown\. Alternatives about few people/);
  });

  it('says why there is nothing to say', () => {
    expect(said(figureData({}))).toBe(
      'No pair of scores of an instrument with a known reliable change or cut-off.',
    );
    expect(said({ ...shareOf(0, 0), about: 'phq9' })).toBe(
      'No pair of scores of the PHQ-9 as shown.',
    );
    expect(said({ ...shareOf(0, 0), rows: [row(3, 'reliable change', '6 points')] })).toContain(
      'No reliable change is known under the chosen thresholds',
    );
  });
});
