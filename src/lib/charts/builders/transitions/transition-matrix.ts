/** Discharges by the level left and the level of the next stay, as a matrix with zeros. */
import { formatShare } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { HIDDEN_STORY, isHidden } from '../../hidden';
import { levelLabel, levelOrder, levelShort, levelToken } from '../../labels';
import type { MatrixCell, MatrixSide, Plot } from '../../plot';
import { numberIn, textIn, windowOf } from '../../rows';
import { saying, sayCount, sayEstimate, sayN } from '../../say';

/** A share in whole percent; what is there is never 0. */
function roundShare(share: number | null): string {
  return share !== null && share > 0 && share < 0.005 ? '<1\u202f%' : formatShare(share, 0);
}

/** Describes the matrix of everybody inside one window; programs are in the table. */
export function transitionMatrix(data: FigureData, view: FigureChoices): Plot {
  const days = windowOf(data, view);
  const rows = data.rows.filter(
    (row) => textIn(row, 'program') === null && numberIn(row, 'window') === days,
  );
  if (rows.length === 0) return { kind: 'none', reason: 'No discharge to follow here.' };
  const from = levelsIn(rows, 'from');
  const to = levelsIn(rows, 'to');
  const find = (left: string, next: string): FigureRow | undefined =>
    rows.find((row) => textIn(row, 'from') === left && textIn(row, 'to') === next);
  return {
    kind: 'matrix',
    rowTitle: 'Discharged from',
    columnTitle: `Next stay within ${days ?? '–'} days`,
    rows: from.map((id) => ({
      ...sideOf(id),
      note: sayN(totalRow(rows, id), 'denominator'),
    })),
    columns: to.map(sideOf),
    cells: from.map((left) => to.map((next) => cellOf(find(left, next), left, next, days))),
    remark: 'Shares are of the discharges from the level of the row. Zeros are shown.',
  };
}

/** A row from a level that tells how many left it; where none does, a hidden one. */
function totalRow(rows: readonly FigureRow[], left: string): FigureRow {
  const own = rows.filter((row) => textIn(row, 'from') === left);
  return own.find((row) => numberIn(row, 'denominator') !== null) ?? own[0] ?? {};
}

function levelsIn(rows: readonly FigureRow[], key: 'from' | 'to'): string[] {
  const ids = [...new Set(rows.map((row) => textIn(row, key) ?? 'none'))];
  return ids.sort((a, b) => levelOrder(a) - levelOrder(b));
}

function sideOf(id: string): MatrixSide {
  return {
    id,
    label: levelShort(id),
    token: id === 'none' ? 'neutral' : levelToken(id),
    note: null,
  };
}

function cellOf(
  found: FigureRow | undefined,
  left: string,
  next: string,
  days: number | null,
): MatrixCell {
  const row = found ?? {};
  const isGone = isHidden(row, 'numerator') || isHidden(row, 'value');
  const count = isGone ? null : (numberIn(row, 'numerator') ?? 0);
  const share = numberIn(row, 'value');
  const where = next === 'none' ? 'no next stay' : `to ${levelLabel(next)}`;
  const story = isGone
    ? saying(HIDDEN_STORY, sayCount({ ...row, numerator: null }, 'discharge'))
    : saying(sayCount(row, 'discharge'), sayEstimate(row, 'share'));
  return {
    count,
    emphasis: isGone ? 0 : (share ?? 0),
    detail: count === null || count === 0 ? '' : roundShare(share),
    text: `${levelLabel(left)}, ${where} within ${days ?? '–'} days: ${story}`,
    ...(found ? { row: found } : {}),
  };
}
