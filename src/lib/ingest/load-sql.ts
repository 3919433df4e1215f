/**
 * The one query that reads records into typed rows. Layers of the same rows: trimmed text, text with
 * codes for words, days and numbers, typed values, checks. What is wrong with a row stays beside it in
 * `problems` until it has been written to the tables of account, so the file is read once and its
 * text is never held as a table.
 */
import { allMeasures } from '$lib/measures/library';
import type { CanonicalColumn } from '$lib/model/canonical';
import { all, ident, join, raw, type Sql, sql } from '$lib/sql/sql';
import { isAmong, isTotal, OPEN_END_DAYS } from './cells';
import { cellChecks, type Check, partChecks, rowChecks, takesRow } from './checks';
import { hasCodes, isEmpty, isWorded, ruleText, valueText, withCodes } from './codes';
import { castDay, dayText, isPlainDay } from './day-text';
import { guardedCells, isFooter, isGuarded } from './guarded-cells';
import { isProrated, riskItem } from './items';
import { hasParts, noAnswers, partColumns, repeated } from './parts';
import { measureText } from './measure-text';
import { cell, numberedRecords, type PieceFacts } from './read-sql';
import { filledColumns, isFilled, layer, textOf } from './sources';
import { madeValues, numberValue, typedValue } from './typed-value';
import type { FilePlan } from './types';

/** Longest raw value that is kept with a row that was set aside. */
export const KEPT_CHARACTERS = 300;

/**
 * The typed rows of records that are read from a source, with `problems` and `empty_words` beside the
 * values; their numbers count on from those of the records before them.
 */
export function typedRows(
  plan: FilePlan,
  fileId: number,
  source: Sql,
  piece: PieceFacts,
  today: string,
): Sql {
  return sql`WITH trimmed AS (${trimmedLayer(plan, numberedRecords(plan, source, piece), today)}),
    worded AS (${wordedLayer(plan)}),
    planned AS (${plannedLayer(plan)}),
    dated AS (${datedLayer(plan)}),
    typed AS (${typedLayer(plan)}),
    checked AS (${checkedLayer(plan, today)})
    ${resultLayer(plan, fileId, today)}`;
}

function trimmedLayer(plan: FilePlan, source: Sql, today: string): Sql {
  const { history } = plan.reading;
  const columns = filledColumns(plan).map(({ name }) =>
    named(textOf(plan, name), layer('t', name)),
  );
  const extras = plan.extras.map(({ name, header }) =>
    named(cell(plan.header.indexOf(header)), layer('t', name)),
  );
  const episode =
    history === null || history.episodeAt === null
      ? []
      : [named(cell(history.episodeAt), raw('episode'))];
  const { billing, leaveOut } = plan.reading;
  const rules = leaveOut.map(({ at }, no) => named(cell(at), ruleText(no)));
  const risk = riskItem(plan);
  const riskItems = risk === null ? [] : [named(risk, raw('risk_item'))];
  const prorated = named(isProrated(plan) ?? raw('FALSE'), raw('prorated'));
  const unanswered = named(noAnswers(plan) ?? raw('0'), raw('no_answers'));
  const code = billing === null ? [] : [named(cell(billing.at), raw('billing_code'))];
  const records = sql`(SELECT ${isFooter(plan)} AS is_footer, ${guardedCells(plan, today)}
    FROM (${source}))`;
  const part = hasParts(plan) ? sql`part_no, part_column, ${prorated}, ${unanswered},` : raw('');
  return sql`SELECT row_no, row_hash_1, row_hash_2, is_footer, ${part} ${cell(0)} AS first_cell,
      ${join([...columns, ...extras, ...episode, ...code, ...riskItems, ...rules])}
    FROM ${repeated(plan, records)}`;
}

function wordedLayer(plan: FilePlan): Sql {
  const filled = filledColumns(plan).map(({ name }) => name);
  const coded = filled.filter((name) => hasCodes(plan, name));
  const lower = coded.map((name) => sql`lower(${layer('t', name)}) AS ${layer('k', name)}`);
  const read = [...filled.filter((name) => isWorded(plan, name)), ...extraNames(plan)].map((name) =>
    named(withCodes(plan, name), layer('r', name)),
  );
  const source = sql`(SELECT ${join([raw('*'), ...lower])} FROM trimmed)`;
  return sql`SELECT ${join([raw('*'), ...read])} FROM ${source}`;
}

/** Days that are written as the engine writes them: its own day gives the text back. */
function plannedLayer(plan: FilePlan): Sql {
  const names = dayNames(plan).filter((name) => isPlainDay(plan, name));
  const cast = names.map((name) => named(castDay(valueText(plan, name)), ident(`cast_${name}`)));
  const plain = names.map((name) => {
    const day = ident(`cast_${name}`);
    const value = sql`CASE WHEN CAST(${day} AS VARCHAR) = ${valueText(plan, name)} THEN ${day} END`;
    return named(value, layer('e', name));
  });
  return sql`SELECT ${join([raw('*'), ...plain])}
    FROM (SELECT ${join([raw('*'), ...cast])} FROM worded)`;
}

function datedLayer(plan: FilePlan): Sql {
  const { dayFormats, time } = plan.reading;
  const days = dayNames(plan).map((name) => {
    const text = valueText(plan, name);
    const read = dayText(text, dayFormats[name] ?? 'ymd', time);
    const day = isPlainDay(plan, name)
      ? sql`CASE WHEN ${layer('e', name)} IS NOT NULL THEN ${text} ELSE ${read} END`
      : read;
    return named(day, layer('i', name));
  });
  const numbers = filledColumns(plan).flatMap((column) => {
    const number = numberValue(plan, column);
    return number === null ? [] : [named(number, layer('n', column.name))];
  });
  const measure =
    plan.kind === 'scores' && isFilled(plan, 'measure')
      ? [named(measureText(layer('r', 'measure')), layer('m', 'measure'))]
      : [];
  return sql`SELECT ${join([raw('*'), ...days, ...numbers, ...measure])} FROM planned`;
}

