/** Bubbles of equal pairs as Chart.js sees them. */
import type { ChartConfiguration } from 'chart.js';
import { axisFont, axisTitle, tickText, tooltip } from './axis-look';
import type { ScatterPlot } from './plot';
import { cursorMark } from './plugins/cursor';
import { scatterLines, scatterNames, TOP_ROOM } from './plugins/scatter-lines';
import type { Theme } from './theme';

/** Sides of the plot may differ by as much; wider, the diagonal would no longer read as one. */
const widest = 1.8;

/** About the height of the plot itself in px. */
const tall = 370;

/** The configuration of a scatter at a width in px. */
export function scatterConfig(
  plot: ScatterPlot,
  theme: Theme,
  width: number,
): ChartConfiguration<'scatter'> {
  const named = [...plot.lines.filter(({ shift }) => shift <= 0), ...plot.references];
  const longest = Math.max(0, ...named.map(({ name }) => name.length));
  const names = Math.min(longest * 6.6 + 12, width * 0.3);
  const scale = {
    type: 'linear' as const,
    min: plot.min,
    max: plot.max,
    border: { color: theme.color('line-strong') },
    ticks: {
      color: theme.color('ink-soft'),
      font: axisFont(theme),
      padding: 6,
      maxTicksLimit: 10,
      maxRotation: 0,
      callback: (tick: number | string) => tickText(Number(tick), 'number'),
    },
  };
  const grid = { color: theme.color('line'), drawTicks: false };
  return {
    type: 'scatter',
    data: { datasets: [datasetOf(plot, theme, width)] },
    options: {
      responsive: false,
      maintainAspectRatio: false,
      animation: false,
      parsing: false,
      events: ['mousemove', 'mouseout', 'click', 'touchstart', 'touchmove'],
      interaction: { mode: 'nearest', intersect: false, axis: 'xy' },
      layout: {
        padding: { top: TOP_ROOM, right: Math.max(names, width - 60 - tall * widest) },
      },
      scales: {
        x: { ...scale, grid: { display: false }, title: axisTitle(plot.xTitle, theme) },
        y: { ...scale, grid, title: axisTitle(plot.yTitle, theme) },
      },
      plugins: { legend: { display: false }, tooltip: tooltip(plot, theme) },
    },
    plugins: [scatterLines, scatterNames, cursorMark as never],
  };
}

function datasetOf(plot: ScatterPlot, theme: Theme, width: number) {
  const colors = plot.bubbles.map(({ token }) => theme.color(token));
  const radii = bubbleRadii(
    plot.bubbles.map(({ count }) => count),
    width < 480 ? 8 : 11,
  );
  return {
    data: plot.bubbles.map(({ x, y }) => ({ x, y })),
    pointRadius: radii,
    pointHoverRadius: radii.map((radius) => radius + 1),
    pointBackgroundColor: colors.map((color) => `${color}8c`),
    pointBorderColor: colors,
    pointBorderWidth: 1,
    // Bubbles on the edge of the scale are drawn whole.
    clip: 14,
  };
}

/** Radii in px whose squares are as the counts; few counts do not fill the largest size. */
export function bubbleRadii(counts: readonly number[], largest: number): number[] {
  const most = Math.max(8, ...counts);
  return counts.map((count) => Math.max(2, largest * Math.sqrt(count / most)));
}
