/** Days between levels. */
import { waitingDays } from '../waiting-days';

/** Describes one range for each level or program left. */
export const gapDays = waitingDays({
  name: 'Days between levels',
  whole: 'All discharges',
  axis: 'Days from discharge to the next stay',
  remark: 'Dot: median with 95 % interval. Bar: the day by which 90 % had begun the next stay.',
  none: 'No discharge with a next stay at another level here.',
  countOf: 'discharge',
});
