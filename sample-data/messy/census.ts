// Census_Report.csv: stays, in quotes, with a footer, a blank line and a line break inside a cell.
import { Random } from '../generator/random';
import { monthFirst } from './days';
import { insertAfter, pickRow, type Row, type Sheet } from './sheet';
import { isOpen, type Stay } from './stays';

const HEADER = [
  ...['Client ID', 'Encounter #', 'LOC', 'Admit Dt', 'D/C Dt', 'D/C Type', 'Program', 'Facility'],
  ...['Payor Type', 'Age Group', 'Gender', 'Dx 1', 'Referral Dt', 'Referral Source', 'Housing'],
];

function cellsOf(stay: Stay, encounter: number, endless: boolean): string[] {
  const { person } = stay;
  const open = isOpen(stay);
  const end = open ? (endless ? '12/31/9999' : '') : monthFirst(stay.discharged);
  return [
    ...[person.id, `E-${String(encounter)}`, stay.level, monthFirst(stay.admitted), end],
    ...[open ? '' : stay.reason, stay.program, stay.facility, person.payer, person.ageGroup],
    ...[person.gender, person.dx, stay.referred === null ? '' : monthFirst(stay.referred)],
    ...[stay.source, person.housing],
  ];
}

function change(cells: readonly string[], changes: Readonly<Record<string, string>>): string[] {
  return cells.map((cell, at) => changes[HEADER[at] ?? ''] ?? cell);
}

/** The file; the strangers get rows that must be set aside, the last of them never came. */
export function censusSheet(stays: readonly Stay[], strangers: readonly string[]): Sheet {
  const random = new Random('messy census');
  const rows: Row[] = stays.map((stay, at) => ({
    cells: cellsOf(stay, 20401 + at, random.chance(0.4)),
  }));
  const sheet: Sheet = {
    file: 'Census_Report.csv',
    header: HEADER,
    rows,
    dialect: {
      encoding: 'utf-8',
      byteOrderMark: true,
      delimiter: ',',
      quoted: true,
      lineEnd: 'CRLF',
      closed: true,
    },
  };
  const closed = (cell: (name: string) => string): boolean =>
    cell('D/C Type') !== '' && !cell('D/C Type').includes('error');
  const at = (share: number): Row => pickRow(sheet, share, closed);
  spoilCells(sheet, at);

  /** A row of somebody else, after a given one. */
  const plant = (
    nth: number,
    share: number,
    [reason, column]: readonly [string, string],
    changes: Readonly<Record<string, string>>,
    value: string | null,
  ): void => {
    const after = at(share);
    const ids = { 'Client ID': strangers[nth] ?? '', 'Encounter #': `E-${String(20901 + nth)}` };
    const cells = change(after.cells, { ...ids, 'Referral Dt': '', ...changes });
    insertAfter(rows, after, { cells, aside: { reason, column, value } }, 2);
  };
  const days = (from: string, to: string): Record<string, string> => ({
    'Admit Dt': from,
    'D/C Dt': to,
  });
  plant(0, 0.12, ['unknown_code', 'level_of_care'], { LOC: 'Sober Coach' }, 'Sober Coach');
  const early = days('11/17/2025', '11/3/2025');
  plant(1, 0.2, ['discharge_before_admission', 'discharged_on'], early, '11/3/2025');
  const never = days('2/30/2026', '3/20/2026');
  plant(2, 0.45, ['impossible_date', 'admitted_on'], never, '2/30/2026');
  const pending = days('5/14/2026', 'pending');
  plant(3, 0.6, ['not_a_date', 'discharged_on'], pending, 'pending');
  const late = { ...days('5/4/2062', ''), 'D/C Type': '' };
  plant(4, 0.64, ['future_day', 'admitted_on'], late, '5/4/2062');
  plant(5, 0.7, ['missing_required', 'admitted_on'], days('', '7/23/2026'), null);
  const planned = { ...days('8/20/2026', ''), 'D/C Type': 'Did Not Admit' };
  plant(7, 0.82, ['left_out', 'discharge_reason'], planned, 'Did Not Admit');

  const twice = at(0.52);
  const again = { reason: 'duplicate_row', column: null, value: null };
  insertAfter(rows, twice, { cells: [...twice.cells], aside: again }, 3);
  const reopened = at(0.34);
  const value = reopened.cells[1] ?? null;
  insertAfter(rows, reopened, {
    cells: change(reopened.cells, { 'D/C Dt': '', 'D/C Type': '' }),
    aside: { reason: 'duplicate_stay', column: 'stay_id', value },
  });

  const total = `Total: ${String(rows.length)}`;
  const footer = [total, ...HEADER.slice(1).map(() => '')];
  const aside = { reason: 'total_row', column: null, value: total };
  rows.push({ cells: [] }, { cells: footer, aside });
  return sheet;
}

/** Cells that are lost, and cells that load but are odd. */
function spoilCells(sheet: Sheet, at: (share: number) => Row): void {
  const lose = (row: Row, name: string, column: string, reason: string, value: string): void => {
    row.cells = change(row.cells, { [name]: value });
    row.lost = [{ reason, column, value }];
  };
  const notes = [at(0.28), at(0.76)];
  for (const row of notes) {
    lose(row, 'D/C Type', 'discharge_reason', 'unknown_code', 'See notes');
  }
  lose(at(0.39), 'Referral Dt', 'referred_on', 'impossible_date', '2/30/2026');
  lose(at(0.57), 'Referral Dt', 'referred_on', 'not_a_date', 'unknown');
  const stillHere = pickRow(sheet, 0.8, (cell) => cell('D/C Dt') === '');
  lose(stillHere, 'D/C Type', 'discharge_reason', 'no_discharge_day', 'Graduated');
  const twoLines = at(0.05);
  twoLines.cells = change(twoLines.cells, { 'Dx 1': 'F33.1\r\nF41.1' });
  const absent = ['Dx 1', 'Payor Type', 'Referral Source', 'Housing', 'Dx 1'];
  absent.forEach((name, nth) => {
    const row = at(0.15 + nth * 0.16);
    row.cells = change(row.cells, { [name]: 'N/A' });
  });
}
