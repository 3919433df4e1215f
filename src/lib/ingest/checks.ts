/**
 * The checks that need one row only, as SQL: for each kind the reasons for which a whole row is set
 * aside, in the order of `REASONS`, and the reasons for which one cell is lost.
 */
import { CANONICAL, type CanonicalColumn } from '$lib/model/canonical';
import { all, ident, raw, type Sql, sql } from '$lib/sql/sql';
import type { FilePlan } from './types';
import type { CellReason, Reason } from './words';

/** One condition under which a row or a cell is set aside; null = the row as such is to blame. */
export interface Check<R extends string> {
  readonly when: Sql;
  readonly reason: R;
  readonly column: string | null;
}

/** The mapped columns of a plan, in canonical order. */
export function mappedColumns(plan: FilePlan): readonly CanonicalColumn[] {
  return CANONICAL[plan.kind].filter(({ name }) => name in plan.columns);
}

/** A column of one of the layers of the load statement: trimmed, read, ISO text, typed. */
export function layer(prefix: 't' | 'r' | 'i' | 'v' | 'lost', name: string): Sql {
  return ident(`${prefix}_${name}`);
}

/** Whether an unreadable value in a column sets the whole row aside. */
export function takesRow(column: CanonicalColumn): boolean {
  return column.required || column.wholeRow === true;
}

/** The checks of a whole row, the first that holds counts. */
export function rowChecks(plan: FilePlan, today: string): readonly Check<Reason>[] {
  const columns = mappedColumns(plan).filter(takesRow);
  const days = columns.filter(({ type }) => type === 'day');
  const each = (
    list: readonly CanonicalColumn[],
    reason: Reason,
    when: (name: string) => Sql,
  ): Check<Reason>[] => list.map(({ name }) => ({ reason, column: name, when: when(name) }));
  return [
    { reason: 'total_row', column: null, when: raw('is_total') },
    ...each(
      columns.filter(({ required }) => required),
      'missing_required',
      (name) => sql`${layer('r', name)} IS NULL`,
    ),
    ...each(days, 'not_a_date', notADate),
    ...each(days, 'impossible_date', impossible),
    ...each(days, 'future_day', (name) => inFuture(plan, name, today)),
    ...each(
      columns.filter(({ type }) => type === 'code'),
      'unknown_code',
      (name) => sql`${layer('v', name)} IS NULL`,
    ),
    ...kindChecks(plan),
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
  const unread = sql`${layer('r', name)} IS NOT NULL AND ${layer('v', name)} IS NULL`;
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
            check('no_discharge_day', withoutDischarge(plan, sql`${layer('r', name)} IS NOT NULL`)),
          ]
        : [check('unknown_code', unread)];
    case 'day': {
      const admission = sql`${layer('v', name)} < ${layer('v', 'admitted_on')}`;
      return [
        check('not_a_date', notADate(name)),
        check('impossible_date', impossible(name)),
        check('future_day', sql`${layer('v', name)} > ${day(today)}`),
        ...(name === 'last_contact_on' ? [check('before_admission', admission)] : []),
      ];
    }
  }
}

function notADate(name: string): Sql {
  return sql`${layer('r', name)} IS NOT NULL AND ${layer('i', name)} IS NULL`;
}

function impossible(name: string): Sql {
  const open = name === 'discharged_on' ? raw(' AND NOT open_end') : raw('');
  return sql`${layer('i', name)} IS NOT NULL AND ${layer('v', name)} IS NULL${open}`;
}

function inFuture(plan: FilePlan, name: string, today: string): Sql {
  const late = sql`${layer('v', name)} > ${day(today)}`;
  if (plan.kind !== 'sessions') return late;
  return all([late, sql`${layer('v', 'status')} IS DISTINCT FROM 'scheduled'`]);
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
      if (!('discharged_on' in plan.columns)) return [];
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
  if (!('discharged_on' in plan.columns)) return condition;
  return sql`${condition} AND ${layer('v', 'discharged_on')} IS NULL`;
}

function day(iso: string): Sql {
  return sql`CAST(${iso} AS DATE)`;
}
