// Experience.csv: a few surveys without ids; the last line has no line end.
import { CUT } from '../generator/days';
import { Random } from '../generator/random';
import { monthName } from './days';
import { insertAfter, pickRow, type Row, type Sheet } from './sheet';
import type { Stay } from './stays';

/** The file. Without ids two equal surveys of one day cannot be told apart, so each is different. */
export function experienceSheet(stays: readonly Stay[]): Sheet {
  const random = new Random('messy experience');
  const surveys = new Map<string, { day: number; row: Row }>();
  for (const { discharged } of stays) {
    const day = discharged - random.int(0, 1);
    if (day > CUT || !random.chance(0.4)) continue;
    const overall = random.pick([2, 3, 4, 4, 4, 5, 5, 5]);
    const advice = random.chance(0.1) ? '' : overall > 3 ? 'Yes' : random.pick(['Yes', 'No']);
    const survey = random.pick(['Discharge survey', 'Discharge survey', 'Family survey']);
    const cells = [survey, monthName(day), String(overall), advice];
    surveys.set(cells.join('|'), { day, row: { cells } });
  }
  const rows = [...surveys.values()].sort((a, b) => a.day - b.day).map(({ row }) => row);
  const sheet: Sheet = {
    file: 'Experience.csv',
    header: ['Survey', 'Returned', 'Overall (1-5)', 'Would recommend'],
    rows,
    dialect: {
      encoding: 'utf-8',
      byteOrderMark: false,
      delimiter: '|',
      quoted: false,
      lineEnd: 'LF',
      closed: false,
    },
  };
  const inWords = pickRow(sheet, 0.2);
  inWords.cells[2] = 'four';
  inWords.aside = { reason: 'invalid_score', column: 'score', value: 'four' };
  const empty = pickRow(sheet, 0.6);
  empty.cells[2] = '-';
  empty.aside = { reason: 'missing_required', column: 'score', value: '-' };
  const unsure = pickRow(sheet, 0.4);
  unsure.cells[3] = 'Maybe';
  unsure.lost = [{ reason: 'unknown_code', column: 'top_box', value: 'Maybe' }];
  const twice = pickRow(sheet, 0.75);
  const aside = { reason: 'duplicate_row', column: null, value: null };
  insertAfter(rows, twice, { cells: [...twice.cells], aside });
  return sheet;
}
