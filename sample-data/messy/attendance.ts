// Attendance_Export.csv: sessions, UTF-16. The export holds the first twelve days of each month only,
// so nothing in it tells whether the month or the day comes first; the month does.
import { BOOKING_DAYS, CUT, dayOf, isHoliday, weekdayOf } from '../generator/days';
import { Random, type Weighted } from '../generator/random';
import { dayOfMonth, monthFirst } from './days';
import { type Block, LEVELS, SINGLE_BLOCKS } from './levels';
import { insertAfter, pickRow, type Row, type Sheet } from './sheet';
import { isOpen, type Stay } from './stays';

const HEADER = ['Client ID', 'DOS', 'Start', 'End', 'Service', 'CPT', 'Status', 'Group'];

const LAST_DAY_OF_MONTH = 12;

const STATUSES: Weighted<string> = [
  ['Kept', 820],
  ['DNS', 70],
  ['Cancelled', 40],
  ['Canceled late', 22],
  ['CBT', 20],
  ['Excused', 16],
  ['Rescheduled', 6],
  ['Scheduled', 5],
];

function statusOn(random: Random, day: number, stay: Stay): string {
  if (day > CUT) return 'Scheduled';
  const isFading = stay.reason === 'Lost to contact' && day > stay.discharged - 10;
  return isFading && random.chance(0.6) ? 'DNS' : random.weighted(STATUSES);
}

function rowOf(random: Random, stay: Stay, day: number, block: Block): Row {
  const [start, end, service, code, group] = block;
  const status = statusOn(random, day, stay);
  // Billing wrote some program days without times.
  const timed = code !== 'H0015' || random.chance(0.93);
  const times = timed ? [start, end] : ['', ''];
  const cells = [stay.person.id, monthFirst(day), ...times, service, code, status, group];
  if (status !== 'Rescheduled') return { cells };
  return { cells, aside: { reason: 'left_out', column: 'status', value: status } };
}

function blocksOn(random: Random, stay: Stay, day: number): Block[] {
  const plan = LEVELS[stay.level];
  const blocks: Block[] = [];
  if (day === stay.admitted) blocks.push(['8:00 AM', '9:00 AM', 'Intake', '90792', '']);
  if (random.chance(plan.everyDay)) {
    const isEvening = stay.program === 'IOP, evening';
    blocks.push(
      ...(isEvening
        ? [['5:30 PM', '8:30 PM', 'IOP day', 'H0015', 'IOP PM'] as const]
        : plan.blocks),
    );
    if (random.chance(plan.more)) blocks.push(random.weighted(SINGLE_BLOCKS));
  }
  return blocks;
}

function sessionsOf(random: Random, stay: Stay): { day: number; row: Row }[] {
  if (stay.reason === 'Entered in error') return [];
  const last = isOpen(stay) ? CUT + BOOKING_DAYS : stay.discharged - 1;
  const sessions: { day: number; row: Row }[] = [];
  for (let day = stay.admitted; day <= last; day += 1) {
    const isClosed = stay.level !== 'RTC 3.5' && (weekdayOf(day) > 4 || isHoliday(day));
    if (isClosed || dayOfMonth(day) > LAST_DAY_OF_MONTH) continue;
    for (const block of blocksOn(random, stay, day))
      sessions.push({ day, row: rowOf(random, stay, day, block) });
  }
  return sessions;
}

/** The file. */
export function attendanceSheet(stays: readonly Stay[]): Sheet {
  const random = new Random('messy attendance');
  const sessions = stays.flatMap((stay) => sessionsOf(random, stay)).sort((a, b) => a.day - b.day);
  const sheet: Sheet = {
    file: 'Attendance_Export.csv',
    header: HEADER,
    rows: sessions.map(({ row }) => row),
    dialect: {
      encoding: 'utf-16le',
      byteOrderMark: true,
      delimiter: '\t',
      quoted: false,
      lineEnd: 'CRLF',
      closed: true,
    },
  };
  plant(sheet, stays);
  return sheet;
}

function plant(sheet: Sheet, stays: readonly Stay[]): void {
  const { rows } = sheet;
  const kept = (share: number): Row => pickRow(sheet, share, (cell) => cell('Status') === 'Kept');
  for (const share of [0.27, 0.71]) {
    const row = kept(share);
    row.cells[6] = 'Tele?';
    row.aside = { reason: 'unknown_code', column: 'status', value: 'Tele?' };
  }
  const short = kept(0.44).cells.slice(0, 3);
  insertAfter(rows, kept(0.44), {
    cells: short,
    aside: { reason: 'unreadable', column: null, value: short.join('\t') },
  });
  const twice = kept(0.55);
  insertAfter(rows, twice, { cells: [...twice.cells] });
  const day = monthFirst(dayOf('2026-09-09'));
  const after = pickRow(sheet, 0, (cell) => cell('DOS') === day);
  const gone = stays.find(
    ({ person, discharged }) =>
      discharged < dayOf('2026-06-01') &&
      stays.every((other) => other.person !== person || other.discharged <= discharged),
  );
  insertAfter(rows, after, {
    cells: [gone?.person.id ?? '', day, '1:00 PM', '2:00 PM', 'Indiv', '90837', 'Kept', ''],
    aside: { reason: 'orphan', column: 'held_on', value: day },
  });
}
