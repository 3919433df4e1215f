/** Where people go next: down, across, up, or nowhere in these files. */
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../figure-state';
import { MOVES } from '../labels';
import type { Plot } from '../plot';
import { groupsBy, numberIn, textIn, windowOf } from '../rows';
import { shareStack, type StackClass } from './share-stack';

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
    null,
  );
}
