/** Bars, stacks and quartile bars as Chart.js sees them. */
import type { ChartConfiguration } from 'chart.js';
import { axisFont, axisTitle, tickText, tooltip } from './axis-look';
import { wrapWords } from './drawing';
import type { Bar, BarSeries, BarsPlot } from './plot';
import { barLabels } from './plugins/bar-labels';
import { cursorMark } from './plugins/cursor';
import { hiddenStub, isUnknown } from './hidden-stub';
import { intervals } from './plugins/intervals';
import { meantRanges } from './plugins/meant-ranges';
import { patternFill } from './plugins/pattern';
import { referenceLines } from './plugins/reference-lines';
import type { Theme } from './theme';

/** The configuration of a bar plot at a width in px. */
export function barsConfig(
  plot: BarsPlot,
  theme: Theme,
  width: number,
): ChartConfiguration<'bar', (number | [number, number] | null)[], string[]> {
  const value = plot.horizontal ? 'x' : 'y';
  const stacked = plot.form === 'stack';
  const unknown = isUnknown(plot);
  const valueScale = {
    stacked,
    ...(plot.axis.min === undefined ? {} : { min: plot.axis.min }),
    ...(plot.axis.max === undefined ? {} : { max: plot.axis.max }),
    ...(unknown && plot.axis.max === undefined ? { max: 1 } : {}),
    ...(plot.axis.unit === 'share' ? {} : { grace: plot.horizontal ? '6%' : '8%' }),
    border: { display: false },
    grid: { color: theme.color('line'), drawTicks: false, display: !plot.horizontal || !stacked },
    title: axisTitle(plot.axis.title, theme),
    ticks: {
      color: theme.color('ink-soft'),
      font: axisFont(theme),
      padding: 6,
      maxTicksLimit: 6,
      ...(plot.axis.unit === 'count' ? { precision: 0 } : {}),
      callback: (tick: number | string) =>
        unknown && plot.axis.max === undefined ? '' : tickText(Number(tick), plot.axis.unit),
    },
  };
  const placeScale = {
    stacked,
    border: { color: theme.color('line-strong') },
    grid: { display: false },
    ticks: {
      color: theme.color('ink'),
      font: axisFont(theme),
      autoSkip: !plot.horizontal,
      maxRotation: 0,
      padding: 6,
    },
  };
  return {
    type: 'bar',
    data: {
      labels: plot.categories.map((category) => labelOf(category, plot.horizontal, width)) as never,
      datasets: plot.series.map((series) => datasetOf(plot, series, theme)),
    },
    options: {
      indexAxis: plot.horizontal ? 'y' : 'x',
      responsive: false,
      maintainAspectRatio: false,
      animation: false,
      events: ['mousemove', 'mouseout', 'click', 'touchstart', 'touchmove'],
      interaction: { mode: 'nearest', intersect: plot.form !== 'range', axis: 'xy' },
      layout: {
        padding: {
          top: plot.references.length > 0 && plot.horizontal ? 20 : plot.horizontal ? 4 : 18,
          right: plot.horizontal && !stacked ? 52 : 10,
        },
      },
      scales: { [value]: valueScale, [plot.horizontal ? 'y' : 'x']: placeScale },
      plugins: { legend: { display: false }, tooltip: tooltip(plot, theme) },
    },
    plugins: [meantRanges, intervals, barLabels, referenceLines as never, cursorMark as never],
  };
}

function labelOf(
  { label, note }: BarsPlot['categories'][number],
  horizontal: boolean,
  width: number,
): string[] {
  const words = horizontal ? wrapWords(label, width < 480 ? 14 : 24).slice(0, 2) : [label];
  return note === null ? words : [...words, note];
}

function datasetOf(plot: BarsPlot, series: BarSeries, theme: Theme) {
  const card = theme.color('card');
  const fill = (bar: Bar, index: number): string | CanvasPattern => {
    const color = theme.color(series.tokens?.[index] ?? series.token);
    if (isStub(bar)) return patternFill(theme.color('neutral'), 'hidden', card);
    if (plot.form === 'range') return `${color}59`;
    return patternFill(color, bar.incomplete ? 'hatch' : series.pattern, card);
  };
  const stub = hiddenStub(plot);
  const isStub = (bar: Bar): boolean =>
    bar.hidden === true && (plot.form !== 'range' || range(bar) === null);
  const valueOf = (bar: Bar): number | [number, number] | null => {
    if (plot.form === 'stack' && bar.value !== null) return bar.value;
    if (isStub(bar)) return plot.form === 'stack' ? stub[1] : stub;
    return plot.form === 'range' ? range(bar) : bar.value;
  };
  const range = ({ q1, q3 }: Bar): [number, number] | null =>
    typeof q1 === 'number' && typeof q3 === 'number' ? [q1, q3] : null;
  return {
    label: series.name,
    data: series.bars.map(valueOf),
    backgroundColor: series.bars.map(fill) as string[],
    borderColor: series.bars.map((bar) => (isStub(bar) ? theme.color('neutral') : card)),
    borderWidth: series.bars.map((bar) =>
      isStub(bar) ? 1 : plot.form === 'stack' ? { right: 1.5 } : 0,
    ) as never,
    borderSkipped: false as const,
    borderRadius: plot.form === 'bars' ? 2 : 0,
    maxBarThickness: plot.form === 'range' ? 14 : plot.horizontal ? 22 : 40,
    categoryPercentage: 0.78,
    barPercentage: 0.92,
  };
}
