/** Recovered, improved, unchanged, deteriorated and harmed: change beyond error, and across the cut-off. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { measureLabel } from '../../labels';
import type { Plot } from '../../plot';
import { groupsBy, measureOf, measuresIn, rowsBy, textIn } from '../../rows';
import { shareStack, type StackClass, type StackEntry } from '../share-stack';

const classes: readonly StackClass[] = [
  { code: 'recovered', label: 'Recovered', token: 'better', pattern: 'none' },
  { code: 'improved', label: 'Improved', token: 'better', pattern: 'hatch' },
  { code: 'unchanged', label: 'No reliable change', token: 'neutral', pattern: 'dots' },
  { code: 'deteriorated', label: 'Deteriorated', token: 'worse', pattern: 'hatch' },
  { code: 'harmed', label: 'Worsened past the cut-off', token: 'worse', pattern: 'none' },
];

const axisTitle = 'Pairs of first and last score, %';

const remark =
  'Recovered: reliably better and now on the well side of the cut-off. Worsened past the cut-off: reliably worse and now on the unwell side. Improved and deteriorated: reliably, without crossing that way.';

/** Describes the classes: one bar per measure for everybody, else one measure by group. */
export function clinicallySignificantChange(data: FigureData, view: FigureChoices): Plot {
  const ofMeasure = (id: string | null): readonly FigureRow[] =>
    data.rows.filter((row) => textIn(row, 'measure') === id);
  const entries =
    view.by === 'all'
      ? measuresIn(data, 'all').map((id) => entry(measureLabel(id), rowsBy(ofMeasure(id), 'all')))
      : groupsBy(ofMeasure(measureOf(data, view)), view.by).map((group) => ({
          ...entry(group.label, group.rows),
          pick: group.pick,
        }));
  return shareStack(entries, classes, axisTitle, remark);
}

function entry(label: string, rows: readonly FigureRow[]): StackEntry {
  return { label, rowOf: (code) => rows.find((row) => textIn(row, 'class') === code), pick: null };
}
