/** The columns that others could know of a person, as choices, and what a count says in words. */
import { type FilterField, FILTER_FIELDS, isExtraField } from '$lib/cohort/fields';
import { formatCount } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { QUASI_IDENTIFIERS } from '$lib/identity/k-anonymity';
import type { UniquenessCount } from '$lib/session/uniqueness';

const OWN_LABELS: Readonly<Record<string, string>> = {
  admitted_month: 'Month of admission',
  admitted_year: 'Year of admission',
};

/** Choices: the columns with different values, extra columns, and with dates the admission. */
export function uniquenessFields(
  fields: readonly FilterField[],
  hasDates: boolean,
): readonly FilterField[] {
  const labels = new Map([...FILTER_FIELDS, ...fields].map(({ key, label }) => [key, label]));
  const filled = new Set(fields.map(({ key }) => key));
  return [
    ...QUASI_IDENTIFIERS.filter((key) => (key in OWN_LABELS ? hasDates : filled.has(key))),
    ...fields.map(({ key }) => key).filter(isExtraField),
  ].map((key) => ({ key, label: OWN_LABELS[key] ?? labels.get(key) ?? key }));
}

/** What is chosen at first: age, sex, race and ethnicity, site and the year, as far as they are there. */
export function firstFields(choices: readonly FilterField[]): readonly string[] {
  const usual = ['age_band', 'sex', 'race_ethnicity', 'site', 'admitted_year'];
  return choices.map(({ key }) => key).filter((key) => usual.includes(key));
}

/** `without Site: 3 instead of 41 unique, 12 instead of 90 in groups below 5`. */
export function gainWords(
  changed: UniquenessCount,
  chosen: UniquenessCount,
  choices: readonly FilterField[],
): string {
  const label = choices.find(({ key }) => key === changed.field)?.label ?? changed.field ?? '';
  const how =
    changed.change === 'left out'
      ? `Without ${label}`
      : changed.field === 'admitted_month'
        ? 'With the year in place of the month'
        : `With ${label} in bands of ten years and 90+`;
  return `${how}: ${formatCount(changed.alone)} instead of ${formatCount(chosen.alone)} unique, ${formatCount(changed.below5)} instead of ${formatCount(chosen.below5)} in groups below 5.`;
}

/** The counts as chosen, in sentences. */
export function countWords({ people, alone, smallest, below5, below10 }: UniquenessCount): string {
  if (smallest === null) return 'Nobody is loaded.';
  const unique = `${formatCount(alone)} ${alone === 1 ? 'is' : 'are'} unique: nobody else has the same values`;
  return `Of ${plural(people, 'person', 'people')}, ${alone === 0 ? 'nobody is unique' : unique}. ${formatCount(below5)} are in groups below 5, ${formatCount(below10)} in groups below 10; the smallest group has ${formatCount(smallest)}.`;
}
