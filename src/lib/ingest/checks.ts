/**
 * The checks that need one row only, as SQL: for each kind the reasons for which a whole row is set
 * aside, in the order of `REASONS`, and the reasons for which one cell is lost. In a wide file the
 * columns of a part are checked by themselves: a bad score loses that score, not its row.
 */
import type { CanonicalColumn } from '$lib/model/canonical';
import { all, raw, type Sql, sql } from '$lib/sql/sql';
import { isAmong } from './cells';
import { isEmpty, isUnread, leftOut } from './codes';
import { INCOMPLETE, refusedParts } from './items';
import { partColumns } from './parts';
import { wordKey } from './reading';
import { filledColumns, isFilled, isRequired, layer } from './sources';
import type { FilePlan } from './types';
import type { CellReason, Reason } from './words';

/** One condition under which a row or a cell is set aside; null = the row as such is to blame. */
export interface Check<R extends string> {
  readonly when: Sql;
  readonly reason: R;
  readonly column: string | null;
  /** What is kept as the value; absent = the text of the column. */
  readonly value?: Sql;
}

/** Whether an unreadable value in a column sets the whole row aside. */
export function takesRow(plan: FilePlan, column: CanonicalColumn): boolean {
  return isRequired(plan, column) || column.wholeRow === true;
}

/** The checks of a whole row, the first that holds counts. */
export function rowChecks(plan: FilePlan, today: string): readonly Check<Reason>[] {
  const ofParts = partColumns(plan);
  const checks = valueChecks(plan, today, (name) => !ofParts.includes(name));
  return [
    { reason: 'total_row', column: null, when: raw('is_total') },
    ...leftOut(plan).map((rule) => ({ reason: 'left_out' as const, ...rule })),
    ...checks,
  ];
}

/** The checks of one part of a wide row; its cell is lost, its row stays. */
export function partChecks(
  plan: FilePlan,
  today: string,
): readonly Check<Reason | 'incomplete_form' | 'no_item_sum'>[] {
  const ofParts = partColumns(plan);
  const hasNoTotal = sql`starts_with(${layer('t', 'score')}, ${INCOMPLETE})`;
  const refused = refusedParts(plan);
  const isRefused = sql`${isAmong(raw('part_no'), refused)} AND ${hasNoTotal}`;
  return [
    ...(refused.length > 0
      ? [{ reason: 'no_item_sum' as const, column: 'score', when: isRefused }]
      : []),
    ...(ofParts.includes('score')
      ? [{ reason: 'incomplete_form' as const, column: 'score', when: hasNoTotal }]
      : []),
    ...valueChecks(plan, today, (name) => ofParts.includes(name)),
  ];
}

function valueChecks(
  plan: FilePlan,
  today: string,
  isOfThem: (name: string) => boolean,
): readonly Check<Reason>[] {
  const columns = filledColumns(plan).filter(
    (column) => takesRow(plan, column) && isOfThem(column.name),
  );
  const days = columns.filter(({ type }) => type === 'day');
  const each = (
    list: readonly CanonicalColumn[],
    reason: Reason,
    when: (name: string) => Sql,
  ): Check<Reason>[] => list.map(({ name }) => ({ reason, column: name, when: when(name) }));
  return [
    ...each(
      columns.filter((column) => isRequired(plan, column)),
      'missing_required',
      (name) => isEmpty(plan, name),
    ),
    ...visitMissing(plan, isOfThem),
    ...each(days, 'not_a_date', (name) => notADate(plan, name)),
    ...each(days, 'impossible_date', impossible),
    ...(hasToday(plan) ? each(days, 'future_day', (name) => inFuture(plan, name, today)) : []),
    ...each(
      columns.filter(({ type }) => type === 'code'),
      'unknown_code',
      (name) => sql`${layer('v', name)} IS NULL`,
    ),
    ...unknownVisits(plan, isOfThem),
    ...kindChecks(plan).filter(({ column }) => column !== null && isOfThem(column)),
  ];
}

