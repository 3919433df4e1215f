/**
 * A figure as an image of a fixed width: title, subtitle, picture, and under it everything that must
 * not get lost when the image is pasted into a slide. Always in light colours.
 */

/** What stands on the image; `plot` is drawn by the caller. */
export interface PngFigure {
  readonly title: string;
  /** Under the title: the subtitle, and the finding in words. */
  readonly lead: readonly string[];
  readonly plot: {
    readonly width: number;
    readonly height: number;
    readonly draw: (context: CanvasRenderingContext2D) => void;
  };
  /** Excluded, remark, definition, provenance: one paragraph each. */
  readonly footer: readonly string[];
  readonly font: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly line: string;
}

const margin = 32;
const scale = 2;

interface Block {
  readonly lines: readonly string[];
  readonly font: string;
  readonly color: string;
  readonly height: number;
  readonly after: number;
}

/** Paints the image; throws when the browser gives no canvas. */
export async function figurePng(figure: PngFigure): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw on');
  const inside = figure.plot.width;
  const width = inside + margin * 2;
  const head = [
    block(context, figure.title, `600 22px ${figure.font}`, figure.ink, 28, 4, inside),
    ...figure.lead
      .filter((text) => text !== '')
      .map((text) => block(context, text, `14px ${figure.font}`, figure.inkSoft, 20, 4, inside)),
  ];
  const foot = figure.footer
    .filter((text) => text !== '')
    .map((text) => block(context, text, `12px ${figure.font}`, figure.inkSoft, 17, 4, inside));
  const height = margin * 2 + heightOf(head) + 14 + figure.plot.height + 20 + heightOf(foot);
  canvas.width = width * scale;
  canvas.height = height * scale;
  context.scale(scale, scale);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  let y = paint(context, head, margin) + 14;
  context.save();
  context.translate(margin, y);
  figure.plot.draw(context);
  context.restore();
  y += figure.plot.height + 8;
  context.fillStyle = figure.line;
  context.fillRect(margin, y, figure.plot.width, 1);
  paint(context, foot, y + 12);
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('The image could not be written'));
    }, 'image/png');
  });
}

function block(
  context: CanvasRenderingContext2D,
  text: string,
  font: string,
  color: string,
  height: number,
  after: number,
  width: number,
): Block {
  context.font = font;
  return {
    lines: wrap(text, width, (part) => context.measureText(part).width),
    font,
    color,
    height,
    after,
  };
}

/** Breaks text into lines that fit a width, given a way to measure. */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function heightOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, part) => sum + part.lines.length * part.height + part.after, 0);
}

function paint(context: CanvasRenderingContext2D, blocks: readonly Block[], top: number): number {
  let y = top;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  for (const part of blocks) {
    context.font = part.font;
    context.fillStyle = part.color;
    for (const line of part.lines) {
      context.fillText(line, margin, y);
      y += part.height;
    }
    y += part.after;
  }
  return y;
}
