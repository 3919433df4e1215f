/** Where people go next: down, across, up, or nowhere in these files. */
import { formatCount } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { By, FigureChoices } from '../../figure-state';
import { isHidden } from '../../hidden';
import { MOVES } from '../../labels';
import type { Plot } from '../../plot';
import { groupsBy, numberIn, textIn, windowOf } from '../../rows';
import { shareStack, type StackClass } from '../share-stack';

const patterns = { step_down: 'none', lateral: 'none', step_up: 'hatch', none: 'dots' } as const;

const classes: readonly StackClass[] = MOVES.map((move) => ({
  ...move,
  pattern: patterns[move.code as keyof typeof patterns],
}));

/** Describes the moves inside one window, by the level or program left. */
export function nextMove(data: FigureData, view: FigureChoices): Plot {
  const days = windowOf(data, view);
  const rows = data.rows.filter((row) => numberIn(row, 'window') === days);
  const entries = groupsBy(rows, view.by).map((group) => ({
    label: view.by === 'all' ? 'All discharges' : group.label,
    rowOf: (code: string) => group.rows.find((row) => textIn(row, 'class') === code),
    pick: group.pick,
  }));
  return shareStack(
    entries,
    classes,
    `Discharges, % by next move within ${days ?? '–'} days`,
    referredOutside(rows, view.by),
  );
}

/** Care in the community is not in the files, so what is planned for it stands beside. */
function referredOutside(rows: readonly FigureRow[], by: By): string | null {
  const parts = groupsBy(rows, by).flatMap((group) => {
    const row = group.rows.find((one) => textIn(one, 'class') === 'none');
    const referred = row ? numberIn(row, 'referred_outside') : null;
    if (!row || !referred || isHidden(row, 'numerator')) return [];
    const name = by === 'all' ? '' : `${group.label} `;
    return [`${name}${formatCount(referred)} of ${formatCount(numberIn(row, 'numerator'))}`];
  });
  if (parts.length === 0) return null;
  return `Of those without a next stay, referred outside (a next level was planned): ${parts.join(', ')}.`;
}
