/**
 * Identifiers that the first part of a file did not show. The different texts that a load would keep
 * are looked at one by one; a text that identifies leaves its cell empty, is written down without its
 * value, and takes its row with it where the column is needed.
 */
import { isAgeOver89 } from '$lib/identity/ages';
import { NOT_COARSENED } from '$lib/identity/coarsen';
import { strongKindIn } from '$lib/identity/patterns/all';
import type { Engine, QueryOptions } from '$lib/engine/port';
import { ident, join, raw, type Sql, sql } from '$lib/sql/sql';
import { heldDecisions, keepsRawLines, meaningsOf } from './identity-plan';
import { partColumns } from './parts';
import { filledColumns, isRequired } from './sources';
import { typedTable } from './tables';
import type { FilePlan } from './types';

/** Canonical columns that identify rows on purpose, or whose texts are codes of ours. */
const NOT_LOOKED_AT: ReadonlySet<string> = new Set([
  'person_id',
  'stay_id',
  'session_id',
  'measure',
]);

/** Of a column with more different texts only those are looked at that could hold a number or address. */
const MANY_TEXTS = 200_000;
const MAY_IDENTIFY = '[0-9][-0-9 ().]{5,}[0-9]|@|www[.]|://';

const PAGE_ROWS = 20_000;
const HITS_PER_STATEMENT = 5_000;

/** Where texts stand that a load would keep. */
interface TextPlace {
  readonly table: Sql;
  readonly column: Sql;
  readonly where: Sql;
  /** Name of the column; null = the list of what was set aside, which only forgets the text. */
  readonly name: string | null;
  /** The column is needed: the row goes. */
  readonly takesRow: boolean;
}

/**
 * Takes identifiers out of the typed table of a file and out of the lists of what was set aside of it;
 * run before the rows that were set aside are counted.
 */
export async function setIdentifiersAside(
  engine: Engine,
  plan: FilePlan,
  fileId: number,
  options: QueryOptions,
): Promise<void> {
  const places = [...typedTexts(plan, fileId), ...asideTexts(fileId)];
  try {
    const hit = await identifying(engine, places, options);
    for (const no of hit) {
      for (const { text } of takenOut(plan, places[no]!, no, fileId)) {
        await engine.execute(text, options);
      }
    }
    if (hit.length > 0) await engine.execute('DROP TABLE identity_hit');
  } finally {
    await engine.execute('DROP TABLE IF EXISTS identity_text').catch(() => undefined);
  }
}

/** Whether a text must not be kept in a column; null = in the raw text of a line. */
export function isIdentifying(text: string, column: string | null): boolean {
  if (text === NOT_COARSENED) return true;
  if (column === 'age_band' && isAgeOver89(text)) return true;
  return strongKindIn(text) !== null;
}

