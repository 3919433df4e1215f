/** Mean improvement in points in the first stay of a path, the second, the third. */
import { formatNumber } from '$lib/format/numbers';
import { sentenceCase } from '$lib/format/words';
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { isHidden } from '../../hidden';
import type { Plot } from '../../plot';
import { numberIn, textIn } from '../../rows';
import { SMALL_N } from '../../say';
import { pairEntries } from './entries';
import { zeroBars } from './zero-bars';

/** Describes one bar per step, in groups only where a step has enough pairs to say something. */
export function stepChange(data: FigureData, view: FigureChoices): Plot {
  const isDivided = view.by !== 'all';
  const bars = pairEntries(data, view, false).flatMap(({ label, rows, pick }) =>
    rows.map((row) => {
      const step = textIn(row, 'class') ?? '';
      const name = isDivided || label.includes(',') ? `${label}: ${step}` : sentenceCase(step);
      return { label: name, rows: [row], pick };
    }),
  );
  const withEnough = bars.filter(({ rows: [row = {}] }) => (numberIn(row, 'n') ?? 0) >= SMALL_N);
  const withHidden = bars.filter(({ rows: [row = {}] }) => isHidden(row, 'n'));
  // Among many steps of groups, hidden ones would be most of the picture.
  const drawn = withEnough.length > 0 ? withEnough : withHidden;
  const shown = isDivided ? drawn : bars;
  const isCut = shown.length < bars.length;
  const left =
    withHidden.length > 0
      ? `fewer than ${SMALL_N} pairs or a hidden number`
      : `fewer than ${SMALL_N} pairs`;
  return zeroBars(shown, {
    axisTitle: 'Mean improvement, points (right of zero is better)',
    digits: 1,
    missing: 'none',
    remark: `Other people in each step.${isCut ? ` Steps with ${left} stand in the table.` : ''}`,
    more: (row) =>
      numberIn(row, 'sd') === null ? null : `SD ${formatNumber(numberIn(row, 'sd'))}`,
  });
}
