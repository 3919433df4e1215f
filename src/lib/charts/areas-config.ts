/**
 * Stacked areas as Chart.js sees them: one point in the middle of each layer at each place, for the
 * tooltip and the cursor; a plugin draws the layers themselves.
 */
import {
  type ChartConfiguration,
  type InteractionItem,
  type InteractionModeFunction,
  Interaction,
  type Scale,
} from 'chart.js';
import { layerAt, layersOf } from './area-layers';
import { axisFont, axisTitle, tickText, tooltip } from './axis-look';
import { drawingOf, wrapWords } from './drawing';
import type { AreasPlot } from './plot';
import { areas, sideNames } from './plugins/areas';
import { cursorMark } from './plugins/cursor';
import { underHeight, underRows } from './plugins/under-rows';
import type { Theme } from './theme';

/** Px from one tick to the next. */
const tickRoom = 30;

declare module 'chart.js' {
  interface InteractionModeMap {
    layer: InteractionModeFunction;
  }
}

/** The pointer means the layer that it is in, not the nearest point. */
Interaction.modes.layer = (chart, event): InteractionItem[] => {
  const plot = drawingOf(chart)?.plot;
  const { x, y } = chart.scales;
  if (plot?.kind !== 'areas' || !x || !y || event.x === null || event.y === null) return [];
  const [place, value] = [x.getValueForPixel(event.x), y.getValueForPixel(event.y)];
  const hit = layerAt(plot, place ?? 0, value ?? 0);
  const element = hit && chart.getDatasetMeta(hit.series).data[hit.index];
  return element ? [{ element, datasetIndex: hit.series, index: hit.index }] : [];
};

/** The configuration of stacked areas at a width in px. */
export function areasConfig(
  plot: AreasPlot,
  theme: Theme,
  width: number,
): ChartConfiguration<'line', { x: number; y: number }[]> {
  const layers = layersOf(plot);
  const names = sideNames(plot).map((name) => name.length);
  return {
    type: 'line',
    data: {
      datasets: plot.series.map(({ name, token }, at) => ({
        label: name,
        data: plot.places.map((x, index) => ({
          x,
          y: ((layers[at]?.low[index] ?? 0) + (layers[at]?.high[index] ?? 0)) / 2,
        })),
        showLine: false,
        pointRadius: 0,
        pointHitRadius: 0,
        pointHoverRadius: 4,
        pointHoverBackgroundColor: theme.color('card'),
        pointHoverBorderColor: theme.color(token),
        pointHoverBorderWidth: 2,
      })),
    },
    options: {
      responsive: false,
      maintainAspectRatio: false,
      animation: false,
      parsing: false,
      events: ['mousemove', 'mouseout', 'click', 'touchstart', 'touchmove'],
      interaction: { mode: 'layer', intersect: false },
      layout: {
        padding: {
          top: 8,
          right: names.length > 0 ? Math.min(Math.max(...names) * 7 + 30, width * 0.3) : 14,
          bottom: plot.under.rows.length === 0 ? 0 : underHeight(plot) + 4,
        },
      },
      scales: {
        x: {
          type: 'linear',
          min: plot.x.min,
          max: plot.x.max,
          border: { color: theme.color('line-strong') },
          grid: { display: false },
          title: {
            ...axisTitle(plot.x.title, theme),
            text: width < 480 ? wrapWords(plot.x.title, 26) : plot.x.title,
          },
          afterBuildTicks: (scale: Scale) => {
            scale.ticks = spaced(plot, scale).map(({ value, label }) => ({ value, label }));
          },
          ticks: {
            color: theme.color('ink-soft'),
            font: axisFont(theme),
            autoSkip: false,
            maxRotation: 0,
            callback: (tick) => plot.x.ticks.find(({ value }) => value === Number(tick))?.label,
          },
        },
        y: {
          ...(plot.y.min === undefined ? {} : { min: plot.y.min }),
          ...(plot.y.max === undefined ? {} : { max: plot.y.max }),
          border: { display: false },
          grid: { color: theme.color('line'), drawTicks: false },
          title: axisTitle(plot.y.title, theme),
          afterFit: (scale: Scale) => {
            // Room for the name of the numbers under the axis.
            scale.width = Math.max(scale.width, plot.under.title.length * 7 + 20);
          },
          ticks: {
            color: theme.color('ink-soft'),
            font: axisFont(theme),
            padding: 8,
            maxTicksLimit: 6,
            callback: (tick) => tickText(Number(tick), plot.y.unit),
          },
        },
      },
      plugins: { legend: { display: false }, tooltip: tooltip(plot, theme) },
    },
    plugins: [areas, underRows, cursorMark as never],
  };
}

/** Ticks at unequal distances, without those whose words would touch; the last one stays. */
function spaced({ x }: AreasPlot, scale: Scale): AreasPlot['x']['ticks'] {
  const pxPerUnit = scale.width / (x.max - x.min || 1);
  const isFree = (from: number, to: number): boolean => (to - from) * pxPerUnit >= tickRoom;
  const last = x.ticks.at(-1);
  const kept: AreasPlot['x']['ticks'][number][] = [];
  for (const tick of x.ticks) {
    const before = kept.at(-1);
    const fitsBefore = before === undefined || isFree(before.value, tick.value);
    const fitsLast = tick === last || isFree(tick.value, last?.value ?? Infinity);
    if (fitsBefore && fitsLast) kept.push(tick);
  }
  return kept;
}
