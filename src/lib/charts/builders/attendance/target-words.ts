/** Targets in words, and as lines or shading behind bars. */
import { formatShort } from '$lib/format/numbers';
import type { FigureRow } from '$lib/metrics/metric';
import type { MeantRange, ReferenceLine } from '../../plot';
import { numberIn } from '../../rows';

/** The target that a row names; null = none, or several. */
export function targetIn(row: FigureRow): MeantRange | null {
  const [low, high] = [numberIn(row, 'target_low'), numberIn(row, 'target_high')];
  return low === null && high === null ? null : { low, high };
}

/** `3 to 5`, `at least 9`, `at most 10`, `9`. */
export function rangeWords({ low, high }: MeantRange): string {
  if (low === null) return `at most ${formatShort(high)}`;
  if (high === null) return `at least ${formatShort(low)}`;
  return low === high ? formatShort(low) : `${formatShort(low)} to ${formatShort(high)}`;
}

/** Dashed lines at both ends of a target and at a floor; equal ones carry both names. */
export function targetLines(
  target: MeantRange | null,
  floor: number | null,
  unit: string,
): readonly ReferenceLine[] {
  const isSame = floor !== null && floor === target?.low;
  const lines: readonly (readonly [number | null | undefined, string])[] = [
    [isSame ? null : floor, 'floor'],
    [target?.low, isSame ? 'floor and target from' : 'target from'],
    [target?.high, 'target to'],
  ];
  return lines.flatMap(([value, name]) =>
    typeof value === 'number' ? [{ value, name: `${name} ${formatShort(value)} ${unit}` }] : [],
  );
}