function dayNames(plan: FilePlan): readonly string[] {
  return filledColumns(plan)
    .filter(({ type }) => type === 'day')
    .map(({ name }) => name);
}

function extraNames({ extras }: FilePlan): readonly string[] {
  return extras.map(({ name }) => name);
}

function typedLayer(plan: FilePlan): Sql {
  const values = filledColumns(plan).map((column) =>
    named(typedValue(plan, column), layer('v', column.name)),
  );
  const open = isFilled(plan, 'discharged_on')
    ? sql`coalesce(${isAmong(layer('i', 'discharged_on'), OPEN_END_DAYS)}, FALSE)`
    : raw('FALSE');
  // The first cell has been looked at.
  const isLookedAt = plan.columns['person_id'] === 0 && !isGuarded(plan);
  const total =
    'person_id' in plan.columns && !isLookedAt
      ? sql`(is_footer OR ${isTotal(layer('t', 'person_id'))})`
      : raw('is_footer');
  return sql`SELECT ${join([raw('*'), ...values])}, ${open} AS open_end, ${total} AS is_total
    FROM dated`;
}

/** One bit for each column in which a word for empty stands; none where every column has a value. */
function emptyWords(plan: FilePlan): Sql {
  const names = filledColumns(plan).map(({ name }) => name);
  const bits = names.map((name, at) => {
    const isWord = sql`${layer('t', name)} IS NOT NULL AND ${isEmpty(plan, name)}`;
    return sql`CASE WHEN ${isWord} THEN ${2 ** at} ELSE 0 END`;
  });
  const has = names.map((name) => sql`${layer('v', name)} IS NOT NULL`);
  return sql`CAST(CASE WHEN ${all(has)} THEN 0 ELSE ${join(bits, ' + ')} END AS UINTEGER)`;
}

function checkedLayer(plan: FilePlan, today: string): Sql {
  const lost = optionalColumns(plan).map((column) => {
    const cases = cellChecks(plan, column, today).map(
      ({ when, reason }) => sql`WHEN ${when} THEN ${reason}`,
    );
    return named(sql`CASE ${join(cases, ' ')} END`, layer('lost', column.name));
  });
  const refusal = refusals(plan, today).map(({ when }, no) => sql`WHEN ${when} THEN ${no}`);
  const limits = allMeasures().map(
    ({ id, scoreMin, scoreMax, step }) => sql`(${id}, ${scoreMin}, ${scoreMax}, ${step})`,
  );
  const instruments =
    plan.kind === 'scores'
      ? sql` LEFT JOIN (VALUES ${join(limits)}) AS limits(id, score_min, score_max, step)
          ON limits.id = CAST(${layer('v', 'measure')} AS VARCHAR)`
      : raw('');
  return sql`SELECT ${join([raw('typed.*'), ...lost])},
    ${emptyWords(plan)} AS empty_words, CASE ${join(refusal, ' ')} END AS refusal
    FROM typed${instruments}`;
}

/** What refuses a row, or this part of it; the first that holds counts. */
interface Refusal {
  readonly when: Sql;
  readonly weight: 'row' | 'part' | 'skip';
  readonly entry: Sql;
}

function refusals(plan: FilePlan, today: string): readonly Refusal[] {
  const refusal = (weight: 'row' | 'part', check: Check<string>): Refusal => ({
    when: check.when,
    weight,
    entry: problem(weight, check),
  });
  const ofRow = rowChecks(plan, today).map((check) => refusal('row', check));
  if (!hasParts(plan)) return ofRow;
  const blank = struct('skip', sql`'blank'`, null, raw('NULL'));
  return [
    ...ofRow,
    { when: isBlankPart(plan), weight: 'skip', entry: blank },
    ...partChecks(plan, today).map((check) => refusal('part', check)),
  ];
}

/** A part without a value is no row: the instrument was not given, the level not entered. */
function isBlankPart(plan: FilePlan): Sql {
  const days = ['admitted_on', 'discharged_on'].filter((name) => isFilled(plan, name));
  const names = plan.kind === 'scores' ? ['score'] : days;
  return join(
    names.map((name) => isEmpty(plan, name)),
    ' AND ',
  );
}

function resultLayer(plan: FilePlan, fileId: number, today: string): Sql {
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
    ${problems(plan, today)} AS problems FROM checked`;
}

/** All that is wrong with a row: its refusal first, then its lost cells and notes; null = nothing. */
function problems(plan: FilePlan, today: string): Sql {
  const reasons = refusals(plan, today);
  const cases = reasons.map(({ entry }, no) => sql`WHEN ${no} THEN ${entry}`);
  const refusal = sql`CASE refusal ${join(cases, ' ')} END`;
  const rowRefusals = reasons.filter(({ weight }) => weight === 'row').length;
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
  if (entries.length === 0) return sql`CASE WHEN refusal IS NOT NULL THEN [${refusal}] END`;
  const any = join(
    entries.map(({ when }) => when),
    ' OR ',
  );
  const found = join(entries.map(({ when, entry }) => sql`CASE WHEN ${when} THEN ${entry} END`));
  const kept = (every: Sql): Sql => sql`list_filter([${every}], lambda entry: entry IS NOT NULL)`;
  const ofPart = hasParts(plan)
    ? sql`WHEN refusal IS NOT NULL THEN ${kept(sql`${refusal}, ${found}`)}`
    : raw('');
  return sql`CASE WHEN refusal < ${rowRefusals} THEN [${refusal}] ${ofPart}
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
