/** Attended hours per week with interval, and the middle half of the stays behind it. */
import { formatCount, formatNumber, formatShort } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { HIDDEN_STORY, isHidden, written } from '../../hidden';
import type { MeantRange, Plot } from '../../plot';
import { groupsBy, numberIn } from '../../rows';
import { saying, sayCount, sayEstimate, sayN } from '../../say';
import { rangeWords, targetIn, targetLines } from './target-words';

/**
 * Describes ranges by group. One target for all groups is drawn as dashed lines; different ones are
 * shaded behind each group.
 */
export function hoursPerWeek(data: FigureData, view: FigureChoices): Plot {
  const entries = groupsBy(data.rows, view.by).flatMap((group) =>
    group.rows.slice(0, 1).map((row) => ({ ...group, row })),
  );
  if (entries.length === 0) return { kind: 'none', reason: 'No stay with enrolled days here.' };
  const rows = entries.map(({ row }) => row);
  const shared = sharedBy(rows);
  const meant = shared ? rows.map(() => null) : rows.map(targetIn);
  const isShaded = meant.some((range) => range !== null);
  return {
    kind: 'bars',
    form: 'range',
    horizontal: true,
    categories: entries.map(({ label, row }) => ({ label, note: sayN(row, 'n') })),
    series: [
      {
        name: 'Attended hours per week',
        token: 'accent',
        pattern: 'none',
        tokens: entries.map((entry) => entry.token),
        bars: rows.map((row) => ({
          value: numberIn(row, 'value'),
          low: numberIn(row, 'low'),
          high: numberIn(row, 'high'),
          q1: numberIn(row, 'q1'),
          q3: numberIn(row, 'q3'),
          label: written(row, 'value', formatNumber),
          ...(isHidden(row, 'value') ? { hidden: true } : {}),
        })),
      },
    ],
    axis: { title: 'Attended hours per enrolled week', unit: 'number', min: 0, ...upTo(rows) },
    ...(isShaded ? { meant } : {}),
    references: shared
      ? targetLines(shared.target, shared.floor, 'h')
      : view.target
        ? [view.target]
        : [],
    remark: `Dot: all hours over all weeks, with 95 % interval. Bar: middle half of the stays of at least 7 days.${isShaded ? ' Shaded: the target; a starting point, not a norm.' : ''}`,
    cursor: entries.map(({ label, row, pick }, index) => ({
      label,
      text: saying(
        isHidden(row, 'value') ? HIDDEN_STORY : `${sayEstimate(row, 'number')} h a week`,
        spread(row),
        targetWords(row),
        sayCount({ n: row['n'] ?? null, persons: row['persons'] ?? null }),
      ),
      series: 0,
      index,
      pick,
      row,
    })),
  };
}

interface Shared {
  readonly target: MeantRange | null;
  readonly floor: number | null;
}

/** The one target and floor of all rows that tell theirs; null when they differ or there is none. */
function sharedBy(all: readonly FigureRow[]): Shared | null {
  const rows = all.filter((row) => !isHidden(row, 'n'));
  const cells = ['target_low', 'target_high', 'floor'];
  const [first] = rows;
  if (!first || cells.every((cell) => numberIn(first, cell) === null)) return null;
  const isSame = rows.every((row) =>
    cells.every((cell) => numberIn(row, cell) === numberIn(first, cell)),
  );
  return isSame ? { target: targetIn(first), floor: numberIn(first, 'floor') } : null;
}

function spread(row: FigureRow): string | null {
  const [q1, q3] = [numberIn(row, 'q1'), numberIn(row, 'q3')];
  if (q1 === null || q3 === null) return null;
  const stays = written(row, 'stays_of_7_days', formatCount);
  return `stays of at least 7 days (${stays}): median ${written(row, 'median', formatNumber)}, middle half ${formatNumber(q1)} to ${formatNumber(q3)}`;
}

function targetWords(row: FigureRow): string | null {
  const [target, floor] = [targetIn(row), numberIn(row, 'floor')];
  const parts = [
    target ? `target ${rangeWords(target)} h` : '',
    floor === null ? '' : `floor ${formatShort(floor)} h`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : null;
}

/** The whole target is seen, also where everybody attends less. */
function upTo(rows: readonly FigureRow[]): { max?: number } {
  const largest = (columns: readonly string[]): number =>
    Math.max(0, ...rows.flatMap((row) => columns.map((column) => numberIn(row, column) ?? 0)));
  const target = largest(['target_low', 'target_high', 'floor']);
  return target > largest(['q3', 'high']) ? { max: Math.ceil((target * 1.05) / 5) * 5 } : {};
}
