/**
 * The steps to a number as they may leave the house: what the figure hides is hidden, and what stands
 * before is rounded where it would tell a hidden number or one that the figure does not tell.
 */
import { toTens } from '$lib/format/numbers';
import type { ComputedFigure } from '$lib/metrics/compute';
import { isEverybody } from '$lib/metrics/groups';
import type { Headline } from '$lib/metrics/metric';
import type { Step } from './step';
import type { Focus } from './focus';

/** The steps with the numbers of the released figure. */
export function releasedSteps(
  figure: ComputedFigure,
  focus: Focus,
  steps: readonly Step[],
): readonly Step[] {
  const told = toldOf(figure, focus);
  const isAllTold =
    told.counted !== null &&
    told.excluded !== null &&
    told.excluded.every(({ n }) => n !== null) &&
    isSum(steps);
  return steps.flatMap((step): Step[] => {
    const { part } = step;
    if (typeof part !== 'string') {
      const own = told.excluded?.find(({ reason }) => reason === part.leftOut);
      return own ? [{ part, n: own.n, units: own.n, persons: null }] : [];
    }
    switch (part) {
      case 'loaded':
        return [isAllTold ? { ...step, persons: null } : about(step)];
      case 'counted':
        return [{ part, n: told.counted, units: told.counted, persons: told.persons }];
      case 'numerator':
        return [{ part, n: told.numerator, units: told.numerator, persons: null }];
      case 'filtered out':
      case 'outside the period':
        return [];
      default: {
        if (told.counted === null) return [{ part, n: null, units: null, persons: null }];
        return [isAllTold && part === 'considered' ? { ...step, persons: null } : about(step)];
      }
    }
  });
}

interface Told {
  readonly counted: number | null;
  readonly numerator: number | null;
  readonly persons: number | null;
  /** null = the figure tells none for this number. */
  readonly excluded: Headline['excluded'] | null;
}

function toldOf({ data }: ComputedFigure, focus: Focus): Told {
  if (focus === null) {
    const { n, numerator, denominator, persons, excluded } = data;
    return { counted: denominator ?? n, numerator, persons, excluded };
  }
  const get = (key: string): number | null => {
    const value = focus[key];
    return typeof value === 'number' ? value : null;
  };
  const isOfMain = isEverybody(focus) && (focus['measure'] ?? data.about) === data.about;
  return {
    counted: get('denominator') ?? get('n') ?? get('value'),
    numerator: get('numerator'),
    persons: get('persons'),
    excluded: isOfMain ? data.excluded : null,
  };
}

/** Whether what is considered is the sum of what is told anyway. */
function isSum(steps: readonly Step[]): boolean {
  const of = (part: string): number => steps.find((step) => step.part === part)?.n ?? 0;
  const leftOut = steps.reduce(
    (sum, { part, n }) => sum + (typeof part === 'string' ? 0 : (n ?? 0)),
    0,
  );
  return of('considered') === of('counted') + leftOut;
}

function about({ part, n }: Step): Step {
  const rounded = n === null ? null : toTens(n);
  return { part, n: rounded, units: rounded, persons: null, isAbout: true };
}
