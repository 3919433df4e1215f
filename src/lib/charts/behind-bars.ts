/**
 * The thin bars beside the steps to a number. What is left out stands at the end of what was there
 * before it; from the units of the figure on the scale is theirs, which need not be stays.
 */
import type { Attrition, Step } from '$lib/session/behind/step';

/** Where a bar begins and how long it is, in percent of the line. */
export interface StepBar {
  readonly from: number;
  readonly width: number;
}

/** The steps without the one that only repeats the stays looked at. */
export function shownSteps({ steps, unit }: Attrition): Attrition {
  const shown = steps.filter((step, at) => {
    const before = steps[at - 1];
    const isRepeat = step.part === 'considered' && unit === 'stay' && step.n === before?.n;
    return !isRepeat || step.n === null || step.isAbout !== before?.isAbout;
  });
  return { steps: shown, unit };
}

/** One bar a step; null where the number is hidden. */
export function stepBars({ steps, unit }: Attrition): readonly (StepBar | null)[] {
  const loaded = steps.find(({ part }) => part === 'loaded')?.units ?? 0;
  const considered = steps.find(({ part }) => part === 'considered')?.units ?? 0;
  const ofUnits = unit === 'stay' && considered <= loaded ? loaded : considered;
  let left = 0;
  let isOfCohort = true;
  return steps.map((step): StepBar | null => {
    if (step.part === 'considered') isOfCohort = false;
    const most = isOfCohort ? loaded : ofUnits;
    if (step.units === null || most === 0) return null;
    const width = share(step.units, most);
    if (!isLeftOut(step)) {
      left = width;
      return { from: 0, width };
    }
    // Units of which only a part is left out stay among those that follow.
    const from = Math.max(0, left - width);
    if (countsWhole(step)) left = from;
    return { from, width };
  });
}

function isLeftOut({ part }: Step): boolean {
  return typeof part !== 'string' || part === 'filtered out' || part === 'outside the period';
}

function countsWhole({ n, units }: Step): boolean {
  return n === units;
}

function share(part: number, whole: number): number {
  return Math.min(100, (100 * part) / whole);
}
