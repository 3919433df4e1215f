/** Compares a figure of the app with its slow and obvious version, cell by cell. */
import { expect } from 'vitest';
import type { FigureData, FigureRow } from '$lib/metrics/metric';

const HEADLINE = ['n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high'] as const;

const KEYS = [
  'measure', 'rater', 'level', 'program', 'scope', 'window', 'from', 'to', 'class', 'statistic',
  'between', 'week', 'visit', 'visit_label', 'day', 'month',
]; // prettier-ignore

/** Expects the same rows in the same order, the same headline and the same exclusions. */
export function expectSameFigure(id: string, found: FigureData, expected: FigureData): void {
  expect(found.columns, id).toEqual(expected.columns);
  const rows = found.rows.filter((row) => row['statistic'] !== 'restricted mean');
  expect(rows.map(keyOf), id).toEqual(expected.rows.map(keyOf));
  rows.forEach((row, index) => expectSameRow(id, row, expected.rows[index]!, found.columns));
  for (const field of HEADLINE) expectSame(`${id} ${field}`, found[field], expected[field]);
  expect(found.excluded, id).toEqual(expected.excluded);
}

function expectSameRow(
  id: string,
  found: FigureRow,
  expected: FigureRow,
  columns: readonly string[],
): void {
  for (const column of columns) {
    // The share still here on the fixed days is read off the curve, which is compared itself.
    if (found['statistic'] === 'at risk' && ['value', 'low', 'high'].includes(column)) continue;
    expectSame(`${id} ${keyOf(found)} ${column}`, found[column], expected[column]);
  }
}

function expectSame(what: string, found: unknown, expected: unknown): void {
  if (typeof found === 'number' && typeof expected === 'number') {
    const tolerance = 1e-9 * Math.max(1, Math.abs(expected));
    expect(Math.abs(found - expected) <= tolerance, `${what}: ${found}, not ${expected}`).toBe(
      true,
    );
  } else expect(found ?? null, what).toBe(expected ?? null);
}

function keyOf(row: FigureRow): string {
  return KEYS.map((key) => row[key] ?? '').join('|');
}
