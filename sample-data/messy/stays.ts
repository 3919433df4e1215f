// Who came, and which stays followed each other. No two stays of a person run side by side.
import { CUT, nextWeekday } from '../generator/days';
import { Random, type Weighted } from '../generator/random';
import { FIRST_DAY } from './days';
import { type Level, LEVELS } from './levels';

const PEOPLE = 120;

/** One synthetic person. */
export interface Person {
  readonly id: string;
  readonly ageGroup: string;
  readonly gender: string;
  readonly payer: string;
  readonly dx: string;
  readonly housing: string;
  /** Standard normal; higher = more symptoms at first. */
  readonly severity: number;
}

/** One stay. Days are day numbers; an end after the cut means that it is still open. */
export interface Stay {
  readonly person: Person;
  readonly level: Level;
  readonly program: string;
  readonly facility: string;
  readonly admitted: number;
  readonly discharged: number;
  /** In the words of the record system; empty = not recorded. */
  readonly reason: string;
  readonly referred: number | null;
  readonly source: string;
}

const ENDS: Weighted<string> = [
  ['Graduated', 45],
  ['Lost to contact', 16],
  ['AMA', 9],
  ['UR denial', 8],
  ['Administrative D/C', 6],
  ['', 5],
  ['Jail', 3],
  ['Entered in error', 2],
  ['Expired', 0.5],
];

const DIAGNOSES = 'F10.20 F11.20 F15.20 F33.1 F33.2 F41.1 F43.10 F43.12 F31.81 F60.3 F1020'.split(
  ' ',
);

/** People, the first of them with stays; the ids of the last are for rows that must not load. */
export function makePeople(): { people: Person[]; strangers: string[] } {
  const random = new Random('messy people');
  const ids = new Set<string>();
  while (ids.size < PEOPLE + 8) ids.add(`C-${String(random.int(10000, 99999))}`);
  const all = [...ids];
  const people = all.slice(0, PEOPLE).map((id) => ({
    id,
    ageGroup: random.pick(['18-25', '26-35', '36-45', '46-55', '56+']),
    gender: random.pick(['F', 'F', 'F', 'M', 'M', 'M', 'X']),
    payer: random.pick([
      'Commercial',
      'Commercial',
      'Medicaid',
      'Medicaid',
      'Medicare',
      'Self Pay',
    ]),
    dx: random.pick(DIAGNOSES),
    housing: random.pick(['Own home', 'Own home', 'With family', 'Sober living', 'Unstable']),
    severity: random.normal(),
  }));
  return { people, strangers: all.slice(PEOPLE) };
}

function makeStay(
  random: Random,
  person: Person,
  level: Level,
  admitted: number,
  isFirst: boolean,
): Stay {
  const plan = LEVELS[level];
  const ending = random.weighted(ENDS);
  const isPlanned = ending === 'Graduated';
  const mean = plan.medianDays * (isPlanned ? 1 : 0.6);
  const days =
    ending === 'Entered in error' ? 1 : Math.max(1, Math.round(random.logNormal(mean, 0.4)));
  const source = ['Self', 'Hospital, "ED"', 'Court', 'Other provider', 'Family'];
  return {
    person,
    level,
    program: random.pick(plan.programs),
    facility: random.pick(['Quarry site', 'Quarry site', 'Fern site']),
    admitted,
    discharged: admitted + days,
    reason: ending,
    referred: isFirst && random.chance(0.8) ? admitted - random.int(0, 14) : null,
    source: isFirst ? random.pick(source) : 'Internal',
  };
}

function pathOf(random: Random, person: Person, from: number): Stay[] {
  const stays: Stay[] = [];
  const starts: Weighted<Level> = [
    ['3.7-WM Detox', 2],
    ['RTC 3.5', 5],
    ['PHP - Day Tx', 6],
    ['IOP 2.1', 5],
    ['OP Individual', 2],
  ];
  let level: Level | null = random.weighted(starts);
  let day = nextWeekday(from);
  while (level !== null && day <= CUT) {
    const stay: Stay = makeStay(random, person, level, day, stays.length === 0);
    const next: Level | null = random.weighted(LEVELS[level].next);
    const goesOn: boolean = stay.reason === 'Graduated' && next !== null;
    stays.push(goesOn && random.chance(0.7) ? { ...stay, reason: 'Step-down' } : stay);
    day = nextWeekday(stay.discharged + random.int(0, 2));
    level = goesOn ? next : null;
  }
  return stays;
}

/** All stays, by admission. */
export function makeStays(people: readonly Person[]): Stay[] {
  const random = new Random('messy stays');
  const stays = people.flatMap((person) => {
    const own = pathOf(random, person, random.int(FIRST_DAY, CUT - 1));
    const last = own.at(-1);
    const mayReturn = last !== undefined && last.reason !== 'Expired' && random.chance(0.35);
    return mayReturn
      ? [...own, ...pathOf(random, person, last.discharged + random.int(20, 120))]
      : own;
  });
  return stays.sort((a, b) => a.admitted - b.admitted || (a.person.id < b.person.id ? -1 : 1));
}

/** Whether the stay has not ended by the cut. */
export function isOpen(stay: Stay): boolean {
  return stay.discharged > CUT;
}
