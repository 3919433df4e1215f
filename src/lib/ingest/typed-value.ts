/** SQL of the typed value of each canonical column, and of the columns that no file names. */
import { allMeasures } from '$lib/measures/library';
import type { CanonicalColumn } from '$lib/model/canonical';
import { join, list, raw, type Sql, sql } from '$lib/sql/sql';
import {
  measureText,
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
import { secondsOfDay } from './day-text';
import { minutesBetween, toMinutes } from './minutes';
import { riskItem } from './items';
import { BILLING } from './propose/billing';
import { isFilled, layer } from './sources';
import type { FilePlan } from './types';

/** The typed value of a column in the layer that has its text and its day. */
export function typedValue(plan: FilePlan, { name, type, codes }: CanonicalColumn): Sql {
  const text = layer('r', name);
  const format = plan.reading.numbers[name] ?? 'plain';
  if (plan.kind === 'scores' && name === 'score') return scoreValue(plan, text);
  if (plan.kind === 'scores' && name === 'measure') return toCode(measureText(text), measureIds());
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
      return name === 'score' || name === 'visit' ? toNumber(text, format) : toAmount(text, format);
    case 'whole':
      return wholeValue(plan, name, text);
    case 'day': {
      const iso = layer('i', name);
      if (name !== 'discharged_on') return toDay(iso);
      return sql`CASE WHEN ${iso} NOT IN ${list(OPEN_END_DAYS)} THEN ${toDay(iso)} END`;
    }
  }
}

/** The values of the columns that are made from others; see `MADE_COLUMNS`. */
export function madeValues(plan: FilePlan): readonly { name: string; value: Sql }[] {
  if (plan.kind === 'stays' && isFilled(plan, 'admitted_on') && plan.reading.time === 'dates') {
    return [{ name: 'admitted_second', value: secondsOfDay(layer('r', 'admitted_on')) }];
  }
  if (plan.kind === 'scores' && riskItem(plan) !== null) {
    return [{ name: 'risk_item', value: raw('risk_item') }];
  }
  if (plan.kind === 'sessions' && plan.reading.billing) {
    const own = ownMinutes(plan, 'scheduled_minutes', layer('r', 'scheduled_minutes'));
    const value = sql`${own} IS NULL AND ${billed(plan, 'minutes')} IS NOT NULL`;
    return [{ name: 'minutes_assumed', value }];
  }
  return [];
}

function wholeValue(plan: FilePlan, name: string, text: Sql): Sql {
  const format = plan.reading.numbers[name] ?? 'plain';
  if (name !== 'scheduled_minutes' && name !== 'attended_minutes') return toWhole(text, format);
  const own = ownMinutes(plan, name, text);
  if (name === 'attended_minutes' || !plan.reading.billing) return own;
  return sql`coalesce(${own}, CAST(${billed(plan, 'minutes')} AS INTEGER))`;
}

function ownMinutes(plan: FilePlan, name: string, text: Sql): Sql {
  const between = plan.reading.minutesBetween;
  if (name === 'scheduled_minutes' && !(name in plan.columns)) {
    if (!between) return raw('NULL::INTEGER');
    return minutesBetween(trimmed(startOf(text)), trimmed(endOf(text)));
  }
  const { units, numbers } = plan.reading;
  return toMinutes(text, units[name] ?? 'minutes', numbers[name] ?? 'plain');
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

function scoreValue(plan: FilePlan, text: Sql): Sql {
  const measure = measureText(layer('r', 'measure'));
  const categories = allMeasures()
    .filter(({ isCategorical }) => isCategorical)
    .map((known) => sql`WHEN ${known.id} THEN ${categoryNumber(known, text)}`);
  const { factors, offsets, numbers } = plan.reading;
  const number = toNumber(text, numbers['score'] ?? 'plain');
  const changed = [...new Set([...Object.keys(factors), ...Object.keys(offsets)])].flatMap((id) => {
    const [factor, offset] = [factors[id] ?? 1, offsets[id] ?? 0];
    return factor === 1 && offset === 0
      ? []
      : [sql`WHEN ${id} THEN ${number} * ${factor} + ${offset}`];
  });
  return sql`CASE ${measure} ${join([...categories, ...changed], ' ')} ELSE ${number} END`;
}

function measureIds(): readonly string[] {
  return allMeasures().map(({ id }) => id);
}
