/** Scores worse than predicted: one bar per instrument, or of one instrument by group. */
import { formatShare } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { measureLabel } from '../../labels';
import { isHidden } from '../../hidden';
import type { Plot } from '../../plot';
import { groupsBy, measureOf, numberIn, rowsBy, textIn } from '../../rows';
import { shareBars, type ShareEntry } from '../share-bars';

/** Describes the share of scores off track; the share of stays with such a score is said beside it. */
export function notOnTrack(data: FigureData, view: FigureChoices): Plot {
  return shareBars(view.by === 'all' ? byMeasure(data) : byGroup(data, view), {
    axisTitle: 'Scores off track, %',
    countOf: 'score',
    references: view.target ? [view.target] : [],
    missing: 'no score to look at',
  });
}

function byMeasure(data: FigureData): ShareEntry[] {
  const everybody = rowsBy(data.rows, 'all');
  return everybody.filter(isOfScores).map((row) => ({
    label: [measureLabel(textIn(row, 'measure')), textIn(row, 'rater')].filter(Boolean).join(', '),
    token: 'worse',
    row,
    pick: null,
    more: ofStays(everybody, row),
  }));
}

function byGroup(data: FigureData, view: FigureChoices): ShareEntry[] {
  const id = measureOf(data, view);
  const own = data.rows.filter((row) => textIn(row, 'measure') === id);
  return groupsBy(own, view.by).flatMap((group) =>
    group.rows
      .filter(isOfScores)
      .slice(0, 1)
      .map((row) => ({ ...group, row, more: ofStays(group.rows, row) })),
  );
}

function isOfScores(row: FigureRow): boolean {
  return textIn(row, 'scope') === 'scores';
}

function ofStays(rows: readonly FigureRow[], scores: FigureRow): string | null {
  const stays = rows.find(
    (row) =>
      textIn(row, 'scope') === 'stays' &&
      row['measure'] === scores['measure'] &&
      row['rater'] === scores['rater'],
  );
  if (!stays || isHidden(stays, 'value')) return null;
  return `at least one in ${formatShare(numberIn(stays, 'value'))} of the stays`;
}
