/** Questions about the scores of a file: their version, numbers for no answer, items without a sum. */
import { formatCount, formatShort } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { itemScoring } from '$lib/measures/item-scoring';
import { findMeasure } from '$lib/measures/library';
import { measureShortName } from '$lib/measures/short-names';
import type { FileProfile, Question } from '../proposal';
import type { FilePlan } from '../types';
import { answer, keepAsIs, withReading } from './change';
import { noAnswersIn } from './no-answers';
import { itemGroups } from './score-shape';
import { type FoundVersion, otherVersions } from './score-units';

/** Which version of an instrument the scores are, where its values tell or leave it open. */
export function askVersions(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const groups = new Map<string, FoundVersion[]>();
  for (const found of otherVersions(plan, profile)) {
    // Items of such instruments are raw in every export.
    if (found.ofItems && found.version.factor !== 1) continue;
    const key = found.measure.startsWith('dass21') ? 'dass21' : found.measure;
    groups.set(key, [...(groups.get(key) ?? []), found]);
  }
  return [...groups].map(([key, found]) => versionQuestion(key, found));
}

function versionQuestion(key: string, found: readonly FoundVersion[]): Question {
  const [first] = found as [FoundVersion, ...FoundVersion[]];
  const { label, rule } = first.version;
  const names = found.map(({ measure }) => measureShortName(measure));
  const set = (isOther: boolean) => (before: FilePlan) => {
    const changes = found.map(({ measure, version }) => ({
      measure,
      factor: isOther ? version.factor : 1,
      offset: isOther ? version.offset : 0,
    }));
    const of = (kind: 'factor' | 'offset'): Record<string, number> =>
      Object.fromEntries(changes.map((change) => [change.measure, change[kind]]));
    return withReading(before, {
      factors: { ...before.reading.factors, ...of('factor') },
      offsets: { ...before.reading.offsets, ...of('offset') },
    });
  };
  return {
    id: `${key}-unit`,
    text: `Are the ${key === 'dass21' ? 'DASS-21' : names[0]} scores ${label}?`,
    detail: `${key === 'dass21' ? `${names.join(', ')}: ` : ''}${reasonOf(first)}`,
    answers: [
      answer(`Yes: ${rule}`, set(true)),
      answer(
        'No: take them as they are',
        set(false),
        first.misfits > 0 ? 'Scores that the scale does not have are set aside.' : null,
      ),
    ],
  };
}

function reasonOf({ measure, misfits, largest, verdict, ofItems }: FoundVersion): string {
  const { scoreMin, scoreMax, step } = findMeasure(measure)!;
  const grid = step !== null && step > 1 ? ` in steps of ${step}` : '';
  const scale = `Bands, cut-offs and change are for scores from ${scoreMin} to ${scoreMax}${grid}.`;
  const cells = ofItems ? 'answer' : 'score';
  if (verdict === 'clear') {
    return `${plural(misfits, cells)} cannot be on that scale, and none is above ${formatShort(largest)}. ${scale}`;
  }
  return `Every ${cells} of the file can be either: none is above ${formatShort(largest)}. ${scale}`;
}

/** Whether numbers such as 99, which no score can be, stand for no answer. */
export function askNoAnswer(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const found = noAnswersIn(plan, profile);
  const n = found.reduce((sum, one) => sum + one.n, 0);
  if (n < 2) return [];
  const numbers = found.map(({ value }) => String(value));
  const isOne = numbers.length === 1;
  const listed = isOne ? numbers[0]! : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
  const set = (noAnswer: readonly string[]) => (before: FilePlan) =>
    withReading(before, { noAnswer });
  return [
    {
      id: 'no-answer',
      text: `${isOne ? 'Does' : 'Do'} ${listed} mean that there is no answer?`,
      detail: `${isOne ? 'It stands' : 'They stand'} in ${formatCount(n)} cells of scores or items, and no score or answer of the instruments there is such a number.`,
      answers: [
        answer(`Yes: read ${listed} as no answer`, set(numbers)),
        answer('No: set those scores aside', set([]), 'They count as scores that are not valid.'),
      ],
    },
  ];
}

/** Items of instruments that are not added up, where no total stands beside them. */
export function askItems(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const { shape } = plan.reading;
  if (plan.kind !== 'scores') return [];
  const scored = shape.kind === 'scores' ? shape.parts.map(({ measure }) => measure) : [];
  const measures = [
    ...new Set(
      itemGroups(profile)
        .filter(hasSeveral)
        .map((one) => one.measure),
    ),
  ];
  return measures.flatMap((measure): Question[] => {
    const scoring = itemScoring(measure);
    if (scoring?.kind !== 'none' || scored.includes(measure)) return [];
    const name = measureShortName(measure);
    return [
      {
        id: `${measure}-items`,
        text: `The items of ${name} are not added up here.`,
        detail: `A plain sum would be a wrong score: ${scoring.because}. Export the score of ${name} beside its items to use it.`,
        answers: [keepAsIs(`Go on without ${name}`)],
      },
    ];
  });
}

function hasSeveral({ at }: { readonly at: readonly number[] }): boolean {
  return at.length > 2;
}
