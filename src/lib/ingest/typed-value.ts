/** SQL of the typed value of each canonical column, and of the columns that no file names. */
import { allMeasures } from '$lib/measures/library';
import type { CanonicalColumn } from '$lib/model/canonical';
import { join, raw, type Sql, sql } from '$lib/sql/sql';
import {
  FIRST_DAY,
  isAmong,
  OPEN_END_DAYS,
  toAmount,
  toCode,
  toDay,
  toNumber,
  toWhole,
  toYesNo,
  trimmed,
} from './cells';
import { categoryNumber } from './categories';
import { valueText } from './codes';
import { isPlainDay, secondsOfDay } from './day-text';
import { measureIds } from './measure-text';
import { minutesBetween, toMinutes } from './minutes';
import { riskItem } from './items';
import { BILLING } from './propose/billing';
import { isFilled, layer } from './sources';
import type { FilePlan } from './types';

/** The number in the text of a column of numbers; null = a column of another type. */
export function numberValue(plan: FilePlan, { name, type }: CanonicalColumn): Sql | null {
  if (type !== 'number' && type !== 'whole') return null;
  return toNumber(valueText(plan, name), plan.reading.numbers[name] ?? 'plain');
}

/** The typed value of a column in the layer that has its text, its number and its day. */
export function typedValue(plan: FilePlan, { name, type, codes }: CanonicalColumn): Sql {
  const text = valueText(plan, name);
  const number = layer('n', name);
  if (plan.kind === 'scores' && name === 'score') return scoreValue(plan, text, number);
  if (plan.kind === 'scores' && name === 'measure') return toCode(layer('m', name), measureIds());
  switch (type) {
    case 'text':
      return text;
    case 'code':
      return name === 'session_type' && plan.reading.billing
        ? sql`coalesce(${toCode(text, codes ?? [])}, ${toCode(billed(plan, 'type'), codes ?? [])})`
        : toCode(text, codes ?? []);
    case 'yes_no':
      return toYesNo(text);
    case 'number':
      return name === 'score' || name === 'visit' ? number : toAmount(number);
    case 'whole':
      return wholeValue(plan, name, text, number);
    case 'day': {
      const day = dayValue(plan, name);
      if (name !== 'discharged_on') return day;
      return sql`CASE WHEN NOT ${isAmong(layer('i', name), OPEN_END_DAYS)} THEN ${day} END`;
    }
  }
}

/** The values of the columns that are made from others; see `MADE_COLUMNS`. */
export function madeValues(plan: FilePlan): readonly { name: string; value: Sql }[] {
  if (plan.kind === 'stays' && isFilled(plan, 'admitted_on') && plan.reading.time === 'dates') {
    return [{ name: 'admitted_second', value: secondsOfDay(valueText(plan, 'admitted_on')) }];
  }
  if (plan.kind === 'scores' && riskItem(plan) !== null) {
    return [{ name: 'risk_item', value: raw('risk_item') }];
  }
  if (plan.kind === 'sessions' && plan.reading.billing) {
    const name = 'scheduled_minutes';
    const own = ownMinutes(plan, name, valueText(plan, name), layer('n', name));
    const value = sql`${own} IS NULL AND ${billed(plan, 'minutes')} IS NOT NULL`;
    return [{ name: 'minutes_assumed', value }];
  }
  return [];
}

function dayValue(plan: FilePlan, name: string): Sql {
  const fromText = toDay(layer('i', name));
  if (!isPlainDay(plan, name)) return fromText;
  const day = layer('e', name);
  return sql`CASE WHEN ${day} >= ${FIRST_DAY} THEN ${day} ELSE ${fromText} END`;
}

function wholeValue(plan: FilePlan, name: string, text: Sql, number: Sql): Sql {
  if (name !== 'scheduled_minutes' && name !== 'attended_minutes') return toWhole(number);
  const own = ownMinutes(plan, name, text, number);
  if (name === 'attended_minutes' || !plan.reading.billing) return own;
  return sql`coalesce(${own}, CAST(${billed(plan, 'minutes')} AS INTEGER))`;
}

function ownMinutes(plan: FilePlan, name: string, text: Sql, number: Sql): Sql {
  const between = plan.reading.minutesBetween;
  if (name === 'scheduled_minutes' && !(name in plan.columns)) {
    if (!between) return raw('NULL::INTEGER');
    return minutesBetween(trimmed(startOf(text)), trimmed(endOf(text)));
  }
  return toMinutes(text, number, plan.reading.units[name] ?? 'minutes');
}

/** Start and end stand together in the text of the column, as `9:00 AM to 10:30 AM`. */
function startOf(text: Sql): Sql {
  return sql`split_part(${text}, ' to ', 1)`;
}

function endOf(text: Sql): Sql {
  return sql`split_part(${text}, ' to ', 2)`;
}

/** What a billing code says about a session; null = the code says nothing. */
function billed(plan: FilePlan, what: 'type' | 'minutes'): Sql {
  const { billing } = plan.reading;
  if (!billing) return raw('NULL');
  const code = raw('upper(left(billing_code, 5))');
  const cases = Object.entries(BILLING).map(([name, { type, minutes }]) => {
    const amount = minutes === 'program day' ? billing.programDayMinutes : minutes;
    return sql`WHEN ${name} THEN ${what === 'type' ? type : amount}`;
  });
  return sql`CASE ${code} ${join(cases, ' ')} END`;
}

function scoreValue(plan: FilePlan, text: Sql, number: Sql): Sql {
  const categories = allMeasures()
    .filter(({ isCategorical }) => isCategorical)
    .map((known) => sql`WHEN ${known.id} THEN ${categoryNumber(known, text)}`);
  const { factors, offsets } = plan.reading;
  const changed = [...new Set([...Object.keys(factors), ...Object.keys(offsets)])].flatMap((id) => {
    const [factor, offset] = [factors[id] ?? 1, offsets[id] ?? 0];
    return factor === 1 && offset === 0
      ? []
      : [sql`WHEN ${id} THEN ${number} * ${factor} + ${offset}`];
  });
  return sql`CASE ${layer('m', 'measure')} ${join([...categories, ...changed], ' ')} ELSE ${number} END`;
}
