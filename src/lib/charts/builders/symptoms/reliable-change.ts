/** Improved, unchanged and deteriorated by more than measurement error explains. */
import { formatCount, formatShare } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { measureLabel } from '../../labels';
import { isHidden } from '../../hidden';
import type { Plot } from '../../plot';
import { groupsBy, measureOf, measuresIn, numberIn, rowsBy, textIn } from '../../rows';
import { shareStack, type StackClass, type StackEntry } from '../share-stack';

const classes: readonly StackClass[] = [
  { code: 'improved', label: 'Improved', token: 'better', pattern: 'none' },
  { code: 'unchanged', label: 'No reliable change', token: 'neutral', pattern: 'dots' },
  { code: 'deteriorated', label: 'Deteriorated', token: 'worse', pattern: 'hatch' },
];

const axisTitle = 'Pairs of first and last score, %';

/** Describes the classes: one bar per measure for everybody, else one measure by group. */
export function reliableChange(data: FigureData, view: FigureChoices): Plot {
  const rows = data.rows.filter((row) => textIn(row, 'scope') === 'all');
  const overall = rowsBy(data.rows, 'all');
  if (view.by === 'all') {
    const entries = measuresIn(data, 'all').map((id) =>
      entry(
        measureLabel(id),
        rowsBy(rows, 'all').filter((row) => textIn(row, 'measure') === id),
      ),
    );
    return shareStack(entries, classes, axisTitle, remarkOn(overall));
  }
  const id = measureOf(data, view);
  const groups = groupsBy(
    rows.filter((row) => textIn(row, 'measure') === id),
    view.by,
  );
  const entries = groups.map((group) => ({ ...entry(group.label, group.rows), pick: group.pick }));
  const chosen = overall.filter((row) => textIn(row, 'measure') === id);
  return shareStack(entries, classes, axisTitle, remarkOn(chosen));
}

function entry(label: string, rows: readonly FigureRow[]): StackEntry {
  return { label, rowOf: (code) => rows.find((row) => textIn(row, 'class') === code), pick: null };
}

/** What the bars cannot show: the unwell alone, pairs too close in time, and those who began well. */
function remarkOn(rows: readonly FigureRow[]): string | null {
  const clinical = listed(rows, 'clinical', 'improved', (row) => {
    const total = numberIn(row, 'denominator');
    if (!total || isHidden(row, 'value')) return null;
    return `${formatShare(numberIn(row, 'value'), 0)} of ${formatCount(total)}`;
  });
  const close = listed(rows, 'short interval', 'improved', (row) => {
    const total = numberIn(row, 'denominator');
    return total ? formatCount(total) : null;
  });
  const ceiling = listed(rows, 'all', 'cannot improve', (row) => {
    const count = numberIn(row, 'numerator');
    return count ? formatCount(count) : null;
  });
  const parts = [
    clinical[0] && `Of those on the unwell side at the start: ${said(clinical, ' improved')}.`,
    close[0] && `Scores closer together than the instrument looks back: ${said(close)}.`,
    ceiling[0] && `Began too close to the best score to improve reliably: ${said(ceiling)}.`,
  ];
  return parts.filter(Boolean).join(' ') || null;
}

/** A list in words; what is said of all stands only after the first. */
function said([first, ...rest]: readonly string[], ofAll = ''): string {
  return [`${first}${ofAll}`, ...rest].join(', ');
}

/** One class of a scope by measure, such as `PHQ-9 12`; empty where there is nothing to say. */
function listed(
  rows: readonly FigureRow[],
  scope: string,
  code: string,
  say: (row: FigureRow) => string | null,
): readonly string[] {
  return rows
    .filter((row) => textIn(row, 'scope') === scope && textIn(row, 'class') === code)
    .flatMap((row) => {
      const words = say(row);
      return words === null ? [] : [`${measureLabel(textIn(row, 'measure'))} ${words}`];
    });
}
