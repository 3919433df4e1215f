/** Scores without a day: their place by visit or phase, and which of them may start or end a change. */
import { compareText } from './derive-stays';
import { rowsWith } from './look-up';
import { compareOrigin } from './score-windows';
import type { Canonical, SeenVisit, StayRow } from './types';

/** The scores without a day, each under the stay that it names or the only one of its person. */
export function seenVisits(
  { visits = [], phases = [] }: Canonical,
  stays: readonly StayRow[],
): SeenVisit[] {
  return visits.map((row) => {
    const own = rowsWith(stays, 'person_id', row.person_id);
    const only = own.length === 1 ? own[0]!.stay_id : null;
    const rule = phases.find(({ word }) => word === row.phase?.toLowerCase());
    const number = row.phase === null ? NaN : Number(row.phase);
    const role = rule?.role ?? 'either';
    return {
      ...row,
      stay_id: row.stay_id ?? only,
      position: row.visit ?? rule?.position ?? (Number.isNaN(number) ? null : number),
      label: row.phase ?? String(row.visit),
      mayStart: role === 'baseline' || role === 'either',
      mayEnd: role === 'later' || role === 'either',
    };
  });
}

/** Compares by position, those without one last, then by word. */
export function compareVisits(
  one: Pick<SeenVisit, 'position' | 'label'>,
  other: Pick<SeenVisit, 'position' | 'label'>,
): number {
  if (one.position === other.position) return compareText(one.label, other.label);
  if (one.position === null) return 1;
  if (other.position === null) return -1;
  return one.position - other.position;
}

/** One score a visit, the last in file order, from the first visit to the last. */
export function lastOfEachVisit(visits: readonly SeenVisit[]): SeenVisit[] {
  const byVisit = new Map<string, SeenVisit>();
  for (const visit of [...visits].sort(compareOrigin)) {
    byVisit.set(JSON.stringify([visit.position, visit.label]), visit);
  }
  return [...byVisit.values()].sort(compareVisits);
}

/** Whether a score counts for change at all; a follow-up does not. */
export function mayCount({ mayStart, mayEnd }: SeenVisit): boolean {
  return mayStart || mayEnd;
}
