/**
 * The one statement that reads a file into its typed table. Layers of the same rows: trimmed text,
 * text without words for empty, typed values, checks. What is wrong with a row stays beside it in
 * `problems` until it has been written to the tables of account, so the file is read once and its
 * text is never held as a table.
 */
import type { CanonicalColumn } from '$lib/model/canonical';
import { MEASURES } from '$lib/measures/library';
import { ident, join, list, raw, type Sql, sql } from '$lib/sql/sql';
import {
  isoText,
  isTotal,
  OPEN_END_DAYS,
  toAmount,
  toCode,
  toDay,
  toNumber,
  toWhole,
  toYesNo,
  trimmed,
  withoutEmptyWords,
} from './cells';
import { cellChecks, type Check, layer, mappedColumns, rowChecks, takesRow } from './checks';
import { cell, rowHashes } from './read-sql';
import type { FilePlan } from './types';

/** Longest raw value that is kept with a row that was set aside. */
export const KEPT_CHARACTERS = 300;

/** Creates the typed table of a file, with `problems` and `empty_words` beside the values. */
export function loadStatement(
  table: Sql,
  plan: FilePlan,
  fileId: number,
  source: Sql,
  today: string,
): Sql {
  return sql`CREATE TABLE ${table} AS
    WITH trimmed AS (${trimmedLayer(plan, source)}),
    worded AS (${wordedLayer(plan)}),
    dated AS (${datedLayer(plan)}),
    typed AS (${typedLayer(plan)}),
    checked AS (${checkedLayer(plan, today)})
    ${resultLayer(plan, fileId)}`;
}

function trimmedLayer(plan: FilePlan, source: Sql): Sql {
  const { first, second } = rowHashes(plan);
  const columns = mappedColumns(plan).map(({ name }) =>
    named(trimmed(cell(plan.columns[name]!)), layer('t', name)),
  );
  const extras = plan.extras.map(({ name, header }) =>
    named(trimmed(cell(plan.header.indexOf(header))), layer('t', name)),
  );
  return sql`SELECT CAST(row_number() OVER () AS INTEGER) AS row_no, ${first} AS row_hash_1,
    ${second} AS row_hash_2, ${trimmed(cell(0))} AS first_cell, ${join([...columns, ...extras])}
    FROM ${source}`;
}

function wordedLayer(plan: FilePlan): Sql {
  const names = [...mappedColumns(plan), ...plan.extras].map(({ name }) => name);
  const read = names.map((name) => {
    const text = layer('t', name);
    return named(name === 'discharged_on' ? text : withoutEmptyWords(text), layer('r', name));
  });
  return sql`SELECT *, ${join(read)} FROM trimmed`;
}

function datedLayer(plan: FilePlan): Sql {
  const days = mappedColumns(plan)
    .filter(({ type }) => type === 'day')
    .map(({ name }) => named(isoText(layer('r', name)), layer('i', name)));
  return sql`SELECT ${join([raw('*'), ...days])} FROM worded`;
}

function typedLayer(plan: FilePlan): Sql {
  const values = mappedColumns(plan).map((column) =>
    named(typedValue(column), layer('v', column.name)),
  );
  const open =
    'discharged_on' in plan.columns
      ? sql`coalesce(${layer('i', 'discharged_on')} IN ${list(OPEN_END_DAYS)}, FALSE)`
      : raw('FALSE');
  const person = 'person_id' in plan.columns ? layer('t', 'person_id') : raw('first_cell');
  const total = sql`(${isTotal(person)} OR ${isTotal(raw('first_cell'))})`;
  const emptyWords = mappedColumns(plan).map(({ name }, at) => {
    const isWord = sql`${layer('t', name)} IS NOT NULL AND ${layer('r', name)} IS NULL`;
    return sql`CASE WHEN ${isWord} THEN ${2 ** at} ELSE 0 END`;
  });
  return sql`SELECT *, ${join(values)}, ${open} AS open_end, ${total} AS is_total,
    CAST(${join(emptyWords, ' + ')} AS UINTEGER) AS empty_words FROM dated`;
}

