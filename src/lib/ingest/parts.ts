/**
 * Wide files: each record holds several scores or stays. The record is repeated once per part, with
 * `part_no` from 0; the first part is always there, so that records can still be counted.
 */
import { join, raw, type Sql, sql } from '$lib/sql/sql';
import { itemsText, unanswered, withAnswers } from './items';
import { isNoAnswer } from './no-answer';
import { cell } from './read-sql';
import type { ScorePart, StayPart } from './reading';
import type { FilePlan } from './types';

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
  const parts = sql`(FROM ${records} AS records CROSS JOIN (VALUES ${join(rows)})
    AS part(part_no, part_word, part_phase, part_column))`;
  return withAnswers(plan, parts);
}

/** The text of a canonical column in a part. */
export function partText(plan: FilePlan, name: string): Sql {
  const { shape } = plan.reading;
  if (name === 'measure' || name === 'level_of_care') return raw('part_word');
  if (name === 'phase') return raw('part_phase');
  if (shape.kind === 'scores') {
    return byPart(
      shape.parts.map((part) =>
        part.at.length > 1 ? itemsText(plan, part) : totalText(plan, part.measure, part.at[0] ?? 0),
      ),
    );
  }
  if (shape.kind === 'rows') return raw('NULL');
  return byPart(
    shape.parts.map((part: StayPart) => {
      const at = name === 'admitted_on' ? part.startAt : part.endAt;
      return at === null ? raw('NULL') : cell(at);
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

function totalText(plan: FilePlan, measure: string, at: number): Sql {
  const text = cell(at);
  if (plan.reading.noAnswer.length === 0) return text;
  return sql`CASE WHEN NOT ${isNoAnswer(plan, measure, text)} THEN ${text} END`;
}

/** How many cells of a part are read as no answer; null = the plan says of no cell that it is. */
export function noAnswers(plan: FilePlan): Sql | null {
  const { shape, noAnswer } = plan.reading;
  if (shape.kind !== 'scores') return null;
  const items = unanswered(plan);
  const totals = shape.parts.flatMap((part, no) =>
    noAnswer.length === 0 || part.at.length > 1
      ? []
      : [sql`WHEN ${no} THEN ${isNoAnswer(plan, part.measure, cell(part.at[0] ?? 0))}`],
  );
  const ofTotals = sql`CAST(CASE part_no ${join(totals, ' ')} ELSE FALSE END AS INTEGER)`;
  const counts = [...(items ? [items] : []), ...(totals.length > 0 ? [ofTotals] : [])];
  return counts.length === 0 ? null : sql`CAST(${join(counts, ' + ')} AS INTEGER)`;
}
