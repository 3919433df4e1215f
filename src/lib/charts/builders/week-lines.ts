/**
 * Lines over the weeks since admission, or over visits, with bands and n under the axis. Weeks and
 * visits with very few would stretch the axis for the sake of noise: they stay in the table, and the
 * picture says so.
 */
import { formatCount, type Unit } from '$lib/format/numbers';
import { visitWords } from '$lib/format/visits';
import { sentenceCase } from '$lib/format/words';
import type { FigureRow } from '$lib/metrics/metric';
import { allHidden, hidesAny, isHidden, written } from '../hidden';
import type { LinePoint, LinesPlot, NoPlot, ReferenceLine } from '../plot';
import { numberIn, textIn, type Group } from '../rows';
import { saying, sayCount, sayEstimate } from '../say';

/** Words, unit and lines of a course. */
export interface CourseWords {
  readonly name: string;
  readonly yTitle: string;
  readonly unit: Unit;
  /** Smallest and largest possible value. */
  readonly limits: readonly [number, number];
  readonly references: readonly ReferenceLine[];
  /** What the denominator counts. */
  readonly countOf: string;
}

/** Where the points of a course stand from left to right. */
interface Places {
  /** What one place is called, as `week`. */
  readonly one: string;
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  readonly placeOf: (row: FigureRow) => number;
  /** `week 3`, `visit 1`, `pre`. */
  readonly say: (row: FigureRow) => string;
}

/** Places with fewer stays than this are left to the table once some place has as many. */
const few = 20;

const dashes = [[], [7, 3], [2, 3], [10, 3, 2, 3], [5, 2], [1, 2]];

/** The dash of the nth line, so that lines differ without colour. */
export function dashOf(index: number): readonly number[] {
  return dashes[index % dashes.length] ?? [];
}

/** Describes one line per group over the weeks. */
export function weekLines(groups: readonly Group[], words: CourseWords): LinesPlot | NoPlot {
  return courseLines(groups, words, weekPlaces);
}

/** Describes one line per group over visits, which stand at equal distances in their order. */
export function visitLines(groups: readonly Group[], words: CourseWords): LinesPlot | NoPlot {
  return courseLines(groups, words, visitPlaces);
}

function courseLines(
  groups: readonly Group[],
  words: CourseWords,
  placesOf: (shown: readonly FigureRow[], all: readonly FigureRow[]) => Places,
): LinesPlot | NoPlot {
  const all = groups.flatMap((group) => group.rows);
  if (all.length === 0) return { kind: 'none', reason: 'No value under this choice.' };
  const nothing = allHidden(all, 'value');
  if (nothing) return nothing;
  const series = groups.map((group, index) => ({
    name: group.label,
    token: group.token,
    dash: dashOf(index),
    all: group.rows,
    rows: untilLast(withEnough(group.rows)),
  }));
  const cut = series.some((line) => withEnough(line.all).length < line.all.length);
  const { one, title, min, max, ticks, placeOf, say } = placesOf(
    series.flatMap((line) => line.rows),
    all,
  );
  return {
    kind: 'lines',
    stepped: false,
    markers: true,
    x: { title, min, max, ticks },
    y: { title: words.yTitle, unit: words.unit, ...rangeOf(series, words) },
    series: series.map(({ name, token, dash, rows }) => ({
      name,
      token,
      dash,
      points: rows.map((row) => pointOf(row, placeOf(row))),
    })),
    under: {
      title: 'n',
      rows: series.map(({ name, token, rows }) => ({
        name,
        token: groups.length > 1 ? token : null,
        cells: rows.map((row) => ({ x: placeOf(row), text: written(row, 'n', formatCount) })),
      })),
    },
    references: words.references,
    remark: cut
      ? `${sentenceCase(one)}s with fewer than ${few} stays stand in the table only.`
      : null,
    ...hidesAny(all, 'value'),
    cursor: series.flatMap(({ name, rows }, at) =>
      rows.map((row, index) => ({
        label: `${groups.length > 1 ? name : words.name}, ${say(row)}`,
        text: saying(sayEstimate(row, words.unit), sayCount(row, words.countOf)),
        series: at,
        index,
        pick: groups[at]?.pick ?? null,
        row,
      })),
    ),
  };
}

function pointOf(row: FigureRow, x: number): LinePoint {
  return {
    x,
    y: numberIn(row, 'value'),
    low: numberIn(row, 'low'),
    high: numberIn(row, 'high'),
  };
}

function weekOf(row: FigureRow): number {
  return numberIn(row, 'week') ?? 0;
}

function weekPlaces(shown: readonly FigureRow[], all: readonly FigureRow[]): Places {
  const min = Math.min(...all.map(weekOf));
  const max = Math.max(...shown.map(weekOf));
  return {
    one: 'week',
    title: 'Week of stay',
    min,
    max,
    ticks: ticksFor(min, max),
    placeOf: weekOf,
    say: (row) => `week ${weekOf(row) + 1}`,
  };
}

function visitPlaces(shown: readonly FigureRow[]): Places {
  const key = (row: FigureRow): string => `${numberIn(row, 'visit')} ${labelOf(row)}`;
  const visits = [...new Map(shown.map((row) => [key(row), row])).values()];
  visits.sort(
    (a, b) =>
      (numberIn(a, 'visit') ?? Infinity) - (numberIn(b, 'visit') ?? Infinity) ||
      (labelOf(a) < labelOf(b) ? -1 : 1),
  );
  const at = new Map(visits.map((row, index) => [key(row), index]));
  return {
    one: 'visit',
    title: 'Visit',
    min: 0,
    max: visits.length - 1,
    ticks: visits.map((row, value) => ({ value, label: labelOf(row) })),
    placeOf: (row) => at.get(key(row)) ?? 0,
    say: (row) => visitWords(labelOf(row)),
  };
}

function labelOf(row: FigureRow): string {
  return textIn(row, 'visit_label') ?? String(numberIn(row, 'visit') ?? '');
}

/** The places with enough stays, and hidden ones; all of them where none has. */
function withEnough(rows: readonly FigureRow[]): readonly FigureRow[] {
  const isEnough = (row: FigureRow): boolean => (numberIn(row, 'n') ?? 0) >= few;
  return rows.some(isEnough) ? rows.filter((row) => isEnough(row) || isHidden(row, 'n')) : rows;
}

/** Hidden places break a line and do not stretch the axis; a line of none but hidden keeps the first. */
function untilLast(rows: readonly FigureRow[]): readonly FigureRow[] {
  const isShown = (row: FigureRow): boolean => !isHidden(row, 'value');
  return rows.slice(0, Math.max(rows.findLastIndex(isShown) + 1, 1));
}

function rangeOf(
  series: readonly { readonly rows: readonly FigureRow[] }[],
  words: CourseWords,
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
