/** Who is still in care by day: Kaplan-Meier steps with band, censor ticks and numbers at risk. */
import {
  formatCount,
  formatInterval,
  formatP,
  formatShort,
  HIDDEN_TEXT,
} from '$lib/format/numbers';
import { UNPLANNED_MEDIAN } from '$lib/metrics/length/retention';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { allHidden, hidesAny, isHidden } from '../../hidden';
import type { LinePoint, LineSeries, Plot } from '../../plot';
import { groupsBy, numberIn, textIn, type Group } from '../../rows';
import { saying, sayEstimate } from '../../say';
import { dashOf } from '../week-lines';
import { atRiskAt, dayAxis, shownSteps } from './day-axis';

/** What a curve counts. */
interface CurveWords {
  readonly still: string;
  readonly left: string;
  readonly censored: string;
  readonly remark: string;
}

const anyWords: CurveWords = {
  still: 'Still in care',
  left: 'left',
  censored: 'open',
  remark: '',
};

const unplannedWords: CurveWords = {
  still: 'No unplanned end yet',
  left: 'left unplanned',
  censored: 'open or left otherwise',
  remark: 'Only unplanned ends count; all others are censored.',
};

/** Describes the curves; the remark names medians and the test between them. */
export function retention(data: FigureData, view: FigureChoices): Plot {
  const groups = groupsBy(
    data.rows.filter((row) => textIn(row, 'statistic') !== 'log-rank'),
    view.by,
  );
  const all = groups.map((group) => rowsOf(group, 'survival'));
  if (all.flat().length === 0) return { kind: 'none', reason: 'No stay to follow here.' };
  const nothing = allHidden(all.flat(), 'value');
  if (nothing) return nothing;
  const axis = dayAxis(all);
  const { max, ticks } = axis;
  const words = data.about === UNPLANNED_MEDIAN ? unplannedWords : anyWords;
  const steps = all.map((rows) =>
    shownSteps(rows).filter((row) => (numberIn(row, 'day') ?? 0) <= max),
  );
  return {
    kind: 'lines',
    stepped: true,
    markers: false,
    x: { title: 'Days since admission', min: 0, max, ticks },
    y: { title: `${words.still}, %`, unit: 'share', min: 0, max: 1 },
    series: groups.map((group, index) => curve(group, steps[index] ?? [], dashOf(index), max)),
    under: {
      title: 'At risk',
      rows: groups.map((group) => ({
        name: group.label,
        token: groups.length > 1 ? group.token : null,
        cells: atRiskAt(rowsOf(group, 'survival'), axis, formatCount),
      })),
    },
    references: [],
    remark:
      [words.remark, medians(groups), logRank(data, view), later(groups, max)]
        .filter(Boolean)
        .join(' ') || null,
    ...hidesAny(all.flat(), 'value'),
    cursor: groups.flatMap((group, series) =>
      (steps[series] ?? []).map((row, at) => ({
        label: `${group.label}, day ${formatCount(numberIn(row, 'day'))}`,
        text: saying(
          `${words.still.toLowerCase()}: ${sayEstimate(row, 'share')}`,
          atRisk(row, words),
        ),
        series,
        // The first point of every curve is the day of admission.
        index: at + 1,
        pick: group.pick,
        row,
      })),
    ),
  };
}

function rowsOf(group: Group, statistic: string): readonly FigureRow[] {
  return group.rows.filter((row) => textIn(row, 'statistic') === statistic);
}

function curve(
  group: Group,
  rows: readonly FigureRow[],
  dash: readonly number[],
  max: number,
): LineSeries {
  const points: LinePoint[] = [
    { x: 0, y: startOf(group), low: null, high: null },
    ...rows.map((row) => ({
      x: numberIn(row, 'day') ?? 0,
      y: numberIn(row, 'value'),
      low: numberIn(row, 'low'),
      high: numberIn(row, 'high'),
    })),
  ];
  const end = points.at(-1)!;
  const goesOn = shownSteps(rowsOf(group, 'survival')).length > rows.length;
  // A curve that goes on beyond the picture runs to its edge.
  if (goesOn && end.x < max) points.push({ ...end, x: max });
  return {
    name: group.label,
    token: group.token,
    dash,
    points,
    ticks: rows
      .filter((row) => (numberIn(row, 'censored') ?? 0) > 0)
      .map((row) => ({ x: numberIn(row, 'day') ?? 0, y: numberIn(row, 'value') ?? 0 })),
  };
}

/** Everybody is in care on the first day; a curve of few people does not even begin. */
function startOf(group: Group): number | null {
  return shownSteps(rowsOf(group, 'survival')).length > 0 ? 1 : null;
}

function atRisk(row: FigureRow, words: CurveWords): string {
  const left = formatCount(numberIn(row, 'events'));
  const open = formatCount(numberIn(row, 'censored'));
  return `${formatCount(numberIn(row, 'at_risk'))} at risk, ${left} ${words.left} that day, ${open} ${words.censored}`;
}

function medians(groups: readonly Group[]): string {
  const parts = groups.flatMap((group) =>
    rowsOf(group, 'median').map((row) => {
      const value = numberIn(row, 'value');
      const name = groups.length > 1 ? `${group.label}: ` : '';
      if (isHidden(row, 'value')) return `${name}${HIDDEN_TEXT}`;
      if (value === null) return `${name}not reached`;
      const high = numberIn(row, 'high');
      const limits =
        high === null
          ? `${formatShort(numberIn(row, 'low'))} to not reached`
          : formatInterval(numberIn(row, 'low'), high, 'number');
      return `${name}${formatShort(value)} days (${limits})`;
    }),
  );
  return parts.length === 0 ? '' : `Median with 95 % interval: ${parts.join('; ')}.`;
}

function logRank(data: FigureData, view: FigureChoices): string {
  const row = data.rows.find(
    (candidate) =>
      textIn(candidate, 'statistic') === 'log-rank' && textIn(candidate, 'between') === view.by,
  );
  const chi = row ? numberIn(row, 'value') : null;
  if (!row || chi === null) return '';
  const p = formatP(numberIn(row, 'p'));
  const isP = p.startsWith('<') ? `p ${p}` : `p = ${p}`;
  const test = `χ² ${formatShort(chi)}, ${formatCount(numberIn(row, 'df'))} df, ${isP}`;
  return (
    `Do the curves differ at all? Log-rank between ${view.by}s ${test}; ` +
    'stays of one person treated as independent, not adjusted.'
  );
}

function later(groups: readonly Group[], max: number): string {
  const goesOn = groups.some((group) =>
    shownSteps(rowsOf(group, 'survival')).some((row) => (numberIn(row, 'day') ?? 0) > max),
  );
  return goesOn ? `Days after ${formatCount(max)} stand in the table.` : '';
}
