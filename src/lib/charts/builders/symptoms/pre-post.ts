/** First against last score: who lies under the diagonal, beyond the reliable change, across the cut-off. */
import { formatShort } from '$lib/format/numbers';
import { findMeasure } from '$lib/measures/library';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { measureLabel } from '../../labels';
import { allHidden, hidesAny, isHidden } from '../../hidden';
import type { Bubble, CursorPoint, Plot, ScatterRegion, ShiftLine } from '../../plot';
import { measureOf, numberIn, rowsBy, textIn } from '../../rows';
import { saying, sayCount } from '../../say';

const TOKENS: Readonly<Record<string, string>> = {
  improved: 'better',
  unchanged: 'neutral',
  deteriorated: 'worse',
};

/** Describes the pairs of one measure, of everybody: bubbles of several groups would cover each other. */
export function prePost(data: FigureData, view: FigureChoices): Plot {
  const id = measureOf(data, { ...view, by: 'all' });
  const everybody = rowsBy(data.rows, 'all').filter((row) => textIn(row, 'measure') === id);
  const rater = everybody[0]?.['rater'] ?? null;
  const ofRater = everybody.filter((row) => (row['rater'] ?? null) === rater);
  if (id === null || ofRater.length === 0) {
    return { kind: 'none', reason: 'No pair of scores under this choice.' };
  }
  const nothing = allHidden(ofRater, 'n');
  if (nothing) return nothing;
  const rows = ofRater.filter((row) => !isHidden(row, 'n'));
  const measure = findMeasure(id);
  const isHigherBetter = measure?.direction === 'higher_better';
  const bubbles = rows.map(bubbleOf);
  const values = bubbles.flatMap(({ x, y }) => [x, y]);
  const name = measureLabel(id);
  const cutoff = data.cutoffs?.[id];
  return {
    kind: 'scatter',
    xTitle: `Baseline of the ${name}, points`,
    yTitle: `Last score, points (${isHigherBetter ? 'higher' : 'lower'} is better)`,
    min: measure?.scoreMin ?? Math.min(...values),
    max: measure?.scoreMax ?? Math.max(...values),
    bubbles,
    lines: linesOf(data.reliableChanges?.[id], isHigherBetter),
    regions: regionsOf(isHigherBetter),
    references:
      cutoff === undefined ? [] : [{ value: cutoff, name: `cut-off ${formatShort(cutoff)}` }],
    cursor: rows.map((row, index) => cursorOf(row, index, isHigherBetter)),
    remark: remarkOf(view, rater, everybody.length > ofRater.length),
    ...hidesAny(ofRater, 'n'),
  };
}

function bubbleOf(row: FigureRow): Bubble {
  return {
    x: numberIn(row, 'from') ?? 0,
    y: numberIn(row, 'to') ?? 0,
    count: numberIn(row, 'n') ?? 0,
    token: TOKENS[textIn(row, 'class') ?? ''] ?? 'accent',
  };
}

function linesOf(points: number | undefined, isHigherBetter: boolean): readonly ShiftLine[] {
  const none = { shift: 0, name: 'no change' };
  if (points === undefined) return [none];
  const words = (isBetter: boolean): string =>
    `${formatShort(points)} points ${isBetter ? 'better' : 'worse'}`;
  return [
    { shift: points, name: words(isHigherBetter) },
    none,
    { shift: -points, name: words(!isHigherBetter) },
  ];
}

function regionsOf(isHigherBetter: boolean): readonly ScatterRegion[] {
  const better = { name: 'Better', token: 'better' };
  const worse = { name: 'Worse', token: 'worse' };
  return [
    { corner: 'upper left', ...(isHigherBetter ? better : worse) },
    { corner: 'lower right', ...(isHigherBetter ? worse : better) },
  ];
}

function cursorOf(row: FigureRow, index: number, isHigherBetter: boolean): CursorPoint {
  const [from, to] = [numberIn(row, 'from') ?? 0, numberIn(row, 'to') ?? 0];
  return {
    label: `Baseline ${formatShort(from)}, last ${formatShort(to)}`,
    text: saying(sayCount(row), changeWords(isHigherBetter ? to - from : from - to, row)),
    series: 0,
    index,
    pick: null,
    row,
  };
}

function changeWords(improvement: number, row: FigureRow): string {
  const change =
    improvement === 0
      ? 'no change'
      : `${formatShort(Math.abs(improvement))} points ${improvement > 0 ? 'better' : 'worse'}`;
  const code = textIn(row, 'class');
  if (code === null) return change;
  return code === 'unchanged' ? `${change}, no reliable change` : `${change}, reliably`;
}

function remarkOf(view: FigureChoices, rater: unknown, isOneOfSeveral: boolean): string {
  const parts = [
    'The area of a bubble is its number of stays.',
    view.by === 'all' ? '' : 'The picture shows everybody; the groups stand in the table.',
    isOneOfSeveral
      ? `${typeof rater === 'string' ? `Rated by: ${rater}` : 'Scores without a rater'}; the other raters stand in the table.`
      : '',
  ];
  return parts.filter(Boolean).join(' ');
}
