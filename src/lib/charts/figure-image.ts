/** A figure as an image: the same description drawn once more, in light colours at a fixed width. */
import { Chart } from 'chart.js';
import { figurePng } from '$lib/export/png';
import './chart.svelte';
import { definitionOf } from './definition';
import { setDrawing } from './drawing';
import type { FigureView } from './figure-state';
import { layoutFlow } from './flow-layout';
import { legendOf } from './legend';
import { matrixPainter } from './matrix-image';
import type { ChartPlot, FlowPlot, Plot } from './plot';
import { patternFill } from './plugins/pattern';
import { readLightTheme, type Theme } from './theme';
import { heightOf, toConfig } from './to-config';
import { formatCount, HIDDEN_TEXT } from '$lib/format/numbers';

const width = 880;
const legendHeight = 26;

/** Draws a figure with its words as a PNG. */
export async function figureImage(figure: FigureView, plot: Plot): Promise<Blob> {
  const theme = readLightTheme();
  const remark = plot.kind === 'none' ? plot.reason : (plot.remark ?? '');
  const lead = [figure.subtitle, figure.sentence === figure.title ? '' : figure.sentence];
  const { metric } = figure;
  return figurePng({
    title: figure.title,
    lead,
    plot: { width, ...painterOf(plot, theme) },
    footer: [
      remark,
      ...figure.data.notes,
      figure.excludedText,
      `${metric.name}. ${definitionOf(metric)} Source: ${metric.source}`,
      figure.provenance.join(' · '),
    ],
    font: theme.font,
    ink: theme.color('ink'),
    inkSoft: theme.color('ink-soft'),
    line: theme.color('line'),
  });
}

interface Painter {
  readonly height: number;
  readonly draw: (context: CanvasRenderingContext2D) => void;
}

function painterOf(plot: Plot, theme: Theme): Painter {
  if (plot.kind === 'none') return { height: 0, draw: () => undefined };
  if (plot.kind === 'matrix') return matrixPainter(plot, theme, width);
  return plot.kind === 'flow' ? flowPainter(plot, theme) : chartPainter(plot, theme);
}

function chartPainter(plot: ChartPlot, theme: Theme): Painter {
  const legend = legendOf(plot);
  const top = legend.length > 0 ? legendHeight : 0;
  const height = heightOf(plot);
  return {
    height: height + top,
    draw: (context) => {
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      setDrawing(canvas, { plot, theme, cursor: null });
      const config = toConfig(plot, theme, width);
      const made = new Chart(canvas, {
        ...config,
        options: { ...config.options, devicePixelRatio: 2 },
      });
      context.drawImage(canvas, 0, top, width, height);
      made.destroy();
      let x = 0;
      context.font = `12px ${theme.font}`;
      context.textBaseline = 'middle';
      for (const { name, token, pattern } of legend) {
        context.fillStyle = patternFill(theme.color(token), pattern, theme.color('card'));
        context.fillRect(x, 2, 14, 14);
        context.fillStyle = theme.color('ink-soft');
        context.fillText(name, x + 20, 9);
        x += 40 + context.measureText(name).width;
      }
    },
  };
}

function flowPainter(plot: FlowPlot, theme: Theme): Painter {
  const layout = layoutFlow(plot, width);
  return {
    height: layout.height,
    draw: (context) => {
      const write = (text: string, x: number, y: number, align: CanvasTextAlign): void => {
        context.textAlign = align;
        context.fillText(text, x, y);
      };
      context.textBaseline = 'middle';
      context.font = `12px ${theme.font}`;
      context.fillStyle = theme.color('ink-soft');
      write(plot.fromTitle, 0, 8, 'left');
      write(plot.toTitle, width, 8, 'right');
      for (const { path, token, size, link, countX, countY } of layout.links) {
        const isHidden = link.count === null;
        context.globalAlpha = isHidden ? 1 : 0.34;
        context.fillStyle = isHidden
          ? patternFill(theme.color('neutral'), 'hidden', theme.color('card'))
          : theme.color(token);
        context.fill(new Path2D(path));
        context.globalAlpha = 1;
        context.fillStyle = theme.color('ink');
        if (size < 13) continue;
        const words = link.count === null ? HIDDEN_TEXT : formatCount(link.count);
        if (isHidden) plate(context, words, countX, countY, theme);
        context.fillStyle = theme.color('ink');
        write(words, countX, countY, 'left');
      }
      for (const { node, x, y, width: wide, height, labelY } of [...layout.left, ...layout.right]) {
        context.fillStyle = theme.color(node.token);
        context.fillRect(x, y, wide, height);
        const atLeft = x < width / 2;
        const textX = atLeft ? x - 8 : x + wide + 8;
        context.fillStyle = theme.color('ink');
        write(node.label, textX, labelY - 7, atLeft ? 'right' : 'left');
        context.fillStyle = theme.color('ink-soft');
        const count = node.count === null ? HIDDEN_TEXT : formatCount(node.count);
        write(count, textX, labelY + 8, atLeft ? 'right' : 'left');
      }
    },
  };
}

/** A plate of plain colour keeps words readable over hatching. */
function plate(
  context: CanvasRenderingContext2D,
  words: string,
  x: number,
  y: number,
  theme: Theme,
): void {
  context.fillStyle = theme.color('card');
  context.fillRect(x - 2, y - 6, context.measureText(words).width + 4, 12);
}
