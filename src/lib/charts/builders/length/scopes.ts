/** The scopes of a row about everybody in words. */
import { sentenceCase } from '$lib/format/words';

/** `Paths`, `All stays` or `Stays`. */
export function scopeLabel(scope: string | null): string {
  return scope === null ? 'Stays' : sentenceCase(scope);
}
