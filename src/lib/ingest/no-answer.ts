/**
 * Numbers that stand for no answer, such as 99. One is read as no answer only in scores of an
 * instrument that cannot have it: where a file holds totals beside items, 9 is a total.
 */
import { allMeasures } from '$lib/measures/library';
import { canBeScore } from '$lib/measures/versions';
import { join, raw, type Sql, sql } from '$lib/sql/sql';
import { isAmong, toNumber } from './cells';
import type { FilePlan } from './types';

/** The numbers of a plan that stand for no answer. */
export function noAnswerNumbers({ reading }: FilePlan): readonly number[] {
  return reading.noAnswer.map(Number).filter(Number.isFinite);
}

/** Whether the text of a total stands for no answer, by the id of its instrument; never null. */
export function isNoAnswer(plan: FilePlan, measure: Sql | string, text: Sql): Sql {
  const number = toNumber(text, plan.reading.numbers['score'] ?? 'plain');
  const ids = typeof measure === 'string' ? [measure] : allMeasures().map(({ id }) => id);
  const cases = noAnswerNumbers(plan).flatMap((value) => {
    const holders = ids.filter((id) => canBeScore(id, value));
    if (typeof measure !== 'string') {
      return [sql`(${number} = ${value} AND NOT ${isAmong(measure, holders)})`];
    }
    return holders.length > 0 ? [] : [sql`${number} = ${value}`];
  });
  if (cases.length === 0) return raw('FALSE');
  return sql`coalesce(${join(cases, ' OR ')}, FALSE)`;
}
