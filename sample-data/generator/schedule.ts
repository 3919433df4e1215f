// The weekly timetable of each unit: which sessions a person is booked for on a day.
import { isHoliday, weekdayOf } from './days';
import { isResidential } from './levels';
import type { Random } from './random';
import type { Stay } from './stays';

/** Session type codes of the data model that the provider uses. */
export type SessionType =
  | 'group'
  | 'individual'
  | 'family'
  | 'psychoeducation'
  | 'skills'
  | 'medication'
  | 'holistic'
  | 'assessment';

/** A session on the timetable; `slot` tells the groups of one day apart, null = not a group. */
export interface Slot {
  readonly type: SessionType;
  readonly minutes: number;
  readonly slot: string | null;
}

/** What is fixed for one stay: its weekday for individual work and its medication and family plan. */
export interface Plan {
  readonly individualWeekday: number;
  readonly weekdays: readonly number[];
  readonly medicationEvery: number;
  readonly familyEvery: number;
}

const group = (type: SessionType, minutes: number, slot = 'a'): Slot => ({ type, minutes, slot });
const single = (type: SessionType, minutes: number): Slot => ({ type, minutes, slot: null });

/** Three hours a day, Monday to Friday. */
const IOP_WEEK: readonly (readonly Slot[])[] = [
  [group('group', 180)],
  [group('skills', 180)],
  [group('group', 180)],
  [group('psychoeducation', 180)],
  [group('group', 120), group('holistic', 60, 'b')],
];

/** About five hours a day, Monday to Friday. */
const PHP_WEEK: readonly (readonly Slot[])[] = [
  [group('group', 180), group('psychoeducation', 120, 'b')],
  [group('skills', 180), group('group', 120, 'b')],
  [group('group', 180), group('holistic', 120, 'b')],
  [group('psychoeducation', 150), group('group', 150, 'b')],
  [group('skills', 300)],
];

/** One longer block a day around the clock; the milieu itself is not a session. */
const STAY_IN_WEEK: readonly SessionType[] = [
  'group',
  'skills',
  'group',
  'psychoeducation',
  'group',
  'holistic',
  'psychoeducation',
];

const IOP_DAYS: Readonly<Record<number, readonly (readonly number[])[]>> = {
  3: [
    [0, 2, 4],
    [0, 1, 3],
    [1, 2, 3],
  ],
  4: [
    [0, 1, 2, 3],
    [0, 1, 3, 4],
  ],
};

/** Draws what is fixed for a stay. */
export function makePlan(random: Random, stay: Stay): Plan {
  const choices = IOP_DAYS[stay.daysPerWeek];
  return {
    weekdays: choices ? random.pick(choices) : [0, 1, 2, 3, 4],
    individualWeekday: random.int(0, 4),
    medicationEvery: random.chance(stay.unit.key === 'op' ? 0.45 : 0.6) ? 4 : 0,
    familyEvery: random.chance(0.3) ? 3 : 0,
  };
}

function programDay(stay: Stay, plan: Plan, weekday: number): readonly Slot[] {
  const { level } = stay.unit;
  if (isResidential(level)) {
    return [group(STAY_IN_WEEK[weekday] ?? 'group', level === 'residential' ? 180 : 90)];
  }
  if (level === 'aftercare') return weekday === 2 ? [group('group', 90)] : [];
  if (level === 'op' || !plan.weekdays.includes(weekday)) return [];
  return (level === 'php' ? PHP_WEEK : IOP_WEEK)[weekday] ?? [];
}

/** The sessions booked for a person on a day of the stay, without the assessment on admission. */
export function bookedOn(stay: Stay, plan: Plan, day: number): Slot[] {
  const { level, key } = stay.unit;
  const weekday = weekdayOf(day);
  if (!isResidential(level) && isHoliday(day)) return [];
  const slots = [...programDay(stay, plan, weekday)];
  const week = Math.floor((day - stay.admitted) / 7);
  const everyOtherDay = key === 'inpatient' && (day - stay.admitted) % 3 === 1;
  if (everyOtherDay) slots.push(single('medication', 20));
  if (weekday !== plan.individualWeekday || day === stay.admitted || level === 'aftercare') {
    return slots;
  }
  const fortnightly = level === 'op' && week > 9 && week % 2 === 1;
  if (!fortnightly) slots.push(single('individual', level === 'inpatient' ? 30 : 50));
  if (plan.medicationEvery > 0 && week % (level === 'php' ? 2 : 4) === 1) {
    slots.push(single('medication', 30));
  }
  if (plan.familyEvery > 0 && level !== 'inpatient' && week % plan.familyEvery === 2) {
    slots.push(single('family', 60));
  }
  return slots;
}
