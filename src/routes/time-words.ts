/** What the days are where they are no calendar dates, as every page and print says it. */
import type { DataFacts } from '$lib/session/facts';

/** Such as `moved dates`; null = calendar dates, or nothing is loaded. */
export function timeWords(facts: DataFacts | null): string | null {
  if (facts?.timeMode === 'relative') return 'days since admission';
  if (facts?.timeMode === 'order') return 'visits, no days';
  return facts?.isShifted ? 'moved dates' : null;
}
