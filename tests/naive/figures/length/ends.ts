/** How stays end: planned, by dropout, or otherwise, under the settings. */
import { findLevel } from '$lib/model/levels';
import { rowsWith } from '../../look-up';
import type { Derived, DerivedStay } from '../../types';

/** Whether a stay was transferred to a higher level, by what was planned or by what came next. */
function isTransferUp(stay: DerivedStay, { stays, settings }: Derived): boolean {
  if (stay.discharge_reason !== 'transferred' || stay.rank === null) return false;
  const planned = stay.discharged_to === null ? null : findLevel(stay.discharged_to)?.rank;
  if (planned !== null && planned !== undefined && planned > stay.rank) return true;
  const next =
    stay.next_stay_id === null ? undefined : rowsWith(stays, 'stay_id', stay.next_stay_id)[0];
  if (!next || next.rank === null || stay.gap_days === null) return false;
  return next.rank > stay.rank && stay.gap_days <= settings.pathGapDays;
}

function isUpAndNotPlanned(stay: DerivedStay, derived: Derived): boolean {
  const { isTransferUpPlanned } = derived.settings.conventions;
  return !isTransferUpPlanned && isTransferUp(stay, derived);
}

/** Whether a stay ended as planned. */
export function endsPlanned(stay: DerivedStay, derived: Derived): boolean {
  return stay.planned && !isUpAndNotPlanned(stay, derived);
}

/** Whether a stay ended for an unplanned reason, dropout included. */
export function endsUnplanned(stay: DerivedStay, derived: Derived): boolean {
  return stay.unplanned || isUpAndNotPlanned(stay, derived);
}
