/** Which scores may serve a stay, and in which window. */
import type { ScoreWindow, Settings } from '$lib/model/settings';
import { addDays, isWithin } from './days';
import { endOf } from './derive-stays';
import { rowsWith } from './look-up';
import type { Origin, ScoreRow, StayRow } from './types';

/** The score windows of a level. */
export function windowOf(level: string, settings: Settings): ScoreWindow {
  return settings.scoreWindowByLevel[level] ?? settings.scoreWindow;
}

/** Compares rows in file order. */
export function compareOrigin(one: Origin, other: Origin): number {
  return one.fileId - other.fileId || one.rowNo - other.rowNo;
}

/** One score a day, the last in file order, by day. */
export function lastOfEachDay(scores: readonly ScoreRow[]): ScoreRow[] {
  const byDay = new Map<string, ScoreRow>();
  for (const score of [...scores].sort(compareOrigin)) byDay.set(score.taken_on, score);
  return [...byDay.values()].sort((a, b) => (a.taken_on < b.taken_on ? -1 : 1));
}

/** The scores of a person that name a stay or name none, whenever taken. */
export function scoresFor(stay: StayRow, scores: readonly ScoreRow[]): ScoreRow[] {
  return rowsWith(scores, 'person_id', stay.person_id).filter(
    (score) => score.stay_id === null || score.stay_id === stay.stay_id,
  );
}

/** The scores that serve a stay from before its admission until shortly after its end. */
export function scoresAround(
  stay: StayRow,
  scores: readonly ScoreRow[],
  settings: Settings,
  cut: string,
): ScoreRow[] {
  const window = windowOf(stay.level_of_care, settings);
  const from = addDays(stay.admitted_on, -window.baselineBefore);
  const to = addDays(endOf(stay, cut), window.lastAfter);
  return scoresFor(stay, scores).filter((score) => isWithin(score.taken_on, from, to));
}
