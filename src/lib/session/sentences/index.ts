/**
 * Each figure's finding as one sentence made from its numbers; pure, so that wording can be tested.
 * What holds for all of them is said here: that a number is hidden, who is missing, that n is small.
 */
import { sentenceCase } from '$lib/format/words';
import type { FigureData, Metric } from '$lib/metrics/metric';
import { ACCESS_SENTENCES } from './access';
import { ATTENDANCE_SENTENCES } from './attendance';
import { hiddenSentence } from './hidden';
import { LENGTH_SENTENCES } from './length';
import { MEASUREMENT_SENTENCES } from './measurement';
import { outcomeWords } from './outcome';
import { SMALL_N } from './rows';
import { SYMPTOMS_SENTENCES } from './symptoms';
import { TRANSITIONS_SENTENCES } from './transitions';
import type { Build } from './words';

const SENTENCES: Readonly<Record<string, Build>> = {
  ...MEASUREMENT_SENTENCES,
  ...SYMPTOMS_SENTENCES,
  ...ATTENDANCE_SENTENCES,
  ...LENGTH_SENTENCES,
  ...TRANSITIONS_SENTENCES,
  ...ACCESS_SENTENCES,
};

/** The finding of a figure as a sentence; says why where there is none, or where it is hidden. */
export function sentenceOf(metric: Metric, data: FigureData): string {
  const build = SENTENCES[metric.id];
  const finding = data.suppressed ? null : build ? build(data) : '';
  const isRead = finding !== null && isSmall(metric, data);
  return [
    finding === null ? hiddenSentence(metric, data) : sentenceCase(finding),
    ...outcomeWords(metric.id, data, finding),
    isRead ? 'Small n: read with care.' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Whether an estimate rests on so few stays or persons that it says little. */
export function isSmall(metric: Metric, data: FigureData): boolean {
  const counts = [data.denominator, data.n, data.persons].filter((count) => count !== null);
  return metric.interval !== null && counts.some((count) => count > 0 && count < SMALL_N);
}
