/** Whether a mapping of an earlier file still fits the values of a new one with the same columns. */
import { findMeasure } from '$lib/measures/library';
import { CANONICAL } from '$lib/model/canonical';
import type { FileProfile } from '../proposal';
import type { FilePlan } from '../types';
import { isDay, readDay } from './days';
import { scoresOf } from './score-units';

/** Values that a mapping must be able to read, as a share of those that there are. */
const READABLE = 0.9;

/** Days in the format that was confirmed, and scores inside the range after their factor. */
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
  return Object.entries(plan.reading.factors).every(([id, factor]) => {
    const measure = findMeasure(id);
    const scores = scoresOf(plan, profile, id);
    if (!measure || factor === 1 || scores.length === 0) return true;
    const inRange = scores.filter(
      (score) => score * factor >= measure.scoreMin && score * factor <= measure.scoreMax,
    );
    return inRange.length >= READABLE * scores.length;
  });
}
