/**
 * Scores that stand beside each other: one column per instrument, per time point, or per item. The
 * names of the columns tell, and their values must be numbers in the range of the instrument.
 */
import { itemScoring } from '$lib/measures/item-scoring';
import { findMeasure } from '$lib/measures/library';
import { canBeScore } from '$lib/measures/versions';
import { isCategoryWord, isTriaged, TRIAGE_ITEMS } from '../categories';
import type { ColumnProfile, FileProfile } from '../proposal';
import type { ScorePart } from '../reading';
import type { FilePlan } from '../types';
import { instrumentIn } from './instruments';
import { headerWords } from './header-text';
import { phaseOf } from './phases';
import { isNoAnswerCandidate } from './no-answers';
import { numberFormatOf, numbersOf } from './numbers';
import { numberInCell } from './score-cells';
import { isScore } from './score-words';
import { shareOf } from './values';

/** No item of an instrument has more points. */
const MOST_POINTS = 10;

/** The scores that each row of a file holds; empty = no column is named for an instrument. */
export function scoreParts(profile: FileProfile): readonly ScorePart[] {
  const items = itemParts(profile);
  // Items of a form that cannot be added up are no totals either.
  const unsummed = itemGroups(profile).filter((group) => areItems(group, profile));
  const used = new Set([...items, ...unsummed].flatMap(({ at }) => at));
  const totals = profile.columns
    .filter(({ at }) => !used.has(at))
    .flatMap((column) => totalPart(column));
  const seen = new Set(totals.map(({ measure, phase }) => `${measure} ${phase}`));
  const added = items.filter(({ measure, phase }) => !seen.has(`${measure} ${phase}`));
  return [...unique(totals), ...added];
}

/** Columns of numbers in a scores file that are no known instrument and are not mapped. */
export function possibleScoreColumns(plan: FilePlan, profile: FileProfile): number[] {
  if (plan.kind !== 'scores') return [];
  const parts = plan.reading.shape.kind === 'scores' ? plan.reading.shape.parts : [];
  const used = new Set([...Object.values(plan.columns), ...parts.flatMap(({ at }) => at)]);
  return profile.columns
    .filter((column) => !used.has(column.at) && column.filled > 0 && column.distinct > 2)
    .filter((column) => shareOf(column, isScore) > 0.7 && !NO_SCORE.test(wordsOf(column)))
    .map(({ at }) => at);
}

const NO_SCORE = /\b(id|number|date|age|year|row|zip|phone|birth|code)\b/;

function wordsOf({ name }: ColumnProfile): string {
  return headerWords(name).join(' ');
}

function totalPart(column: ColumnProfile): ScorePart[] {
  const found = instrumentIn(column.name);
  if (found === null || !looksScored(column, found.id)) return [];
  const phase = found.rest.join(' ');
  if (phase !== '' && phaseOf(phase) === null) return [];
  if (found.confidence !== 'sure' && column.distinct < 3 && column.filled > 10) return [];
  return [{ measure: found.id, at: [column.at], phase: phase === '' ? null : phase }];
}

function looksScored(column: ColumnProfile, measure: string): boolean {
  if (column.filled === 0) return true;
  const known = findMeasure(measure);
  if (known?.isCategorical) return shareOf(column, (cell) => isCategoryWord(known, cell)) >= 0.7;
  if (shareOf(column, isScore) < 0.7) return false;
  const scores = column.values
    .flatMap(({ value }) => numberInCell(value, numberFormatOf(column).format) ?? [])
    .filter((score) => !isNoAnswerCandidate(score));
  if (!known || scores.length === 0) return true;
  const inRange = scores.filter((score) => canBeScore(measure, score));
  return inRange.length >= 0.7 * scores.length;
}

/** The first column of each instrument and phase; a second one is often an old or other version. */
function unique(parts: readonly ScorePart[]): ScorePart[] {
  const seen = new Set<string>();
  return parts.filter(({ measure, phase }) => {
    const key = `${measure} ${phase}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function itemParts(profile: FileProfile): ScorePart[] {
  return itemGroups(profile).flatMap(({ measure, phase, at }): ScorePart[] => {
    const scoring = itemScoring(measure);
    if (scoring?.kind === 'none') return [];
    const count = isTriaged(measure) ? TRIAGE_ITEMS : (scoring?.count ?? at.length);
    if (at.length < Math.max(3, count)) return [];
    const recent = isTriaged(measure) ? recencyColumns(profile, measure) : [];
    return [{ measure, at: [...at.slice(0, count), ...recent], phase }];
  });
}

/** Columns that are numbered under the name of an instrument, from 1 on without a gap. */
export function itemGroups(profile: FileProfile): readonly ScorePart[] {
  const groups = new Map<string, { measure: string; phase: string | null; at: number[] }>();
  for (const column of profile.columns) {
    const numbered = /^(.*?)[\s_.-]*(?:q|item|question|i)?[\s_.#-]*(\d{1,2})$/i.exec(
      column.name.trim(),
    );
    const found = numbered ? instrumentIn(numbered[1]!) : null;
    if (!numbered || !found) continue;
    if (numbersOf(column).some((value) => value > MOST_POINTS && !isNoAnswerCandidate(value)))
      continue;
    const phase = found.rest.filter((word) => !/^(q|item|items|question|i)$/.test(word)).join(' ');
    if (phase !== '' && phaseOf(phase) === null) continue;
    const key = `${found.id} ${phase}`;
    const group = groups.get(key) ?? {
      measure: found.id,
      phase: phase === '' ? null : phase,
      at: [],
    };
    group.at[Number(numbered[2]) - 1] ??= column.at;
    groups.set(key, group);
  }
  return [...groups.values()].map(({ measure, phase, at }) => {
    const gap = Array.from(at).indexOf(undefined as never);
    return { measure, phase, at: gap < 0 ? at : at.slice(0, gap) };
  });
}

/** Whether numbered columns are items by their values; totals at numbered visits are larger. */
function areItems({ measure, at }: ScorePart, profile: FileProfile): boolean {
  const scoring = itemScoring(measure);
  const most = scoring?.kind === 'sum' ? scoring.max : MOST_POINTS;
  const isLarge = (value: string): boolean => Number(value) > most;
  return at.length > 2 && at.every((no) => shareOf(profile.columns[no]!, isLarge) < 0.05);
}

/** The column that says whether what the last item asks about lies in the past 3 months. */
function recencyColumns(profile: FileProfile, measure: string): readonly number[] {
  return profile.columns
    .filter(({ name }) => RECENT.test(name) && instrumentIn(name)?.id === measure)
    .map(({ at }) => at)
    .slice(0, 1);
}

const RECENT = new RegExp(`${TRIAGE_ITEMS}.*(recent|3 ?_?mo|past|within)`, 'i');
