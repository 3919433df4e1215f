/** A filter that excludes nothing costs nothing: the figure is known, under the name that was asked for. */
import { beforeEach, describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import { type ComputedFigure, isComplete } from '$lib/metrics/compute';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { Figures } from '$lib/session/figures';
import type { Columns } from '$lib/sql/columns';
import { LATE, LATE_ANSWERS } from './late-figure';

const everyLevel: Cohort = { ...ALL_STAYS, filters: { level: ['iop', 'php'] } };

let asked: string[];
let figures: Figures;
beforeEach(() => {
  asked = [];
  figures = new Figures();
});

function run(text: string): Promise<Columns> {
  asked.push(text);
  return Promise.resolve(LATE_ANSWERS[text]!);
}

function figureOf(cohort: Cohort): Promise<ComputedFigure> {
  const facts = { cohort, settings: DEFAULT_SETTINGS, dataCut: '2026-10-31' };
  return figures.figure(LATE, facts, run, () => true, ALL_STAYS);
}

describe('a figure of a cohort whose filters exclude nothing', () => {
  it('is not asked for again, and names its own filters', async () => {
    const known = await figureOf(ALL_STAYS);
    expect(asked).toEqual(['r', 't']);
    const figure = await figureOf(everyLevel);
    expect(asked).toEqual(['r', 't']);
    expect(figure.data).toBe(known.data);
    expect(figure.context.cohort).toBe(everyLevel);
    expect(known.context.cohort).toBe(ALL_STAYS);
  });

  it('is completed once for both', async () => {
    const whole = await figures.complete(await figureOf(everyLevel), () => run);
    expect(whole.context.cohort).toBe(everyLevel);
    expect(isComplete(whole)).toBe(true);
    expect(whole.data.excluded).toEqual([{ reason: 'excused', n: 2 }]);
    expect((await figureOf(ALL_STAYS)).data).toBe(whole.data);
    expect(asked).toEqual(['r', 't', 'e', 's']);
  });
});
