/** Fills with a pattern, so that parts differ on paper and for every kind of colour vision. */
import type { Pattern } from '../plot';

/** Tiles by what they show: every bar asks for its own at every change. */
const known = new Map<string, CanvasPattern>();

/**
 * The colour itself, or a small tile of it with lines or dots of a second colour; what is hidden has
 * lines of the first colour on the second, as it is no amount.
 */
export function patternFill(color: string, pattern: Pattern, over: string): string | CanvasPattern {
  if (pattern === 'none') return color;
  const key = `${color} ${pattern} ${over}`;
  const found = known.get(key);
  if (found) return found;
  const made = tiled(color, pattern, over);
  if (made) known.set(key, made);
  return made ?? color;
}

/** The tile repeated; null where there is no canvas. */
function tiled(color: string, pattern: Pattern, over: string): CanvasPattern | null {
  const tile = document.createElement('canvas');
  tile.width = 8;
  tile.height = 8;
  const context = tile.getContext('2d');
  if (!context) return null;
  const isHidden = pattern === 'hidden';
  context.fillStyle = isHidden ? over : color;
  context.fillRect(0, 0, 8, 8);
  context.globalAlpha = isHidden ? 1 : 0.55;
  context.strokeStyle = isHidden ? color : over;
  context.fillStyle = over;
  context.lineWidth = 1.25;
  context.beginPath();
  if (pattern === 'hatch' || isHidden) {
    for (const shift of [-8, 0, 8]) {
      context.moveTo(shift - 1, 9);
      context.lineTo(shift + 9, -1);
    }
    context.stroke();
  } else {
    context.arc(2, 2, 0.9, 0, Math.PI * 2);
    context.arc(6, 6, 0.9, 0, Math.PI * 2);
    context.fill();
  }
  return context.createPattern(tile, 'repeat');
}
