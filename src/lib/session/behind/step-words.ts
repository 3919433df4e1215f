/** The words of the steps to a number: what each step is, how many there are, and of how many people. */
import { formatCount, formatShort, HIDDEN_TEXT } from '$lib/format/numbers';
import { plural, sentenceCase } from '$lib/format/words';
import type { TimeMode } from '$lib/ingest/reading';
import type { ComputedFigure } from '$lib/metrics/compute';
import { filterWords, nounOf, periodOf, reasonWords } from '../view';
import type { FilterField } from '$lib/cohort/fields';
import type { Attrition, Step } from './step';
import type { Part } from './sources';

/** What the words of a step depend on. */
export interface StepFacts {
  readonly figure: ComputedFigure;
  readonly unit: Attrition['unit'];
  readonly fields: readonly FilterField[];
  readonly time?: TimeMode | undefined;
}

/** What a step is, and what it means, such as the definition of the denominator. */
export interface StepWords {
  readonly label: string;
  /** Empty where the label says it all. */
  readonly meaning: string;
  /** `1,204 stays`, `about 1,200 stays`, or that the number is hidden. */
  readonly count: string;
  /** `of 980 people`; empty where it is not known or the units are people. */
  readonly people: string;
}

const OF_COHORT: readonly Part[] = ['loaded', 'filtered out', 'outside the period', 'cohort'];

/** The words of one step. */
export function stepWords(step: Step, facts: StepFacts): StepWords {
  const unit = OF_COHORT.includes(step.part) ? 'stay' : facts.unit;
  return {
    ...partWords(step.part, facts),
    count: countWords(step, unit, facts),
    people:
      step.persons === null || unit === 'person'
        ? ''
        : `of ${plural(step.persons, 'person', 'people')}`,
  };
}

function partWords(
  part: Part,
  { figure, fields, time }: StepFacts,
): Pick<StepWords, 'label' | 'meaning'> {
  const { metric, context } = figure;
  if (typeof part !== 'string') {
    return { label: `Left out: ${reasonWords(part.leftOut, time)}`, meaning: '' };
  }
  switch (part) {
    case 'loaded':
      return { label: 'All loaded stays', meaning: '' };
    case 'filtered out':
      return {
        label: 'Left out by filters',
        meaning: filterWords(context.cohort, fields).join(' · '),
      };
    case 'outside the period':
      return { label: 'Outside the period', meaning: sentenceCase(periodOf(figure)) };
    case 'cohort':
      return { label: 'Stays looked at', meaning: '' };
    case 'considered':
      return { label: 'In question for this figure', meaning: '' };
    case 'counted':
      return {
        label: metric.interval === null ? 'Counted' : 'Counted: the denominator',
        meaning: metric.denominator.startsWith('None') ? '' : metric.denominator,
      };
    case 'numerator':
      return { label: 'Of these: the numerator', meaning: metric.numerator };
  }
}

/** What figures count that are not their units, by metric. */
const AMOUNTS: Readonly<Record<string, { readonly of: string; readonly part?: string }>> = {
  'attendance-rate': { of: 'session' },
  'attended-of-scheduled': { of: 'session' },
  'no-show-rate': { of: 'session' },
  'attendance-course': { of: 'session' },
  'attendance-weekday': { of: 'session' },
  'hours-per-week': { of: 'week', part: 'hour' },
  'service-mix': { of: 'week', part: 'hour' },
  'weeks-at-floor': { of: 'week' },
  'group-size': { of: 'meeting' },
  'measure-adherence': { of: 'due measurement' },
};

function countWords({ part, n, units, isAbout }: Step, unit: string, facts: StepFacts): string {
  if (n === null || units === null) return HIDDEN_TEXT;
  const { figure } = facts;
  const isUnits = Math.abs(n - units) < 1e-9;
  const noun = isUnits ? unitNoun(unit, figure, part) : amountNoun(figure, part);
  const about = isAbout ? 'about ' : '';
  if (isUnits) return about + plural(n, noun, manyOf(noun));
  const amount = `${formatShort(n)}${noun === '' ? '' : ` ${n === 1 ? noun : `${noun}s`}`}`;
  return `${about}${amount} in ${plural(units, unit, manyOf(unit))}`;
}

function unitNoun(unit: string, figure: ComputedFigure, part: Part): string {
  if (unit !== 'stay' || OF_COHORT.includes(part) || AMOUNTS[figure.metric.id]) return unit;
  const noun = nounOf(figure);
  return noun === 'path' ? unit : noun;
}

function amountNoun({ metric }: ComputedFigure, part: Part): string {
  const words = AMOUNTS[metric.id];
  return (part === 'numerator' ? (words?.part ?? words?.of) : words?.of) ?? '';
}

function manyOf(noun: string): string {
  if (noun === 'person') return 'people';
  return noun === 'score off track' ? 'scores off track' : `${noun}s`;
}

/** What rows of a step are, for the line above them: `1,204 stays of 980 people`. */
export function rowsWords(units: number, persons: number, unit: string): string {
  if (unit === 'person') return plural(persons, 'person', 'people');
  return `${formatCount(units)} ${units === 1 ? unit : manyOf(unit)} of ${plural(persons, 'person', 'people')}`;
}
