/** A picture is made anew exactly when something that it shows has changed. */
import { describe, expect, it } from 'vitest';
import { makeSamePicture } from '$lib/charts/same-picture';
import type { FigureData } from '$lib/metrics/metric';

function figure(changes: Partial<FigureData> = {}): FigureData {
  return {
    n: 4, persons: 3, numerator: 2, denominator: 4, value: 0.5, low: null, high: null, about: null,
    excluded: [], columns: ['level', 'value'], rows: [{ level: 'iop', value: 0.5 }], notes: [],
    ...changes,
  }; // prettier-ignore
}

describe('two figures make the same picture', () => {
  it('when only words and what was left out differ', () => {
    const complete = figure({
      notes: ['Paths'],
      excluded: [{ reason: 'open', n: 2 }],
      focuses: [{ key: 'divided', ...figure(), excluded: [{ reason: 'open', n: 2 }] }],
    });
    expect(makeSamePicture(figure(), complete)).toBe(true);
  });

  it('not when a value, a limit, a row or a threshold differs', () => {
    const others: Partial<FigureData>[] = [
      { rows: [{ level: 'iop', value: 0.25 }] },
      { rows: [{ level: 'iop', value: null }] },
      { rows: [{ level: 'iop', value: 0.5, low: 0.2 }] },
      { rows: [...figure().rows, { level: 'php', value: 0.5 }] },
      { low: 0.2 },
      { cutoffs: { phq9: 10 } },
    ];
    for (const other of others) {
      expect(makeSamePicture(figure(), figure(other))).toBe(false);
      expect(makeSamePicture(figure(other), figure())).toBe(false);
    }
  });
});
