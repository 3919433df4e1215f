/**
 * What a person can change about the reading of a file: each function takes a plan and returns the
 * changed one, so that undo is a list of plans.
 */
import { extraColumns } from '$lib/ingest/kinds';
import {
  type DayFormat,
  type LeaveOutRule,
  type MinuteUnit,
  type NumberFormat,
  type PhaseRule,
  type Reading,
  type Shape,
  type TimeMode,
  wordKey,
} from '$lib/ingest/reading';
import { isFilled } from '$lib/ingest/sources';
import type { FilePlan } from '$lib/ingest/types';
import { usedColumns } from '$lib/ingest/used-columns';

/** Where the values of a canonical column come from. */
export type Source =
  | { readonly kind: 'column'; readonly at: number }
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'none' };

/** Where the values of a canonical column come from in a plan. */
export function sourceOf(plan: FilePlan, name: string): Source {
  const at = plan.columns[name];
  if (at !== undefined) return { kind: 'column', at };
  const value = plan.reading.values[name];
  return value === undefined ? { kind: 'none' } : { kind: 'value', value };
}

/**
 * Gives a canonical column another source. What was decided about the words, days and units of the
 * former column goes with it.
 */
export function setSource(plan: FilePlan, name: string, source: Source): FilePlan {
  const { reading } = plan;
  const columns = without(plan.columns, name);
  const values = without(reading.values, name);
  if (source.kind === 'column') columns[name] = source.at;
  if (source.kind === 'value') values[name] = source.value;
  const isSame = source.kind === 'column' && plan.columns[name] === source.at;
  const changed: FilePlan = {
    ...plan,
    columns,
    reading: isSame
      ? { ...reading, values }
      : {
          ...reading,
          values,
          codes: without(reading.codes, name),
          dayFormats: without(reading.dayFormats, name),
          units: without(reading.units, name),
          numbers: without(reading.numbers, name),
        },
  };
  return settleTime(withExtras(plan, changed));
}

/** The plan with other parts of its reading. */
export function withReading(plan: FilePlan, parts: Partial<Reading>): FilePlan {
  return withExtras(plan, { ...plan, reading: { ...plan.reading, ...parts } });
}

/** Takes a file for one with days, days since admission, or visits only. */
export function setTime(plan: FilePlan, time: TimeMode): FilePlan {
  const timed = withReading(plan, { time });
  return time === 'order' ? setSource(timed, 'taken_on', { kind: 'none' }) : timed;
}

/** Says how the days of a column are written. */
export function setDayFormat(plan: FilePlan, name: string, format: DayFormat): FilePlan {
  return withReading(plan, { dayFormats: { ...plan.reading.dayFormats, [name]: format } });
}

/** Says how the numbers of a column are written. */
export function setNumberFormat(plan: FilePlan, name: string, format: NumberFormat): FilePlan {
  return withReading(plan, { numbers: { ...plan.reading.numbers, [name]: format } });
}

/** Says in what a number of minutes is written. */
export function setUnit(plan: FilePlan, name: string, unit: MinuteUnit): FilePlan {
  return withReading(plan, { units: { ...plan.reading.units, [name]: unit } });
}

/** Says what a word of a column becomes; null = it is not decided. */
export function setCode(plan: FilePlan, name: string, word: string, code: string | null): FilePlan {
  const codes = without(plan.reading.codes[name] ?? {}, wordKey(word));
  if (code !== null) codes[wordKey(word)] = code;
  return withReading(plan, { codes: { ...plan.reading.codes, [name]: codes } });
}

/** Says what a word for a phase counts as; null = it is not decided. */
export function setPhase(plan: FilePlan, word: string, rule: PhaseRule | null): FilePlan {
  const phases = without(plan.reading.phases, wordKey(word));
  if (rule) phases[wordKey(word)] = rule;
  return withReading(plan, { phases });
}

