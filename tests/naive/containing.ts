/** Which stay a day belongs to when the row names none. */
import { endOf, compareText, rankOf } from './derive-stays';
import { isWithin } from './days';
import type { StayRow } from './types';

/** The stay that holds a day, among the stays of one person; undefined when none does. */
export function containingStay(
  personStays: readonly StayRow[],
  day: string,
  cut: string,
): StayRow | undefined {
  const holding = personStays.filter((stay) => isWithin(day, stay.admitted_on, endOf(stay, cut)));
  const starting = holding.filter((stay) => stay.admitted_on === day);
  const candidates = isTransferDay(holding, day) ? starting : holding;
  return [...candidates].sort(compareClaims)[0];
}

/** Whether one stay ends and another one starts on a day. */
function isTransferDay(holding: readonly StayRow[], day: string): boolean {
  return holding.some((ending) =>
    holding.some(
      (starting) =>
        starting !== ending && ending.discharged_on === day && starting.admitted_on === day,
    ),
  );
}

/** The higher level comes first, then the earlier admission, then the stay id. */
export function compareClaims(one: StayRow, other: StayRow): number {
  return (
    (rankOf(other) ?? -1) - (rankOf(one) ?? -1) ||
    compareText(one.admitted_on, other.admitted_on) ||
    compareText(one.stay_id, other.stay_id)
  );
}
