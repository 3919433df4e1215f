/** What followed a discharge, in words: continuity, returns, days between levels, the matrix. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { findLevel } from '$lib/model/levels';
import { formatShare, formatShort } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { everybody, hides, numberIn, shareIn } from './rows';
import { type Build, counted, days, halfOf, percent, share, verb } from './words';

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
      : `${counted(data, 'discharge')} from PHP, IOP or OP ${were(data)} followed by an inpatient admission within ${data.about} (${percent(data)}).`,
  'gap-days': (data) =>
    data.value === null
      ? 'No discharge was followed by a stay at another level within 30 days.'
      : `${halfOf(data.n ?? 0, 'move')} to another level began within ${plural(data.value, 'day')} of discharge${days(data)}${ninetieth(data)}.`,
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
  const beside = apart ? ` Against advice, counted apart: ${apartWords(apart)}.` : '';
  return data.value === null
    ? `No discharge is old enough to see who came back.${beside}`
    : `${share(data, 'index stay')} ${were(data)} followed by a return to the same or a higher level within ${data.about}.${beside}`;
}

function apartWords(row: FigureRow): string {
  return numberIn(row, 'numerator') === null ? '(hidden)' : counted(shareIn(row), 'index stay');
}

function matrix(data: FigureData): string | null {
  if (!data.denominator) return 'No discharge is old enough to see what came next.';
  const cells = everybody(data).filter(
    (row) => row['to'] !== 'none' && data.about === `${row['window']} days`,
  );
  const isHidden = cells.some((row) => hides(row, 'numerator'));
  const most = Math.max(0, ...cells.map((row) => numberIn(row, 'numerator') ?? 0));
  const [cell, ...others] = cells.filter((row) => row['numerator'] === most);
  if (most === 0 || !cell) {
    return isHidden ? null : `No discharge was followed by another stay within ${data.about}.`;
  }
  // A hidden move can be a frequent one: it is hidden so that it does not tell another.
  const among = isHidden ? ' of those shown' : '';
  const of = `${counted(shareIn(cell), 'discharge')} from ${level(cell, 'from')}`;
  const alike = others.length > 0 ? `, as often as ${others.map(move).join(' and ')}` : '';
  return `The most frequent move${among} within ${data.about} is ${move(cell)}: ${of} (${formatShare(numberIn(cell, 'value'))})${alike}.`;
}

function were(data: FigureData): string {
  return verb(data, 'was', 'were');
}

function ninetieth(data: FigureData): string {
  const p90 = numberIn(everybody(data)[0], 'p90');
  return p90 === null ? '' : `, nine in ten within ${formatShort(p90)} days`;
}

function move(row: FigureRow): string {
  return `${level(row, 'from')} to ${level(row, 'to')}`;
}

function level(row: FigureRow, key: 'from' | 'to'): string {
  const code = String(row[key]);
  return findLevel(code)?.short ?? code;
}
