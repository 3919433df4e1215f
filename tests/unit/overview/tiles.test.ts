/** What a tile says of a change, and what stands below its number. */
import { describe, expect, it } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import { NARROW_SPACE } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { changeOf, TILES } from '../../../src/routes/overview/tiles';
import { computed, figureData, shareOf } from '../session/figure-data';

const BEFORE = { ...ALL_STAYS, period: { from: '2026-01-01', to: '2026-03-31' } };

/** A share of 100 whose interval is 4 points wide on either side. */
function sure(count: number): FigureData {
  return { ...shareOf(count, 100), low: count / 100 - 0.04, high: count / 100 + 0.04 };
}

function change(id: string, now: FigureData, before: FigureData): ReturnType<typeof changeOf> {
  const found = changeOf(computed(id, now), computed(id, before, BEFORE));
  return found && { ...found, text: found.text.replaceAll(NARROW_SPACE, ' ') };
}

describe('the change of a tile', () => {
  it('has a verdict by the direction of the metric', () => {
    const found = change('attendance-rate', sure(90), sure(80));
    expect(found).toEqual({
      arrow: 'up',
      verdict: 'better',
      text: '10.0 points above Jan to Mar 2026 (80.0 %)',
    });
    expect(change('readmission-30', sure(19), sure(5))?.verdict).toBe('worse');
  });

  it.each([
    ['chance alone can explain it', sure(82), sure(80)],
    ['nothing is known of the period before', sure(90), shareOf(80, 100)],
    ['few are counted', { ...sure(90), n: 9, denominator: 9 }, sure(80)],
  ])('has none where %s', (_, now, before) => {
    const found = change('attendance-rate', now, before);
    expect(found?.verdict).toBe('neither');
    expect(found?.text).toMatch(/, within the margin of error$/);
  });

  it('has none for a count', () => {
    expect(change('admissions', figureData({ value: 9 }), figureData({ value: 12 }))).toEqual({
      arrow: 'down',
      verdict: 'neither',
      text: '3 below Jan to Mar 2026 (12)',
    });
  });

  it('is not shown without a number before, or for another measure', () => {
    expect(change('attendance-rate', shareOf(1, 2), shareOf(0, 0))).toBeUndefined();
    const phq9 = { ...shareOf(1, 2), about: 'phq9' };
    expect(change('reliable-change', phq9, { ...phq9, about: 'gad7' })).toBeUndefined();
  });
});

it('every tile has a figure', () => {
  for (const { id } of TILES) expect(metricOf(id).id).toBe(id);
});

it('the tile of steps down counts discharges from the higher levels only', () => {
  const row = (level: string, numerator: number, denominator: number): FigureRow => ({
    level,
    program: null,
    window: 7,
    class: 'step_down',
    numerator,
    denominator,
    value: numerator / denominator,
  });
  const rows = [row('inpatient', 6, 10), row('php', 12, 30), row('op', 1, 60)];
  const spec = TILES.find(({ id }) => id === 'next-move')!;
  const { data } = spec.read!(computed('next-move', { ...shareOf(19, 100), rows }));
  expect(data).toMatchObject({ numerator: 18, denominator: 40, value: 0.45 });
  expect(data.low).toBeCloseTo(0.307, 3);
});