/** What may be kept of the raw text of a line: nothing where a column of it was not to be loaded. */
export function keptRawText(plan: FilePlan): (text: string) => string {
  if (!keepsRawLines(plan)) return () => '';
  const { delimiter } = plan.dialect;
  return (text) =>
    text.split(delimiter).some((cell) => isIdentifying(cell.replaceAll(/["']/g, '').trim(), null))
      ? ''
      : text;
}

function typedTexts(plan: FilePlan, fileId: number): readonly TextPlace[] {
  const kept = heldDecisions(plan).filter(({ action }) => action === 'keep');
  const isKept = (name: string, at: number | undefined): boolean =>
    kept.some((decision) => decision.at === at || meaningsOf(plan, decision.at).includes(name));
  const ofParts = partColumns(plan);
  const columns = filledColumns(plan)
    .filter(({ name, type }) => type === 'text' && !NOT_LOOKED_AT.has(name))
    .filter(({ name }) => name in plan.columns && !ofParts.includes(name))
    .filter(({ name }) => !isKept(name, plan.columns[name]))
    .map((column) => ({ name: column.name, takesRow: isRequired(plan, column) }));
  const extras = plan.extras
    .filter(({ name, header }) => !isKept(name, plan.header.indexOf(header)))
    .map(({ name }) => ({ name, takesRow: false }));
  return [...columns, ...extras].map((one) => ({
    ...one,
    table: typedTable(plan.kind, fileId),
    column: ident(one.name),
    where: raw('TRUE'),
  }));
}

/** Values of rows and cells that were set aside; those of ids stand there to be found again. */
function asideTexts(fileId: number): readonly TextPlace[] {
  const named = sql`coalesce(column_name, '') NOT IN ('person_id', 'stay_id', 'session_id')`;
  return ['set_aside', 'cell_aside'].map((table) => ({
    table: ident(table),
    column: raw('value'),
    where: sql`file_id = ${fileId} AND reason <> 'unreadable' AND ${named}`,
    name: null,
    takesRow: false,
  }));
}

/** Puts the texts that identify into `identity_hit`; returns the places in which any stands. */
async function identifying(
  engine: Engine,
  places: readonly TextPlace[],
  options: QueryOptions,
): Promise<readonly number[]> {
  const distinct = places.map(
    ({ table, column, where }, place) => sql`SELECT DISTINCT ${place} AS place, ${column} AS text
      FROM ${table} WHERE ${column} IS NOT NULL AND ${where}`,
  );
  await engine.execute(
    sql`CREATE OR REPLACE TEMP TABLE identity_text AS
      SELECT CAST(row_number() OVER () AS INTEGER) AS no, place, text
      FROM (${join(distinct, ' UNION ALL ')})`.text,
    options,
  );
  const isLookedAt = sql`(place NOT IN (
      SELECT place FROM identity_text GROUP BY place HAVING count(*) > ${MANY_TEXTS})
    OR regexp_matches(text, ${MAY_IDENTIFY}) OR text = ${NOT_COARSENED})`;
  const hits: number[] = [];
  const found = new Set<number>();
  for (let after = 0; ;) {
    const page = await engine.query(
      sql`SELECT no, place, text FROM identity_text WHERE no > ${after} AND ${isLookedAt}
        ORDER BY no LIMIT ${PAGE_ROWS}`.text,
      options,
    );
    const [numbers, of, texts] = [page.column('no'), page.column('place'), page.column('text')];
    texts.forEach((text, row) => {
      const place = Number(of[row]);
      if (!isIdentifying(String(text), places[place]!.name)) return;
      hits.push(Number(numbers[row]));
      found.add(place);
    });
    if (page.rowCount < PAGE_ROWS) break;
    after = Number(numbers.at(-1));
  }
  await keepHits(engine, hits, options);
  return [...found];
}

async function keepHits(
  engine: Engine,
  hits: readonly number[],
  options: QueryOptions,
): Promise<void> {
  if (hits.length === 0) return;
  await engine.execute('CREATE OR REPLACE TEMP TABLE identity_hit (no INTEGER)');
  for (let from = 0; from < hits.length; from += HITS_PER_STATEMENT) {
    const rows = hits.slice(from, from + HITS_PER_STATEMENT).map((no) => sql`(${no})`);
    await engine.execute(sql`INSERT INTO identity_hit VALUES ${join(rows)}`.text, options);
  }
}

function takenOut(plan: FilePlan, place: TextPlace, no: number, fileId: number): readonly Sql[] {
  const { table, column, where, name, takesRow } = place;
  const id = (key: string): Sql => raw(key in plan.columns ? key : 'NULL');
  const isHit = sql`${where} AND ${column} IN (
    SELECT text FROM identity_text JOIN identity_hit USING (no) WHERE place = ${no})`;
  if (name === null) return [sql`UPDATE ${table} SET ${column} = NULL WHERE ${isHit}`];
  if (takesRow) {
    return [
      sql`INSERT INTO set_aside SELECT DISTINCT ${fileId}, row_no, 'identifier', ${name}, NULL,
        ${id('person_id')}, ${id('stay_id')}, NULL, NULL FROM ${table} WHERE ${isHit}`,
      sql`DELETE FROM ${table} WHERE ${isHit}`,
    ];
  }
  return [
    sql`INSERT INTO cell_aside SELECT DISTINCT ${fileId}, row_no, 'identifier', ${name}, NULL
      FROM ${table} WHERE ${isHit}`,
    sql`UPDATE ${table} SET ${column} = NULL WHERE ${isHit}`,
  ];
}
