/** From admission to a discharge score: one bar per step, or of two scores by level or program. */
import type { FigureData } from '$lib/metrics/metric';
import { FLOW_STEPS } from '$lib/metrics/measurement/measurement-flow';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { groupsBy, rowsBy, textIn } from '../../rows';
import { shareBars, type ShareEntry } from '../share-bars';

const LABELS: Readonly<Record<(typeof FLOW_STEPS)[number], string>> = {
  admitted: 'Finished stays',
  'attended once': 'attended once',
  baseline: 'baseline score',
  'two scores': 'two scores',
  'discharge score': 'discharge score',
};

/** Describes the steps for everybody; divided, the share with two scores of each group. */
export function measurementFlow(data: FigureData, view: FigureChoices): Plot {
  const isWhole = view.by === 'all';
  return shareBars(isWhole ? steps(data) : groups(data, view), {
    axisTitle: isWhole ? 'Finished stays, %' : 'Finished stays with two scores, %',
    countOf: 'finished stay',
    references: [],
    missing: 'no finished stay',
  });
}

function steps(data: FigureData): ShareEntry[] {
  const rows = rowsBy(data.rows, 'all');
  return FLOW_STEPS.flatMap((step) => {
    const row = rows.find((candidate) => textIn(candidate, 'class') === step);
    return row ? [{ label: LABELS[step], token: 'accent', row, pick: null }] : [];
  });
}

function groups(data: FigureData, view: FigureChoices): ShareEntry[] {
  const rows = data.rows.filter((row) => textIn(row, 'class') === 'two scores');
  return groupsBy(rows, view.by).flatMap((group) =>
    group.rows.slice(0, 1).map((row) => ({ ...group, row })),
  );
}
