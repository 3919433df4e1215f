// The calibration table: a published figure or a working target beside what the files give.
import { table } from './contents';
import { attendanceRate, meetingSizes, movesOf } from './figures';
import { groupBy, mean, percent, quantile, sd, share } from './numbers';
import type { Sample, SessionRow, StayRow } from './read';
import { scoreLines, WORKING, type Line } from './score-lines';

const TEDS_2004 = 'TEDS 2004';
const TEDS_2019 = 'TEDS-D 2019, all services';

function reasonLines(finished: readonly StayRow[]): Line[] {
  const recorded = (program: string): StayRow[] =>
    finished.filter(
      (s) => s.program === program && s.reason !== '' && s.reason !== 'record_closed',
    );
  const sud = recorded('Substance use IOP');
  const of = (stays: readonly StayRow[], ...reasons: string[]): string =>
    percent(share(stays, (stay) => reasons.includes(stay.reason)));
  const days = quantile(
    sud.map((stay) => stay.lengthDays),
    0.5,
  );
  const left = ['dropped_out', 'against_advice'];
  const rest = ['coverage_ended', 'incarcerated', 'other', 'deceased'];
  return [
    ['SUD IOP: completed', '37.7 %', TEDS_2004, of(sud, 'completed')],
    ['SUD IOP: transferred', '17.9 %', TEDS_2004, of(sud, 'transferred')],
    ['SUD IOP: dropped out, against advice', '23.2 %', TEDS_2004, of(sud, ...left)],
    ['SUD IOP: terminated', '14.0 %', TEDS_2004, of(sud, 'terminated')],
    ['SUD IOP: other, coverage, jail, death', '7.2 %', TEDS_2004, of(sud, ...rest)],
    ['SUD IOP: median days', '41', TEDS_2004, String(days)],
    ['PHP: dropped out, against advice', '16.5 %', TEDS_2004, of(recorded('Day program'), ...left)],
  ];
}

function retentionLines(finished: readonly StayRow[]): Line[] {
  const known = finished.filter((s) => s.reason !== '' && s.reason !== 'record_closed');
  const planned = share(known, (s) => s.reason === 'completed' || s.reason === 'transferred');
  const past = (days: number): string => percent(share(finished, (s) => s.lengthDays > days));
  return [
    ['completed or transferred, all stays', '63.6 %', TEDS_2019, percent(planned)],
    ['stayed longer than 7 days', '65.8 %', TEDS_2019, past(7)],
    ['stayed longer than 14 days', '58.4 %', TEDS_2019, past(14)],
    ['stayed longer than 30 days', '45.7 %', TEDS_2019, past(30)],
    ['stayed longer than 60 days', '34.4 %', TEDS_2019, past(60)],
    ['stayed longer than 90 days', '26.2 %', TEDS_2019, past(90)],
  ];
}

function doseLines(sample: Sample, finished: readonly StayRow[]): Line[] {
  const levelOf = new Map(sample.stays.map((stay) => [stay.id, stay.level]));
  const at = (...levels: string[]): SessionRow[] =>
    sample.sessions.filter((s) => levels.includes(levelOf.get(s.stay) ?? ''));
  const hours = (level: string): string => {
    const stays = finished.filter((stay) => stay.level === level && stay.lengthDays >= 7);
    const minutes = groupBy(at(level), (session) => session.stay);
    const perWeek = stays.map((stay) => {
      const total = (minutes.get(stay.id) ?? []).reduce((sum, row) => sum + row.minutes, 0);
      return total / 60 / (stay.lengthDays / 7);
    });
    return `${quantile(perWeek, 0.5).toFixed(1)} (mean ${mean(perWeek).toFixed(1)}, SD ${sd(perWeek).toFixed(1)})`;
  };
  const rate = (...levels: string[]): string => percent(attendanceRate(at(...levels)));
  const sizes = meetingSizes(sample.sessions);
  const small = percent(share(sizes, (size) => size <= 10));
  return [
    ['attendance, IOP', '80 to 85 %', WORKING, rate('iop')],
    ['attendance, PHP', '80 to 90 %', WORKING, rate('php')],
    ['attendance, OP and aftercare', '70 to 80 %', WORKING, rate('op', 'aftercare')],
    [
      'attendance, inpatient and residential',
      'above 90 %',
      WORKING,
      rate('inpatient', 'residential'),
    ],
    ['attended hours a week, IOP, median', '9 to 15', 'Medicare and ASAM floor 9', hours('iop')],
    ['attended hours a week, PHP, median', '20 to 30', 'Medicare floor 20', hours('php')],
    ['group meetings of at most 10', 'most', WORKING, `${small}, mean ${mean(sizes).toFixed(1)}`],
  ];
}

function moveLinesOf(sample: Sample, finished: readonly StayRow[]): Line[] {
  const moves = movesOf(sample.stays).filter((move) => move.from.reason !== 'deceased');
  const down = (...levels: string[]): string =>
    percent(
      share(
        moves.filter((move) => levels.includes(move.from.level)),
        (move) => move.gapDays !== null && move.gapDays <= 7 && move.rise < 0,
      ),
    );
  const surveys = percent(sample.surveys / finished.length);
  return [
    ['step-down within 7 days, inpatient', 'none', '', down('inpatient')],
    ['step-down within 7 days, residential', 'none', '', down('residential')],
    ['step-down within 7 days, PHP', 'none', '', down('php')],
    ['step-down within 7 days, IOP', 'none', '', down('iop')],
    ['surveys per finished stay', '40 %', WORKING, surveys],
  ];
}

/** The calibration table as Markdown. */
export function calibration(sample: Sample): string {
  const finished = sample.stays.filter((stay) => stay.discharged !== null);
  const lines = [
    ...reasonLines(finished),
    ...retentionLines(finished),
    ...scoreLines(sample, finished),
    ...doseLines(sample, finished),
    ...moveLinesOf(sample, finished),
  ];
  return `## Calibration\n\n${table(['figure', 'target', 'source', 'generated'], lines)}`;
}
