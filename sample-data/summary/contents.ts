// What the sample holds: rows per file, people, stays per level, moves, and the rows set aside.
import { CUT } from '../generator/days';
import { movesOf } from './figures';
import { groupBy, quantile } from './numbers';
import type { Sample } from './read';

const FILES = ['stays.csv', 'scores.csv', 'sessions.csv', 'surveys.csv'];
const LEVELS = 'withdrawal_management inpatient residential php iop op aftercare'.split(' ');

/** A Markdown table. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function fileTable(sample: Sample): string {
  const rows = FILES.map((file) => {
    const own = sample.setAside.filter((item) => item['file'] === file);
    const rowsAside = own.filter((item) => item['kind'] === 'row').length;
    const read = sample.rowsRead.get(file) ?? 0;
    const cellsAside = own.length - rowsAside;
    return [file, read, read - rowsAside, rowsAside, cellsAside].map(String);
  });
  return table(['file', 'rows', 'loaded', 'rows set aside', 'cells set aside'], rows);
}

function levelTable(sample: Sample): string {
  const rows = LEVELS.map((level) => {
    const stays = sample.stays.filter((stay) => stay.level === level);
    const finished = stays.filter((stay) => stay.discharged !== null);
    const median = quantile(
      finished.map((stay) => stay.lengthDays),
      0.5,
    );
    return [level, stays.length, stays.length - finished.length, median].map(String);
  });
  return table(['level', 'stays', 'open', 'median days, finished'], rows);
}

function moveLines(sample: Sample): string {
  const moves = movesOf(sample.stays);
  const within = moves.filter((move) => move.gapDays !== null && move.gapDays <= 7);
  const count = (test: (rise: number) => boolean): string =>
    String(within.filter((move) => test(move.rise)).length);
  const gap = (low: number, high: number): string =>
    String(moves.filter((m) => m.gapDays !== null && m.gapDays >= low && m.gapDays <= high).length);
  const outside = moves.filter((m) => m.gapDays === null && m.from.dischargedTo !== '').length;
  const byPerson = [...groupBy(sample.stays, (stay) => stay.person).values()];
  const overlapping = sample.stays.filter((stay) =>
    sample.stays.some(
      (other) =>
        other !== stay &&
        other.person === stay.person &&
        other.admitted > stay.admitted &&
        other.admitted < (stay.discharged ?? CUT) - 1,
    ),
  ).length;
  return [
    `- People with more than one stay: ${String(byPerson.filter((s) => s.length > 1).length)}.`,
    `- Next stay within 7 days of ${String(moves.length)} discharges: ` +
      `${count((rise) => rise < 0)} step-downs, ${count((rise) => rise > 0)} step-ups, ` +
      `${count((rise) => rise === 0)} at the same rank.`,
    `- Next stay on the day before: ${gap(-1, -1)}, the same day: ${gap(0, 0)}, the next day: ` +
      `${gap(1, 1)}, after 2 to 7 days: ${gap(2, 7)}, 8 to 30: ${gap(8, 30)}, ` +
      `later: ${gap(31, 9999)}.`,
    `- Referred outside (a planned level on record, no later stay): ${String(outside)}.`,
    `- Stays with another stay beside them: ${String(overlapping)}.`,
  ].join('\n');
}

function reasonLine(sample: Sample): string {
  const finished = sample.stays.filter((stay) => stay.discharged !== null);
  const counts = [...groupBy(finished, (stay) => stay.reason || 'not recorded')];
  counts.sort((a, b) => b[1].length - a[1].length);
  const words = counts.map(([reason, stays]) => `${reason} ${String(stays.length)}`);
  return `- Discharge reasons: ${words.join(', ')}.`;
}

/** The contents of the sample as Markdown. */
export function contents(sample: Sample): string {
  const people = new Set(sample.stays.map((stay) => stay.person)).size;
  const open = sample.stays.filter((stay) => stay.discharged === null).length;
  const head = `${String(people)} people, ${String(sample.stays.length)} stays, ${String(open)} open at the cut.`;
  return [
    '## What it holds',
    head,
    fileTable(sample),
    levelTable(sample),
    `${moveLines(sample)}\n${reasonLine(sample)}`,
  ].join('\n\n');
}
