/**
 * Numbers that a release hides, as pictures and tables say them: never as a dash, which is nothing, and
 * never as 0. A hidden row has null in what is hidden and 1 in the column `suppressed`.
 */
import { HIDDEN_TEXT } from '$lib/format/numbers';
import { type FigureRow, SUPPRESSED } from '$lib/metrics/metric';
import type { NoPlot, Plot } from './plot';
import { numberIn } from './rows';

/** What the cursor and the tooltip say in place of a hidden number. */
export const HIDDEN_STORY = 'hidden, about few people or would tell such a number';

/** Whether the number in a column is hidden, and not just absent. */
export function isHidden(row: FigureRow, column: string): boolean {
  return row[SUPPRESSED] === 1 && row[column] === null;
}

/** The number in a column as it is written, or `hidden`. */
export function written(
  row: FigureRow,
  column: string,
  write: (value: number | null) => string,
): string {
  return isHidden(row, column) ? HIDDEN_TEXT : write(numberIn(row, column));
}

/** Whether a column of any of the rows is hidden, for pictures that leave such rows out. */
export function hidesAny(rows: readonly FigureRow[], column: string): { readonly hides?: true } {
  return rows.some((row) => isHidden(row, column)) ? { hides: true } : {};
}

/** A picture of which nothing is left; null where something is. */
export function allHidden(rows: readonly FigureRow[], column: string): NoPlot | null {
  if (rows.length === 0 || !rows.every((row) => isHidden(row, column))) return null;
  const reason = `All numbers of this view are hidden, since they are ${about(null)}.`;
  return { kind: 'none', reason };
}

/** What a hidden number is about; `smallest` = up to how many people are few, null = not said. */
function about(smallest: number | null): string {
  const people = smallest === null ? 'few' : `1 to ${smallest}`;
  return `about ${people} people or would tell such a number`;
}

/** Says under a table that some of its cells are hidden. */
export function hiddenNote(smallest: number | null): string {
  return `Hidden numbers are ${about(smallest)}.`;
}

/** The picture with a sentence under it where it hides something; the only place that says so. */
export function withHiddenRemark(plot: Plot, smallest: number | null): Plot {
  const sentence = sentenceFor(plot, smallest);
  if (plot.kind === 'none' || sentence === null) return plot;
  return { ...plot, remark: [plot.remark, sentence].filter(Boolean).join(' ') };
}

function sentenceFor(plot: Plot, smallest: number | null): string | null {
  const hatched = `Hatched grey: hidden, since they are ${about(smallest)}.`;
  switch (plot.kind) {
    case 'bars':
      return plot.series.some(({ bars }) => bars.some((bar) => bar.hidden)) ? hatched : null;
    case 'flow':
      return [...plot.links, ...plot.from, ...plot.to].some(({ count }) => count === null)
        ? hatched
        : null;
    case 'matrix':
      return plot.cells.some((cells) => cells.some(({ count }) => count === null)) ? hatched : null;
    case 'lines':
    case 'areas':
      return plot.hides
        ? `The picture breaks or ends where numbers are hidden, since they are ${about(smallest)}.`
        : null;
    case 'scatter':
      return plot.hides ? 'Pairs of few people are not drawn.' : null;
    case 'none':
      return null;
  }
}
