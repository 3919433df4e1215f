import { describe, expect, it } from 'vitest';
import { moveCursor } from '$lib/charts/cursor-moves';
import type { BarsPlot, CursorPoint, LinesPlot } from '$lib/charts/plot';

const point = (series: number, index: number): CursorPoint => ({
  label: `${series} ${index}`,
  text: '',
  series,
  index,
  pick: null,
});
const at = (found: CursorPoint | null): string | undefined => found?.label;

const stack = {
  kind: 'bars',
  horizontal: true,
  cursor: [point(0, 0), point(1, 0), point(0, 1), point(1, 1)],
} as unknown as BarsPlot;

const lines = {
  kind: 'lines',
  cursor: [point(0, 0), point(0, 1), point(0, 2), point(1, 0), point(1, 1)],
  series: [{ points: [{ x: 0 }, { x: 1 }, { x: 8 }] }, { points: [{ x: 0 }, { x: 7 }] }],
} as unknown as LinesPlot;

describe('the cursor', () => {
  it('starts at the first value and ignores other keys', () => {
    expect(at(moveCursor(lines, null, 'ArrowRight'))).toBe('0 0');
    expect(moveCursor(lines, null, 'a')).toBeNull();
  });

  it('walks along a line and stops at its ends', () => {
    expect(at(moveCursor(lines, lines.cursor[0]!, 'ArrowRight'))).toBe('0 1');
    expect(at(moveCursor(lines, lines.cursor[0]!, 'ArrowLeft'))).toBe('0 0');
    expect(at(moveCursor(lines, lines.cursor[0]!, 'PageDown'))).toBe('0 2');
    expect(at(moveCursor(lines, lines.cursor[2]!, 'Home'))).toBe('0 0');
  });

  it('changes lines at the nearest place', () => {
    expect(at(moveCursor(lines, lines.cursor[2]!, 'ArrowDown'))).toBe('1 1');
    expect(at(moveCursor(lines, lines.cursor[4]!, 'ArrowDown'))).toBe('1 1');
  });

  it('goes down the bars and across their parts', () => {
    expect(at(moveCursor(stack, stack.cursor[0]!, 'ArrowDown'))).toBe('0 1');
    expect(at(moveCursor(stack, stack.cursor[0]!, 'ArrowRight'))).toBe('1 0');
  });
});
