/**
 * Which extra columns of the stays files become filters: text, with 2 to 50 different values, and
 * at least 5 rows a value on average. The others are left out of the canonical table.
 */
import type { Engine } from '$lib/engine/port';
import { ident, join, list, sql } from '$lib/sql/sql';
import type { Sql } from '$lib/sql/sql';

/** Decides about every extra column, keeps the result in `extra_column`, and returns the names. */
export async function keepExtras(engine: Engine): Promise<readonly string[]> {
  await engine.execute('DELETE FROM extra_column');
  const loaded = await engine.query('SELECT DISTINCT name FROM loaded_extra ORDER BY name');
  const names = loaded.column('name').map(String);
  if (names.length === 0) return [];
  const verdicts = await engine.query(sql`SELECT ${join(names.map(verdict))} FROM named_stay`.text);
  const kept = names.filter((name) => verdicts.number(name, 0) === 1);
  await engine.execute(
    sql`INSERT INTO extra_column SELECT loaded_extra.name, arg_min(label, file_order) FROM loaded_extra
      JOIN loaded_file USING (file_id)
      WHERE loaded_extra.name IN ${list(kept)} GROUP BY loaded_extra.name ORDER BY loaded_extra.name`
      .text,
  );
  return kept;
}

function verdict(name: string): Sql {
  const value = ident(name);
  return sql`CAST(count(DISTINCT ${value}) BETWEEN 2 AND 50
    AND count(${value}) >= 5 * count(DISTINCT ${value})
    AND count(TRY_CAST(${value} AS DOUBLE)) < count(${value})
    AND count(TRY_CAST(left(${value}, 10) AS DATE)) < count(${value}) AS INTEGER) AS ${value}`;
}
