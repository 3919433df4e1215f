/** How stays end by day: steps per cause for everybody, steps of dropout alone for each level or program. */
import { formatCount } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { allHidden, hidesAny } from '../../hidden';
import type { LinePoint, LineSeries, Pick, Plot } from '../../plot';
import { groupsBy, numberIn, textIn } from '../../rows';
import { saying, sayEstimate } from '../../say';
import { dashOf } from '../week-lines';
import { type DayAxis, atRiskAt, dayAxis, shownSteps } from './day-axis';

/** Causes as lines. */
const causes = [
  { code: 'planned', label: 'Planned', token: 'better' },
  { code: 'dropout', label: 'Dropout', token: 'worse' },
  { code: 'other', label: 'Other', token: 'neutral' },
] as const;

interface Curve {
  readonly label: string;
  readonly token: string;
  readonly rows: readonly FigureRow[];
  readonly pick: Pick | null;
}

/** Describes the curves; each is labelled at its end. */
export function dropoutIncidence(data: FigureData, view: FigureChoices): Plot {
  const curves = curvesOf(data, view);
  if (curves.every(({ rows }) => rows.length === 0)) {
    return { kind: 'none', reason: 'No stay to follow here.' };
  }
  const all = curves.flatMap(({ rows }) => rows);
  const nothing = allHidden(all, 'value');
  if (nothing) return nothing;
  const axis = dayAxis(curves.map(({ rows }) => rows));
  const isWhole = view.by === 'all';
  const shown = curves.map(({ rows }) =>
    shownSteps(rows).filter((row) => (numberIn(row, 'day') ?? 0) <= axis.max),
  );
  const goesOn = curves.some(({ rows }, index) => shownSteps(rows).length > shown[index]!.length);
  return {
    kind: 'lines',
    stepped: true,
    markers: false,
    x: { title: 'Days since admission', min: 0, max: axis.max, ticks: axis.ticks },
    y: {
      title: isWhole ? 'Ended by that day, %' : 'Dropped out by that day, %',
      unit: 'share',
      min: 0,
      max: 1,
    },
    series: curves.map((curve, index) => lineOf(curve, shown[index]!, dashOf(index), axis)),
    under: {
      title: 'At risk',
      rows: (isWhole ? curves.slice(0, 1) : curves).map(({ label, token, rows }) => ({
        name: isWhole ? 'Overall' : label,
        token: isWhole || curves.length === 1 ? null : token,
        cells: atRiskAt(rows, axis, formatCount),
      })),
    },
    references: [],
    remark: [
      isWhole
        ? 'What is left to 100 % is still in care.'
        : 'Dropout only; planned and other ends compete with it.',
      goesOn ? `Days after ${formatCount(axis.max)} stand in the table.` : '',
    ]
      .filter(Boolean)
      .join(' '),
    ...hidesAny(all, 'value'),
    cursor: curves.flatMap(({ label, pick }, series) =>
      shown[series]!.map((row, at) => ({
        label: `${label}, day ${formatCount(numberIn(row, 'day'))}`,
        text: saying(
          `${isWhole ? 'ended' : 'dropped out'}: ${sayEstimate(row, 'share')}`,
          atRisk(row),
        ),
        series,
        // The first point of every curve is the day of admission.
        index: at + 1,
        pick,
        row,
      })),
    ),
  };
}

function curvesOf(data: FigureData, view: FigureChoices): readonly Curve[] {
  const groups = groupsBy(data.rows, view.by);
  const ofClass = (rows: readonly FigureRow[], code: string): readonly FigureRow[] =>
    rows.filter((row) => textIn(row, 'class') === code);
  if (view.by !== 'all') {
    return groups.map((group) => ({ ...group, rows: ofClass(group.rows, 'dropout') }));
  }
  const rows = groups[0]?.rows ?? [];
  return causes.map(({ code, label, token }) => ({
    label,
    token,
    rows: ofClass(rows, code),
    pick: null,
  }));
}

function lineOf(
  { label, token, rows }: Curve,
  shown: readonly FigureRow[],
  dash: readonly number[],
  { max }: DayAxis,
): LineSeries {
  const steps = shownSteps(rows);
  const points: LinePoint[] = [
    // A curve of few people does not even begin.
    { x: 0, y: steps.length > 0 || rows.length === 0 ? 0 : null, low: null, high: null },
    ...shown.map((row) => ({
      x: numberIn(row, 'day') ?? 0,
      y: numberIn(row, 'value'),
      low: numberIn(row, 'low'),
      high: numberIn(row, 'high'),
    })),
  ];
  const end = points.at(-1)!;
  // A curve that goes on beyond the picture runs to its edge.
  if (steps.length > shown.length && end.x < max) points.push({ ...end, x: max });
  return { name: label, token, dash, points };
}

function atRisk(row: FigureRow): string {
  const left = formatCount(numberIn(row, 'events'));
  return `${formatCount(numberIn(row, 'at_risk'))} at risk, ${left} on that day`;
}
