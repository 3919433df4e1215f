/** A described picture as a Chart.js configuration; no DOM but the tiles of patterns. */
import type { ChartConfiguration } from 'chart.js';
import { areasConfig } from './areas-config';
import { barsConfig } from './bars-config';
import { linesConfig } from './lines-config';
import { scatterConfig } from './scatter-config';
import type { ChartPlot } from './plot';
import type { Theme } from './theme';
import { underHeight } from './plugins/under-rows';

/** The configuration that draws a plot at a width in px. */
export function toConfig(plot: ChartPlot, theme: Theme, width: number): ChartConfiguration {
  // One file per kind of picture; Chart.js has no type for "one of them".
  return configOf(plot, theme, width) as ChartConfiguration;
}

function configOf(plot: ChartPlot, theme: Theme, width: number): unknown {
  if (plot.kind === 'areas') return areasConfig(plot, theme, width);
  if (plot.kind === 'scatter') return scatterConfig(plot, theme, width);
  return plot.kind === 'bars' ? barsConfig(plot, theme, width) : linesConfig(plot, theme, width);
}

/** The height in px on paper at a width: two rows of half-width figures share a page. */
export function printHeightOf(plot: ChartPlot, width: number): number {
  const bends = plot.kind !== 'bars' || !plot.horizontal;
  return heightOf(plot) - (bends && width < 480 ? 96 : 0);
}

/** The height in px that a plot needs: bars by their number, lines by what stands under the axis. */
export function heightOf(plot: ChartPlot): number {
  if (plot.kind === 'lines') return 290 + underHeight(plot);
  if (plot.kind === 'areas') return 340 + underHeight(plot);
  if (plot.kind === 'scatter') return 460;
  if (!plot.horizontal) return 280;
  const named = plot.references.length > 0 ? 20 : 0;
  return 58 + named + plot.categories.length * (plot.categories.length > 8 ? 36 : 46);
}
