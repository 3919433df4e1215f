/**
 * Accuracy, as far as the files can tell by themselves: days in order, rows that come once, rows that
 * belong to a person and a stay. Each check counts what holds among what could be checked, by file.
 */
import { type Kind, KINDS } from '$lib/model/canonical';
import type { Columns } from '$lib/sql/columns';
import { ident, join, type Sql, sql } from '$lib/sql/sql';
import type { Share } from './share';

/** What is checked, in the order in which it is shown. */
export const ACCURACY_CHECKS = [
  'discharge_after_admission',
  'admission_after_referral',
  'contact_after_admission',
  'reason_with_discharge',
  'not_after_death',
  'row_once',
  'person_known',
  'session_inside_named_stay',
  'session_inside_some_stay',
  'minutes_within_schedule',
] as const;

/** One check. */
export type AccuracyCheck = (typeof ACCURACY_CHECKS)[number];

/** The words of a check: what holds, and what is counted. */
export const ACCURACY_WORDS: Readonly<
  Record<AccuracyCheck, { readonly label: string; readonly among: string }>
> = {
  discharge_after_admission: {
    label: 'The discharge is not before the admission',
    among: 'stays with both days',
  },
  admission_after_referral: {
    label: 'The admission is not before the referral',
    among: 'stays with both days',
  },
  contact_after_admission: {
    label: 'The last contact is not before the admission',
    among: 'stays with both days',
  },
  reason_with_discharge: {
    label: 'A discharge reason comes with a day of discharge',
    among: 'stays with a reason',
  },
  not_after_death: {
    label: 'The stay does not begin after the death of the person',
    among: 'loaded stays',
  },
  row_once: { label: 'The row comes once', among: 'rows read' },
  person_known: {
    label: 'The person has a loaded stay',
    among: 'rows of scores, sessions and surveys that name a person',
  },
  session_inside_named_stay: {
    label: 'The session lies inside the stay that it names',
    among: 'sessions that name a stay',
  },
  session_inside_some_stay: {
    label: 'The session lies inside some stay of the person',
    among: 'sessions that name no stay',
  },
  minutes_within_schedule: {
    label: 'No more minutes attended than scheduled',
    among: 'attended sessions with both',
  },
};

/** A check in one file. */
export interface Accuracy extends Share {
  readonly check: AccuracyCheck;
  readonly fileId: number;
}

/** All checks: `check_name`, `file_id`, `n`, `of`; files to which a check does not apply are missing. */
export function accuracyCounts(): Sql {
  return sql`SELECT check_name, file_id, sum(n)::INTEGER AS n, sum(of)::INTEGER AS of
    FROM (${join(CHECKS, ' UNION ALL ')}) GROUP BY check_name, file_id HAVING sum(of) > 0`;
}

/** Reads all checks, in their order and in file order. */
export async function readAccuracy(
  run: (query: string) => Promise<Columns>,
): Promise<readonly Accuracy[]> {
  const found = await run(
    sql`SELECT checks.* FROM (${accuracyCounts()}) AS checks
      JOIN loaded_file AS files ON files.file_id = checks.file_id
      ORDER BY files.file_order, files.file_id`.text,
  );
  const checks = found.rows().map((row) => ({
    check: row['check_name'] as AccuracyCheck,
    fileId: Number(row['file_id']),
    n: Number(row['n']),
    of: Number(row['of']),
  }));
  return ACCURACY_CHECKS.flatMap((name) => checks.filter(({ check }) => check === name));
}

const HAS_STAYS = sql`EXISTS (FROM loaded_file WHERE kind = 'stays')`;

/** Rows that hold, or that do not: each adds up by check and file. */
const CHECKS: readonly Sql[] = [
  holding('discharge_after_admission', 'stays', sql`discharged_on IS NOT NULL`),
  failing(
    'discharge_after_admission',
    'every_set_aside',
    sql`reason = 'discharge_before_admission'`,
  ),
  failing('discharge_after_admission', 'cell_aside', sql`reason = 'discharge_before_admission'`),
  sql`SELECT 'admission_after_referral', file_id, count_if(admitted_on >= referred_on), count(*)
    FROM stays WHERE referred_on IS NOT NULL GROUP BY file_id`,
  holding('contact_after_admission', 'stays', sql`last_contact_on IS NOT NULL`),
  failing('contact_after_admission', 'cell_aside', sql`reason = 'before_admission'`),
  holding('reason_with_discharge', 'stays', sql`discharge_reason IS NOT NULL`),
  failing('reason_with_discharge', 'cell_aside', sql`reason = 'no_discharge_day'`),
  holding('not_after_death', 'stays', HAS_STAYS),
  sql`SELECT 'not_after_death', file_id, -count(*), 0 FROM notice
    WHERE code = 'stay_after_death' GROUP BY file_id`,
  sql`SELECT 'row_once', file_id, rows_read, rows_read FROM loaded_file`,
  sql`SELECT 'row_once', file_id, -count(*), 0 FROM every_set_aside
    WHERE reason IN ('duplicate_row', 'duplicate_stay', 'duplicate_session') GROUP BY file_id`,
  ...KINDS.filter((kind) => kind !== 'stays').map((kind) =>
    holding('person_known', kind, sql`person_id IS NOT NULL AND ${HAS_STAYS}`),
  ),
  failing('person_known', 'every_set_aside', sql`reason = 'person_never_admitted'`),
  holding('session_inside_named_stay', 'sessions', sql`stay_id IS NOT NULL AND ${HAS_STAYS}`),
  sql`SELECT 'session_inside_named_stay', file_id, -count(*), 0 FROM notice
    WHERE code = 'outside_stay' GROUP BY file_id`,
  failing('session_inside_named_stay', 'every_set_aside', orphan('stay_id')),
  holding('session_inside_some_stay', 'sessions', sql`stay_id IS NULL AND ${HAS_STAYS}`),
  failing('session_inside_some_stay', 'every_set_aside', orphan('held_on')),
  sql`SELECT 'minutes_within_schedule', file_id, count_if(attended_minutes <= scheduled_minutes),
      count(*)
    FROM sessions WHERE status = 'attended' AND attended_minutes IS NOT NULL
      AND scheduled_minutes IS NOT NULL GROUP BY file_id`,
];

function holding(check: AccuracyCheck, kind: Kind, when: Sql): Sql {
  return sql`SELECT ${check} AS check_name, file_id, count(*) AS n, count(*) AS of
    FROM ${ident(kind)} WHERE ${when} GROUP BY file_id`;
}

function failing(check: AccuracyCheck, table: 'every_set_aside' | 'cell_aside', when: Sql): Sql {
  return sql`SELECT ${check}, file_id, 0, count(*) FROM ${ident(table)} WHERE ${when}
    GROUP BY file_id`;
}

/** Only sessions: a score that names an unknown stay is no orphan of this check. */
function orphan(column: 'stay_id' | 'held_on'): Sql {
  return sql`reason = 'orphan' AND column_name = ${column}
    AND file_id IN (SELECT file_id FROM loaded_file WHERE kind = 'sessions')`;
}
