/**
 * The only creator of Chart.js. It sizes the canvas itself (Chart.js's own observer cannot be told
 * about paper), draws again when the theme changes, and turns to a fixed light picture for print.
 */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartData,
  DomPlatform,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js';
import type { Attachment } from 'svelte/attachments';
import { setDrawing } from './drawing';
import type { ChartPlot, CursorPoint } from './plot';
import { onPrint } from './print';
import { onThemeChange, readLightTheme, readTheme, type Theme } from './theme';
import { heightOf, printHeightOf, toConfig } from './to-config';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
);

/** The canvas is sized here; reading from the page how large it may be would lay the page out each time. */
class GivenSize extends DomPlatform {
  override getMaximumSize(
    canvas: HTMLCanvasElement,
    width = canvas.width,
    height = canvas.height,
  ): { width: number; height: number } {
    return { width, height };
  }
}

/** Width of the paper's column in px; the style sheet scales pictures to what there is. */
const PRINT_WIDTH = 680;

/** The width on paper: a figure of half a row is drawn at half the size, so that type stays legible. */
function printWidth(canvas: HTMLCanvasElement): number {
  // The page is still laid out for the screen when this is asked; columns of the grid say the rest.
  const span = Number(getComputedStyle(canvas).getPropertyValue('--span')) || 12;
  return Math.round((PRINT_WIDTH * Math.max(span, 4)) / 12);
}

/** The look of the screen, read once for all pictures until it changes. */
let known: Theme | null = null;

let isFollowed = false;

function screenTheme(canvas: HTMLCanvasElement): Theme {
  // It may change while no picture is shown.
  if (!isFollowed) onThemeChange(() => (known = null));
  isFollowed = true;
  return (known ??= readTheme(canvas));
}

/** Gives a chart other data; series that stay keep their object, by which Chart.js knows its elements. */
function show(drawn: Chart, data: ChartData): void {
  const { datasets } = drawn.data;
  drawn.data.labels = data.labels ?? [];
  drawn.data.datasets = data.datasets.map((series, at) => {
    const before = datasets[at];
    if (!before || Object.keys(before).some((key) => !(key in series))) return series;
    return Object.assign(before, series);
  });
}

/** What a canvas shows and whom it tells. */
export interface ChartInput {
  readonly plot: ChartPlot;
  readonly cursor: CursorPoint | null;
  /** A click on a point, and whether Alt was held. */
  readonly onclick: (series: number, index: number, isAlt: boolean) => void;
}

/** Draws a plot on a canvas and keeps it drawn; the input is read inside, so that updates are in place. */
export function chart(input: () => ChartInput): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    // Where there is no canvas (tests, very old browsers) the table and the words remain.
    if (!canvas.getContext('2d')) return;
    let drawn: Chart | null = null;
    let made = '';
    let printing = false;
    // Asking for it in the middle of a change would lay the page out anew, once for each picture.
    let width: number | null = null;

    const draw = (): void => {
      const { plot, cursor, onclick } = input();
      const theme = printing ? readLightTheme() : screenTheme(canvas);
      width ??= canvas.parentElement?.clientWidth ?? PRINT_WIDTH;
      const wide = printing ? printWidth(canvas) : width;
      if (wide === 0) return;
      setDrawing(canvas, { plot, theme, cursor });
      const config = toConfig(plot, theme, wide);
      const options = config.options ?? {};
      options.devicePixelRatio = printing ? 3 : window.devicePixelRatio;
      options.onClick = ({ native }, elements) => {
        const hit = elements[0];
        const isAlt = native instanceof MouseEvent && native.altKey;
        if (hit) onclick(hit.datasetIndex, hit.index, isAlt);
      };
      const shape = `${plot.kind} ${plot.kind === 'bars' ? `${plot.form} ${plot.horizontal}` : ''}`;
      const high = printing ? printHeightOf(plot, wide) : heightOf(plot);
      if (!drawn || made !== shape) {
        drawn?.destroy();
        // What is made is drawn at once, as large as its canvas.
        Object.assign(canvas, { width: wide, height: high });
        drawn = new Chart(canvas, { ...config, options, platform: GivenSize });
        made = shape;
        return;
      }
      show(drawn, config.data);
      drawn.options = options;
      const isSized = drawn.width === wide && drawn.height === high;
      if (!isSized || drawn.currentDevicePixelRatio !== options.devicePixelRatio)
        drawn.resize(wide, high);
      drawn.update('none');
    };

    $effect(draw);
    const observer = new ResizeObserver(([entry]) => {
      const before = width;
      width = entry ? Math.round(entry.contentRect.width) : null;
      // The height follows from the plot, which is drawn when it changes.
      if (width !== before && !printing) draw();
    });
    if (canvas.parentElement) observer.observe(canvas.parentElement);
    const stopTheme = onThemeChange(() => {
      known = null;
      draw();
    });
    const stopPrint = onPrint((now) => {
      printing = now;
      draw();
    });
    return () => {
      observer.disconnect();
      stopTheme();
      stopPrint();
      drawn?.destroy();
    };
  };
}
