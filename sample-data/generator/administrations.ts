// When questionnaires are filled in: at admission, on a schedule, at discharge, and afterwards.
import { CUT, dayOf } from './days';
import { isResidential } from './levels';
import { Random } from './random';
import type { Session } from './sessions';
import { isOpen, isPlanned, type Stay } from './stays';
import type { Measure } from './symptoms';

/** One day on which a person filled in one or several questionnaires. */
export interface Administration {
  readonly stay: Stay;
  readonly day: number;
  readonly measures: readonly Measure[];
  /** Whether the rows name their stay. */
  readonly namesStay: boolean;
}

const ROLLED_OUT = dayOf('2025-03-01');

function measuresOf(
  random: Random,
  stay: Stay,
  kind: 'start' | 'middle' | 'end',
  turn = 0,
): Measure[] {
  const { person, unit, arrival } = stay;
  const substance = person.profile === 'substance' || person.profile === 'dual';
  const full = kind !== 'middle' || turn % 2 === 0;
  const measures: Measure[] = ['phq9'];
  if (random.chance(0.97)) measures.push('gad7');
  const trauma = person.profile === 'trauma' || person.otherDx.includes('F43.10');
  if (full && trauma && unit.level !== 'inpatient') measures.push('pcl5');
  if (full && !isResidential(unit.level) && unit.key !== 'sud') measures.push('who5');
  const screened = unit.key === 'sud' || (substance && unit.level !== 'aftercare');
  if (kind === 'start' && screened && random.chance(arrival === 'step' ? 0.35 : 0.93)) {
    measures.push('audit');
  }
  return measures;
}

function baselineDay(random: Random, stay: Stay): number {
  const planned = stay.arrival === 'entry' || stay.arrival === 'return';
  const [low, high] = random.weighted([
    [[0, 0] as const, 56],
    [[1, 1] as const, 18],
    [[2, 5] as const, 14],
    [[-4, -1] as const, planned && !isResidential(stay.unit.level) ? 14 : 0],
  ]);
  const day = stay.admitted + random.int(low, high);
  return day > stay.lastContact ? stay.admitted : day;
}

function nearestAttended(days: readonly number[], wanted: number): number | null {
  const near = days.filter((day) => Math.abs(day - wanted) <= 2);
  near.sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
  return near[0] ?? null;
}

function followUps(random: Random, stay: Stay, isLast: boolean): Administration[] {
  if (!isLast || isOpen(stay) || stay.reason === 'deceased') return [];
  const willing = random.chance(isPlanned(stay.reason) ? 0.28 : 0.07);
  if (!willing) return [];
  return [90, 180, 365]
    .filter((after) => random.chance(after === 90 ? 0.9 : 0.65))
    .map((after) => stay.discharged + after + random.int(-14, 20))
    .filter((day) => day <= CUT)
    .map((day) => ({ stay, day, measures: ['phq9', 'gad7'] as const, namesStay: true }));
}

/** All administrations of one stay in order of days. `next` is the person's next stay, if any. */
function ofStay(
  random: Random,
  stay: Stay,
  attended: readonly number[],
  next: Stay | undefined,
  sharedBaseline: boolean,
): { list: Administration[]; sharesLast: boolean } {
  const list = new Map<number, Administration>();
  const add = (day: number, measures: readonly Measure[], named = random.chance(0.7)): void => {
    if (day <= CUT && !list.has(day)) list.set(day, { stay, day, measures, namesStay: named });
  };
  const late = stay.admitted >= ROLLED_OUT || stay.site !== 'River site';
  if (!random.chance(late ? 0.968 : 0.93)) return { list: [], sharesLast: false };
  const baseline = sharedBaseline ? stay.admitted : baselineDay(random, stay);
  if (!sharedBaseline) add(baseline, measuresOf(random, stay, 'start'));

  const interval = stay.unit.level === 'php' ? 7 : 14;
  const lastSeen = Math.min(CUT, stay.lastContact);
  for (let turn = 1; stay.admitted + turn * interval <= lastSeen - 3; turn++) {
    const day = nearestAttended(attended, stay.admitted + turn * interval);
    const done = random.chance(0.87);
    if (day !== null && day > baseline && done) add(day, measuresOf(random, stay, 'middle', turn));
  }
  const planned = isPlanned(stay.reason);
  const lastVisit = attended[attended.length - 1] ?? stay.admitted;
  if (isOpen(stay)) return { list: [...list.values()], sharesLast: false };
  const shares = next?.admitted === stay.discharged && planned && random.chance(0.3);
  if (shares) {
    add(stay.discharged, measuresOf(random, stay, 'end'), false);
  } else if (random.chance(planned ? 0.93 : stay.reason === 'dropped_out' ? 0.48 : 0.62)) {
    const day = random.chance(0.65) ? lastVisit : lastVisit - random.int(1, 3);
    if (day > baseline) add(day, measuresOf(random, stay, 'end'));
    else if (lastVisit > baseline) add(lastVisit, measuresOf(random, stay, 'end'));
  }
  return { list: [...list.values()], sharesLast: shares };
}

/** All administrations of one person, in order of days. */
export function administrationsOf(
  random: Random,
  stays: readonly Stay[],
  sessions: readonly Session[],
): Administration[] {
  const all: Administration[] = [];
  let shared: Stay | null = null;
  stays.forEach((stay, index) => {
    const days = new Set(
      sessions.filter((s) => s.stay === stay && s.status === 'attended').map((s) => s.day),
    );
    const next = stays[index + 1];
    const attended = [...days].sort((a, b) => a - b);
    const { list, sharesLast } = ofStay(random, stay, attended, next, shared === stay);
    shared = sharesLast && next ? next : null;
    all.push(...list, ...followUps(random, stay, next === undefined));
  });
  return all.sort((a, b) => a.day - b.day);
}
