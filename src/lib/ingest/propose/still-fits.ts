/** Whether a mapping of an earlier file still fits the values of a new one with the same columns. */
import { CANONICAL } from '$lib/model/canonical';
import type { FileProfile } from '../proposal';
import type { FilePlan } from '../types';
import { isDay, readDay } from './read-day';
import { fitsVersion } from './score-units';

/** Values that a mapping must be able to read, as a share of those that there are. */
const READABLE = 0.9;

/** Days in the format that was confirmed, and scores inside the range after their factor and offset. */
export function stillFits(plan: FilePlan, profile: FileProfile): boolean {
  return daysFit(plan, profile) && scoresFit(plan, profile);
}

function daysFit({ kind, columns, reading }: FilePlan, profile: FileProfile): boolean {
  if (reading.time !== 'dates') return true;
  const days = CANONICAL[kind].filter(({ name, type }) => type === 'day' && name in columns);
  return days.every(({ name }) => {
    const column = profile.columns[columns[name]!];
    const format = reading.dayFormats[name] ?? 'ymd';
    const days = column?.values.filter(({ value }) => isDay(value)) ?? [];
    const readable = days.filter(({ value }) => readDay(value, format) !== null);
    return readable.length >= READABLE * days.length;
  });
}

function scoresFit(plan: FilePlan, profile: FileProfile): boolean {
  const { factors, offsets } = plan.reading;
  const changed = [...new Set([...Object.keys(factors), ...Object.keys(offsets)])];
  return changed.every((measure) => {
    const isAsItIs = (factors[measure] ?? 1) === 1 && (offsets[measure] ?? 0) === 0;
    return isAsItIs || fitsVersion(plan, profile, measure, READABLE);
  });
}
