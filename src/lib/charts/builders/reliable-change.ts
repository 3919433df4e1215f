/** Improved, unchanged and deteriorated by more than measurement error explains. */
import { formatCount } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../figure-state';
import { measureLabel } from '../labels';
import type { Plot } from '../plot';
import { groupsBy, measureOf, measuresIn, numberIn, rowsBy, textIn } from '../rows';
import { shareStack, type StackClass, type StackEntry } from './share-stack';

const classes: readonly StackClass[] = [
  { code: 'improved', label: 'Improved', token: 'better', pattern: 'none' },
  { code: 'unchanged', label: 'No reliable change', token: 'neutral', pattern: 'dots' },
  { code: 'deteriorated', label: 'Deteriorated', token: 'worse', pattern: 'hatch' },
];

const axisTitle = 'Stays with two scores, %';

/** Describes the classes: one bar per measure for everybody, else one measure by group. */
export function reliableChange(data: FigureData, view: FigureChoices): Plot {
  const rows = data.rows.filter((row) => textIn(row, 'scope') === 'all');
  if (view.by === 'all') {
    const overall = rowsBy(rows, 'all');
    const entries = measuresIn(data, 'all').map((id) =>
      entry(
        measureLabel(id),
        overall.filter((row) => textIn(row, 'measure') === id),
      ),
    );
    return shareStack(entries, classes, axisTitle, ceiling(overall));
  }
  const id = measureOf(data, view);
  const groups = groupsBy(
    rows.filter((row) => textIn(row, 'measure') === id),
    view.by,
  );
  const entries = groups.map((group) => ({ ...entry(group.label, group.rows), pick: group.pick }));
  return shareStack(entries, classes, axisTitle, null);
}

function entry(label: string, rows: readonly FigureRow[]): StackEntry {
  return { label, rowOf: (code) => rows.find((row) => textIn(row, 'class') === code), pick: null };
}

function ceiling(rows: readonly FigureRow[]): string | null {
  const near = rows
    .filter((row) => textIn(row, 'class') === 'cannot improve' && numberIn(row, 'numerator'))
    .map(
      (row) => `${measureLabel(textIn(row, 'measure'))} ${formatCount(numberIn(row, 'numerator'))}`,
    );
  if (near.length === 0) return null;
  return `Began too close to the best score to improve reliably: ${near.join(', ')}.`;
}