/** The checks of the cells of an optional column, the first that holds counts. */
export function cellChecks(
  plan: FilePlan,
  column: CanonicalColumn,
  today: string,
): readonly Check<CellReason>[] {
  const { name } = column;
  const check = (reason: CellReason, when: Sql): Check<CellReason> => ({
    reason,
    column: name,
    when,
  });
  const unread = isUnread(plan, name);
  switch (column.type) {
    case 'text':
      return [];
    case 'number':
    case 'whole':
      return [check('not_a_number', unread)];
    case 'yes_no':
      return [check('unknown_code', unread)];
    case 'code':
      return name === 'discharge_reason'
        ? [
            check('unknown_code', unread),
            check('no_discharge_day', withoutDischarge(plan, sql`NOT ${isEmpty(plan, name)}`)),
          ]
        : [check('unknown_code', unread)];
    case 'day': {
      return [
        check('not_a_date', notADate(plan, name)),
        check('impossible_date', impossible(name)),
        ...(hasToday(plan)
          ? [check('future_day', sql`${layer('v', name)} > CAST(${today} AS DATE)`)]
          : []),
        ...(name === 'last_contact_on'
          ? [check('before_admission', sql`${layer('v', name)} < ${layer('v', 'admitted_on')}`)]
          : []),
      ];
    }
  }
}

/** Whether days can lie after today: calendar dates that nobody moved. */
function hasToday({ reading }: FilePlan): boolean {
  return reading.time === 'dates' && !reading.isShifted;
}

function notADate(plan: FilePlan, name: string): Sql {
  return sql`${isUnread(plan, name)} AND ${layer('i', name)} IS NULL`;
}

function impossible(name: string): Sql {
  const open = name === 'discharged_on' ? raw(' AND NOT open_end') : raw('');
  return sql`${layer('v', name)} IS NULL AND ${layer('i', name)} IS NOT NULL${open}`;
}

function inFuture(plan: FilePlan, name: string, today: string): Sql {
  const late = sql`${layer('v', name)} > CAST(${today} AS DATE)`;
  if (plan.kind !== 'sessions') return late;
  return all([late, sql`${layer('v', 'status')} IS DISTINCT FROM 'scheduled'`]);
}

/** Where visits are given by number and by word, one of the two must be there. */
function visitMissing(plan: FilePlan, isOfThem: (name: string) => boolean): Check<Reason>[] {
  const both = isFilled(plan, 'visit') && isFilled(plan, 'phase');
  if (plan.reading.time !== 'order' || !both || !isOfThem('phase')) return [];
  const when = sql`${isEmpty(plan, 'visit')} AND ${isEmpty(plan, 'phase')}`;
  return [{ reason: 'missing_required', column: 'phase', when }];
}

/** A number or word for a visit that has no place among the others. */
function unknownVisits(plan: FilePlan, isOfThem: (name: string) => boolean): Check<Reason>[] {
  if (plan.reading.time !== 'order') return [];
  const checks: Check<Reason>[] = [];
  if (isFilled(plan, 'visit') && isOfThem('visit')) {
    const when = isUnread(plan, 'visit');
    checks.push({ reason: 'unknown_visit', column: 'visit', when });
  }
  if (isFilled(plan, 'phase') && isOfThem('phase')) {
    const word = layer('r', 'phase');
    const known = isAmong(sql`lower(${word})`, Object.keys(plan.reading.phases).map(wordKey));
    const when = sql`${word} IS NOT NULL AND NOT coalesce(${known}, FALSE)
      AND TRY_CAST(${word} AS DOUBLE) IS NULL`;
    checks.push({ reason: 'unknown_visit', column: 'phase', when });
  }
  return checks;
}

function kindChecks(plan: FilePlan): Check<Reason>[] {
  const score = layer('v', 'score');
  const check = (reason: Reason, column: string, when: Sql): Check<Reason> => ({
    reason,
    column,
    when,
  });
  switch (plan.kind) {
    case 'stays':
      if (!isFilled(plan, 'discharged_on')) return [];
      return [
        check(
          'discharge_before_admission',
          'discharged_on',
          sql`${layer('v', 'discharged_on')} < ${layer('v', 'admitted_on')}`,
        ),
      ];
    case 'scores':
      return [
        check('unknown_instrument', 'measure', sql`${layer('v', 'measure')} IS NULL`),
        check(
          'invalid_score',
          'score',
          // Grids of tenths and thirds do not come out even in binary numbers.
          sql`${score} IS NULL OR ${score} NOT BETWEEN score_min AND score_max OR abs(
            (${score} - score_min) / step - round((${score} - score_min) / step)) > 1e-6`,
        ),
      ];
    case 'surveys':
      return [check('invalid_score', 'score', sql`${score} IS NULL`)];
    case 'sessions':
      return [];
  }
}

function withoutDischarge(plan: FilePlan, condition: Sql): Sql {
  if (!isFilled(plan, 'discharged_on')) return condition;
  // Where rows give starts only, the end comes with the next one.
  if (plan.reading.history) return raw('FALSE');
  return sql`${layer('v', 'discharged_on')} IS NULL AND ${condition}`;
}
