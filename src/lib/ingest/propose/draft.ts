/** The columns and the shape that a file would have as one kind, before words and days are read. */
import { CANONICAL, type Kind } from '$lib/model/canonical';
import type { ColumnProfile, FileProfile } from '../proposal';
import type { Reading, Shape } from '../reading';
import { fitOf } from './column-fit';
import { type Match, matchColumns, OWN_NAME } from './columns';
import { dayFormatOf } from './days';
import { headerWords } from './header-text';
import { suggestMeasure } from './instruments';
import { billingColumn } from './minutes';
import { scoreParts } from './score-shape';
import { durationOf, stayParts } from './stay-shape';

/** What a file would be as one kind. */
export interface Draft {
  readonly kind: Kind;
  readonly matches: Readonly<Record<string, Match>>;
  readonly shape: Shape;
  readonly duration: Reading['duration'];
}

/** Canonical columns that the values alone can give. */
const BY_VALUES: Readonly<Record<Kind, readonly string[]>> = {
  stays: ['level_of_care'],
  scores: ['measure'],
  sessions: ['status'],
  surveys: [],
};

const DAYS: Readonly<Record<Kind, string>> = {
  stays: 'admitted_on',
  scores: 'taken_on',
  sessions: 'held_on',
  surveys: 'taken_on',
};

/** The draft of a file as one kind. */
export function draftOf(kind: Kind, profile: FileProfile): Draft {
  const scored = kind === 'scores' ? [] : scoreParts(profile).flatMap(({ at }) => at);
  const plain = withValues(kind, matchColumns(kind, profile, new Set(scored)), profile);
  if (kind === 'scores') return scoresDraft(plain, profile);
  if (kind === 'stays') return staysDraft(plain, profile);
  return { kind, matches: plain, shape: { kind: 'rows' }, duration: null };
}

function scoresDraft(plain: Draft['matches'], profile: FileProfile): Draft {
  const parts = scoreParts(profile);
  const isLong = 'measure' in plain && 'score' in plain && plain['measure']!.points > 0.9;
  if (parts.length === 0 || isLong) {
    return {
      kind: 'scores',
      matches: withoutVisits(plain),
      shape: { kind: 'rows' },
      duration: null,
    };
  }
  const taken = new Set(parts.flatMap(({ at }) => at));
  const matches = withDay('scores', matchColumns('scores', profile, taken), profile);
  const rest = Object.fromEntries(
    Object.entries(matches).filter(([column]) => column !== 'measure' && column !== 'score'),
  );
  return {
    kind: 'scores',
    matches: withoutVisits(rest),
    shape: { kind: 'scores', parts },
    duration: null,
  };
}

/** Days say more than visits, a number more than a word; columns in canonical names stay. */
function withoutVisits(matches: Draft['matches']): Draft['matches'] {
  const drop = 'taken_on' in matches ? ['visit', 'phase'] : 'visit' in matches ? ['phase'] : [];
  return Object.fromEntries(
    Object.entries(matches).filter(
      ([column, { points }]) => !drop.includes(column) || points >= OWN_NAME,
    ),
  );
}

function staysDraft(plain: Draft['matches'], profile: FileProfile): Draft {
  const parts = stayParts(profile);
  if (parts.length > 0) {
    const taken = new Set(parts.flatMap(({ startAt, endAt }) => [startAt, endAt ?? startAt]));
    const matches = matchColumns('stays', profile, taken);
    const rest = Object.entries(matches).filter(
      ([column]) => !['level_of_care', 'admitted_on', 'discharged_on'].includes(column),
    );
    return {
      kind: 'stays',
      matches: Object.fromEntries(rest),
      shape: { kind: 'stays', parts },
      duration: null,
    };
  }
  const duration = durationOf(profile);
  const admitted = plain['admitted_on'];
  const isWeak =
    admitted === undefined || (admitted.at === duration?.daysAt && admitted.points < 0.9);
  if (duration && isWeak) {
    const used = [duration.daysAt, duration.endedAt];
    const rest = Object.entries(plain).filter(
      ([column, { at }]) => column !== 'admitted_on' && !used.includes(at),
    );
    const matches = clinicAsProgram(Object.fromEntries(rest), profile);
    return { kind: 'stays', matches, shape: { kind: 'rows' }, duration };
  }
  const matches = clinicAsProgram(plain, profile);
  return { kind: 'stays', matches, shape: { kind: 'rows' }, duration: null };
}

/** Figures are divided by program: where no column is named so, a clinic is one. */
function clinicAsProgram(matches: Draft['matches'], profile: FileProfile): Draft['matches'] {
  const { site, ...others } = matches;
  if (!site || 'program' in matches) return matches;
  const name = profile.columns[site.at]?.name ?? '';
  if (!headerWords(name).includes('clinic')) return matches;
  const because = `no column is named program, and "${name.trim()}" divides the people`;
  return { ...others, program: { ...site, reason: { confidence: 'likely', because } } };
}

