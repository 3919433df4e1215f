/** Numbers among scores that most likely stand for no answer, as forms and databases write them. */
import { itemScoring } from '$lib/measures/item-scoring';
import { canBeScore } from '$lib/measures/versions';
import type { FileProfile } from '../proposal';
import type { FilePlan } from '../types';
import { type ScoreCell, scoreCells } from './score-cells';

const ANYWHERE: readonly number[] = [
  77, 88, 98, 99, 777, 888, 998, 999, 9999, -1, -7, -8, -9, -77, -88, -98, -99, -999,
];
const IN_ITEMS: readonly number[] = [7, 8, 9];

/** Whether a number is one that often stands for no answer in any score. */
export function isNoAnswerCandidate(value: number): boolean {
  return ANYWHERE.includes(value);
}

/** A number that stands for no answer, by its cells in the rows that were looked at. */
export interface NoAnswer {
  readonly value: number;
  readonly n: number;
}

/** Such numbers where the instrument cannot have them, the most frequent first. */
export function noAnswersIn(plan: FilePlan, profile: FileProfile): readonly NoAnswer[] {
  const counts = new Map<number, number>();
  for (const cell of scoreCells(plan, profile)) {
    if (isImpossible(cell)) counts.set(cell.number, (counts.get(cell.number) ?? 0) + cell.n);
  }
  return [...counts].map(([value, n]) => ({ value, n })).sort((a, b) => b.n - a.n);
}

function isImpossible({ measure, number, item }: ScoreCell): boolean {
  if (item === null) return isNoAnswerCandidate(number) && !canBeScore(measure, number);
  const scoring = itemScoring(measure);
  const isCandidate = isNoAnswerCandidate(number) || IN_ITEMS.includes(number);
  return isCandidate && scoring?.kind === 'sum' && (number < scoring.min || number > scoring.max);
}
