/**
 * Reads who belongs to which numbers: of each table of some linked figures the people, by the units
 * that they have in it and the cells of each unit; and how many people are left out for which reason.
 */
import type { Columns } from '$lib/sql/columns';
import { type Sql, ident, join, sql } from '$lib/sql/sql';
import type { Metric, MetricContext } from '../metric';
import { type FurtherCount, unitsTable } from '../units';

/** A metric with what it is computed from. */
export interface Linked {
  readonly metric: Metric;
  readonly context: MetricContext;
}

/** What a unit is in: a row of a figure, and which of its counts it adds to. */
export interface Membership {
  readonly metric: string;
  readonly level: string | null;
  readonly program: string | null;
  /** Counts in the views by level and program only. */
  readonly isDivided: boolean;
  readonly keys: readonly string[];
  /**
   * First whether it is in the row at all, then for numerator and further counts in turn: `1` in it, `0`
   * in its rest, `-` in neither.
   */
  readonly flags: string;
}

/** People of a table with the memberships of each of their units, by number. */
export interface PeopleOfTable {
  readonly table: string;
  readonly units: readonly (readonly number[])[];
  readonly persons: number;
}

/** Units that a metric leaves out for a reason: how many, as it counts them, and of how many people. */
export interface LeftOut {
  readonly metric: string;
  readonly reason: string;
  readonly n: number;
  readonly persons: number;
}

/** What the query gives. */
export interface Patterns {
  readonly memberships: ReadonlyMap<number, Membership>;
  readonly people: readonly PeopleOfTable[];
  readonly leftOut: readonly LeftOut[];
}

/** One query, since the units of a figure can take long to find. */
export function patternQuery(metrics: readonly Linked[]): Sql {
  return sql`WITH unit_row AS MATERIALIZED (${join(metrics.map(unitsOf), ' UNION ALL ')}),
    numbered AS MATERIALIZED (
      SELECT * EXCLUDE (left_out, n), dense_rank() OVER (ORDER BY metric, level NULLS FIRST,
        program NULLS FIRST, divided, keys, flags)::INTEGER AS membership
      FROM unit_row WHERE left_out IS NULL
    ),
    by_unit AS (
      SELECT table_key, who, unit,
        string_agg(DISTINCT membership::VARCHAR, ' ' ORDER BY membership::VARCHAR) AS memberships
      FROM numbered GROUP BY table_key, who, unit
    ),
    by_person AS (
      SELECT table_key, who, string_agg(DISTINCT memberships, ';' ORDER BY memberships) AS pattern
      FROM by_unit GROUP BY table_key, who
    )
    SELECT DISTINCT 1::INTEGER AS part, membership AS number, metric, level, program,
      divided::INTEGER AS divided, keys, flags AS what, NULL::VARCHAR AS table_key,
      NULL::INTEGER AS persons, NULL::DOUBLE AS n
    FROM numbered
    UNION ALL
    SELECT 2, NULL, NULL, NULL, NULL, NULL, NULL, pattern, table_key, count(*)::INTEGER, NULL
    FROM by_person GROUP BY table_key, pattern
    UNION ALL
    SELECT 3, NULL, metric, NULL, NULL, NULL, keys, left_out, table_key,
      count(DISTINCT who)::INTEGER, sum(n)::DOUBLE
    FROM unit_row WHERE left_out IS NOT NULL GROUP BY metric, keys, left_out, table_key
    ORDER BY part, number, metric, table_key, keys, what`;
}

function unitsOf({ metric, context }: Linked): Sql {
  const { apart, within, guards, personsOf, further = [] } = metric.units;
  const counts: readonly Pick<FurtherCount, 'column' | 'of' | 'guards'>[] = [
    { column: 'numerator' },
    ...further,
  ];
  const flags = counts.map(({ column, of = 'denominator', guards: own = guards }) => {
    const [part, whole] = [ident(column), ident(of)];
    // Where people are those counted, a count of few people is told beside its number.
    const isGuarded = own === 'share' || (column === 'numerator' && personsOf === 'numerator');
    return isGuarded
      ? sql`CASE WHEN ${part} IS NULL THEN '-' WHEN ${part} > 0 THEN '1'
          WHEN ${whole} > 0 THEN '0' ELSE '-' END`
      : sql`'-'`;
  });
  // Elsewhere a unit can add 0, such as a pair without an improvement to hours for each.
  const isInRow =
    personsOf === 'denominator' ? sql`CASE WHEN denominator = 0 THEN '-' ELSE '1' END` : sql`'1'`;
  return sql`SELECT ${metric.id} AS metric, ${keysText(apart)} AS table_key, ${keysText(within)} AS keys,
      coalesce('person ' || person_no, 'unit ' || unit) AS who, unit, level, program,
      coalesce(divided, 0) AS divided,
      ${isInRow} || ${join(flags, ' || ')} AS flags,
      left_out, denominator AS n
    FROM ${unitsTable(metric.units, context)}`;
}

/** Key values as one text; they are texts or whole numbers, and none is told from the empty text. */
function keysText(keys: readonly string[]): Sql {
  if (keys.length === 0) return sql`''`;
  return join(
    keys.map((key) => sql`coalesce(regexp_replace(${ident(key)}::VARCHAR, '[.]0$', ''), ${NONE})`),
    ` || '${BETWEEN}' || `,
  );
}

const NONE = '\u001e';
const BETWEEN = '\u001f';

/** The text of key values of a row of a figure, as the query writes it. */
export function tableText(values: readonly (string | number | null)[]): string {
  return values.map((value) => (value === null ? NONE : String(value))).join(BETWEEN);
}

/** The key values of a row inside its table, as memberships have them. */
export function keyTexts(values: readonly (string | number | null)[]): readonly string[] {
  return tableText(values).split(BETWEEN);
}

/** Reads the result of `patternQuery`. */
export function readPatterns(result: Columns): Patterns {
  const memberships = new Map<number, Membership>();
  const people: PeopleOfTable[] = [];
  const leftOut: LeftOut[] = [];
  const text = (value: unknown): string | null => (value === null ? null : String(value));
  for (const row of result.rows()) {
    const { part, metric, what, persons } = row;
    if (part === 1) {
      memberships.set(Number(row['number']), {
        metric: String(metric),
        level: text(row['level']),
        program: text(row['program']),
        isDivided: row['divided'] === 1,
        keys: String(row['keys']).split(BETWEEN),
        flags: String(what),
      });
    } else if (part === 2) {
      people.push({
        table: String(row['table_key']),
        units: String(what)
          .split(';')
          .map((unit) => unit.split(' ').map(Number)),
        persons: Number(persons),
      });
    } else {
      const [n, reason] = [Number(row['n']), String(what)];
      leftOut.push({ metric: String(metric), reason, n, persons: Number(persons) });
    }
  }
  return { memberships, people, leftOut };
}