/** Fills required columns that no name gives from the values of the columns that are left. */
function withValues(kind: Kind, matches: Draft['matches'], profile: FileProfile): Draft['matches'] {
  let filled = matches;
  for (const column of BY_VALUES[kind].filter((name) => !(name in matches))) {
    const weak = new Set(['program', 'track', 'modality', 'discharge_reason', 'group_id', 'phase']);
    const used = Object.entries(filled).filter(([name]) => !weak.has(name));
    const free = profile.columns.filter(({ at }) => !used.some(([, match]) => match.at === at));
    const found = free
      .filter(({ name }) => !NEVER_BY_VALUES.test(headerWords(name).join(' ')))
      .map((candidate) => ({ candidate, fit: fitOf(kind, column, candidate, profile) }))
      .filter(({ candidate, fit }) => fit.verdict === 'yes' && isWords(candidate))
      .sort((a, b) => (b.fit.extra ?? 0) - (a.fit.extra ?? 0))[0];
    if (!found) continue;
    const { at } = found.candidate;
    const because = `${found.fit.because} in "${found.candidate.name.trim()}"`;
    const others = Object.entries(filled).filter(([, match]) => match.at !== at);
    const match: Match = { at, points: 0.6, reason: { confidence: 'unsure', because } };
    filled = { ...Object.fromEntries(others), [column]: match };
  }
  return withDay(kind, filled, profile);
}

const NEVER_BY_VALUES = /\b(previous|next|discharge|referral|to|id|birth|payer|disposition)\b/;

/** The only column of days that is left is the day that a kind needs. */
function withDay(kind: Kind, matches: Draft['matches'], profile: FileProfile): Draft['matches'] {
  const column = DAYS[kind];
  if (column in matches) return matches;
  const used = new Set(Object.values(matches).map(({ at }) => at));
  const free = profile.columns.filter(
    (candidate) =>
      !used.has(candidate.at) &&
      candidate.filled >= 0.7 * profile.rowCount &&
      !/\b(birth|id|number|created|signed|discharge|end)\b/.test(
        headerWords(candidate.name).join(' '),
      ) &&
      dayFormatOf(candidate, profile) !== null,
  );
  const [only] = free;
  if (!only || free.length > 1) return matches;
  const because = `"${only.name.trim()}" is the only column of days that is left`;
  return {
    ...matches,
    [column]: { at: only.at, points: 0.5, reason: { confidence: 'unsure', because } },
  };
}

function isWords({ values }: ColumnProfile): boolean {
  return values.some(({ value }) => /[a-z]{2}/i.test(value));
}

/** How much speaks for a kind, comparable between kinds. */
export function evidenceFor(draft: Draft, profile: FileProfile): number {
  const { kind, matches, shape, duration } = draft;
  const points = (column: string): number => {
    const all = Math.min(1.2, matches[column]?.points ?? 0);
    return column === 'measure' && namesSurveys(matches[column], profile) ? 0.4 * all : all;
  };
  const isWide = shape.kind !== 'rows';
  const instead: Readonly<Record<string, number>> = {
    admitted_on: isWide ? 1 : duration ? 0.8 : 0,
    level_of_care: isWide ? 1 : 0.1,
    measure: isWide ? 1 : 0,
    score: isWide ? 1 : 0,
    status: billingColumn(profile) === null ? 0 : 0.8,
    taken_on: kind === 'scores' ? Math.max(points('visit'), points('phase')) : 0,
  };
  const required = CANONICAL[kind]
    .filter((column) => column.required || REQUIRED_HERE[kind]?.includes(column.name))
    .map(({ name }) => name)
    .filter((name) => !['visit', 'phase'].includes(name));
  const sum = required.reduce((all, name) => {
    const own = Math.max(points(name), instead[name] ?? 0);
    return all + (own === 0 ? -0.4 : own);
  }, 0);
  const signs = SIGNS[kind].reduce((all, name) => all + 0.15 * points(name), 0);
  return sum / required.length + signs;
}

/** Surveys and forms of which no word names an instrument are those of a program's own. */
function namesSurveys(match: Match | undefined, profile: FileProfile): boolean {
  const column = match && profile.columns[match.at];
  if (!column || match.points >= OWN_NAME || column.filled === 0) return false;
  const header = headerWords(column.name);
  const isSurvey = ['survey', 'form', 'questionnaire'].some((word) => header.includes(word));
  return isSurvey && !column.values.some(({ value }) => suggestMeasure(value) !== null);
}

const REQUIRED_HERE: Partial<Record<Kind, readonly string[]>> = {
  scores: ['taken_on', 'measure', 'score'],
};

/** Columns that only files of a kind have. */
const SIGNS: Readonly<Record<Kind, readonly string[]>> = {
  stays: ['discharged_on', 'discharge_reason', 'discharged_to', 'admitted_on', 'level_of_care'],
  scores: ['measure', 'score', 'rater', 'visit', 'phase'],
  sessions: ['status', 'scheduled_minutes', 'attended_minutes', 'session_type', 'group_id'],
  surveys: ['top_box'],
};
