/**
 * Where the text of each canonical column comes from: a column of the file, one value for the whole
 * file, a part of a wide row, or several columns together.
 */
import { CANONICAL, type CanonicalColumn } from '$lib/model/canonical';
import { ident, raw, type Sql, sql } from '$lib/sql/sql';
import { isAmong } from './cells';
import { partColumns, partText } from './parts';
import { cell } from './read-sql';
import type { FilePlan } from './types';

/** The canonical columns that a plan fills, in canonical order. */
export function filledColumns(plan: FilePlan): readonly CanonicalColumn[] {
  return CANONICAL[plan.kind].filter(({ name }) => isFilled(plan, name));
}

/** Whether a plan fills a canonical column. */
export function isFilled(plan: FilePlan, name: string): boolean {
  return (
    name in plan.columns ||
    name in plan.reading.values ||
    partColumns(plan).includes(name) ||
    madeColumns(plan).includes(name)
  );
}

/** Whether every row needs a value in a column: by the model, or since nothing else tells when. */
export function isRequired(plan: FilePlan, { name, required }: CanonicalColumn): boolean {
  if (plan.kind === 'scores') {
    const { time } = plan.reading;
    if (name === 'taken_on') return time !== 'order';
    if (name === 'visit') return time === 'order' && !isFilled(plan, 'phase');
    if (name === 'phase') return time === 'order' && !isFilled(plan, 'visit');
  }
  return required;
}

/** The text of a canonical column in a row, without space around it; empty cells are null. */
export function textOf(plan: FilePlan, name: string): Sql {
  const made = madeText(plan, name);
  if (made) return made;
  if (partColumns(plan).includes(name)) return partText(plan, name);
  const at = plan.columns[name];
  if (name === 'stay_id' && at !== undefined && plan.reading.shape.kind === 'stays') {
    return sql`${cell(at)} || '/' || part_word`;
  }
  if (at !== undefined) return cell(at);
  return sql`CAST(${plan.reading.values[name] ?? null} AS VARCHAR)`;
}

function madeColumns({ kind, reading }: FilePlan): readonly string[] {
  if (kind === 'stays' && reading.duration) {
    return ['admitted_on', 'discharged_on', 'observed_until'];
  }
  if (kind !== 'sessions') return [];
  return [
    ...(reading.minutesBetween ? ['scheduled_minutes'] : []),
    ...(reading.billing ? ['session_type', 'scheduled_minutes'] : []),
  ];
}

function madeText(plan: FilePlan, name: string): Sql | null {
  const { duration, minutesBetween } = plan.reading;
  if (plan.kind === 'stays' && duration) {
    const ended = isAmong(sql`coalesce(lower(${cell(duration.endedAt)}), '')`, duration.endedWords);
    const days = cell(duration.daysAt);
    if (name === 'admitted_on') return raw(`'0'`);
    // A length that cannot be read must not look like a stay that is still open.
    if (name === 'discharged_on') return sql`CASE WHEN ${ended} THEN coalesce(${days}, '?') END`;
    if (name === 'observed_until') return sql`CASE WHEN NOT ${ended} THEN ${days} END`;
  }
  if (minutesBetween && name === 'scheduled_minutes' && !('scheduled_minutes' in plan.columns)) {
    const { startAt, endAt } = minutesBetween;
    return sql`nullif(concat_ws(' to ', ${cell(startAt)}, ${cell(endAt)}), '')`;
  }
  return null;
}

/**
 * What the layers of a load know of a column: `t` its text, `k` in lower case, `r` with codes for words,
 * `e` a day that is written as the engine writes it, `i` the day as text, `m` the spelling of an
 * instrument, `n` its number, `v` its value, `lost` why a cell is lost.
 */
type Layer = 't' | 'k' | 'r' | 'e' | 'i' | 'm' | 'n' | 'v' | 'lost';

/** The name of the column of a layer. */
export function layer(prefix: Layer, name: string): Sql {
  return ident(`${prefix}_${name}`);
}
