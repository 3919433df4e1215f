/** Shares of scores that somebody answered: by instrument for everybody, else one bar per group. */
import type { FigureData } from '$lib/metrics/metric';
import type { Builder } from '../builder';
import type { FigureChoices } from '../../figure-state';
import { measureLabel } from '../../labels';
import type { Plot } from '../../plot';
import { groupsBy, measureOf, rowsBy, textIn } from '../../rows';
import { shareBars, type ShareEntry } from '../share-bars';

/** Words of one figure. */
interface AnsweredWords {
  /** The axis, without the unit. */
  readonly axis: string;
  readonly countOf: string;
}

/** Describes the share over all instruments and of each, or of one instrument by group. */
export function answeredScores({ axis, countOf }: AnsweredWords): Builder {
  return (data: FigureData, view: FigureChoices): Plot =>
    shareBars(view.by === 'all' ? byMeasure(data) : byGroup(data, view), {
      axisTitle: `${axis}, %`,
      countOf,
      references: view.target ? [view.target] : [],
      missing: 'none that counts',
    });
}

function byMeasure(data: FigureData): ShareEntry[] {
  return rowsBy(data.rows, 'all').map((row) => ({
    label: measureLabel(textIn(row, 'measure')),
    token: textIn(row, 'measure') === null ? 'accent' : 'series-6',
    row,
    pick: null,
  }));
}

function byGroup(data: FigureData, view: FigureChoices): ShareEntry[] {
  const id = measureOf(data, view);
  const rows = data.rows.filter((row) => textIn(row, 'measure') === id);
  return groupsBy(rows, view.by).flatMap((group) =>
    group.rows.slice(0, 1).map((row) => ({ ...group, row })),
  );
}
