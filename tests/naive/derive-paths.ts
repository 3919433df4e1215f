/** Paths: chains of a person's stays, broken where nobody was seen for more than G days. */
import { findLevel } from '$lib/model/levels';
import { daysBetween, later } from './days';
import { endOf, lengthEndOf, stayChain } from './derive-stays';
import type { DerivedPath, StayRow } from './types';

/** The paths of all persons. */
export function derivePaths(
  stays: readonly StayRow[],
  cut: string,
  gapDays: number,
): DerivedPath[] {
  const people = [...new Set(stays.map((stay) => stay.person_id))];
  return people.flatMap((person) =>
    chainsOf(stayChain(stays, person), cut, gapDays).map((chain, index) =>
      toPath(`${person}#${index + 1}`, chain, cut),
    ),
  );
}

function chainsOf(ordered: readonly StayRow[], cut: string, gapDays: number): StayRow[][] {
  const chains: StayRow[][] = [];
  let latestEnd = '';
  for (const stay of ordered) {
    const current = chains.at(-1);
    if (current && daysBetween(latestEnd, stay.admitted_on) <= gapDays) {
      current.push(stay);
      latestEnd = later(latestEnd, endOf(stay, cut));
    } else {
      chains.push([stay]);
      latestEnd = endOf(stay, cut);
    }
  }
  return chains;
}

function toPath(pathId: string, chain: readonly StayRow[], cut: string): DerivedPath {
  const first = chain[0]!;
  const last = chain.at(-1)!;
  const isOpen = chain.some((stay) => stay.discharged_on === null);
  const latestEnd = chain.map((stay) => endOf(stay, cut)).reduce(later);
  const lengthEnd = chain.map((stay) => lengthEndOf(stay, cut)).reduce(later);
  return {
    path_id: pathId,
    person_id: first.person_id,
    stay_ids: chain.map((stay) => stay.stay_id),
    label: labelOf(chain),
    start_on: first.admitted_on,
    end_on: isOpen ? null : latestEnd,
    open: isOpen,
    entry_level: first.level_of_care,
    exit_level: last.level_of_care,
    length_days: Math.max(1, daysBetween(first.admitted_on, lengthEnd)),
    discharge_reason: last.discharge_reason,
  };
}

function labelOf(chain: readonly StayRow[]): string {
  return chain
    .map((stay) => stay.level_of_care)
    .filter((level, index, levels) => level !== levels[index - 1])
    .map((level) => findLevel(level)?.short ?? level)
    .join(' > ');
}
