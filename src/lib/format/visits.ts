/** Visits and phases as words; files name them `1`, `2` or `pre`, `post`. */

/** `visit 1` for a number, else the word itself. */
export function visitWords(label: string): string {
  return /^\d+([.,]\d+)?$/.test(label) ? `visit ${label}` : label;
}
