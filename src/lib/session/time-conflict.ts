/** Files whose days cannot be laid beside each other: calendar dates and days since admission. */
import type { TimeMode } from '$lib/ingest/reading';
import type { FileIssue, KeptFile } from './kept-file';

const WORDS: Readonly<Record<TimeMode, string>> = {
  dates: 'calendar dates',
  relative: 'days since admission',
  order: 'visits only',
};

/** The new files that fit to those before them, and what is said about the others. */
export function timeConflict(
  before: readonly KeptFile[],
  fresh: readonly KeptFile[],
): { readonly fitting: readonly KeptFile[]; readonly conflicts: readonly FileIssue[] } {
  const modes = [...before, ...fresh].map(({ plan }) => plan.reading.time);
  const mode = modes.find((candidate) => candidate !== 'order');
  const isFitting = ({ plan }: KeptFile): boolean =>
    plan.reading.time === 'order' || plan.reading.time === mode;
  return {
    fitting: fresh.filter(isFitting),
    conflicts: fresh
      .filter((file) => !isFitting(file))
      .map(({ name, plan }) => ({
        name,
        message: `It has ${WORDS[plan.reading.time]}, the other files have ${WORDS[mode ?? 'dates']}; the two cannot be laid beside each other.`,
        nextStep:
          'Load files with the same kind of days, or remove the others on the Data page first.',
        template: null,
      })),
  };
}
