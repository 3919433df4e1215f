/** Questions about the unit of scores. */
import { measureShortName } from '$lib/measures/short-names';
import type { FileProfile, Question } from '../proposal';
import type { FilePlan } from '../types';
import { answer, withReading } from './change';
import { rawScales } from './score-units';

/** Whether scores that are raw by their values are multiplied. */
export function askUnits(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const raw = rawScales(plan, profile);
  const who5 = raw.filter(({ measure }) => measure === 'who5');
  const dass = raw.filter(({ measure }) => measure.startsWith('dass21'));
  const set = (scales: typeof raw, isRaw: boolean) => (before: FilePlan) => {
    const factors = scales.map(({ measure, factor }) => [measure, isRaw ? factor : 1] as const);
    return withReading(before, {
      factors: { ...before.reading.factors, ...Object.fromEntries(factors) },
    });
  };
  const questions: Question[] = [];
  if (who5.length > 0) {
    questions.push({
      id: 'who5-unit',
      text: 'Are the WHO-5 scores raw sums from 0 to 25?',
      detail:
        'All are whole and none is above 25, and some are no multiple of 4, as percentages are. Cut-offs and change are in percent: 0 to 100.',
      answers: [
        answer('Raw: multiply by 4', set(who5, true)),
        answer(
          'Percent: take them as they are',
          set(who5, false),
          'Scores that are no multiple of 4 are set aside.',
        ),
      ],
    });
  }
  if (dass.length > 0) {
    const names = dass.map(({ measure }) => measureShortName(measure)).join(', ');
    questions.push({
      id: 'dass21-unit',
      text: 'Are the DASS-21 scores not doubled yet?',
      detail: `${names}: none is above 21 and some are odd, so they are sums that were not doubled. Cut-offs are for doubled scores.`,
      answers: [
        answer('Yes: double them', set(dass, true)),
        answer(
          'No: take them as they are',
          set(dass, false),
          'Odd scores are set aside, they are not on the grid of the instrument.',
        ),
      ],
    });
  }
  return questions;
}
