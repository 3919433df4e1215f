/** Entered thresholds, and what follows from them, in words. */
import { formatShare, formatShort } from '$lib/format/numbers';
import {
  deriveThresholds,
  type DirectThresholds,
  type EnteredSpread,
  type EnteredThresholds,
  type OwnInstrument,
  spreadOf,
} from '$lib/measures/own';
import { directWords } from '$lib/session/direct-words';

const CRITERIA = {
  a: 'criterion a: two SD from the clinical mean',
  b: 'criterion b: two SD from the norm mean',
  c: 'criterion c: between the clinical and the norm group',
} as const;

/** The words for both sides of a score. */
export const SIDES = {
  higher_worse: { worse: 'above', better: 'below' },
  higher_better: { worse: 'below', better: 'above' },
} as const;

/** What is set directly and what follows from SD and reliability, each as a sentence with its source. */
export function thresholdWords(
  entered: EnteredThresholds,
  direction: OwnInstrument['direction'],
): readonly string[] {
  const { direct } = entered;
  const spread = spreadOf(entered);
  const follows = spread ? followingWords(spread, direction, direct) : [];
  return [...(direct ? setWords(direct, direction) : []), ...follows];
}

/** What was entered, in one line: `SD 6.1, reliability 0.86, clinical mean 17.2, norm 3.3 (SD 4)`. */
export function enteredWords({
  sd,
  reliability,
  clinicalMean,
  norm,
  direct,
}: EnteredThresholds): string {
  return [
    ...(sd === null ? [] : [`SD ${formatShort(sd)}`, `reliability ${formatShort(reliability)}`]),
    ...(clinicalMean === null ? [] : [`clinical mean ${formatShort(clinicalMean)}`]),
    ...(norm === null ? [] : [`norm ${formatShort(norm.mean)} (SD ${formatShort(norm.sd)})`]),
    ...directWords(direct),
  ].join(', ');
}

/** An instrument of the program in one line: `0 to 40, whole steps, higher is worse, cut-off 16`. */
export function instrumentWords(own: OwnInstrument): string {
  const { scoreMin, scoreMax, step, direction, cutoff } = own;
  return [
    `${formatShort(scoreMin)} to ${formatShort(scoreMax)}`,
    step === null ? 'any decimal' : step === 1 ? 'whole steps' : `steps of ${formatShort(step)}`,
    direction === 'higher_worse' ? 'higher is worse' : 'higher is better',
    cutoff === null ? 'no cut-off' : `cut-off ${formatShort(cutoff)}`,
  ].join(', ');
}

function setWords(
  { reliableChange, cutoff, responseShare, remission }: DirectThresholds,
  direction: OwnInstrument['direction'],
): string[] {
  const { worse, better } = SIDES[direction];
  const words: string[] = [];
  if (reliableChange !== null) {
    words.push(`A change of ${formatShort(reliableChange)} points or more is reliable.`);
  }
  if (cutoff !== null) {
    words.push(`Scores of ${formatShort(cutoff)} and ${worse} are on the unwell side.`);
  }
  if (responseShare !== null) {
    const share = formatShare(responseShare, 0);
    words.push(`An improvement by ${share} of the baseline or more is a response.`);
  }
  if (remission !== null) {
    words.push(`A last score ${better} ${formatShort(remission)} is a remission.`);
  }
  return words;
}

/** What follows from SD and reliability; where a value is set directly, under which profile. */
function followingWords(
  spread: EnteredSpread,
  direction: OwnInstrument['direction'],
  direct: DirectThresholds | undefined,
): string[] {
  const { reliableChange, cutoff } = deriveThresholds(spread, direction);
  const under = (value: number | null | undefined): string =>
    value == null ? '' : 'Under Jacobson-Truax only: ';
  const change = `${under(direct?.reliableChange)}A change of more than ${formatShort(reliableChange)} points is reliable (Jacobson and Truax 1991).`;
  if (!cutoff) {
    const isSet = direct != null && direct.cutoff !== null;
    return isSet ? [change] : [change, 'Without a mean there is no cut-off from these numbers.'];
  }
  return [
    change,
    `${under(direct?.cutoff)}Cut-off ${formatShort(cutoff.value)}: scores ${SIDES[direction].worse} it are on the unwell side (${CRITERIA[cutoff.criterion]}).`,
  ];
}
