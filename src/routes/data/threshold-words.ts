/** Entered thresholds, and what follows from them, in words. */
import { formatShort } from '$lib/format/numbers';
import { deriveThresholds, type EnteredThresholds, type OwnInstrument } from '$lib/measures/own';

const CRITERIA = {
  a: 'criterion a: two SD from the clinical mean',
  b: 'criterion b: two SD from the norm mean',
  c: 'criterion c: between the clinical and the norm group',
} as const;

/** The reliable change and the cut-off that follow, each as a sentence with its source. */
export function thresholdWords(
  entered: EnteredThresholds,
  direction: OwnInstrument['direction'],
): readonly string[] {
  const { reliableChange, cutoff } = deriveThresholds(entered, direction);
  const change = `A change of more than ${formatShort(reliableChange)} points is reliable (Jacobson and Truax 1991).`;
  if (!cutoff) return [change, 'Without a mean there is no cut-off from these numbers.'];
  const unwell = direction === 'higher_worse' ? 'above' : 'below';
  return [
    change,
    `Cut-off ${formatShort(cutoff.value)}: scores ${unwell} it are on the unwell side (${CRITERIA[cutoff.criterion]}).`,
  ];
}

/** What was entered, in one line: `SD 6.1, reliability 0.86, clinical mean 17.2, norm 3.3 (SD 4)`. */
export function enteredWords({ sd, reliability, clinicalMean, norm }: EnteredThresholds): string {
  return [
    `SD ${formatShort(sd)}`,
    `reliability ${formatShort(reliability)}`,
    ...(clinicalMean === null ? [] : [`clinical mean ${formatShort(clinicalMean)}`]),
    ...(norm === null ? [] : [`norm ${formatShort(norm.mean)} (SD ${formatShort(norm.sd)})`]),
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
