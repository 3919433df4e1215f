/** Surveys with the best answer: by survey for everybody, else one bar per group. */
import { formatCount, formatShare } from '$lib/format/numbers';
import { sentenceCase } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { written } from '../../hidden';
import type { Plot } from '../../plot';
import { groupsBy, measureOf, numberIn, rowsBy, textIn } from '../../rows';
import { shareBars, type ShareEntry } from '../share-bars';

/** Describes the share of best answers, with how many stays answered beside it. */
export function experienceTopBox(data: FigureData, view: FigureChoices): Plot {
  return shareBars(view.by === 'all' ? bySurvey(data) : byGroup(data, view), {
    axisTitle: 'Surveys with the best answer, %',
    countOf: 'survey',
    references: view.target ? [view.target] : [],
    missing: 'no survey',
  });
}

function bySurvey(data: FigureData): ShareEntry[] {
  return rowsBy(data.rows, 'all').map((row) => ({
    label: surveyLabel(textIn(row, 'measure')),
    token: textIn(row, 'measure') === null ? 'accent' : 'series-6',
    row,
    pick: null,
    more: response(row),
  }));
}

function byGroup(data: FigureData, view: FigureChoices): ShareEntry[] {
  const id = measureOf(data, view);
  const rows = data.rows.filter((row) => textIn(row, 'measure') === id);
  return groupsBy(rows, view.by).flatMap((group) =>
    group.rows.slice(0, 1).map((row) => ({ ...group, row, more: response(row) })),
  );
}

function surveyLabel(name: string | null): string {
  return name === null ? 'All surveys' : sentenceCase(name.replaceAll(/[-_]/g, ' '));
}

function response(row: FigureRow): string | null {
  const share = numberIn(row, 'response');
  if (share === null) return null;
  const [answered, finished] = ['answered', 'finished'].map((column) =>
    written(row, column, formatCount),
  );
  return `${formatShare(share)} response: ${answered} of ${finished} finished stays`;
}
