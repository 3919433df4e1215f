/** Questions about scores for which there is no rule that brings them to the scale of the library. */
import { formatCount } from '$lib/format/numbers';
import { findMeasure } from '$lib/measures/library';
import { measureShortName } from '$lib/measures/short-names';
import { COMPLEX_SCORES, versionsOf } from '$lib/measures/versions';
import type { FileProfile, Question } from '../proposal';
import { LEAVE_OUT, wordKey } from '../reading';
import type { FilePlan } from '../types';
import { answer, keepAsIs, withCodes, withReading } from './change';
import { noAnswersIn } from './no-answers';
import { scoreCells } from './score-cells';
import { ownCode, suggestCode } from './words';

/** Whether scores above every simple sum are made by a table of weights, so that none can be used. */
export function askComplex(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const noAnswers = noAnswersIn(plan, profile).map(({ value }) => value);
  const cells = scoreCells(plan, profile).filter(({ number }) => !noAnswers.includes(number));
  return COMPLEX_SCORES.flatMap(({ measure, max, label }): Question[] => {
    const simple = [findMeasure(measure)?.scoreMax ?? 0, ...versionsOf(measure).map((v) => v.max)];
    const highest = Math.max(...simple);
    const totals = cells.filter((cell) => cell.measure === measure && cell.item === null);
    const above = totals.filter(({ number }) => number > highest && number <= max);
    const n = above.reduce((sum, cell) => sum + cell.n, 0);
    const all = totals.reduce((sum, cell) => sum + cell.n, 0);
    if (n < 2 || n <= 0.01 * all) return [];
    const name = measureShortName(measure);
    const without = leaveOut(plan, profile, measure);
    return [
      {
        id: `${measure}-complex`,
        text: `Are the ${name} scores ${label}?`,
        detail: `${formatCount(n)} of ${formatCount(all)} are above ${highest}, the highest simple sum. Complex scores come from a table of weights, and no rule turns them into simple sums: those below ${highest} would be taken for sums.`,
        answers: [
          ...(without ? [answer('Yes: leave all of them out', without)] : []),
          keepAsIs(
            without ? 'No: they are simple sums' : 'They are simple sums',
            `Scores above the range are set aside.`,
          ),
        ],
      },
    ];
  });
}

/** The change that leaves the scores of an instrument out; null = the whole file is of it. */
function leaveOut(
  plan: FilePlan,
  profile: FileProfile,
  measure: string,
): ((before: FilePlan) => FilePlan) | null {
  const { shape } = plan.reading;
  if (shape.kind === 'scores') {
    const parts = shape.parts.filter((part) => part.measure !== measure);
    if (parts.length === 0) return null;
    return (before) => withReading(before, { shape: { kind: 'scores', parts } });
  }
  const column = profile.columns[plan.columns['measure'] ?? -1];
  if (!column) return null;
  const words = column.values
    .map(({ value }) => value)
    .filter((word) => {
      const code = plan.reading.codes['measure']?.[wordKey(word)] ?? ownCode('measure', word);
      return (code ?? suggestCode('measure', word)?.code) === measure;
    });
  const codes = Object.fromEntries(words.map((word) => [wordKey(word), LEAVE_OUT]));
  return (before) => withCodes(before, 'measure', codes);
}
