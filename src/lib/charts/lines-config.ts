/** Lines and steps as Chart.js sees them. */
import type { ChartConfiguration, Scale } from 'chart.js';
import { axisFont, axisTitle, tickText, tooltip } from './axis-look';
import { wrapWords } from './drawing';
import type { LineSeries, LinesPlot } from './plot';
import { bands } from './plugins/bands';
import { cursorMark } from './plugins/cursor';
import { directLabels } from './plugins/direct-labels';
import { referenceLines } from './plugins/reference-lines';
import { nameLines } from './plugins/places';
import { underHeight, underRows } from './plugins/under-rows';
import type { Theme } from './theme';

const shapes = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'cross'] as const;

/** Room for a name beside the plot in px; longer names take two lines. */
const nameLimit = 170;

/** The configuration of a line plot at a width in px. */
export function linesConfig(
  plot: LinesPlot,
  theme: Theme,
  width: number,
): ChartConfiguration<'line', { x: number; y: number | null }[]> {
  const several = plot.series.length > 1;
  const longest = plot.series.flatMap(({ name }) => nameLines(name)).map((line) => line.length);
  const names = Math.max(0, ...longest) * 7 + 14;
  const { rows } = plot.under;
  const nameRoom = several && rows.length > 0 ? Math.min(names + 6, width * 0.3, nameLimit) : 0;
  return {
    type: 'line',
    data: {
      datasets: plot.series.map((series, index) => datasetOf(plot, series, index, theme)),
    },
    options: {
      responsive: false,
      maintainAspectRatio: false,
      animation: false,
      parsing: false,
      events: ['mousemove', 'mouseout', 'click', 'touchstart', 'touchmove'],
      interaction: { mode: 'nearest', intersect: false, axis: 'xy' },
      layout: {
        padding: {
          top: 8,
          right: several ? Math.min(names, width * 0.28, nameLimit) : 14,
          bottom: rows.length === 0 ? 0 : underHeight(plot) + 4,
        },
      },
      scales: {
        x: {
          type: 'linear',
          // A single place stands in the middle.
          min: plot.x.max > plot.x.min ? plot.x.min : plot.x.min - 1,
          max: plot.x.max > plot.x.min ? plot.x.max : plot.x.min + 1,
          border: { color: theme.color('line-strong') },
          grid: { display: false },
          title: axisTitle(plot.x.title, theme),
          afterBuildTicks: (scale: Scale) => {
            scale.ticks = plot.x.ticks.map(({ value, label }) => ({ value, label }));
          },
          ticks: {
            color: theme.color('ink-soft'),
            font: axisFont(theme),
            autoSkip: true,
            maxRotation: 0,
            // The word of a visit may be long.
            callback: (tick) =>
              wrapWords(plot.x.ticks.find(({ value }) => value === Number(tick))?.label ?? '', 14),
          },
        },
        y: {
          ...(plot.y.min === undefined ? {} : { min: plot.y.min }),
          ...(plot.y.max === undefined ? {} : { max: plot.y.max }),
          border: { display: false },
          grid: { color: theme.color('line'), drawTicks: false },
          title: {
            ...axisTitle(plot.y.title, theme),
            text: width < 420 ? wrapWords(plot.y.title, 26) : plot.y.title,
          },
          afterFit: (scale: Scale) => {
            scale.width = Math.max(scale.width, nameRoom);
          },
          ticks: {
            color: theme.color('ink-soft'),
            font: axisFont(theme),
            padding: 8,
            maxTicksLimit: 9,
            ...(plot.y.step === undefined ? {} : { stepSize: plot.y.step }),
            callback: (tick) => tickText(Number(tick), plot.y.unit),
          },
        },
      },
      plugins: { legend: { display: false }, tooltip: tooltip(plot, theme) },
    },
    plugins: [bands, underRows, referenceLines as never, directLabels, cursorMark as never],
  };
}

function datasetOf(plot: LinesPlot, series: LineSeries, index: number, theme: Theme) {
  const color = theme.color(series.token);
  const { points } = series;
  const hollow = (at: number): boolean => points[at]?.incomplete === true;
  // No line leads to such a point or away from it, so that only a mark can show it.
  const alone = (at: number): boolean =>
    typeof points[at - 1]?.y !== 'number' && typeof points[at + 1]?.y !== 'number';
  return {
    label: series.name,
    data: points.map(({ x, y }) => ({ x, y })),
    borderColor: color,
    borderWidth: 2,
    borderDash: [...series.dash],
    stepped: plot.stepped ? ('before' as const) : false,
    spanGaps: false,
    pointStyle: shapes[index % shapes.length]!,
    pointRadius: points.map((_, at) => (hollow(at) ? 4 : plot.markers || alone(at) ? 3.5 : 0)),
    pointHoverRadius: plot.markers ? 5 : 4,
    pointBackgroundColor: points.map((_, at) => (hollow(at) ? theme.color('card') : color)),
    pointBorderColor: color,
    pointBorderWidth: 1.5,
    clip: 6,
  };
}
