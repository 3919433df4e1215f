/** Reads one person: stays, scores with bands and change, attendance; in days from the first admission. */
import type { FigureRow, MetricContext } from '$lib/metrics/metric';
import type { Columns } from '$lib/sql/columns';
import { type Sql, sql } from '$lib/sql/sql';
import type { Timeline, TimelineChange, TimelineScore, TimelineStay } from './timeline';

/** Reads the timeline of a person; rejects with what `run` rejects with. */
export async function readTimeline(
  personNo: number,
  context: Pick<MetricContext, 'unit' | 'profile'>,
  run: (query: string) => Promise<Columns>,
): Promise<Timeline> {
  const ask = async (query: Sql): Promise<readonly FigureRow[]> => (await run(query.text)).rows();
  const of = sql`FROM person p WHERE p.person_no = ${personNo}`;
  const [person] = await ask(sql`SELECT person_id, first_admitted_on ${of}`);
  const first = sql`(SELECT first_admitted_on ${of})`;
  const stays = await ask(sql`SELECT stay_no, level, program, admitted_on, discharged_on,
      (admitted_on - ${first})::INTEGER AS from_day,
      (coalesce(discharged_on, cut_on, admitted_on + length_days) - ${first})::INTEGER AS to_day,
      discharge_reason, length_days
    FROM stay WHERE person_no = ${personNo} ORDER BY stay_no`);
  const scores = await ask(sql`SELECT measure, rater, stay_no, taken_on,
      (taken_on - ${first})::INTEGER AS day, visit_label, score, band
    FROM score_point WHERE person_no = ${personNo} AND score IS NOT NULL
    ORDER BY measure, rater NULLS FIRST, taken_on, visit, score_no`);
  const changes = await ask(sql`SELECT measure, rater, baseline, last,
      (baseline_on - ${first})::INTEGER AS from_day, (last_on - ${first})::INTEGER AS to_day,
      change_class
    FROM classified_pair WHERE person_no = ${personNo} AND status = 'paired'
      AND unit = ${context.unit} AND profile = ${context.profile} AND is_outcome
    ORDER BY measure, rater NULLS FIRST, stay_no`);
  const weeks = await ask(sql`SELECT a.stay_no, a.week,
      (s.admitted_on - ${first})::INTEGER + 7 * a.week AS from_day, a.attended,
      a.no_show + a.late_cancel AS missed
    FROM attendance a JOIN stay s USING (stay_no)
    WHERE s.person_no = ${personNo} ORDER BY a.stay_no, a.week`);
  return {
    personId: text(person, 'person_id') ?? '',
    startsOn: text(person, 'first_admitted_on') ?? '',
    stays: stays.map(readStay),
    scores: scores.map(readScore),
    changes: changes.map(readChange),
    weeks: weeks.map((row) => ({
      stayNo: Number(row['stay_no']),
      week: Number(row['week']),
      from: Number(row['from_day']),
      attended: Number(row['attended']),
      missed: Number(row['missed']),
    })),
  };
}

function readStay(row: FigureRow): TimelineStay {
  return {
    stayNo: Number(row['stay_no']),
    level: text(row, 'level') ?? '',
    program: text(row, 'program') ?? '',
    admittedOn: text(row, 'admitted_on') ?? '',
    dischargedOn: text(row, 'discharged_on'),
    from: Number(row['from_day']),
    to: Number(row['to_day']),
    reason: text(row, 'discharge_reason'),
    lengthDays: Number(row['length_days']),
  };
}

function readScore(row: FigureRow): TimelineScore {
  return {
    measure: text(row, 'measure') ?? '',
    rater: text(row, 'rater'),
    stayNo: number(row, 'stay_no'),
    takenOn: text(row, 'taken_on'),
    day: number(row, 'day'),
    visit: text(row, 'visit_label'),
    score: Number(row['score']),
    band: text(row, 'band'),
  };
}

function readChange(row: FigureRow): TimelineChange {
  return {
    measure: text(row, 'measure') ?? '',
    rater: text(row, 'rater'),
    baseline: Number(row['baseline']),
    last: Number(row['last']),
    from: number(row, 'from_day'),
    to: number(row, 'to_day'),
    changeClass: text(row, 'change_class'),
  };
}

function text(row: FigureRow | undefined, name: string): string | null {
  const value = row?.[name] ?? null;
  return value === null ? null : String(value);
}

function number(row: FigureRow, name: string): number | null {
  const value = row[name] ?? null;
  return value === null ? null : Number(value);
}
