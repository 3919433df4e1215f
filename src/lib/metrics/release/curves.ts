/** Curves end where few people are at risk: from there on they would tell of single persons. */
import { type FigureRow, SUPPRESSED } from '../metric';
import { emptied } from './weeks';

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
  if (!statistic.startsWith('median') && statistic !== 'restricted mean') return false;
  if ((row['value'] ?? null) === null) return false;
  const own = rows.filter(
    ({ level, program, day }) =>
      level === row['level'] && program === row['program'] && typeof day === 'number',
  );
  if (!own.some((other) => other[SUPPRESSED] === 1)) return false;
  const last = Math.max(
    0,
    ...own.filter((other) => other[SUPPRESSED] !== 1).map(({ day }) => Number(day)),
  );
  if (statistic === 'restricted mean') return last < MEAN_UNTIL;
  return ['value', 'low', 'high'].some((column) => Number(row[column] ?? 0) > last);
}

/** Positions of the rows that share all names but some, in their order. */
function groupsOf(
  rows: readonly FigureRow[],
  names: ReadonlySet<string>,
  but: readonly string[],
): number[][] {
  const groups = new Map<string, number[]>();
  rows.forEach((row, at) => {
    const key = JSON.stringify(
      [...names].filter((name) => !but.includes(name)).map((name) => row[name] ?? null),
    );
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  });
  return [...groups.values()];
}
