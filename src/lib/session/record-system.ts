/** The counts of the card "Compare with your record system", by program and in all. */
import type { Cohort } from '$lib/cohort/cohort';
import { filterCondition } from '$lib/cohort/predicate';
import { hiddenCounts } from '$lib/metrics/release/counts';
import { sql } from '$lib/sql/sql';
import type { Columns } from '$lib/sql/columns';

/** What is counted. */
export const RECORD_COUNTS = ['persons', 'open_stays', 'admissions', 'discharges'] as const;

/** The counts of a program; null = hidden. */
export type RecordRow = Readonly<Record<(typeof RECORD_COUNTS)[number], number | null>> & {
  /** null = all programs. */
  readonly program: string | null;
};

const IN_CARE = (month: { from: string; to: string }) =>
  sql`admitted_on <= ${month.to}::DATE AND (is_open OR discharged_on >= ${month.from}::DATE)`;

/** One row per program and one for all, last; each count with the people behind it. */
export function recordSystemQuery(cohort: Cohort, month: { from: string; to: string }): string {
  const within = (day: 'admitted_on' | 'discharged_on') =>
    sql`${{ text: day }} BETWEEN ${month.from}::DATE AND ${month.to}::DATE`;
  return sql`SELECT program,
      count(DISTINCT CASE WHEN ${IN_CARE(month)} THEN person_no END)::INTEGER AS persons,
      count_if(is_open)::INTEGER AS open_stays,
      count(DISTINCT CASE WHEN is_open THEN person_no END)::INTEGER AS open_stays_persons,
      count_if(${within('admitted_on')})::INTEGER AS admissions,
      count(DISTINCT CASE WHEN ${within('admitted_on')} THEN person_no END)::INTEGER
        AS admissions_persons,
      count_if(${within('discharged_on')})::INTEGER AS discharges,
      count(DISTINCT CASE WHEN ${within('discharged_on')} THEN person_no END)::INTEGER
        AS discharges_persons
    FROM stay WHERE ${filterCondition(cohort.filters)}
    GROUP BY GROUPING SETS ((), (program)) ORDER BY program NULLS LAST`.text;
}

/** The rows of the card; with one program its row is the total. In a release few people are hidden. */
export function recordRows(counts: Columns, cohort: Cohort, fewPeople: number): RecordRow[] {
  const all = counts.rows();
  const shown = all.filter((row) => all.length > 2 || row['program']);
  const hidden = RECORD_COUNTS.map((key) =>
    cohort.mode === 'release' ? hiddenOf(shown, key, fewPeople) : new Set<number>(),
  );
  return shown.map((row, at) => ({
    program: row['program'] === null ? null : String(row['program']),
    ...(Object.fromEntries(
      RECORD_COUNTS.map((key, column) => [key, hidden[column]!.has(at) ? null : Number(row[key])]),
    ) as Record<(typeof RECORD_COUNTS)[number], number | null>),
  }));
}

/** Programs that are hidden, and the total where it is about few people or no program is left. */
function hiddenOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  key: (typeof RECORD_COUNTS)[number],
  fewPeople: number,
): ReadonlySet<number> {
  const persons = rows.map((row) => Number(row[key === 'persons' ? key : `${key}_persons`]));
  const programs = rows.flatMap((row, at) => (row['program'] === null ? [] : [at]));
  const gone = hiddenCounts(
    programs.map((at) => persons[at]!),
    fewPeople,
  );
  const hidden = new Set([...gone].map((at) => programs[at]!));
  rows.forEach((_, at) => {
    if (persons[at]! > 0 && persons[at]! <= fewPeople) hidden.add(at);
  });
  return hidden;
}
