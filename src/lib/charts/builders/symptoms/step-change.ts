/** Mean improvement in points in the first stay of a path, the second, the third. */
import { formatNumber } from '$lib/format/numbers';
import { sentenceCase } from '$lib/format/words';
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
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
  const shown = isDivided
    ? bars.filter(({ rows }) => (numberIn(rows[0]!, 'n') ?? 0) >= SMALL_N)
    : bars;
  const hidden = shown.length < bars.length;
  return zeroBars(shown, {
    axisTitle: 'Mean improvement, points (right of zero is better)',
    digits: 1,
    missing: 'none',
    remark: `Other people in each step.${hidden ? ` Steps with fewer than ${SMALL_N} pairs stand in the table.` : ''}`,
    more: (row) =>
      numberIn(row, 'sd') === null ? null : `SD ${formatNumber(numberIn(row, 'sd'))}`,
  });
}
