// Assessments.csv: one row a form day, one column an instrument, Windows-1252.
import { CUT } from '../generator/days';
import { clamp, Random } from '../generator/random';
import { dayMonthName } from './days';
import { insertAfter, pickRow, type Row, type Sheet } from './sheet';
import { isOpen, type Stay } from './stays';

/** Instruments and their columns. */
export const SCORE_COLUMNS = {
  phq9: 'PHQ-9 Total',
  gad7: 'GAD-7 Total',
  pcl5: 'PCL5',
  who5: 'WHO-5',
} as const;

const HEADER = ['Client ID', 'Completed', 'Signed', ...Object.values(SCORE_COLUMNS), 'Entered By'];

const ROLES = ['Intake nurse', 'Counselor – evening', 'Nurse’s aide', 'Self, tablet'];

function formDays(random: Random, stay: Stay): number[] {
  const isEmpty = stay.level === 'Alumni' || stay.reason === 'Entered in error';
  if (isEmpty || random.chance(0.05)) return [];
  const end = Math.min(stay.discharged, CUT);
  const days = [stay.admitted + random.int(0, 2)];
  for (let day = stay.admitted + 14; day < end - 4; day += random.int(11, 17)) days.push(day);
  if (!isOpen(stay) && random.chance(0.7)) days.push(stay.discharged - random.int(0, 1));
  if (isOpen(stay) && random.chance(0.2)) days.push(CUT);
  return days.filter((day) => day <= end);
}

function scoresAt(random: Random, stay: Stay, first: number, day: number): string[] {
  const gone = 1 - Math.exp(-(day - first) / 35);
  const better = gone * 6.5 + random.normal(0, 1.2);
  const { severity, dx } = stay.person;
  const whole = (mean: number, high: number): string =>
    String(Math.round(clamp(mean + random.normal(0, high / 18), 0, high)));
  const trauma = dx.startsWith('F43');
  return [
    random.chance(0.96) ? whole(15 + 3.5 * severity - better, 27) : '',
    random.chance(0.85) ? whole(12 + 3 * severity - better * 0.8, 21) : '',
    random.chance(trauma ? 0.9 : 0.25) ? whole(40 + 9 * severity - better * 2.4, 80) : '',
    random.chance(0.6) ? whole(8 - 2.5 * severity + better, 25) : '',
  ];
}

function rowOf(random: Random, id: string, day: number, scores: readonly string[]): Row {
  const signed = day + random.int(0, 4);
  const isSigned = signed <= CUT && random.chance(0.9);
  const when = [dayMonthName(day), isSigned ? dayMonthName(signed) : ''];
  return { cells: [id, ...when, ...scores, random.pick(ROLES)] };
}

/** The file; the visitor filled in a form and was never admitted. */
export function assessmentSheet(stays: readonly Stay[], visitor: string): Sheet {
  const random = new Random('messy assessments');
  const first = new Map<string, number>();
  const forms = new Map<string, { day: number; row: Row }>();
  for (const stay of stays) {
    const { id } = stay.person;
    const from = first.get(id) ?? stay.admitted;
    first.set(id, from);
    for (const day of formDays(random, stay)) {
      const scores = scoresAt(random, stay, from, day);
      const key = `${id} ${String(day)}`;
      if (scores.every((score) => score === '') || forms.has(key)) continue;
      forms.set(key, { day, row: rowOf(random, id, day, scores) });
    }
  }
  const rows = [...forms.values()].sort((a, b) => a.day - b.day).map(({ row }) => row);
  const sheet: Sheet = {
    file: 'Assessments.csv',
    header: HEADER,
    rows,
    dialect: {
      encoding: 'windows-1252',
      byteOrderMark: false,
      delimiter: ';',
      quoted: false,
      lineEnd: 'LF',
      closed: true,
    },
  };
  plant(sheet, visitor);
  return sheet;
}

function plant(sheet: Sheet, visitor: string): void {
  const { rows } = sheet;
  const full = (share: number): Row =>
    pickRow(sheet, share, (cell) => cell('PHQ-9 Total') !== '' && cell('GAD-7 Total') !== '');
  const tooHigh = full(0.3);
  tooHigh.cells[3] = '31';
  tooHigh.lost = [{ reason: 'invalid_score', column: 'score', value: '31', measure: 'phq9' }];
  const declined = full(0.42);
  declined.cells[4] = 'Declined';

  const copy = (
    share: number,
    changes: Readonly<Record<number, string>>,
    aside: Row['aside'],
  ): void => {
    const after = full(share);
    const cells = after.cells.map((cell, at) => changes[at] ?? cell);
    insertAfter(rows, after, { cells, ...(aside ? { aside } : {}) }, 2);
  };
  copy(0.5, { 0: '' }, { reason: 'missing_required', column: 'person_id', value: null });
  const notADay = '31-Jun-2026';
  copy(
    0.6,
    { 1: notADay, 2: '' },
    { reason: 'impossible_date', column: 'taken_on', value: notADay },
  );
  const stranger = { reason: 'person_never_admitted', column: 'person_id', value: visitor };
  copy(0.8, { 0: visitor }, stranger);
}
