/**
 * Level histories: rows that give only the day on which a person came to a level. A row ends where the
 * next of the same person and episode starts, with the reason `transferred`; the last row keeps the
 * end that the file gives.
 */
import type { Engine, QueryOptions } from '$lib/engine/port';
import { raw, type Sql, sql } from '$lib/sql/sql';
import { enumType } from './cells';
import { DISCHARGE_REASONS } from '$lib/model/canonical';
import { hasParts } from './parts';
import type { FilePlan } from './types';

/** Closes the rows of a typed table of stays; does nothing for a plan without a history. */
export async function closeHistory(
  engine: Engine,
  plan: FilePlan,
  table: Sql,
  options: QueryOptions,
): Promise<void> {
  const wide = plan.reading.shape;
  const isOpenEnded = wide.kind === 'stays' && wide.parts.some(({ endAt }) => endAt === null);
  if (plan.reading.history === null && !isOpenEnded) return;
  const hasEpisode = plan.reading.history !== null && plan.reading.history.episodeAt !== null;
  const episode = hasEpisode ? raw('episode') : raw('NULL');
  const record = hasParts(plan) ? raw('row_no') : raw('NULL');
  const part = hasParts(plan) ? raw('part_no') : raw('0');
  for (const { text } of [
    sql`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS discharged_on DATE`,
    sql`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS discharge_reason ${enumType(DISCHARGE_REASONS)}`,
    // A row that comes again is set aside later; it must not end the row that it repeats.
    sql`UPDATE ${table} SET discharged_on = next.starts_on, discharge_reason = 'transferred'
      FROM (
        SELECT row_hash_1, row_hash_2, part_no, lead(admitted_on) OVER (
          PARTITION BY person_id, episode, record ORDER BY admitted_on, row_no, part_no) AS starts_on
        FROM (
          SELECT person_id, admitted_on, row_no, row_hash_1, row_hash_2, ${part} AS part_no,
            ${episode} AS episode, ${record} AS record
          FROM ${table}
          QUALIFY row_number() OVER (PARTITION BY row_hash_1, row_hash_2, ${part}
            ORDER BY row_no) = 1)
      ) AS next
      WHERE next.row_hash_1 = ${table}.row_hash_1 AND next.row_hash_2 = ${table}.row_hash_2
        AND next.part_no = ${hasParts(plan) ? sql`${table}.part_no` : raw('0')}
        AND next.starts_on IS NOT NULL`,
    // The id of an episode has told what it can; nothing else reads it.
    sql`ALTER TABLE ${table} DROP COLUMN IF EXISTS episode`,
  ]) {
    await engine.execute(text, options);
  }
}
