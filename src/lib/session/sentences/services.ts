/** The findings about types of session, groups and targets in words. */
import { formatShare, formatShort } from '$lib/format/numbers';
import { listOf, plural, sentenceCase, spellOut } from '$lib/format/words';
import type { FigureData } from '$lib/metrics/metric';
import { everybody, hides, numberIn } from './rows';
import { type Build, counted, percent, verb } from './words';

/** The sentences of these figures, by metric id. */
export const SERVICE_SENTENCES: Readonly<Record<string, Build>> = {
  'service-mix': mix,
  'group-size': groups,
  'program-fidelity': fidelity,
};

function mix(data: FigureData): string | null {
  const rows = everybody(data);
  const isHidden = rows.some((row) => hides(row, 'share'));
  const parts = rows
    .filter((row) => numberIn(row, 'share') !== null)
    .sort((one, other) => Number(other['share']) - Number(one['share']))
    .slice(0, 3)
    .map((row) => `${formatShare(numberIn(row, 'share'))} ${spellOut(String(row['class']))}`);
  if (parts.length === 0)
    return isHidden ? null : 'No attended hours to divide by type of session.';
  // A hidden type can be a large one: it is hidden so that it does not tell another.
  return isHidden
    ? `Of the attended hours, the largest types shown: ${listOf(parts)}.`
    : `Most of the attended hours: ${listOf(parts)}.`;
}

function groups(data: FigureData): string | null {
  const all = everybody(data).find((row) => row['class'] === 'all');
  if (!all) return 'No group meeting that somebody of these stays attended.';
  const [meetings, median] = [numberIn(all, 'denominator'), numberIn(all, 'median')];
  if (meetings === null || median === null) return null;
  const target =
    data.value === null
      ? ''
      : ` ${sentenceCase(counted(data, 'meeting'))} with a target ${verb(data, 'keeps', 'keep')} to it (${percent(data)}).`;
  return `${plural(meetings, 'group meeting')} with a median of ${formatShort(median)} people.${target}`;
}

const FIDELITY_WORDS: Readonly<Record<string, string>> = {
  days_per_week: 'attended days of a week',
  hours_per_day: 'hours of a day',
  hours_per_week: 'hours of a week',
  length_days: 'length of stay',
  group_size: 'group size',
  individual_sessions_per_week: 'individual sessions of a week',
  sessions_per_week: 'sessions of a week',
};

function fidelity(data: FigureData): string | null {
  const rows = everybody(data);
  const isHidden = rows.some((row) => hides(row, 'value'));
  const parts = rows
    .filter((row) => numberIn(row, 'value') !== null)
    .map(
      (row) =>
        `${FIDELITY_WORDS[String(row['class'])] ?? String(row['class'])} ${formatShare(numberIn(row, 'value'))}`,
    );
  if (parts.length === 0)
    return isHidden ? null : 'No target that these stays could be held against.';
  const others = isHidden ? ' Other targets are hidden.' : '';
  return `Within the targets: ${listOf(parts, parts.length)}.${others}`;
}
