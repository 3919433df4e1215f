/** Recovery by the rules of the NHS, and reliable change beside it, which has another denominator. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { groupsBy, rowsBy, textIn } from '../../rows';
import { shareBars, type ShareEntry } from '../share-bars';

const CLASSES: Readonly<Record<string, readonly [label: string, token: string]>> = {
  'moved to recovery': ['Moved to recovery, of those at caseness', 'better'],
  'reliable recovery': ['Recovered reliably, of those at caseness', 'better'],
  improved: ['Reliably improved, of all', 'series-6'],
  deteriorated: ['Reliably worse, of all', 'worse'],
};

/** Describes the share of the headline, and for everybody improvement and deterioration beside it. */
export function recovery(data: FigureData, view: FigureChoices): Plot {
  const rater = rowsBy(data.rows, 'all')[0]?.['rater'] ?? null;
  const rows = data.rows.filter((row) => (row['rater'] ?? null) === rater);
  const entries = view.by === 'all' ? ofEverybody(rows) : ofGroups(rows, view);
  const plot = shareBars(entries, {
    axisTitle: 'With pairs of the PHQ-9 and the GAD-7, %',
    countOf: 'stay',
    references: view.target ? [view.target] : [],
    missing: 'no stay at caseness at the start',
  });
  const isAll = rows.length === data.rows.length;
  if (plot.kind === 'none' || isAll) return plot;
  const shown = typeof rater === 'string' ? `Rated by: ${rater}` : 'Scores without a rater';
  return { ...plot, remark: `${shown}; the other raters stand in the table.` };
}

function ofEverybody(rows: readonly FigureRow[]): ShareEntry[] {
  return rowsBy(rows, 'all').flatMap((row): ShareEntry[] => {
    const found = CLASSES[textIn(row, 'class') ?? ''];
    return found ? [{ label: found[0], token: found[1], row, pick: null }] : [];
  });
}

function ofGroups(rows: readonly FigureRow[], view: FigureChoices): ShareEntry[] {
  const atCaseness = rows.filter((row) => textIn(row, 'scope') === 'at caseness');
  return groupsBy(atCaseness, view.by).flatMap((group) =>
    group.rows.slice(0, 1).map((row) => ({ ...group, row })),
  );
}
