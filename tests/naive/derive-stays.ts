/** Stays: length, class of the reason, order, next stay and moves. */
import { findLevel } from '$lib/model/levels';
import { conditionOf } from './conditions';
import { addDays, daysBetween, earlier } from './days';
import type { DerivedStay, Move, ReasonClass, StayRow } from './types';

const REASON_CLASSES: Readonly<Record<string, ReasonClass>> = {
  completed: 'planned',
  transferred: 'planned',
  dropped_out: 'dropout',
  against_advice: 'dropout',
  terminated: 'unplanned',
  coverage_ended: 'unplanned',
  incarcerated: 'unplanned',
  other: 'unplanned',
  deceased: 'not_counted',
  record_closed: 'not_counted',
};

/** The rank of a stay's level; null for housing. */
export function rankOf(stay: StayRow): number | null {
  return findLevel(stay.level_of_care)?.rank ?? null;
}

/** Compares texts by their code units. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The order of the stays of a person; open stays come after those that ended. */
export function compareStays(one: StayRow, other: StayRow): number {
  return (
    compareText(one.admitted_on, other.admitted_on) ||
    compareText(one.discharged_on ?? '9999-99-99', other.discharged_on ?? '9999-99-99') ||
    (rankOf(other) ?? -1) - (rankOf(one) ?? -1) ||
    compareText(one.stay_id, other.stay_id)
  );
}

/** The stays of a person that have a place in the order, in that order; housing has none. */
export function stayChain(stays: readonly StayRow[], personId: string): StayRow[] {
  return stays
    .filter((stay) => stay.person_id === personId && rankOf(stay) !== null)
    .sort(compareStays);
}

/** The last day of a stay: its discharge, or the cut while it is open. */
export function endOf(stay: StayRow, cut: string): string {
  return stay.discharged_on ?? cut;
}

/** The day on which a stay ends for its length: last contact or discharge, the cut while open. */
export function lengthEndOf(stay: StayRow, cut: string): string {
  if (stay.discharged_on === null) return cut;
  return earlier(stay.last_contact_on ?? stay.discharged_on, stay.discharged_on);
}

function reasonClassOf(stay: StayRow): ReasonClass | null {
  if (stay.discharged_on === null) return null;
  if (stay.discharge_reason === null) return 'missing';
  return REASON_CLASSES[stay.discharge_reason] ?? 'missing';
}

function nextOf(stay: StayRow, chain: readonly StayRow[]): StayRow | undefined {
  const position = chain.indexOf(stay);
  if (position < 0 || stay.discharged_on === null) return undefined;
  const earliestStart = addDays(stay.discharged_on, -1);
  return chain.slice(position + 1).find((candidate) => candidate.admitted_on >= earliestStart);
}

function previousOf(stay: StayRow, chain: readonly StayRow[]): StayRow | undefined {
  const position = chain.indexOf(stay);
  if (position < 0) return undefined;
  const latestEnd = addDays(stay.admitted_on, 1);
  return chain
    .slice(0, position)
    .findLast((other) => other.discharged_on !== null && other.discharged_on <= latestEnd);
}

function moveOf(
  stay: StayRow,
  next: StayRow | undefined,
  windowDays: number,
  cut: string,
): Move | null {
  const rank = rankOf(stay);
  if (rank === null || stay.discharged_on === null) return null;
  if (stay.discharge_reason === 'deceased') return null;
  if (next && daysBetween(stay.discharged_on, next.admitted_on) <= windowDays) {
    const nextRank = rankOf(next) ?? rank;
    if (nextRank === rank) return 'lateral';
    return nextRank < rank ? 'step_down' : 'step_up';
  }
  return daysBetween(stay.discharged_on, cut) >= windowDays ? 'none' : 'not_yet_observed';
}

/** A stay with all that follows from the stays of its person; paths come later. */
export function deriveStay(
  stay: StayRow,
  all: readonly StayRow[],
  cut: string,
  pathId: string | null,
): DerivedStay {
  const chain = stayChain(all, stay.person_id);
  const next = nextOf(stay, chain);
  const reasonClass = reasonClassOf(stay);
  const lengthDays = Math.max(1, daysBetween(stay.admitted_on, lengthEndOf(stay, cut)));
  const isFollowed = next !== undefined && stay.discharged_on !== null;
  return {
    ...stay,
    rank: rankOf(stay),
    open: stay.discharged_on === null,
    length_days: lengthDays,
    reason_class: reasonClass,
    planned: reasonClass === 'planned',
    dropout: reasonClass === 'dropout',
    unplanned: reasonClass === 'dropout' || reasonClass === 'unplanned',
    condition: conditionOf(stay.primary_dx),
    stay_order: chain.includes(stay) ? chain.indexOf(stay) + 1 : null,
    previous_stay_id: previousOf(stay, chain)?.stay_id ?? null,
    next_stay_id: next?.stay_id ?? null,
    gap_days: isFollowed ? daysBetween(stay.discharged_on, next.admitted_on) : null,
    move_7: moveOf(stay, next, 7, cut),
    move_30: moveOf(stay, next, 30, cut),
    path_id: pathId,
    weeks_enrolled: lengthDays / 7,
    full_weeks: Math.floor(lengthDays / 7),
  };
}
