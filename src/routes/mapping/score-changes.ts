/** What a plan does to the scores of each instrument before they are stored, as sentences. */
import { formatShort } from '$lib/format/numbers';
import type { FilePlan } from '$lib/ingest/types';
import { measureShortName } from '$lib/measures/short-names';
import { versionBy } from '$lib/measures/versions';

/** The change of the scores of one instrument. */
export interface VersionChange {
  readonly measure: string;
  readonly sentence: string;
}

/** The instruments whose scores are changed, with how and why. */
export function versionChanges({ reading }: FilePlan): readonly VersionChange[] {
  const measures = new Set([...Object.keys(reading.factors), ...Object.keys(reading.offsets)]);
  return [...measures].flatMap((measure): VersionChange[] => {
    const factor = reading.factors[measure] ?? 1;
    const offset = reading.offsets[measure] ?? 0;
    if (factor === 1 && offset === 0) return [];
    const version = versionBy(measure, factor, offset);
    const steps = [
      ...(factor === 1 ? [] : [`multiplied by ${formatShort(factor)}`]),
      ...(offset === 0
        ? []
        : [offset > 0 ? `raised by ${formatShort(offset)}` : `lowered by ${formatShort(-offset)}`]),
    ];
    const why = version ? `: the file holds ${version.label}` : '';
    const sentence = `Scores of ${measureShortName(measure)} are ${steps.join(' and ')}${why}.`;
    return [{ measure, sentence }];
  });
}
