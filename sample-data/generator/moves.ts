// Where people go next: the level after a stay, the days in between, and returns after a gap.
import { RANK } from './levels';
import { AFTER_COMPLETED, AFTER_TRANSFER, ENTRY, STEP_GAPS, type Target } from './move-tables';
import type { Person } from './people';
import { UNITS, type Unit } from './programs';
import type { Random } from './random';
import { isDropout, type Arrival, type Stay } from './stays';

/** The next stay of a person: its unit, the days from discharge to admission, and how it came. */
export interface Move {
  readonly unit: Unit;
  readonly gapDays: number;
  readonly arrival: Arrival;
}

function unitFor(random: Random, person: Person, target: Target): Unit | null {
  if (target === 'none') return null;
  if (target !== 'iop') return UNITS[target];
  const share = { substance: 0.96, dual: 0.7 } as const;
  const p =
    person.profile === 'substance' || person.profile === 'dual' ? share[person.profile] : 0.02;
  return random.chance(p) ? UNITS.sud : UNITS.adult;
}

/** The unit of the first stay. */
export function entryUnit(random: Random, person: Person): Unit {
  const { profile } = person;
  const kind = profile === 'substance' || profile === 'dual' ? profile : 'mental';
  return unitFor(random, person, random.weighted(ENTRY[kind])) ?? UNITS.adult;
}

function returnAfter(random: Random, person: Person, stay: Stay): Move | null {
  const odds = isDropout(stay.reason) ? 0.24 : stay.reason === 'completed' ? 0.11 : 0.17;
  if (!random.chance(odds * (person.dropoutRisk > 0 ? 1.25 : 0.8))) return null;
  const gapDays = Math.min(240, Math.round(random.logNormal(32, 0.95)));
  const sameLevel = stay.unit.key === 'aftercare' ? UNITS.op : stay.unit;
  const target: Target = random.weighted([
    ['inpatient', person.profile === 'substance' ? 8 : 22],
    ['day', person.profile === 'substance' ? 4 : 14],
    ['iop', 12],
  ]);
  const higher = unitFor(random, person, target) ?? sameLevel;
  const goesUp = RANK[higher.level] > RANK[sameLevel.level] && random.chance(0.45);
  return { unit: goesUp ? higher : sameLevel, gapDays, arrival: 'return' };
}

/** The move after a finished stay, or null when the person is not seen again. */
export function nextMove(random: Random, person: Person, stay: Stay): Move | null {
  const { reason, unit } = stay;
  if (reason === 'deceased') return null;
  if (reason === 'completed' || reason === 'transferred') {
    const table = reason === 'completed' ? AFTER_COMPLETED : AFTER_TRANSFER;
    const next = unitFor(random, person, random.weighted(table[unit.key]));
    if (next) {
      const [low, high] = random.weighted(STEP_GAPS);
      const arrival = RANK[next.level] > RANK[unit.level] ? 'up' : 'step';
      return { unit: next, gapDays: random.int(low, high), arrival };
    }
  }
  return returnAfter(random, person, stay);
}
