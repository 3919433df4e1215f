/**
 * Asks a property of many drawn cases. A failure names the seed, the case and its first characters:
 * drawn files can be long, and a shrunk one takes minutes with an engine behind it.
 */
import fc from 'fast-check';

/** Draws so many cases from a seed and rejects with the first one for which the property fails. */
export async function holdsFor<T>(
  arbitrary: fc.Arbitrary<T>,
  property: (drawn: T) => Promise<void>,
  { seed, runs, show }: { seed: number; runs: number; show: (drawn: T) => unknown },
): Promise<void> {
  let at = 0;
  for (const drawn of fc.sample(arbitrary, { seed, numRuns: runs })) {
    try {
      await property(drawn);
    } catch (error) {
      const shown = JSON.stringify(show(drawn)).slice(0, 1500);
      const reason = error instanceof Error ? error.message.slice(0, 1500) : String(error);
      throw new Error(`Seed ${seed}, case ${at}: ${reason}\n${shown}`, { cause: error });
    }
    at += 1;
  }
}
