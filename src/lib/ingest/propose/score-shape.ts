/**
 * Scores that stand beside each other: one column per instrument, per time point, or per item. The
 * names of the columns tell, and their values must be numbers in the range of the instrument.
 */
import { findMeasure } from '$lib/measures/library';
import { isCategoryWord, isTriaged, TRIAGE_ITEMS } from '../categories';
import type { ColumnProfile, FileProfile } from '../proposal';
import type { ScorePart } from '../reading';
import type { FilePlan } from '../types';
import { instrumentIn } from './instruments';
import { headerWords } from './header-text';
import { phaseOf } from './phases';
import { isScore, suggestScore } from './score-words';
import { isNumber, numbersOf, shareOf } from './values';

/** Items of instruments whose score is their plain sum, or a category. */
const ITEMS: Readonly<Record<string, number>> = {
  phq9: 9,
  phqa: 9,
  gad7: 7,
  phq8: 8,
  pcl5: 20,
  audit: 10,
  auditc: 3,
  dast10: 10,
  who5: 5,
  whodas12: 12,
  k10: 10,
  k6: 6,
  bdi2: 21,
  cia: 16,
  ybocs: 10,
  isi: 7,
  wemwbs: 14,
  ors: 4,
  srs: 4,
  honos: 12,
  barc10: 10,
  wsas: 5,
  epds: 10,
  cssrs: TRIAGE_ITEMS,
};

/** Instruments of the library that no plain sum of items gives: means, reversed or weighted items. */
const NO_SUM =
  /^(cesd|pss10|pswq|swemwbs|bsl23|basis24|edeq|dla20|coreom|core10|oq45|promis|dass21|qids|mdq|rcads|sdq|bam|honosca|cgi)/;

/** The scores that each row of a file holds; empty = no column is named for an instrument. */
export function scoreParts(profile: FileProfile): readonly ScorePart[] {
  const items = itemParts(profile);
  const used = new Set(items.flatMap(({ at }) => at));
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
    .map(({ value }) => Number(isNumber(value) ? value : suggestScore(value, true) || NaN))
    .filter((score) => !Number.isNaN(score));
  if (!known || scores.length === 0) return true;
  const inRange = scores.filter((score) => score >= 0 && score <= known.scoreMax);
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
  const groups = new Map<string, { measure: string; phase: string | null; at: number[] }>();
  for (const column of profile.columns) {
    const numbered = /^(.*?)[\s_.-]*(?:q|item|question|i)?[\s_.#-]*(\d{1,2})$/i.exec(
      column.name.trim(),
    );
    const found = numbered ? instrumentIn(numbered[1]!) : null;
    if (!numbered || !found || numbersOf(column).some((value) => value > 10)) continue;
    const phase = found.rest.filter((word) => !/^(q|item|items|question|i)$/.test(word)).join(' ');
    if (phase !== '' && phaseOf(phase) === null) continue;
    const key = `${found.id} ${phase}`;
    const group = groups.get(key) ?? {
      measure: found.id,
      phase: phase === '' ? null : phase,
      at: [],
    };
    const number = Number(numbered[2]);
    group.at[number] ??= column.at;
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ measure, phase, at }): ScorePart[] => {
    let last = 0;
    while (at[last + 1] !== undefined) last += 1;
    const count = ITEMS[measure] ?? (NO_SUM.test(measure) ? Infinity : last);
    if (last < Math.max(3, count)) return [];
    const recent = isTriaged(measure) ? recencyColumns(profile, measure) : [];
    return [{ measure, at: [...at.slice(1, count + 1), ...recent], phase }];
  });
}

/** The column that says whether what the last item asks about lies in the past 3 months. */
function recencyColumns(profile: FileProfile, measure: string): readonly number[] {
  return profile.columns
    .filter(({ name }) => RECENT.test(name) && instrumentIn(name)?.id === measure)
    .map(({ at }) => at)
    .slice(0, 1);
}

const RECENT = new RegExp(`${TRIAGE_ITEMS}.*(recent|3 ?_?mo|past|within)`, 'i');
