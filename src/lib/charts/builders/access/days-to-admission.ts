/** The wait for admission, with the share that waited at most 14 days. */
import { formatCount, formatShare } from '$lib/format/numbers';
import { isHidden, written } from '../../hidden';
import { waitingDays } from '../waiting-days';

/** Describes one range for each level or program. */
export const daysToAdmission = waitingDays({
  name: 'Days to admission',
  whole: 'All admissions',
  axis: 'Days from referral to admission',
  remark: 'Dot: median with 95 % interval. Bar: the days within which 90 % were admitted.',
  none: 'No stay with a day of referral here.',
  beside: (row) => {
    const note = `${written(row, 'within_value', formatShare)} within 14 days`;
    if (isHidden(row, 'within')) return { note, count: note };
    return { note, count: `${note} (${written(row, 'within', formatCount)})` };
  },
});
