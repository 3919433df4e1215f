/**
 * Whether scores come when they are due: the first one around admission and the last one around
 * discharge, by instrument and program, under the windows of the settings.
 */
import type { Columns } from '$lib/sql/columns';
import { type Sql, sql } from '$lib/sql/sql';

/** Days before admission, or after discharge, up to which a score outside its window is looked for. */
export const REACH_DAYS = 30;

/** Where the score lies; `not_yet` = the window is not over at the data cut, and no score is there. */
export const PLACES = ['early', 'in_window', 'late', 'missing', 'not_yet'] as const;

/** One of them. */
export type Place = (typeof PLACES)[number];

/** When an instrument is given in one program. */
export interface Timing {
  readonly part: 'baseline' | 'discharge';
  readonly measure: string;
  readonly program: string;
  /** Stays by place. */
  readonly counts: Readonly<Record<Place, number>>;
  /**
   * Of the scores in the window: days from admission, or from discharge; negative = before. null =
   * none is in it.
   */
  readonly medianDay: number | null;
}

/**
 * `part`, `measure`, `program`, a count for each place, `median_day`. Stays of programs in which the
 * instrument is in use; raters together. Baseline: in the window by `score_pair`; else late is a
 * score between the window and the end of the stay, early one up to 30 days before the window.
 * Discharge: in the window by `score_pair`; else late is a score up to 30 days after the window,
 * early one of the stay that is later than the baseline and before the window. Scores that name no
 * stay and lie in another one are not looked at outside windows.
 */
export function timingCounts(): Sql {
  return sql`WITH paired AS (
      SELECT stay_no, measure, min(baseline_on) AS baseline_on, max(discharge_on) AS discharge_on
      FROM score_pair WHERE unit = 'stay' GROUP BY stay_no, measure
    ),
    due AS (
      SELECT DISTINCT CASE a.part WHEN 'admission' THEN 'baseline' ELSE a.part END AS part,
        a.stay_no, a.measure, b.person_no, b.program, b.admitted_on, b.discharged_on, b.cut_on,
        coalesce(b.discharged_on, b.cut_on) AS ends_on, p.baseline_on, p.discharge_on,
        l.baseline_before, l.discharge_around,
        b.admitted_on + l.baseline_after AS baseline_to
      FROM administration a JOIN stay_base b USING (stay_no) JOIN level l ON l.code = b.level
        LEFT JOIN paired p ON p.stay_no = a.stay_no AND p.measure = a.measure
      WHERE a.part IN ('admission', 'discharge')
    ),
    open_question AS (
      SELECT * FROM due
      WHERE CASE part WHEN 'baseline' THEN baseline_on ELSE discharge_on END IS NULL
    ),
    near AS (
      SELECT q.part, q.stay_no, q.measure, s.score_no, s.named_stay_no, s.taken_on,
        CASE
          WHEN q.part = 'baseline' THEN CASE
            WHEN s.taken_on > q.baseline_to AND s.taken_on <= q.ends_on THEN 'late'
            WHEN s.taken_on < q.admitted_on - q.baseline_before THEN 'early' END
          WHEN s.taken_on > q.discharged_on + q.discharge_around THEN 'late'
          WHEN s.taken_on >= q.admitted_on AND s.taken_on < q.discharged_on - q.discharge_around
            AND s.taken_on > coalesce(q.baseline_on, q.admitted_on - 1) THEN 'early' END AS place
      FROM open_question q JOIN score_seen s ON s.person_no = q.person_no
        AND s.measure = q.measure AND NOT s.is_ordered
        AND coalesce(s.named_stay_no, q.stay_no) = q.stay_no
        AND s.taken_on >= q.admitted_on - q.baseline_before - ${REACH_DAYS}
        AND s.taken_on <= q.ends_on + q.discharge_around + ${REACH_DAYS}
    ),
    elsewhere AS (
      SELECT DISTINCT n.part, n.stay_no, n.score_no
      FROM near n JOIN stay_base b ON b.stay_no = n.stay_no
        JOIN stay_base other ON other.person_no = b.person_no AND other.stay_no <> b.stay_no
          AND n.taken_on >= other.admitted_on
          AND (other.is_open OR n.taken_on <= other.discharged_on)
      WHERE n.named_stay_no IS NULL
        AND (n.taken_on < b.admitted_on OR n.taken_on > coalesce(b.discharged_on, b.cut_on))
    ),
    found AS (
      SELECT n.part, n.stay_no, n.measure, bool_or(n.place = 'late') AS has_late
      FROM near n LEFT JOIN elsewhere e
        ON e.part = n.part AND e.stay_no = n.stay_no AND e.score_no = n.score_no
      WHERE n.place IS NOT NULL AND e.score_no IS NULL
      GROUP BY n.part, n.stay_no, n.measure
    ),
    placed AS (
      SELECT d.part, d.measure, d.program,
        CASE d.part WHEN 'baseline' THEN d.baseline_on - d.admitted_on
          ELSE d.discharge_on - d.discharged_on END AS day,
        CASE
          WHEN CASE d.part WHEN 'baseline' THEN d.baseline_on ELSE d.discharge_on END IS NOT NULL
            THEN 'in_window'
          WHEN f.has_late THEN 'late'
          WHEN CASE d.part
            WHEN 'baseline' THEN d.discharged_on IS NULL AND d.cut_on < d.baseline_to
            ELSE d.cut_on < d.discharged_on + d.discharge_around END THEN 'not_yet'
          WHEN f.stay_no IS NOT NULL THEN 'early'
          ELSE 'missing' END AS place
      FROM due d LEFT JOIN found f
        ON f.part = d.part AND f.stay_no = d.stay_no AND f.measure = d.measure
    )
    SELECT part, measure, program, count_if(place = 'early')::INTEGER AS early,
      count_if(place = 'in_window')::INTEGER AS in_window,
      count_if(place = 'late')::INTEGER AS late, count_if(place = 'missing')::INTEGER AS missing,
      count_if(place = 'not_yet')::INTEGER AS not_yet, median(day)::DOUBLE AS median_day
    FROM placed GROUP BY part, measure, program ORDER BY part, measure, program`;
}

/** Reads when scores come; nothing where scores have no days. */
export async function readTiming(
  run: (query: string) => Promise<Columns>,
): Promise<readonly Timing[]> {
  const found = await run(timingCounts().text);
  return found.rows().map((row) => ({
    part: row['part'] as Timing['part'],
    measure: String(row['measure']),
    program: String(row['program']),
    counts: Object.fromEntries(PLACES.map((place) => [place, Number(row[place])])) as Record<
      Place,
      number
    >,
    medianDay: row['median_day'] as number | null,
  }));
}