/** Takes scores of an instrument as they are, without a factor and an offset. */
export function removeVersion(plan: FilePlan, measure: string): FilePlan {
  const { factors, offsets } = plan.reading;
  return withReading(plan, {
    factors: without(factors, measure),
    offsets: without(offsets, measure),
  });
}

/** Takes numbers such as 99 for scores, which are then not valid. */
export function removeNoAnswer(plan: FilePlan): FilePlan {
  return withReading(plan, { noAnswer: [] });
}

/** Leaves rows out by the words of a column; a rule about the same column grows. */
export function addLeaveOut(plan: FilePlan, rule: LeaveOutRule): FilePlan {
  const before = plan.reading.leaveOut.find(({ at }) => at === rule.at);
  const words = [...new Set([...(before?.words ?? []), ...rule.words.map(wordKey)])];
  const others = plan.reading.leaveOut.filter(({ at }) => at !== rule.at);
  return withReading(plan, { leaveOut: [...others, { at: rule.at, words }] });
}

/** Takes a rule back that leaves rows out. */
export function removeLeaveOut(plan: FilePlan, at: number): FilePlan {
  return withReading(plan, { leaveOut: plan.reading.leaveOut.filter((rule) => rule.at !== at) });
}

/** Takes a length and a flag for the days of a stay; the days that they give are mapped no more. */
export function setDuration(plan: FilePlan, duration: Reading['duration']): FilePlan {
  if (duration === null) return withReading(plan, { duration, time: 'dates' });
  const given = ['admitted_on', 'discharged_on', 'observed_until'];
  const unmapped = given.reduce(
    (changed, name) => setSource(changed, name, { kind: 'none' }),
    plan,
  );
  return withReading(unmapped, { duration, time: 'relative' });
}

/** Says what a row is; columns that the shape gives are no longer mapped one by one. */
export function setShape(plan: FilePlan, shape: Shape): FilePlan {
  const given =
    shape.kind === 'scores'
      ? ['measure', 'score']
      : shape.kind === 'stays'
        ? ['level_of_care', 'admitted_on', 'discharged_on']
        : [];
  const unmapped = given.reduce(
    (changed, name) => ({
      ...changed,
      columns: without(changed.columns, name),
      reading: { ...changed.reading, values: without(changed.reading.values, name) },
    }),
    plan,
  );
  const shaped = withExtras(plan, { ...unmapped, reading: { ...unmapped.reading, shape } });
  return settleTime(shaped);
}

/** Takes a column for the scores of an instrument that is still to be named. */
export function addScore(plan: FilePlan, at: number): FilePlan {
  const { shape } = plan.reading;
  const parts = shape.kind === 'scores' ? shape.parts : [];
  const part = { measure: '', at: [at], phase: null };
  return setShape(plan, { kind: 'scores', parts: [...parts, part] });
}

/** Scores without a day are told apart by their visits or phases; a day wins over both. */
function settleTime(plan: FilePlan): FilePlan {
  if (plan.kind !== 'scores') return plan;
  const { reading } = plan;
  const hasDay = isFilled(plan, 'taken_on');
  const hasOrder = isFilled(plan, 'visit') || isFilled(plan, 'phase');
  if (hasDay && reading.time === 'order')
    return { ...plan, reading: { ...reading, time: 'dates' } };
  if (!hasDay && hasOrder) return { ...plan, reading: { ...reading, time: 'order' } };
  return plan;
}

/** Columns that are used are no extra columns; those that are free again may become some. */
function withExtras(before: FilePlan, after: FilePlan): FilePlan {
  if (after.kind !== 'stays') return after;
  // A column that was neither used nor an extra before was kept out on purpose.
  const used = usedColumns(before);
  const offered = new Set(before.extras.map(({ header }) => header));
  const named = Object.fromEntries([...usedColumns(after)].map((at) => [String(at), at]));
  const extras = extraColumns(after.header, named).filter(
    ({ header }) => offered.has(header) || used.has(after.header.indexOf(header)),
  );
  return { ...after, extras };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
}
