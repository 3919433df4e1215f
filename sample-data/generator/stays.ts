// One stay at one level of care: how long, how it ends, and what the record says about it.
import { CUT, nextWeekday, weekdayOf } from './days';
import { isResidential, type Level, type Reason, type Site } from './levels';
import type { Person } from './people';
import type { Unit } from './programs';
import type { Random, Weighted } from './random';

/** How a person came to a stay. */
export type Arrival = 'entry' | 'step' | 'up' | 'return' | 'concurrent';

/** One stay. Days are day numbers; an end after the cut means that the stay is still open. */
export interface Stay {
  id: string;
  readonly person: Person;
  readonly unit: Unit;
  readonly site: Site;
  readonly arrival: Arrival;
  readonly admitted: number;
  readonly discharged: number;
  /** Last day the person was there; set to the last attended day where sessions tell more. */
  lastContact: number;
  readonly reason: Reason;
  readonly modality: string;
  /** Program days a week; 0 where the plan is weekly or around the clock. */
  readonly daysPerWeek: number;
  /** Planned next level, null when none is on record. */
  dischargedTo: Level | null;
}

/** Whether the stay has not ended by the cut. */
export function isOpen(stay: Stay): boolean {
  return stay.discharged > CUT;
}

/** Whether the person left by own choice before the plan was done. */
export function isDropout(reason: Reason): boolean {
  return reason === 'dropped_out' || reason === 'against_advice';
}

/** Whether the stay ended as planned. */
export function isPlanned(reason: Reason): boolean {
  return reason === 'completed' || reason === 'transferred';
}

const SITE_RISK: Readonly<Record<Site, number>> = {
  'North site': 0,
  'River site': 0.22,
  'Hill site': -0.25,
};

function drawReason(random: Random, person: Person, unit: Unit, site: Site): Reason {
  const risk = person.dropoutRisk + SITE_RISK[site];
  const commercial = person.payer === 'Commercial' ? 1.4 : 0.65;
  const weights: Weighted<Reason> = unit.reasons.map(([reason, weight]) => {
    if (isDropout(reason)) return [reason, weight * Math.exp(0.5 * risk - 0.1)];
    if (reason === 'terminated') return [reason, weight * Math.exp(0.35 * risk - 0.05)];
    if (reason === 'coverage_ended') return [reason, weight * commercial];
    return [reason, weight];
  });
  return random.weighted(weights);
}

function drawDays(random: Random, unit: Unit, reason: Reason): number {
  const kind = isDropout(reason)
    ? 'left'
    : reason === 'completed' || reason === 'transferred'
      ? reason
      : 'other';
  const [median, sigma] = unit.days[kind];
  return Math.max(1, Math.round(random.logNormal(median, sigma)));
}

function paperworkDays(random: Random, level: Level, reason: Reason): number {
  if (isPlanned(reason)) return random.chance(0.8) ? 0 : random.int(1, 3);
  if (isResidential(level) || reason === 'against_advice') return random.chance(0.85) ? 0 : 1;
  return reason === 'dropped_out' ? random.int(3, 14) : random.int(0, 5);
}

function drawModality(random: Random, unit: Unit): string {
  if (isResidential(unit.level)) return 'in_person';
  const remote = { day: [0, 6], adult: [13, 18], sud: [7, 14] } as const;
  const [video, hybrid] =
    unit.key === 'day' || unit.key === 'adult' || unit.key === 'sud' ? remote[unit.key] : [34, 16];
  return random.weighted([
    ['video', video],
    ['hybrid', hybrid],
    ['in_person', 100 - video - hybrid],
  ]);
}

function drawDaysPerWeek(random: Random, unit: Unit): number {
  if (unit.level === 'php') return random.chance(0.88) ? 5 : 4;
  if (unit.level !== 'iop') return 0;
  return random.weighted([
    [3, 44],
    [4, 34],
    [5, 22],
  ]);
}

/** Draws a stay that starts on the given day; the id is given later, in order of admission. */
export function makeStay(
  random: Random,
  person: Person,
  unit: Unit,
  admitted: number,
  arrival: Arrival,
): Stay {
  const site = unit.sites.includes(person.site) ? person.site : (unit.sites[0] ?? person.site);
  const reason = drawReason(random, person, unit, site);
  let lastContact = admitted + drawDays(random, unit, reason);
  let discharged = lastContact + paperworkDays(random, unit.level, reason);
  if (!isResidential(unit.level)) {
    // Ambulatory programs run and discharge on weekdays.
    if (weekdayOf(lastContact) > 4) lastContact = nextWeekday(lastContact) - 3;
    if (lastContact <= admitted) lastContact = nextWeekday(admitted + 1);
    discharged = Math.max(lastContact, nextWeekday(discharged));
    if (isPlanned(reason) && discharged - lastContact === 3) discharged = lastContact;
  }
  return {
    id: '',
    person,
    unit,
    site,
    arrival,
    admitted,
    discharged,
    lastContact,
    reason,
    modality: drawModality(random, unit),
    daysPerWeek: drawDaysPerWeek(random, unit),
    dischargedTo: null,
  };
}
