/** Instruments as the entries of a list: those of the program first, then the library. */
import { allMeasures } from '$lib/measures/library';
import type { OwnInstrument } from '$lib/measures/own';
import { isPublished } from '$lib/measures/published';
import { measureShortName } from '$lib/measures/short-names';
import type { SelectOption } from '$lib/ui/Select.svelte';

/** Asks for an instrument that is not in the list. */
export const DEFINE_OWN = '!define-own';

/** The instruments to choose from; `extra` stands before them. */
export function instrumentOptions(
  own: readonly OwnInstrument[],
  extra: readonly SelectOption[] = [],
): SelectOption[] {
  const library = allMeasures()
    .filter(({ id }) => isPublished(id))
    .map(({ id, name }) => {
      const short = measureShortName(id);
      return { value: id, label: short === name ? name : `${short}: ${name}`, group: 'Library' };
    })
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
  return [
    ...extra,
    { value: DEFINE_OWN, label: 'Define an instrument of your own…' },
    ...own.map(({ id, name }) => ({ value: id, label: name, group: 'Your own' })),
    ...library,
  ];
}
