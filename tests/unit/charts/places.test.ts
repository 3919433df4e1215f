import { describe, expect, it } from 'vitest';
import { placesAt } from '$lib/charts/plugins/direct-labels';
import { apart, bestPlace, nameLines, type Box } from '$lib/charts/plugins/places';

const limits = { left: 50, top: 10, right: 400, bottom: 300 };
const size = { width: 60, height: 14 };

describe('names at the ends of lines', () => {
  it('stand to the right of the last point', () => {
    const box = bestPlace(placesAt({ x: 200, y: 100 }, size, limits), [], [{ x: 200, y: 100 }]);
    expect(box).toEqual({ left: 208, top: 93, ...size });
  });

  it('stand above it where there is no room', () => {
    const box = bestPlace(placesAt({ x: 390, y: 100 }, size, limits), [], []);
    expect(box?.top).toBeLessThan(100 - size.height);
    expect(box!.left + box!.width).toBeLessThanOrEqual(limits.right);
  });

  it('are moved apart in their order where lines end side by side', () => {
    const boxes = [50, 10, 52].map((top) => ({ left: 0, top, ...size }));
    expect(apart(boxes, 0, 100).map((box) => box.top)).toEqual([50, 10, 64]);
    expect(apart(boxes.slice(0, 1), 0, 60).map((box) => box.top)).toEqual([46]);
  });

  it('make way for each other by a small shift', () => {
    const taken: Box[] = [];
    for (const y of [100, 103, 105]) {
      taken.push(bestPlace(placesAt({ x: 300, y }, size, limits), taken, [])!);
    }
    expect(new Set(taken.map((box) => `${box.left} ${box.top}`)).size).toBe(3);
    for (const box of taken) {
      expect(Math.abs(box.top - 96)).toBeLessThan(3 * size.height);
      for (const other of taken.filter((one) => one !== box && one.left === box.left)) {
        expect(Math.abs(box.top - other.top)).toBeGreaterThanOrEqual(size.height);
      }
    }
  });

  it('stay inside the picture', () => {
    for (const box of placesAt({ x: 300, y: 299 }, size, limits)) {
      expect(box.top + box.height).toBeLessThanOrEqual(limits.bottom);
    }
  });

  it('go where no line runs', () => {
    const boxes = [0, 20, 40].map((top) => ({ left: 0, top, width: 10, height: 10 }));
    expect(bestPlace(boxes, [], [{ x: 5, y: 5 }])).toBe(boxes[1]);
    expect(
      bestPlace(
        boxes,
        [boxes[1]!],
        [4, 5, 6].map((y) => ({ x: 5, y })),
      ),
    ).toBe(boxes[2]);
  });

  it('take two lines where they are long', () => {
    expect(nameLines('Adult IOP')).toEqual(['Adult IOP']);
    expect(nameLines('Outpatient and aftercare')).toEqual(['Outpatient and', 'aftercare']);
  });
});
