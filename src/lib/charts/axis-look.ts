/** The look that all axes and tooltips share. */
import { formatCount, formatShort, type Unit } from '$lib/format/numbers';
import { wrapWords } from './drawing';
import type { ChartPlot, CursorPoint } from './plot';
import type { Theme } from './theme';

/** A value of an axis: shares as whole percentages without the sign, which the title carries. */
export function tickText(value: number, unit: Unit): string {
  if (unit === 'share') return formatShort(value * 100);
  return unit === 'count' ? formatCount(value) : formatShort(value);
}

/** Font of axis labels. */
export function axisFont(theme: Theme): { family: string; size: number } {
  return { family: theme.font, size: theme.fontSize };
}

/** The title of an axis; an empty one takes no room. */
export function axisTitle(text: string, theme: Theme): object {
  return {
    display: text !== '',
    text,
    color: theme.color('ink-soft'),
    font: axisFont(theme),
    padding: { top: 4, bottom: 2 },
  };
}

/** The point of the cursor that belongs to an element of the chart. */
export function cursorAt(plot: ChartPlot, series: number, index: number): CursorPoint | undefined {
  return plot.cursor.find((point) => point.series === series && point.index === index);
}

interface Hit {
  readonly datasetIndex: number;
  readonly dataIndex: number;
}

/** Tooltips say what the cursor says, in lines. */
export function tooltip(plot: ChartPlot, theme: Theme): object {
  const point = (hit: Hit | undefined): CursorPoint | undefined =>
    hit && cursorAt(plot, hit.datasetIndex, hit.dataIndex);
  return {
    displayColors: false,
    animation: false,
    backgroundColor: theme.color('ink'),
    titleColor: theme.color('card'),
    bodyColor: theme.color('card'),
    titleFont: { ...axisFont(theme), weight: 600 },
    bodyFont: axisFont(theme),
    padding: 10,
    cornerRadius: 5,
    filter: (hit: Hit) => point(hit) !== undefined,
    callbacks: {
      title: (hits: readonly Hit[]) => point(hits[0])?.label ?? '',
      // A phone has room for about so many letters; the plain text is cut nowhere else.
      label: (hit: Hit) =>
        point(hit)
          ?.text.split('; ')
          .flatMap((line) => wrapWords(line, 46)) ?? '',
    },
  };
}
