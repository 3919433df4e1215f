/** Thresholds that a program set directly, in words. */
import { formatShare, formatShort } from '$lib/format/numbers';
import type { DirectThresholds } from '$lib/measures/own';

/** What was set, such as `reliable change 5 points` and `response 40 %`; nothing for nothing. */
export function directWords(direct: DirectThresholds | undefined): readonly string[] {
  if (!direct) return [];
  const { reliableChange, cutoff, responseShare, remission } = direct;
  return [
    ...(reliableChange === null ? [] : [`reliable change ${formatShort(reliableChange)} points`]),
    ...(cutoff === null ? [] : [`cut-off ${formatShort(cutoff)}`]),
    ...(responseShare === null ? [] : [`response ${formatShare(responseShare, 0)}`]),
    ...(remission === null ? [] : [`remission ${formatShort(remission)}`]),
  ];
}
