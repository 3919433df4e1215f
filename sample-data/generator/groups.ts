// Therapy groups: people are placed in the fullest group of their unit and site that has a seat.
import type { Stay } from './stays';

interface Group {
  readonly number: number;
  /** Last day of each person enrolled. */
  readonly ends: number[];
}

/** The group number of every stay; a seat is taken from admission to discharge. */
export function placeInGroups(stays: readonly Stay[]): Map<Stay, number> {
  const groups = new Map<string, Group[]>();
  const placed = new Map<Stay, number>();
  for (const stay of stays) {
    const key = `${stay.unit.key} ${stay.site}`;
    const all = groups.get(key) ?? [];
    groups.set(key, all);
    const enrolled = (group: Group): number =>
      group.ends.filter((end) => end >= stay.admitted).length;
    const withSeat = all
      .filter((group) => enrolled(group) < stay.unit.groupCapacity)
      .sort((a, b) => enrolled(b) - enrolled(a) || a.number - b.number);
    const group = withSeat[0] ?? { number: all.length + 1, ends: [] };
    if (!withSeat[0]) all.push(group);
    group.ends.push(stay.discharged);
    placed.set(stay, group.number);
  }
  return placed;
}
