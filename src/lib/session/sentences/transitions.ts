/** The findings of the group `transitions` in words. */
import { formatCount } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { AFTER_DISCHARGE_SENTENCES } from './after-discharge';
import { WHOLE_PATH_SENTENCES } from './whole-paths';
import { type Build, share } from './words';

/** The sentence of each figure of the group, by metric id. */
export const TRANSITIONS_SENTENCES: Readonly<Record<string, Build>> = {
  ...AFTER_DISCHARGE_SENTENCES,
  ...WHOLE_PATH_SENTENCES,
  'next-move': (data) =>
    data.value === null
      ? 'No discharge is old enough to see what came next.'
      : `${share(data, 'discharge')} were followed by a step down within ${data.about}.`,
  'level-flow': (data) => {
    const within = data.rows.filter(
      (row) => row['program'] === null && data.about === `${row['window']} days`,
    );
    const followed = within
      .filter((row) => row['to'] !== 'none')
      .reduce((sum, row) => sum + Number(row['numerator']), 0);
    if (!data.denominator) return 'No discharge is old enough to see what came next.';
    const all = plural(data.denominator, 'discharge');
    const none = formatCount(data.denominator - followed);
    const were = followed === 1 ? 'was' : 'were';
    return `${formatCount(followed)} of ${all} ${were} followed by another stay within ${data.about ?? 'the window'}, ${none} by none.`;
  },
};
