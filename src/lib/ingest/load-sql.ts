/**
 * The one statement that reads a file into its typed table. Layers of the same rows: trimmed text,
 * text with codes for words, days, typed values, checks. What is wrong with a row stays beside it in
 * `problems` until it has been written to the tables of account, so the file is read once and its
 * text is never held as a table.
 */
import { allMeasures } from '$lib/measures/library';
import type { CanonicalColumn } from '$lib/model/canonical';
import { ident, join, list, raw, type Sql, sql } from '$lib/sql/sql';
import { isTotal, OPEN_END_DAYS, trimmed } from './cells';
import { cellChecks, type Check, partChecks, rowChecks, takesRow } from './checks';
import { ruleText, withCodes } from './codes';
import { dayText } from './day-text';
import { guardedCells, isFooter, isGuarded } from './guarded-cells';
import { isProrated, riskItem } from './items';
import { hasParts, noAnswers, partColumns, repeated } from './parts';
import { cell, rowHashes } from './read-sql';
import { filledColumns, isFilled, layer, textOf } from './sources';
import { madeValues, typedValue } from './typed-value';
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
    WITH trimmed AS (${trimmedLayer(plan, source, today)}),
    worded AS (${wordedLayer(plan)}),
    dated AS (${datedLayer(plan)}),
    typed AS (${typedLayer(plan)}),
    checked AS (${checkedLayer(plan, today)})
    ${resultLayer(plan, fileId)}`;
}

function trimmedLayer(plan: FilePlan, source: Sql, today: string): Sql {
  const { first, second } = rowHashes(plan);
  const { history } = plan.reading;
  const columns = filledColumns(plan).map(({ name }) =>
    named(textOf(plan, name), layer('t', name)),
  );
  const extras = plan.extras.map(({ name, header }) =>
    named(trimmed(cell(plan.header.indexOf(header))), layer('t', name)),
  );
  const episode =
    history === null || history.episodeAt === null
      ? []
      : [named(trimmed(cell(history.episodeAt)), raw('episode'))];
  const { billing, leaveOut } = plan.reading;
  const rules = leaveOut.map(({ at }, no) => named(trimmed(cell(at)), ruleText(no)));
  const risk = riskItem(plan);
  const riskItems = risk === null ? [] : [named(risk, raw('risk_item'))];
  const prorated = named(isProrated(plan) ?? raw('FALSE'), raw('prorated'));
  const unanswered = named(noAnswers(plan) ?? raw('0'), raw('no_answers'));
  const code = billing === null ? [] : [named(trimmed(cell(billing.at)), raw('billing_code'))];
  // The hashes tell equal rows apart by all cells, also by those that nothing else may read.
  const numbers = sql`CAST(row_number() OVER () AS INTEGER) AS row_no, ${first} AS row_hash_1,
    ${second} AS row_hash_2`;
  const cells = sql`${trimmed(cell(0))} AS first_cell,
    ${join([...columns, ...extras, ...episode, ...code, ...riskItems, ...rules])}`;
  if (!hasParts(plan) && !isGuarded(plan)) {
    return sql`SELECT ${numbers}, ${isFooter(plan)} AS is_footer, ${cells} FROM ${source}`;
  }
  const records = sql`(SELECT ${numbers}, ${isFooter(plan)} AS is_footer, ${guardedCells(plan, today)}
    FROM ${source})`;
  const part = hasParts(plan) ? sql`part_no, part_column, ${prorated}, ${unanswered},` : raw('');
  return sql`SELECT row_no, row_hash_1, row_hash_2, is_footer, ${part} ${cells}
    FROM ${repeated(plan, records)}`;
}

function wordedLayer(plan: FilePlan): Sql {
  const names = [...filledColumns(plan), ...plan.extras].map(({ name }) => name);
  const read = names.map((name) => named(withCodes(plan, name), layer('r', name)));
  return sql`SELECT *, ${join(read)} FROM trimmed`;
}

function datedLayer(plan: FilePlan): Sql {
  const { dayFormats, time } = plan.reading;
  const days = filledColumns(plan)
    .filter(({ type }) => type === 'day')
    .map(({ name }) =>
      named(dayText(layer('r', name), dayFormats[name] ?? 'ymd', time), layer('i', name)),
    );
  return sql`SELECT ${join([raw('*'), ...days])} FROM worded`;
}

function typedLayer(plan: FilePlan): Sql {
  const values = filledColumns(plan).map((column) =>
    named(typedValue(plan, column), layer('v', column.name)),
  );
  const open = isFilled(plan, 'discharged_on')
    ? sql`coalesce(${layer('i', 'discharged_on')} IN ${list(OPEN_END_DAYS)}, FALSE)`
    : raw('FALSE');
  const total =
    'person_id' in plan.columns
      ? sql`(is_footer OR ${isTotal(layer('t', 'person_id'))})`
      : raw('is_footer');
  const emptyWords = filledColumns(plan).map(({ name }, at) => {
    const isWord = sql`${layer('t', name)} IS NOT NULL AND ${layer('r', name)} IS NULL`;
    return sql`CASE WHEN ${isWord} THEN ${2 ** at} ELSE 0 END`;
  });
  return sql`SELECT *, ${join(values)}, ${open} AS open_end, ${total} AS is_total,
    CAST(${join(emptyWords, ' + ')} AS UINTEGER) AS empty_words FROM dated`;
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
  if (hasParts(plan)) {
    refusal.push(
      sql`WHEN ${isBlankPart(plan)} THEN ${struct('skip', sql`'blank'`, null, raw('NULL'))}`,
    );
    refusal.push(
      ...partChecks(plan, today).map(
        (check) => sql`WHEN ${check.when} THEN ${problem('part', check)}`,
      ),
    );
  }
  const limits = allMeasures().map(
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

/** A part without a value is no row: the instrument was not given, the level not entered. */
function isBlankPart(plan: FilePlan): Sql {
  const days = ['admitted_on', 'discharged_on'].filter((name) => isFilled(plan, name));
  const names = plan.kind === 'scores' ? ['score'] : days;
  return join(
    names.map((name) => sql`${layer('r', name)} IS NULL`),
    ' AND ',
  );
}

function resultLayer(plan: FilePlan, fileId: number): Sql {
  const optional = new Set(optionalColumns(plan).map(({ name }) => name));
  const values = filledColumns(plan).map(({ name }) => {
    const value = layer('v', name);
    const kept = sql`CASE WHEN ${layer('lost', name)} IS NULL THEN ${value} END`;
    return named(optional.has(name) ? kept : value, ident(name));
  });
  const made = madeValues(plan).map(({ name, value }) => named(value, ident(name)));
  const extras = plan.extras.map(({ name }) => named(layer('r', name), ident(name)));
  const { history } = plan.reading;
  const episode = history === null || history.episodeAt === null ? [] : [raw('episode')];
  const parts = hasParts(plan) ? [raw('part_no'), raw('part_column'), raw('no_answers')] : [];
  return sql`SELECT CAST(${fileId} AS INTEGER) AS file_id, row_no, row_hash_1, row_hash_2,
    ${join([...values, ...made, ...extras, ...episode, ...parts])}, empty_words,
    ${problems(plan)} AS problems FROM checked`;
}

/** All that is wrong with a row: its refusal first, then its lost cells and notes; null = nothing. */
function problems(plan: FilePlan): Sql {
  const lost = optionalColumns(plan).map(({ name }) => ({
    when: sql`${layer('lost', name)} IS NOT NULL`,
    entry: struct('cell', layer('lost', name), name, layer('t', name)),
  }));
  const notes = isFilled(plan, 'discharged_on')
    ? [
        {
          when: raw('open_end'),
          entry: struct('note', sql`'open_end_day'`, 'discharged_on', raw('NULL')),
        },
      ]
    : [];
  if (hasParts(plan)) {
    const entry = struct('note', sql`'prorated_form'`, 'score', raw('NULL'));
    notes.push({ when: raw('(prorated AND refusal IS NULL)'), entry });
  }
  const entries = [...lost, ...notes];
  if (entries.length === 0) return sql`CASE WHEN refusal IS NOT NULL THEN [refusal] END`;
  const any = join(
    entries.map(({ when }) => when),
    ' OR ',
  );
  const found = join(entries.map(({ when, entry }) => sql`CASE WHEN ${when} THEN ${entry} END`));
  const kept = (all: Sql): Sql => sql`list_filter([${all}], lambda entry: entry IS NOT NULL)`;
  const ofPart = hasParts(plan)
    ? sql`WHEN refusal IS NOT NULL THEN ${kept(sql`refusal, ${found}`)}`
    : raw('');
  return sql`CASE WHEN refusal IS NOT NULL AND refusal.weight = 'row' THEN [refusal] ${ofPart}
    WHEN ${any} THEN ${kept(found)} END`;
}

function problem(weight: 'row' | 'part', { reason, column, value }: Check<string>): Sql {
  const text = value ?? (column === null ? raw('first_cell') : layer('t', column));
  return struct(weight, sql`${reason}`, column, text);
}

/** `row`: the row goes; `part`: this part of it; `skip`: the part holds nothing; others: a cell, a remark. */
function struct(
  weight: 'row' | 'part' | 'skip' | 'cell' | 'note',
  reason: Sql,
  column: string | null,
  value: Sql,
): Sql {
  return sql`{'weight': ${weight}, 'reason': ${reason}, 'column_name': CAST(${column} AS VARCHAR),
    'value': CAST(left(${value}, ${KEPT_CHARACTERS}) AS VARCHAR)}`;
}

/** Columns of which a cell can be lost while the row stays. */
function optionalColumns(plan: FilePlan): readonly CanonicalColumn[] {
  const ofParts = partColumns(plan);
  return filledColumns(plan).filter(
    (column) => !takesRow(plan, column) && column.type !== 'text' && !ofParts.includes(column.name),
  );
}

function named(value: Sql, name: Sql): Sql {
  return sql`${value} AS ${name}`;
}
