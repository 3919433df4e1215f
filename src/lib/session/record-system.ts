/** The counts of the card "Compare with your record system", by program and in all. */
import type { Cohort } from '$lib/cohort/cohort';
import { hiddenCounts } from '$lib/metrics/release/counts';
import { filteredStays, isEverybody } from '$lib/metrics/groups';
import { filteredMembers, tallied } from '$lib/metrics/tallied';
import { type Sql, ident, join, sql } from '$lib/sql/sql';
import type { Query } from '$lib/tally/tally';
import type { Columns } from '$lib/sql/columns';

/** What is counted. */
export const RECORD_COUNTS = ['persons', 'open_stays', 'admissions', 'discharges'] as const;

/** The counts of a program; null = hidden. */
export type RecordRow = Readonly<Record<(typeof RECORD_COUNTS)[number], number | null>> & {
  /** null = all programs. */
  readonly program: string | null;
};

/** Counts by view, each with the people behind it; the level is of no interest. */
export function recordSystemQuery(cohort: Cohort, month: { from: string; to: string }): Query {
  const [from, to] = [sql`${month.from}::DATE`, sql`${month.to}::DATE`];
  const conditions: Readonly<Record<(typeof RECORD_COUNTS)[number], Sql>> = {
    persons: sql`admitted_on <= ${to} AND (is_open OR discharged_on >= ${from})`,
    open_stays: sql`is_open`,
    admissions: sql`admitted_on BETWEEN ${from} AND ${to}`,
    discharges: sql`discharged_on BETWEEN ${from} AND ${to}`,
  };
  const columns = RECORD_COUNTS.map(
    (name) => sql`coalesce(${conditions[name]}, FALSE)::INTEGER AS ${ident(name)}`,
  );
  return tallied(
    { cohort, basis: 'active' },
    {
      members: filteredMembers,
      units: (own) => ({
        tables: filteredStays(own),
        select: sql`SELECT stay_no, person_no, place_no, ${join(columns)} FROM cohort`,
      }),
      counts: {
        persons: { of: 'persons', where: 'persons' },
        open_stays: { of: 'sum', column: 'open_stays' },
        open_stays_persons: { of: 'persons', where: 'open_stays' },
        admissions: { of: 'sum', column: 'admissions' },
        admissions_persons: { of: 'persons', where: 'admissions' },
        discharges: { of: 'sum', column: 'discharges' },
        discharges_persons: { of: 'persons', where: 'discharges' },
      },
    },
  );
}

/** The rows of the card, all programs last; with one program its row is the total. In a release few people are hidden. */
export function recordRows(counts: Columns, cohort: Cohort, fewPeople: number): RecordRow[] {
  const byView = counts.rows().filter((row) => row['level'] === null);
  const all = [...byView.filter(({ program }) => program), ...byView.filter(isEverybody)];
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
