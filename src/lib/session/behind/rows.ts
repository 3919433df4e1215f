/** The units of one step by pseudonym, page by page; for the screen of the program's own staff only. */
import type { Cohort } from '$lib/cohort/cohort';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { FigureRow } from '$lib/metrics/metric';
import type { Columns } from '$lib/sql/columns';
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Focus } from './focus';
import { type Part, behindTable } from './sources';

/** Units on one page. */
export const ROWS_PER_PAGE = 50;

/** Whether rows of persons may be shown: on the screen of the program's own staff, or of public data. */
export function mayShowRows({ mode }: Pick<Cohort, 'mode'>): boolean {
  return mode !== 'release';
}

/** One unit behind a number. */
export interface BehindRow {
  /** What it is, such as `stay 12` or `score 77`, by the numbers of the session. */
  readonly unit: string;
  /** null = belongs to nobody known. */
  readonly personNo: number | null;
  /** The pseudonym of the files; null = belongs to nobody known. */
  readonly personId: string | null;
  readonly level: string | null;
  readonly program: string | null;
  /** Days `YYYY-MM-DD`; null = no such day, or order of visits without days. */
  readonly admittedOn: string | null;
  /** null = still open, or without days. */
  readonly dischargedOn: string | null;
  readonly isOpen: boolean;
  /** Why it is left out; null = it is counted, or the step is one of the cohort. */
  readonly leftOut: string | null;
  /** What it adds; null = the figure has no such number. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** The score that it is about; null = it is no score. */
  readonly measure: string | null;
  readonly takenOn: string | null;
  readonly score: number | null;
}

/** One page of the units of a step. */
export interface BehindPage {
  readonly rows: readonly BehindRow[];
  /** All units of the step, and the distinct persons among them. */
  readonly units: number;
  readonly persons: number;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/**
 * A page of the units of a part, ordered by pseudonym and admission. Throws in the mode release, in
 * which there are no rows of persons; rejects with what `run` rejects with.
 *
 * @param page From 0.
 */
export async function readRows(
  figure: ComputedFigure,
  focus: Focus,
  part: Part,
  page: number,
  run: (query: string) => Promise<Columns>,
): Promise<BehindPage> {
  if (!mayShowRows(figure.context.cohort)) throw new Error('No rows of persons in this mode.');
  const table = behindTable(figure, focus, part);
  const counts = await run(
    sql`WITH ${table} SELECT count(DISTINCT unit)::INTEGER AS units,
      count(DISTINCT person_no)::INTEGER AS persons FROM behind`.text,
  );
  const units = counts.number('units', 0) ?? 0;
  const result = await run(rowsQuery(table, page).text);
  return {
    rows: result.rows().map(readRow),
    units,
    persons: counts.number('persons', 0) ?? 0,
    page,
    pages: Math.max(1, Math.ceil(units / ROWS_PER_PAGE)),
  };
}

/** A unit that comes several times under a headline adds once at most to what is said of it. */
function rowsQuery(table: Sql, page: number): Sql {
  return sql`WITH ${table},
    by_unit AS (
      SELECT unit, any_value(person_no) AS person_no, min(stay_no) AS stay_no,
        ${raw(`any_value(left_out) AS left_out, max(numerator) AS numerator,
        max(denominator) AS denominator,
        CASE WHEN unit LIKE 'score %' THEN TRY_CAST(substr(unit, 7) AS INTEGER) END AS score_no`)}
      FROM behind GROUP BY unit
    )
    SELECT u.unit, u.person_no, p.person_id, s.level, s.program, s.admitted_on, s.discharged_on,
      coalesce(s.is_open, FALSE)::INTEGER AS is_open, u.left_out, u.numerator, u.denominator,
      x.measure, x.taken_on, x.score
    FROM by_unit u
    LEFT JOIN person p ON p.person_no = u.person_no
    LEFT JOIN stay s ON s.stay_no = u.stay_no
    LEFT JOIN score_point x ON x.score_no = u.score_no
    ORDER BY p.person_id NULLS LAST, s.admitted_on, u.stay_no, x.taken_on, u.unit
    LIMIT ${ROWS_PER_PAGE} OFFSET ${page * ROWS_PER_PAGE}`;
}

function readRow(row: FigureRow): BehindRow {
  const text = (name: string): string | null => (row[name] ?? null) as string | null;
  const number = (name: string): number | null => (row[name] ?? null) as number | null;
  return {
    unit: String(row['unit']),
    personNo: number('person_no'),
    personId: text('person_id'),
    level: text('level'),
    program: text('program'),
    admittedOn: text('admitted_on'),
    dischargedOn: text('discharged_on'),
    isOpen: row['is_open'] === 1,
    leftOut: text('left_out'),
    numerator: number('numerator'),
    denominator: number('denominator'),
    measure: text('measure'),
    takenOn: text('taken_on'),
    score: number('score'),
  };
}
