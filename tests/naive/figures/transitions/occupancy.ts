/** State occupancy: every person on every day, and the product of the days' moves. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { LEVELS } from '$lib/model/levels';
import { type Group, allGroups, chosenStays, personsIn } from '../../choose';
import { addDays, daysBetween } from '../../days';
import { stayChain } from '../../derive-stays';
import { rowsWith } from '../../look-up';
import type { Derived, DerivedStay } from '../../types';
import { type FigureInput, NO_HEADLINE, exclusions, toFigure } from '../figure';

const COLUMNS = 'level program day class persons at_risk value low high'.split(' ');

const ENDS = ['planned_end', 'dropped_out', 'deceased', 'out_of_sight'];

const FIXED_DAYS = [0, 7, 14, 30, 60, 90, 180, 365];

const LAST_DAY = 365;

/** Where a person was on each day from the first admission until the cut, or day 365. */
interface Life {
  readonly observedDays: number;
  readonly states: readonly string[];
}

/** `state-occupancy`: the share of persons in each state by day since their first admission. */
export function stateOccupancy({ derived, cohort, basis }: FigureInput): FigureData {
  const chosen = chosenStays(derived, cohort, basis);
  const firsts = chosen.filter((stay) => isFirst(stay, derived));
  const lives = new Map(firsts.map((stay) => [stay.person_id, lifeOf(stay, derived)]));
  const seen = new Set([...lives.values()].flatMap(({ states }) => states));
  const states = [...LEVELS.map(({ code }) => code).filter((code) => seen.has(code)), ...ENDS];
  const rows = allGroups(firsts).flatMap((group) => groupRows(group, lives, states));
  const persons = personsIn(firsts);
  const housed = chosen.filter((stay) => ownStays(stay.person_id, derived).length === 0);
  return toFigure(
    { ...NO_HEADLINE, n: persons, persons },
    COLUMNS,
    persons === 0 ? [] : rows,
    exclusions([['in housing only', personsIn(housed)]]),
  );
}

/** The stays of a person in their order, without housing. */
function ownStays(personId: string, { stays }: Derived): DerivedStay[] {
  return stayChain(rowsWith(stays, 'person_id', personId), personId) as DerivedStay[];
}

function isFirst(stay: DerivedStay, derived: Derived): boolean {
  return ownStays(stay.person_id, derived)[0] === stay;
}

function lifeOf(first: DerivedStay, derived: Derived): Life {
  const own = ownStays(first.person_id, derived);
  const observedDays = daysBetween(first.admitted_on, derived.dataCut);
  const days = Math.min(observedDays, LAST_DAY);
  const states = Array.from({ length: days + 1 }, (_, day) =>
    stateOn(own, addDays(first.admitted_on, day)),
  );
  return { observedDays, states };
}

/** The state at the end of a day. */
function stateOn(own: readonly DerivedStay[], day: string): string {
  const begun = own.filter((stay) => stay.admitted_on <= day);
  const running = begun.filter(
    ({ discharged_on }) => discharged_on === null || discharged_on > day,
  );
  const level = running.at(-1)?.level_of_care;
  if (level !== undefined) return level;
  const latest = begun
    .map(({ discharged_on }) => discharged_on ?? '')
    .sort()
    .at(-1);
  const last = begun.filter(({ discharged_on }) => discharged_on === latest).at(-1)!;
  if (last.discharge_reason === 'completed') return 'planned_end';
  if (last.dropout) return 'dropped_out';
  return last.discharge_reason === 'deceased' ? 'deceased' : 'out_of_sight';
}

function groupRows(
  group: Group,
  all: ReadonlyMap<string, Life>,
  states: readonly string[],
): FigureRow[] {
  const lives = group.stays.map(({ person_id }) => all.get(person_id)!);
  const observedOn = (day: number): number =>
    lives.filter(({ observedDays }) => observedDays >= day).length;
  const isEverybody = group.level === null && group.program === null;
  let share = new Map(
    states.map((state) => [
      state,
      lives.filter((life) => life.states[0] === state).length / lives.length,
    ]),
  );
  const rows: FigureRow[] = [];
  for (let day = 0; day <= LAST_DAY; day += 1) {
    if (observedOn(day) < Math.min(10, lives.length / 2)) break;
    const seen = lives.filter(({ observedDays }) => observedDays >= day);
    const moved = day > 0 && seen.some((life) => life.states[day] !== life.states[day - 1]);
    if (moved) share = afterDay(share, seen, day);
    const isLast = day === LAST_DAY || observedOn(day + 1) < Math.min(10, lives.length / 2);
    const isShown = FIXED_DAYS.includes(day) || (isEverybody && (moved || isLast));
    if (!isShown) continue;
    for (const state of states) {
      rows.push({
        level: group.level,
        program: group.program,
        day,
        class: state,
        persons: lives.length,
        at_risk: seen.length,
        value: share.get(state) ?? null,
        low: null,
        high: null,
      });
    }
  }
  return rows;
}

/** Each state hands on the share of its people that moved, as it stood on the day before. */
function afterDay(
  share: ReadonlyMap<string, number>,
  seen: readonly Life[],
  day: number,
): Map<string, number> {
  const after = new Map(share);
  for (const [from, before] of share) {
    const were = seen.filter((life) => life.states[day - 1] === from);
    for (const { states } of were) {
      const to = states[day]!;
      if (to === from) continue;
      after.set(from, after.get(from)! - before / were.length);
      after.set(to, after.get(to)! + before / were.length);
    }
  }
  return after;
}
