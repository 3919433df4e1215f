/**
 * Wide files: each record holds several scores or stays. The record is repeated once per part, with
 * `part_no` from 0; the first part is always there, so that records can still be counted.
 */
import { findMeasure } from '$lib/measures/library';
import { join, raw, type Sql, sql } from '$lib/sql/sql';
import { isTriaged, triage } from './categories';
import { trimmed } from './cells';
import { cell } from './read-sql';
import type { ScorePart, StayPart } from './reading';
import type { FilePlan } from './types';

/** Begins the text of a form in which some items have no answer. */
export const INCOMPLETE = 'items: ';

/** Whether a record of a file makes several rows. */
export function hasParts({ reading: { shape } }: FilePlan): boolean {
  return shape.kind !== 'rows';
}

/** Canonical columns whose value differs from part to part of a record. */
export function partColumns({ reading: { shape } }: FilePlan): readonly string[] {
  switch (shape.kind) {
    case 'rows':
      return [];
    case 'scores':
      return shape.parts.some(({ phase }) => phase !== null)
        ? ['measure', 'score', 'phase']
        : ['measure', 'score'];
    case 'stays':
      return shape.parts.some(({ endAt }) => endAt !== null)
        ? ['level_of_care', 'admitted_on', 'discharged_on']
        : ['level_of_care', 'admitted_on'];
  }
}

/** The records, repeated once per part, with `row_no`, `part_no`, and the name of the part's column. */
export function repeated(plan: FilePlan, records: Sql): Sql {
  const { shape } = plan.reading;
  if (shape.kind === 'rows') return records;
  const name = (at: number): string => plan.header[at]?.trim() ?? '';
  const rows = shape.parts.map((part, no) =>
    'measure' in part
      ? sql`(${no}, ${part.measure}, ${part.phase}, ${scoreName(part, name)})`
      : sql`(${no}, ${part.level}, NULL, ${name(part.startAt)})`,
  );
  return sql`(FROM ${records} AS records CROSS JOIN (VALUES ${join(rows)})
    AS part(part_no, part_word, part_phase, part_column))`;
}

/** The text of a canonical column in a part. */
export function partText({ reading: { shape } }: FilePlan, name: string): Sql {
  if (name === 'measure' || name === 'level_of_care') return raw('part_word');
  if (name === 'phase') return raw('part_phase');
  if (shape.kind === 'scores') return byPart(shape.parts.map(scoreText));
  if (shape.kind === 'rows') return raw('NULL');
  return byPart(
    shape.parts.map((part: StayPart) => {
      const at = name === 'admitted_on' ? part.startAt : part.endAt;
      return at === null ? raw('NULL') : trimmed(cell(at));
    }),
  );
}

function byPart(texts: readonly Sql[]): Sql {
  return sql`CASE part_no ${join(
    texts.map((text, no) => sql`WHEN ${no} THEN ${text}`),
    ' ',
  )} END`;
}

function scoreName(part: ScorePart, name: (at: number) => string): string {
  const [first = 0, ...others] = part.at;
  const last = others.at(-1);
  return last === undefined ? name(first) : `${name(first)} to ${name(last)}`;
}

/**
 * The answer to the item about suicide in a part that holds all items of its instrument; null where
 * no part of the plan does. An answer that is no number is none.
 */
export function riskItem({ reading: { shape } }: FilePlan): Sql | null {
  if (shape.kind !== 'scores') return null;
  const cases = shape.parts.flatMap(({ measure, at }, no) => {
    const { riskItem: item = null, items = null } = findMeasure(measure) ?? {};
    if (item === null || at.length !== items) return [];
    return [sql`WHEN ${no} THEN ${itemNumber(trimmed(cell(at[item - 1]!)))}`];
  });
  return cases.length === 0 ? null : sql`CASE part_no ${join(cases, ' ')} END`;
}

function scoreText({ measure, at }: ScorePart): Sql {
  const [first = 0, ...others] = at;
  if (others.length === 0) return trimmed(cell(first));
  const items = at.map((position) => trimmed(cell(position)));
  const total = isTriaged(measure) ? triage(items) : sumOf(items.map(itemNumber));
  const isAny = join(
    items.map((item) => sql`${item} IS NOT NULL`),
    ' OR ',
  );
  return sql`coalesce(${total}, CASE
    WHEN ${isAny} THEN ${INCOMPLETE} || concat_ws(', ', ${join(
      items.map((item) => sql`coalesce(${item}, '?')`),
    )}) END)`;
}

/** The sum as text; null where a number is missing. */
function sumOf(numbers: readonly Sql[]): Sql {
  const areAll = join(
    numbers.map((number) => sql`${number} IS NOT NULL`),
    ' AND ',
  );
  return sql`CASE WHEN ${areAll} THEN CAST(${join(numbers, ' + ')} AS VARCHAR) END`;
}

/** The number of an answer such as `2` or `Several days (1)`. */
function itemNumber(item: Sql): Sql {
  return sql`TRY_CAST(coalesce(nullif(regexp_extract(${item}, '[(]([0-9]+)[)][ ]*$', 1), ''), ${item}) AS DOUBLE)`;
}
