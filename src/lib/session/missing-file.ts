/** Why a metric cannot be computed from what is loaded: what is missing, and what to do about it. */
import type { Kind } from '$lib/model/canonical';
import type { Settings } from '$lib/model/settings';
import type { Metric, Need } from '$lib/metrics/metric';
import type { DataFacts } from './facts';

/** What is known about the time of stays. */
export type TimeFacts = Pick<DataFacts, 'timeMode' | 'isShifted' | 'hasStays' | 'hasObservedUntil'>;

/** What is loaded and set. */
interface Loaded {
  readonly facts: TimeFacts;
  readonly kinds: readonly Kind[];
  readonly settings: Settings;
}

/** Missing files come before missing days, and those before what days cannot tell. */
const ORDER: readonly Need[] = [
  'stays',
  'scores',
  'sessions',
  'surveys',
  'days',
  'dates',
  'observation',
  'open-stays',
];

/** The first thing that a metric lacks, as sentences; null = it can be computed. */
export function whyUnavailable(
  metric: Metric,
  facts: TimeFacts,
  kinds: readonly Kind[],
  settings: Settings,
): string | null {
  const loaded = { facts, kinds, settings };
  for (const need of ORDER) {
    const why = metric.needs.includes(need) ? CHECKS[need](loaded) : null;
    if (why) return why;
  }
  return null;
}

const CHECKS: Readonly<Record<Need, (loaded: Loaded) => string | null>> = {
  stays: ({ facts }) => (facts.hasStays ? null : fileNeeded('stays')),
  scores: ({ kinds }) => (kinds.includes('scores') ? null : fileNeeded('scores')),
  sessions: ({ kinds }) => (kinds.includes('sessions') ? null : fileNeeded('sessions')),
  surveys: ({ kinds }) => (kinds.includes('surveys') ? null : fileNeeded('surveys')),
  days: ({ facts }) =>
    facts.timeMode === 'order'
      ? 'This figure needs days; the loaded files hold only the order of visits. Map columns with days, or with days since admission.'
      : null,
  dates: ({ facts }) =>
    facts.timeMode === 'dates'
      ? facts.isShifted
        ? 'This figure needs calendar dates; the days of the loaded files were moved on purpose, so months cannot be compared.'
        : null
      : facts.timeMode === 'relative'
        ? 'This figure needs calendar dates; the stays have days since admission only. Load stays with dates to see it.'
        : 'This figure needs calendar dates; the loaded files hold only the order of visits. Load stays with dates to see it.',
  observation: ({ facts }) =>
    facts.timeMode === 'relative' && !facts.hasObservedUntil
      ? 'This figure needs the last day on which each person was observed, since days since admission have no common end. Map a column for observed_until.'
      : null,
  'open-stays': ({ settings }) =>
    settings.dischargesOnly
      ? 'You said that the stays file holds discharges only; who is still here is not in it. Load a file with open stays to see this figure.'
      : null,
};

function fileNeeded(kind: Kind): string {
  return `This figure needs a file of ${kind}. Add one on the start page.`;
}
