/** The spelling of `measureId` in the engine. */
import { allMeasures } from '$lib/measures/library';
import { type Sql, sql } from '$lib/sql/sql';
import { enumType } from './cells';

/** The text of an instrument as an id is spelled; a known one, hyphens apart, needs no pattern. */
export function measureText(text: Sql): Sql {
  const bare = sql`replace(replace(lower(${text}), '-', ''), ' ', '')`;
  return sql`coalesce(CAST(TRY_CAST(${bare} AS ${enumType(measureIds())}) AS VARCHAR),
    regexp_replace(lower(${text}), '[^a-z0-9_]', '', 'g'))`;
}

/** The ids of all instruments, which are the codes of a column of instruments. */
export function measureIds(): readonly string[] {
  return allMeasures().map(({ id }) => id);
}
