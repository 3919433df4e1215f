/**
 * Lines by week since admission with bands, and n under the axis. Weeks in which very few are left
 * would stretch the axis for the sake of noise: they stay in the table, and the axis says so.
 */
import { formatCount, type Unit } from '$lib/format/numbers';
import type { FigureRow } from '$lib/metrics/metric';
import type { LinePoint, LinesPlot, NoPlot, ReferenceLine } from '../plot';
import { numberIn, type Group } from '../rows';
import { saying, sayCount, sayEstimate } from '../say';

interface Words {
  readonly name: string;
  readonly yTitle: string;
  readonly unit: Unit;
  /** Smallest and largest possible value. */
  readonly limits: readonly [number, number];
  readonly references: readonly ReferenceLine[];
  /** What the denominator counts. */
  readonly countOf: string;
}

/** Weeks with fewer stays than this are left to the table once some week has as many. */
const few = 20;

const dashes = [[], [7, 3], [2, 3], [10, 3, 2, 3], [5, 2], [1, 2]];

/** The dash of the nth line, so that lines differ without colour. */
export function dashOf(index: number): readonly number[] {
  return dashes[index % dashes.length] ?? [];
}

/** Describes one line per group over the weeks. */
export function weekLines(groups: readonly Group[], words: Words): LinesPlot | NoPlot {
  const weeks = groups.flatMap((group) => group.rows.map(weekOf));
  if (weeks.length === 0) return { kind: 'none', reason: 'No week has a value under this choice.' };
  const series = groups.map((group, index) => ({
    name: group.label,
    token: group.token,
    dash: dashOf(index),
    all: group.rows,
    rows: withEnough(group.rows),
  }));
  const shownTo = Math.max(...series.flatMap((line) => line.rows.map(weekOf)));
  const cut = series.some((line) => line.rows.length < line.all.length);
  return {
    kind: 'lines',
    stepped: false,
    markers: true,
    x: {
      title: 'Week of stay',
      min: Math.min(...weeks),
      max: shownTo,
      ticks: ticksFor(Math.min(...weeks), shownTo),
    },
    y: { title: words.yTitle, unit: words.unit, ...rangeOf(series, words) },
    series: series.map(({ name, token, dash, rows }) => ({
      name,
      token,
      dash,
      points: rows.map(pointOf),
    })),
    under: {
      title: 'n',
      rows: series.map(({ name, token, rows }) => ({
        name,
        token: groups.length > 1 ? token : null,
        cells: rows.map((row) => ({
          x: weekOf(row),
          text: formatCount(numberIn(row, 'n')),
        })),
      })),
    },
    references: words.references,
    remark: cut ? `Weeks with fewer than ${few} stays stand in the table only.` : null,
    cursor: series.flatMap(({ name, rows }, at) =>
      rows.map((row, index) => ({
        label: `${groups.length > 1 ? name : words.name}, week ${weekOf(row) + 1}`,
        text: saying(sayEstimate(row, words.unit), sayCount(row, words.countOf)),
        series: at,
        index,
        pick: groups[at]?.pick ?? null,
      })),
    ),
  };
}

function pointOf(row: FigureRow): LinePoint {
  return {
    x: weekOf(row),
    y: numberIn(row, 'value'),
    low: numberIn(row, 'low'),
    high: numberIn(row, 'high'),
  };
}

function weekOf(row: FigureRow): number {
  return numberIn(row, 'week') ?? 0;
}

/** The weeks with enough stays; all of them where no week has. */
function withEnough(rows: readonly FigureRow[]): readonly FigureRow[] {
  const kept = rows.filter((row) => (numberIn(row, 'n') ?? 0) >= few);
  return kept.length > 0 ? kept : rows;
}

function rangeOf(
  series: readonly { readonly rows: readonly FigureRow[] }[],
  words: Words,
): { min?: number; max?: number; step?: number } {
  const rows = series.flatMap((line) => line.rows);
  const values = rows.flatMap((row) =>
    [numberIn(row, 'value'), numberIn(row, 'low'), numberIn(row, 'high')].filter((v) => v !== null),
  );
  values.push(...words.references.map((line) => line.value));
  if (values.length === 0) return {};
  const [smallest, largest] = words.limits;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const sizes = words.unit === 'share' ? [0.05, 0.1, 0.2] : [0.5, 1, 2, 5, 10, 20, 50];
  const step = sizes.find((size) => (high - low) / size <= 6) ?? sizes.at(-1)!;
  // Whole steps, so that the lowest and the highest tick are round numbers too.
  const min = Math.floor(low / step) * step - (low === high ? step : 0);
  const max = Math.ceil(high / step) * step + (low === high ? step : 0);
  return { min: Math.max(smallest, min), max: Math.min(largest, max), step };
}

function ticksFor(min: number, max: number): { value: number; label: string }[] {
  const step = max - min > 26 ? 4 : max - min > 13 ? 2 : 1;
  const first = Math.ceil(min / step) * step;
  const length = Math.floor((max - first) / step) + 1;
  return Array.from({ length }, (_, index) => first + index * step).map((value) => ({
    value,
    // Weeks count from 0 in the data and from 1 for readers.
    label: String(value + 1),
  }));
}
