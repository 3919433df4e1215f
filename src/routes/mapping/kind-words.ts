/** What kinds, shapes and times are called on the page. */
import type { Shape, TimeMode } from '$lib/ingest/reading';
import type { Kind } from '$lib/model/canonical';

/** The kinds of file as a control names them. */
export const KIND_LABELS: Readonly<Record<Kind, string>> = {
  stays: 'Stays',
  scores: 'Scores',
  sessions: 'Sessions',
  surveys: 'Surveys',
};

/** What one row is, by kind and shape. */
export function rowWords(kind: Kind, shape: Shape['kind']): string {
  if (shape === 'scores') return 'One row is a set of scores of one person.';
  if (shape === 'stays') return 'One row is a person with several stays.';
  return ROW_WORDS[kind];
}

const ROW_WORDS: Readonly<Record<Kind, string>> = {
  stays: 'One row is a stay at one level of care.',
  scores: 'One row is a completed instrument.',
  sessions: 'One row is a scheduled session of one person.',
  surveys: 'One row is an experience survey.',
};

/** What a file knows about time, as a badge. */
export const TIME_BADGES: Readonly<Record<TimeMode, string>> = {
  dates: 'dates',
  relative: 'days since admission',
  order: 'visits only',
};

/** The choices of time that a kind has. */
export function timeOptions(kind: Kind): readonly { value: TimeMode; label: string }[] {
  const options: { value: TimeMode; label: string }[] = [
    { value: 'dates', label: 'Calendar days' },
    { value: 'relative', label: 'Days since the first admission (0, 1, 2 …)' },
  ];
  if (kind === 'scores') {
    options.push({ value: 'order', label: 'Visits or phases only, no days' });
  }
  return options;
}
