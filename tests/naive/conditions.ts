/** The condition of a stay from its primary diagnosis. */

const CONDITIONS: readonly (readonly [label: string, codes: readonly string[]])[] = [
  ['Substance use', ['F10', 'F11', 'F12', 'F13', 'F14', 'F15', 'F16', 'F17', 'F18', 'F19']],
  ['Psychotic', ['F20', 'F21', 'F22', 'F23', 'F24', 'F25', 'F26', 'F27', 'F28', 'F29']],
  ['Bipolar', ['F30', 'F31', 'F340']],
  ['Depressive', ['F32', 'F33', 'F341', 'F348', 'F349', 'F39']],
  ['Anxiety', ['F40', 'F41']],
  ['OCD', ['F42']],
  ['Grief', ['F4381', 'Z634']],
  ['Trauma and stressor', ['F43']],
  ['Somatic', ['F44', 'F45', 'F54']],
  ['Eating', ['F50']],
  ['Personality', ['F60', 'F61']],
  ['ADHD', ['F90']],
];

/** The category of an ICD-10 code with or without its dot; a missing code stays missing. */
export function conditionOf(primaryDx: string | null): string | null {
  if (primaryDx === null) return null;
  const code = primaryDx.toUpperCase().replaceAll('.', '');
  const found = CONDITIONS.find(([, codes]) => codes.some((start) => code.startsWith(start)));
  return found?.[0] ?? 'Other';
}
