// Chains of stays: step-down, step-up, return after a gap, and a few stays at the same time.
import { CUT, FIRST_DAY, isoOf, nextWeekday } from './days';
import { isResidential, type Level } from './levels';
import { entryUnit, nextMove } from './moves';
import type { Person } from './people';
import { UNITS, type Unit } from './programs';
import { Random } from './random';
import { isOpen, isPlanned, makeStay, type Arrival, type Stay } from './stays';

const MOST_STAYS = 7;

function admissionDay(unit: Unit, wanted: number): number {
  return isResidential(unit.level) ? wanted : nextWeekday(wanted);
}

function entryDay(random: Random, unit: Unit): number {
  for (;;) {
    const day = admissionDay(unit, random.int(FIRST_DAY, CUT));
    const late = isoOf(day).slice(5) >= '12-15';
    if (day <= CUT && !(late && random.chance(0.4))) return day;
  }
}

function plannedLevel(random: Random, stay: Stay, next: Stay | null): Level | null {
  if (next && isPlanned(stay.reason)) {
    if (random.chance(0.86)) return next.unit.level;
    return random.chance(0.5) ? 'op' : null;
  }
  if (stay.reason === 'transferred') return random.pick(['php', 'iop', 'op', 'residential']);
  if (stay.reason === 'completed') return random.chance(0.45) ? 'op' : null;
  return random.chance(0.12) ? 'op' : null;
}

function chainOf(random: Random, person: Person): Stay[] {
  const stays: Stay[] = [];
  let unit = entryUnit(random, person);
  let day = entryDay(random, unit);
  let arrival: Arrival = 'entry';
  while (day <= CUT && stays.length < MOST_STAYS) {
    const stay = makeStay(random, person, unit, day, arrival);
    const before = stays[stays.length - 1];
    if (before) before.dischargedTo = plannedLevel(random, before, stay);
    stays.push(stay);
    if (isOpen(stay)) return stays;
    const move = nextMove(random, person, stay);
    if (!move) {
      stay.dischargedTo = plannedLevel(random, stay, null);
      return stays;
    }
    ({ unit, arrival } = move);
    // A gap of -1 needs a stay of two days at least, or order and admission would collide.
    const gapDays = stay.discharged - stay.admitted < 2 ? Math.max(0, move.gapDays) : move.gapDays;
    day = admissionDay(unit, stay.discharged + gapDays);
  }
  return stays;
}

/** About one long program stay in thirty has individual outpatient therapy beside it. */
function concurrentOf(random: Random, stay: Stay): Stay | null {
  const long = stay.discharged - stay.admitted > 28;
  const suits = (stay.unit.level === 'php' || stay.unit.level === 'iop') && long;
  if (!suits || !random.chance(0.03)) return null;
  const day = nextWeekday(stay.admitted + random.int(7, 14));
  return day > CUT ? null : makeStay(random, stay.person, UNITS.op, day, 'concurrent');
}

/** All stays in order of admission, with ids. */
export function makeStays(people: readonly Person[]): Stay[] {
  const random = new Random('paths');
  const stays = people.flatMap((person) => {
    const chain = chainOf(random, person);
    const beside = chain.map((stay) => concurrentOf(random, stay)).filter((stay) => stay !== null);
    // A second outpatient stay beside a real one would read as a duplicate admission.
    return chain.some((stay) => stay.unit.level === 'op') ? chain : [...chain, ...beside];
  });
  stays.sort((a, b) => a.admitted - b.admitted || (a.person.id < b.person.id ? -1 : 1));
  stays.forEach((stay, index) => {
    stay.id = `S${String(1001 + index)}`;
  });
  return stays;
}
