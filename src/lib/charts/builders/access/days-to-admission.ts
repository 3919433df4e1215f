/** The wait for admission, with the share that waited at most 14 days. */
import { formatCount, formatShare } from '$lib/format/numbers';
import { numberIn } from '../../rows';
import { waitingDays } from '../waiting-days';

/** Describes one range for each level or program. */
export const daysToAdmission = waitingDays({
  name: 'Days to admission',
  whole: 'All admissions',
  axis: 'Days from referral to admission',
  remark: 'Dot: median with 95 % interval. Bar: the days within which 90 % were admitted.',
  none: 'No stay with a day of referral here.',
  beside: (row) => {
    const note = `${formatShare(numberIn(row, 'within_value'))} within 14 days`;
    return { note, count: `${note} (${formatCount(numberIn(row, 'within'))})` };
  },
});
