/** What followed a discharge, in words: continuity, returns, days between levels, the matrix. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { findLevel } from '$lib/model/levels';
import { formatCount, formatShare, formatShort } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { type Build, days, share } from './words';

/** The sentences of these figures, by metric id. */
export const AFTER_DISCHARGE_SENTENCES: Readonly<Record<string, Build>> = {
  'transition-matrix': matrix,
  'continuity-7': continuity,
  'continuity-30': continuity,
  'readmission-30': readmission,
  'readmission-90': readmission,
  'acute-admission-30': (data) =>
    data.value === null
      ? 'No discharge from PHP, IOP or OP is old enough to see what came next.'
      : `${share(data, 'discharge')} from PHP, IOP or OP were followed by an inpatient admission within ${data.about}.`,
  'gap-days': (data) =>
    data.value === null
      ? 'No discharge was followed by a stay at another level within 30 days.'
      : `Half of ${plural(data.n, 'move')} to another level began within ${plural(data.value, 'day')} of discharge${days(data)}${ninetieth(data)}.`,
  'first-session-attended': (data) =>
    data.value === null
      ? 'No step down was followed by a session that counts.'
      : `${share(data, 'step-down')} came to the first day with sessions at the next level.`,
};

function continuity(data: FigureData): string {
  return data.value === null
    ? 'No discharge from a level above outpatient care is old enough to see what came next.'
    : `${share(data, 'discharge')} had an attended session at a lower level within ${data.about}.`;
}

function readmission(data: FigureData): string {
  const apart = everybody(data).find((row) => row['scope'] === 'against advice');
  const beside = apart
    ? ` Against advice, counted apart: ${formatCount(Number(apart['numerator']))} of ${formatCount(Number(apart['denominator']))}.`
    : '';
  return data.value === null
    ? `No discharge is old enough to see who came back.${beside}`
    : `${share(data, 'index stay')} were followed by a return to the same or a higher level within ${data.about}.${beside}`;
}

function matrix(data: FigureData): string {
  const cells = everybody(data).filter(
    (row) => row['to'] !== 'none' && data.about === `${row['window']} days`,
  );
  if (!data.denominator) return 'No discharge is old enough to see what came next.';
  const most = Math.max(0, ...cells.map((row) => Number(row['numerator'])));
  const [cell, ...others] = cells.filter((row) => Number(row['numerator']) === most);
  if (most === 0 || !cell) return `No discharge was followed by another stay within ${data.about}.`;
  const of = `${formatCount(most)} of ${plural(Number(cell['denominator']), 'discharge')} from ${level(cell, 'from')}`;
  const alike = others.length > 0 ? `, as often as ${others.map(move).join(' and ')}` : '';
  return `The most frequent move within ${data.about} is ${move(cell)}: ${of} (${formatShare(Number(cell['value']))})${alike}.`;
}

function everybody(data: FigureData): readonly FigureRow[] {
  return data.rows.filter((row) => (row['level'] ?? null) === null && row['program'] === null);
}

function ninetieth(data: FigureData): string {
  const p90 = everybody(data)[0]?.['p90'];
  return typeof p90 === 'number' ? `, nine in ten within ${formatShort(p90)} days` : '';
}

function move(row: FigureRow): string {
  return `${level(row, 'from')} to ${level(row, 'to')}`;
}

function level(row: FigureRow, key: 'from' | 'to'): string {
  const code = String(row[key]);
  return findLevel(code)?.short ?? code;
}
