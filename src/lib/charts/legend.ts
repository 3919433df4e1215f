/** Which swatches a picture needs: only where names cannot stand beside what they name. */
import type { ChartPlot, Pattern } from './plot';

/** One swatch with its words. */
export interface LegendEntry {
  readonly name: string;
  readonly token: string;
  readonly pattern: Pattern;
}

/** The legend of a plot; empty where marks are labelled directly. */
export function legendOf(plot: ChartPlot): readonly LegendEntry[] {
  if (plot.kind !== 'bars' || plot.series.length < 2) return [];
  return plot.series.map(({ name, token, pattern }) => ({ name, token, pattern }));
}
