/** A matrix painted into an image: the same cells as the table of the page. */
import { formatCount, HIDDEN_TEXT } from '$lib/format/numbers';
import { fit } from './drawing';
import { fillOf } from './matrix-fill';
import type { MatrixPlot } from './plot';
import { patternFill } from './plugins/pattern';
import type { Theme } from './theme';

const rowHeight = 44;
const headHeight = 52;
const gap = 2;

/** How a text is written; `room` is its width in px. */
interface Look {
  readonly isSoft?: boolean;
  readonly isBold?: boolean;
  readonly room?: number;
}

/** The height of the picture in px, and how it is drawn on a width in px. */
export function matrixPainter(
  plot: MatrixPlot,
  theme: Theme,
  width: number,
): { readonly height: number; readonly draw: (context: CanvasRenderingContext2D) => void } {
  const side = Math.min(180, width * 0.22);
  const cellWidth = (width - side) / Math.max(plot.columns.length, 1);
  return {
    height: headHeight + plot.rows.length * rowHeight,
    draw: (context) => {
      const write = (text: string, x: number, y: number, look: Look = {}): void => {
        const { isSoft = false, isBold = false, room = cellWidth - 8 } = look;
        context.font = `${isBold ? '600 13' : '12'}px ${theme.font}`;
        context.fillStyle = theme.color(isSoft ? 'ink-soft' : 'ink');
        context.fillText(fit(context, text, room), x, y);
      };
      context.textBaseline = 'middle';
      context.textAlign = 'left';
      write(plot.rowTitle, 0, 34, { isSoft: true, room: side });
      write(plot.columnTitle, side, 8, { isSoft: true, room: width - side });
      context.textAlign = 'center';
      const middleOf = (column: number): number => side + (column + 0.5) * cellWidth;
      plot.columns.forEach(({ label }, at) => write(label, middleOf(at), 34));
      plot.rows.forEach((row, at) => {
        const y = headHeight + at * rowHeight;
        context.textAlign = 'left';
        write(row.label, 0, y + 14, { room: side });
        if (row.note) write(row.note, 0, y + 30, { isSoft: true, room: side });
        context.textAlign = 'center';
        (plot.cells[at] ?? []).forEach((cell, column) => {
          const x = side + column * cellWidth;
          context.globalAlpha = fillOf(cell.emphasis) / 100;
          context.fillStyle = theme.color('accent');
          context.fillRect(x + gap / 2, y, cellWidth - gap, rowHeight - gap);
          context.globalAlpha = 1;
          if (cell.count === null) {
            context.fillStyle = patternFill(theme.color('line'), 'hidden', theme.color('card'));
            context.fillRect(x + gap / 2, y, cellWidth - gap, rowHeight - gap);
          }
          context.strokeStyle = theme.color('line');
          context.strokeRect(x + gap / 2, y, cellWidth - gap, rowHeight - gap);
          const isPlain = cell.count === 0 || cell.count === null;
          const line = cell.detail === '' ? y + 21 : y + 14;
          const words = cell.count === null ? HIDDEN_TEXT : formatCount(cell.count);
          write(words, middleOf(column), line, {
            isSoft: isPlain,
            isBold: !isPlain,
          });
          if (cell.detail !== '') write(cell.detail, middleOf(column), y + 30);
        });
      });
    },
  };
}
