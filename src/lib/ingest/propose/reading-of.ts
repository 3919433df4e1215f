/** How the cells of a mapped file are read: days, words, units, phases and factors. */
import type { FileProfile } from '../proposal';
import {
  type DayFormat,
  type MinuteUnit,
  PLAIN_READING,
  type Reading,
  type TimeMode,
  wordKey,
} from '../reading';
import { type FilePlan, PLAIN_FILE } from '../types';
import { dayFormatOf } from './days';
import type { Draft } from './draft';
import { billingColumn, minutesBetween, minuteUnitOf } from './minutes';
import { phaseRules } from './phases';
import { suggestScore } from './score-words';
import { proposedVersions } from './score-units';
import { dayColumns } from './rows';
import { emptyWords, numbersFor } from './plain-cells';
import { scoreColumns } from './score-cells';
import { episodeColumn, looksLikeHistory } from './stay-shape';
import { isRelativeDay, shareOf } from './values';
import { codeColumns, ownCode, suggestCode, wordCounts } from './words';

type Columns = FilePlan['columns'];

/** The reading that is proposed for a file with these columns. */
export function readingOf(draft: Draft, columns: Columns, profile: FileProfile): Reading {
  const { kind, shape, duration } = draft;
  const base: FilePlan = {
    kind,
    dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled' },
    header: profile.columns.map(({ name }) => name),
    columns,
    extras: [],
    ...PLAIN_FILE,
    reading: { ...PLAIN_READING, shape, duration },
  };
  const days = dayFormatsOf(base, profile);
  const isSessions = kind === 'sessions';
  const hasMinutes = 'scheduled_minutes' in columns || 'attended_minutes' in columns;
  const billingAt = isSessions ? billingColumn(profile) : null;
  const reading: Reading = {
    ...base.reading,
    time: timeOf(base, profile),
    dayFormats: days,
    codes: codesFor(base, profile),
    numbers: numbersFor(base, profile),
    units: unitsOf(columns, profile),
    minutesBetween: isSessions && !hasMinutes ? minutesBetween(profile) : null,
    billing: billingAt === null ? null : { at: billingAt, programDayMinutes: 180 },
    phases: phasesOf(base, profile),
    history:
      kind === 'stays' && shape.kind === 'rows' && looksLikeHistory(columns, profile)
        ? { episodeAt: episodeColumn(columns, profile) }
        : null,
  };
  return { ...reading, ...proposedVersions({ ...base, reading }, profile) };
}

function timeOf(plan: FilePlan, profile: FileProfile): TimeMode {
  if (plan.reading.duration) return 'relative';
  const days = dayColumns(plan).map(({ at }) => profile.columns[at]!);
  const filled = days.filter((column) => column.filled > 0);
  const hasVisits = 'visit' in plan.columns || 'phase' in plan.columns;
  if (plan.kind === 'scores' && (days.length === 0 || (filled.length === 0 && hasVisits))) {
    return 'order';
  }
  const areNumbers = filled.every(
    (column) => dayFormatOf(column, profile) === null && shareOf(column, isRelativeDay) > 0.9,
  );
  return filled.length > 0 && areNumbers ? 'relative' : 'dates';
}

/** Formats by canonical column; `ymd` needs no entry. An empty column is written as the others. */
function dayFormatsOf(plan: FilePlan, profile: FileProfile): Record<string, DayFormat> {
  const formats: Record<string, DayFormat> = {};
  for (const { column, at } of dayColumns(plan)) {
    const format = dayFormatOf(profile.columns[at]!, profile);
    if (format !== null && format !== 'ymd') formats[column] ??= format;
  }
  const [usual] = Object.values(formats);
  for (const { column, at } of dayColumns(plan)) {
    if (usual !== undefined && profile.columns[at]!.filled === 0) formats[column] ??= usual;
  }
  return formats;
}

function codesFor(plan: FilePlan, profile: FileProfile): Reading['codes'] {
  const codes: Record<string, Record<string, string>> = {};
  for (const column of codeColumns(plan.kind).filter((name) => name !== 'phase')) {
    const entries = [...wordCounts(plan, profile, column).keys()].flatMap((word) => {
      if (word === '' || ownCode(column, word) !== null) return [];
      const suggestion = suggestCode(column, word);
      return suggestion ? [[word, suggestion.code] as const] : [];
    });
    if (entries.length > 0) codes[column] = Object.fromEntries(entries);
  }
  const scores = plan.kind === 'scores' ? scoreWords(plan, profile) : {};
  if (Object.keys(scores).length > 0) codes['score'] = scores;
  for (const [column, words] of Object.entries(emptyWords(plan, profile))) {
    codes[column] = { ...words, ...codes[column] };
  }
  return codes;
}

function scoreWords(plan: FilePlan, profile: FileProfile): Record<string, string> {
  const isWide = plan.reading.shape.kind === 'scores';
  return Object.fromEntries(
    scoreColumns(plan, profile).flatMap(({ values }) =>
      values.flatMap(({ value }) => {
        const number = suggestScore(value, isWide);
        return number === null ? [] : [[wordKey(value), number]];
      }),
    ),
  );
}

function unitsOf(columns: Columns, profile: FileProfile): Record<string, MinuteUnit> {
  return Object.fromEntries(
    ['scheduled_minutes', 'attended_minutes'].flatMap((column) => {
      const at = columns[column];
      const unit = at === undefined ? 'minutes' : minuteUnitOf(profile.columns[at]!).unit;
      return unit === 'minutes' ? [] : [[column, unit] as const];
    }),
  );
}

function phasesOf(plan: FilePlan, profile: FileProfile): Reading['phases'] {
  const { shape } = plan.reading;
  const parts = shape.kind === 'scores' ? shape.parts : [];
  const ofParts = [...new Set(parts.map(({ measure }) => measure))].map((id) =>
    parts.filter(({ measure }) => measure === id).map(({ phase }) => phase ?? ''),
  );
  const ofRows = [...wordCounts(plan, profile, 'phase').keys()];
  return phaseRules([...ofParts, ofRows].map((words) => words.filter((word) => word !== '')));
}
