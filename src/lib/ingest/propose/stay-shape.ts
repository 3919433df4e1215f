/**
 * Stays that are no plain rows: several levels beside each other, a length with a flag whether it
 * ended, or a history of levels that gives only starts.
 */
import type { ColumnProfile, FileProfile } from '../proposal';
import { type Reading, type StayPart, wordKey } from '../reading';
import { dayFormatOf } from './days';
import { headerWords, rawTokens } from './header-text';
import { suggestLevel } from './level-words';
import { numbersOf } from './numbers';
import { isWhole, shareOf, tellingValues } from './values';

const STARTS = ['start', 'admit', 'in', 'from', 'intake', 'enroll'];
const ENDS = ['end', 'discharge', 'out', 'to', 'through', 'exit', 'completed'];

/** The stays that each row of a wide file holds; empty = the columns do not come by level. */
export function stayParts(profile: FileProfile): readonly StayPart[] {
  const edges = profile.columns.flatMap((column) => edgeOf(column, profile));
  const starts = edges.filter(({ isStart }) => isStart);
  const parts = starts.map(({ level, at }): StayPart => {
    const end = edges.find((edge) => !edge.isStart && edge.level === level);
    return { level, startAt: at, endAt: end?.at ?? null };
  });
  const levels = new Set(parts.map(({ level }) => level));
  return levels.size >= 2 && levels.size === parts.length ? parts : [];
}

function edgeOf(
  column: ColumnProfile,
  profile: FileProfile,
): { level: string; isStart: boolean; at: number }[] {
  const words = headerWords(column.name);
  const isStart = words.some((word) => STARTS.includes(word));
  const isEnd = words.some((word) => ENDS.includes(word));
  if (isStart === isEnd) return [];
  const rest = rawTokens(column.name).filter((token) => {
    const [word = ''] = headerWords(token);
    return ![...STARTS, ...ENDS, 'date', 'time', 'day', 'level', 'care'].includes(word);
  });
  const level = suggestLevel(rest.join(' '));
  if (level === null || level.code.startsWith('!')) return [];
  if (column.filled > 0 && dayFormatOf(column, profile) === null) return [];
  return [{ level: level.code, isStart, at: column.at }];
}

const LENGTH =
  /^(day|length of stay|length stay|day in treatment|treatment day|stay day|time|time day|survival time|duration|duration day|day enroll)$/;
const ENDED =
  /depart|discharg|ended|exit|status|event|drop|left|censor|complet|closed|terminat|gone|active/;

/** A length in days with a flag of two values that says whether the stay ended; null = none. */
export function durationOf(profile: FileProfile): Reading['duration'] {
  const length = profile.columns.find(
    (column) =>
      LENGTH.test(headerWords(column.name).join(' ')) &&
      column.filled > 0 &&
      shareOf(column, isWhole) > 0.9 &&
      Math.max(...numbersOf(column)) > 2,
  );
  const flag = profile.columns.find(
    (column) =>
      column.at !== length?.at &&
      ENDED.test(column.name.toLowerCase()) &&
      tellingValues(column).length === 2,
  );
  if (!length || !flag) return null;
  const words = tellingValues(flag).map(({ value }) => wordKey(value));
  const isStillThere = /active/i.test(flag.name);
  const says = isStillThere
    ? /^(0|no|n|false|inactive)$/
    : /^(1|yes|y|true|t|dis|end|comp|left|clos|exit|depart|drop|event)/;
  const ended = words.find((word) => says.test(word)) ?? words[0]!;
  return { daysAt: length.at, endedAt: flag.at, endedWords: [ended] };
}

/** Whether rows give only starts: a person has several rows, at more than one level, and no ends. */
export function looksLikeHistory(
  columns: Readonly<Record<string, number>>,
  profile: FileProfile,
): boolean {
  const { person_id: person, level_of_care: level, admitted_on: start } = columns;
  if (person === undefined || level === undefined || start === undefined) return false;
  if ('discharged_on' in columns) return false;
  const levels = new Map<string, Set<string>>();
  for (const row of profile.rows) {
    const id = row[person]?.trim() ?? '';
    if (id === '') continue;
    levels.set(id, (levels.get(id) ?? new Set()).add(wordKey(row[level] ?? '')));
  }
  const several = [...levels.values()].filter(({ size }) => size > 1).length;
  return several > 0.2 * levels.size;
}

/** The column that names the episode that the rows of a history belong to; null = none does. */
export function episodeColumn(
  columns: Readonly<Record<string, number>>,
  profile: FileProfile,
): number | null {
  const taken = new Set([columns['person_id'], columns['level_of_care'], columns['admitted_on']]);
  const episode = profile.columns.find(({ at, name }) => {
    const words = headerWords(name);
    const isNamed = ['episode', 'encounter', 'admit', 'stay', 'enroll'].some((word) =>
      words.includes(word),
    );
    const isId = words.some((word) => word === 'id' || word === 'number');
    return !taken.has(at) && isNamed && isId;
  });
  if (!episode || episode.filled < 0.9 * profile.rowCount) return null;
  return episode.distinct < 0.98 * episode.filled ? episode.at : null;
}
