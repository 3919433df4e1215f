/** The rows of a profile as a plan reads them: days as numbers, persons, rows that a rule leaves out. */
import { CANONICAL } from '$lib/model/canonical';
import type { FileProfile } from '../proposal';
import { wordKey } from '../reading';
import type { FilePlan } from '../types';
import { readDay } from './read-day';
import { isRelativeDay } from './values';

/** A column of days of a plan; a wide stays file has several for one canonical column. */
export interface DayColumn {
  readonly column: string;
  readonly at: number;
}

/** The columns of days that a plan reads. */
export function dayColumns(plan: FilePlan): readonly DayColumn[] {
  const { shape } = plan.reading;
  const mapped = CANONICAL[plan.kind]
    .filter(({ type }) => type === 'day')
    .flatMap(({ name }): DayColumn[] => {
      const at = plan.columns[name];
      return at === undefined ? [] : [{ column: name, at }];
    });
  if (shape.kind !== 'stays') return mapped;
  return [
    ...shape.parts.map(({ startAt }) => ({ column: 'admitted_on', at: startAt })),
    ...shape.parts.flatMap(({ endAt }) =>
      endAt === null ? [] : [{ column: 'discharged_on', at: endAt }],
    ),
    ...mapped,
  ];
}

/** A cell of a day column as a number of days, in the format of the plan; null = none. */
export function dayInCell(plan: FilePlan, column: string, cell: string | undefined): number | null {
  const text = cell?.trim() ?? '';
  if (text === '') return null;
  if (plan.reading.time === 'relative') return isRelativeDay(text) ? Number(text) : null;
  return readDay(text, plan.reading.dayFormats[column] ?? 'ymd');
}

/** The rows that no rule of the plan leaves out. */
export function keptRows(plan: FilePlan, profile: FileProfile): FileProfile['rows'] {
  const rules = plan.reading.leaveOut;
  return profile.rows.filter(
    (row) => !rules.some(({ at, words }) => words.includes(wordKey(row[at] ?? ''))),
  );
}