function typedValue({ name, type, codes }: CanonicalColumn): Sql {
  const text = layer('r', name);
  if (name === 'measure')
    return toCode(
      measureText(text),
      MEASURES.map(({ id }) => id),
    );
  switch (type) {
    case 'text':
      return text;
    case 'code':
      return toCode(text, codes ?? []);
    case 'yes_no':
      return toYesNo(text);
    case 'number':
      return name === 'score' ? toNumber(text) : toAmount(text);
    case 'whole':
      return toWhole(text);
    case 'day': {
      const iso = layer('i', name);
      if (name !== 'discharged_on') return toDay(iso);
      return sql`CASE WHEN ${iso} NOT IN ${list(OPEN_END_DAYS)} THEN ${toDay(iso)} END`;
    }
  }
}

/** The spelling of `measureId`, in SQL. */
function measureText(text: Sql): Sql {
  return sql`regexp_replace(lower(${text}), '[^a-z0-9_]', '', 'g')`;
}

function checkedLayer(plan: FilePlan, today: string): Sql {
  const lost = optionalColumns(plan).map((column) => {
    const cases = cellChecks(plan, column, today).map(
      ({ when, reason }) => sql`WHEN ${when} THEN ${reason}`,
    );
    return named(sql`CASE ${join(cases, ' ')} END`, layer('lost', column.name));
  });
  const refusal = rowChecks(plan, today).map(
    (check) => sql`WHEN ${check.when} THEN ${problem('row', check)}`,
  );
  const limits = MEASURES.map(
    ({ id, scoreMin, scoreMax, step }) => sql`(${id}, ${scoreMin}, ${scoreMax}, ${step})`,
  );
  const instruments =
    plan.kind === 'scores'
      ? sql` LEFT JOIN (VALUES ${join(limits)}) AS limits(id, score_min, score_max, step)
          ON limits.id = CAST(${layer('v', 'measure')} AS VARCHAR)`
      : raw('');
  return sql`SELECT ${join([raw('typed.*'), ...lost])},
    CASE ${join(refusal, ' ')} END AS refusal FROM typed${instruments}`;
}

function resultLayer(plan: FilePlan, fileId: number): Sql {
  const optional = new Set(optionalColumns(plan).map(({ name }) => name));
  const values = mappedColumns(plan).map(({ name }) => {
    const value = layer('v', name);
    const kept = sql`CASE WHEN ${layer('lost', name)} IS NULL THEN ${value} END`;
    return named(optional.has(name) ? kept : value, ident(name));
  });
  const extras = plan.extras.map(({ name }) => named(layer('r', name), ident(name)));
  return sql`SELECT CAST(${fileId} AS INTEGER) AS file_id, row_no, row_hash_1, row_hash_2,
    ${join([...values, ...extras])}, empty_words, ${problems(plan)} AS problems FROM checked`;
}

/** All that is wrong with a row: its refusal alone, or its lost cells and notes; null = nothing. */
function problems(plan: FilePlan): Sql {
  const lost = optionalColumns(plan).map(({ name }) => ({
    when: sql`${layer('lost', name)} IS NOT NULL`,
    entry: struct('cell', layer('lost', name), name, layer('t', name)),
  }));
  const notes =
    'discharged_on' in plan.columns
      ? [
          {
            when: raw('open_end'),
            entry: struct('note', sql`'open_end_day'`, 'discharged_on', raw('NULL')),
          },
        ]
      : [];
  const entries = [...lost, ...notes];
  if (entries.length === 0) return sql`CASE WHEN refusal IS NOT NULL THEN [refusal] END`;
  const any = join(
    entries.map(({ when }) => when),
    ' OR ',
  );
  const found = join(entries.map(({ when, entry }) => sql`CASE WHEN ${when} THEN ${entry} END`));
  return sql`CASE WHEN refusal IS NOT NULL THEN [refusal]
    WHEN ${any} THEN list_filter([${found}], lambda entry: entry IS NOT NULL) END`;
}

function problem(weight: 'row', { reason, column }: Check<string>): Sql {
  const value = column === null ? raw('first_cell') : layer('t', column);
  return struct(weight, sql`${reason}`, column, value);
}

function struct(
  weight: 'row' | 'cell' | 'note',
  reason: Sql,
  column: string | null,
  value: Sql,
): Sql {
  return sql`{'weight': ${weight}, 'reason': ${reason}, 'column_name': CAST(${column} AS VARCHAR),
    'value': CAST(left(${value}, ${KEPT_CHARACTERS}) AS VARCHAR)}`;
}

function optionalColumns(plan: FilePlan): readonly CanonicalColumn[] {
  return mappedColumns(plan).filter((column) => !takesRow(column) && column.type !== 'text');
}

function named(value: Sql, name: Sql): Sql {
  return sql`${value} AS ${name}`;
}
