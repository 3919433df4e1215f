/** Curves end where few people are at risk: from there on they would tell of single persons. */
import type { Cell } from '$lib/sql/columns';
import { type FigureRow, SUPPRESSED } from '../metric';
import { emptied } from './emptied';
import { grouped } from './grouped';

/**
 * The rows of a figure of curves without those about few people at risk, and all later ones of the same
 * curve. Where one of several views on a day is hidden, the smallest other is hidden too.
 *
 * @param atRisk The column with the people at risk.
 * @param names The columns that name a row.
 */
export function endCurves(
  rows: readonly FigureRow[],
  atRisk: string,
  names: ReadonlySet<string>,
  smallest: number,
): readonly FigureRow[] {
  const gone = new Set(rows.flatMap((row, at) => (row[SUPPRESSED] === 1 ? [at] : [])));
  const curves = groupsOf(rows, names, ['day']);
  const days = groupsOf(rows, names, ['level', 'program']);
  const count = (at: number): number => Number(rows[at]![atRisk] ?? 0);
  const end = (): void => {
    for (const curve of curves) {
      const first = curve.findIndex(
        (at) => gone.has(at) || (count(at) > 0 && count(at) <= smallest),
      );
      if (first >= 0) for (const at of curve.slice(first)) gone.add(at);
    }
  };
  const hideBeside = (): boolean => {
    for (const day of days) {
      const total = day.find((at) => rows[at]!['level'] === null && rows[at]!['program'] === null);
      if (total === undefined || gone.has(total)) continue;
      for (const view of ['level', 'program'] as const) {
        const parts = day.filter((at) => rows[at]![view] !== null && count(at) > 0);
        const shown = parts.filter((at) => !gone.has(at));
        const hidden = parts.filter((at) => gone.has(at));
        const left = count(total) - shown.reduce((sum, at) => sum + count(at), 0);
        if (hidden.length === 0 || (hidden.length > 1 && left > smallest)) continue;
        const [next] = shown.sort((a, b) => count(a) - count(b) || a - b);
        if (next === undefined) continue;
        gone.add(next);
        return true;
      }
    }
    return false;
  };
  do end();
  while (hideBeside());
  const ended = rows.map((row, at) => (gone.has(at) ? emptied(row, names) : row));
  return ended.map((row) => (isBeyond(row, ended) ? emptied(row, names) : row));
}

/** Until this day runs the restricted mean of a curve. */
const MEAN_UNTIL = 180;

/** Whether a median or mean is read from a part of its curve that is hidden. */
function isBeyond(row: FigureRow, rows: readonly FigureRow[]): boolean {
  const statistic = String(row['statistic'] ?? '');
  if ((row['value'] ?? null) === null) return false;
  const curve = rows.filter(
    ({ level, program }) => level === row['level'] && program === row['program'],
  );
  if (statistic === 'restricted mean') return isAfterEnd([MEAN_UNTIL], curve);
  const limits = ['value', 'low', 'high'].map((column) => row[column] ?? null);
  return statistic.startsWith('median') && isAfterEnd(limits, curve);
}

/** Whether any of some days comes after the last that is shown of a curve of which a part is hidden. */
export function isAfterEnd(days: readonly Cell[], curve: readonly FigureRow[]): boolean {
  // The mean stands on its last day, but is no part of the curve.
  const own = curve.filter(
    ({ day, statistic }) => typeof day === 'number' && statistic !== 'restricted mean',
  );
  if (!own.some((row) => row[SUPPRESSED] === 1)) return false;
  const shown = own.filter((row) => row[SUPPRESSED] !== 1);
  const last = Math.max(0, ...shown.map(({ day }) => Number(day)));
  return days.some((day) => day !== null && Number(day) > last);
}

/** Positions of the rows that share all names but some, in their order. */
function groupsOf(
  rows: readonly FigureRow[],
  names: ReadonlySet<string>,
  but: readonly string[],
): number[][] {
  const own = [...names].filter((name) => !but.includes(name));
  const keyOf = (at: number): string => JSON.stringify(own.map((name) => rows[at]![name] ?? null));
  return [...grouped([...rows.keys()], keyOf).values()];
}
