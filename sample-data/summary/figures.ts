// The figures of the calibration table, by the definitions of the metric list.
import { CUT } from '../generator/days';
import { groupBy, mean, sd, share } from './numbers';
import type { Sample, ScoreRow, SessionRow, StayRow } from './read';

/** A stay with its scores of one measure inside the windows. */
export interface Pair {
  readonly stay: StayRow;
  readonly baseline: number;
  readonly last: number;
}

const RANK: Readonly<Record<string, number>> = {
  withdrawal_management: 5,
  inpatient: 5,
  residential: 4,
  php: 3,
  iop: 2,
  op: 1,
  aftercare: 0,
};

/** Scores that may serve a stay: those that name it, and those of the person that name none. */
export class Scores {
  private readonly byPerson: Map<string, ScoreRow[]>;
  private readonly staysByPerson: Map<string, StayRow[]>;

  constructor(sample: Sample) {
    this.byPerson = groupBy(sample.scores, (score) => score.person);
    this.staysByPerson = groupBy(sample.stays, (stay) => stay.person);
  }

  /** Scores of the stay between admission - 7 and discharge + 3 (or the cut), one per day. */
  inWindow(stay: StayRow, measure?: string): ScoreRow[] {
    const end = stay.discharged === null ? CUT : stay.discharged + 3;
    const elsewhere = (day: number): boolean =>
      day < stay.admitted &&
      (this.staysByPerson.get(stay.person) ?? []).some(
        (own) => own !== stay && own.admitted <= day && day <= (own.discharged ?? CUT),
      );
    return (this.byPerson.get(stay.person) ?? []).filter(
      (score) =>
        (measure === undefined || score.measure === measure) &&
        (score.stay === stay.id || (score.stay === '' && !elsewhere(score.day))) &&
        score.day >= stay.admitted - 7 &&
        score.day <= end,
    );
  }

  /** Whether a baseline of any measure exists. */
  hasBaseline(stay: StayRow): boolean {
    const until = Math.min(stay.admitted + 7, stay.discharged ?? CUT);
    return this.inWindow(stay).some((score) => score.day <= until);
  }

  /** Baseline and last score of a finished stay, null when not paired. */
  pair(stay: StayRow, measure: string): Pair | null {
    if (stay.discharged === null) return null;
    const until = Math.min(stay.admitted + 7, stay.discharged);
    const own = this.inWindow(stay, measure);
    const baselineDay = own.find((score) => score.day <= until)?.day;
    if (baselineDay === undefined) return null;
    const baseline = own.filter((score) => score.day === baselineDay).at(-1);
    const last = own
      .filter((score) => score.day > baselineDay && score.day >= stay.admitted)
      .at(-1);
    return baseline && last ? { stay, baseline: baseline.score, last: last.score } : null;
  }
}

/** Mean, SD, pre-post d and reliable change of pairs; `dir` -1 where higher is better. */
export function changeOf(
  pairs: readonly Pair[],
  reliable: number,
  dir: 1 | -1 = 1,
): { n: number; pre: number; sd: number; d: number; improved: number; worse: number } {
  const pre = pairs.map((pair) => pair.baseline);
  const gains = pairs.map((pair) => (pair.baseline - pair.last) * dir);
  return {
    n: pairs.length,
    pre: mean(pre),
    sd: sd(pre),
    d: mean(gains) / sd(pre),
    improved: share(gains, (gain) => gain >= reliable),
    worse: share(gains, (gain) => -gain >= reliable),
  };
}

/** Attended / (attended + no_show + late_cancel). */
export function attendanceRate(sessions: readonly SessionRow[]): number {
  const counted = sessions.filter((s) => ['attended', 'no_show', 'late_cancel'].includes(s.status));
  return share(counted, (session) => session.status === 'attended');
}

/** Size of every group meeting with somebody present. */
export function meetingSizes(sessions: readonly SessionRow[]): number[] {
  const present = sessions.filter((s) => s.status === 'attended' && s.group !== '');
  const meetings = groupBy(present, (s) => `${s.group} ${String(s.day)}`);
  return [...meetings.values()].map((rows) => new Set(rows.map((row) => row.person)).size);
}

/** What followed a discharge: days to the next admission and the change of rank. */
export interface Move {
  readonly from: StayRow;
  readonly gapDays: number | null;
  readonly rise: number;
}

/** The next move of every finished stay at least 30 days before the cut. */
export function movesOf(stays: readonly StayRow[]): Move[] {
  const byPerson = groupBy(stays, (stay) => stay.person);
  const due = stays.filter((s) => s.discharged !== null && s.discharged <= CUT - 30);
  return due.map((from) => {
    const end = from.discharged ?? CUT;
    const own = byPerson.get(from.person) ?? [];
    const next = own
      .filter((stay) => stay !== from && stay.admitted >= from.admitted && stay.admitted >= end - 1)
      .sort((a, b) => a.admitted - b.admitted)[0];
    if (!next) return { from, gapDays: null, rise: 0 };
    const rise = (RANK[next.level] ?? 0) - (RANK[from.level] ?? 0);
    return { from, gapDays: next.admitted - end, rise };
  });
}
