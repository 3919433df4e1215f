// Session rows: the timetable of each stay with what happened to every booking.
import { BOOKING_DAYS, CUT, dayOf, weekdayOf } from './days';
import { placeInGroups } from './groups';
import { isResidential } from './levels';
import { clamp, logistic, Random } from './random';
import { bookedOn, makePlan, type SessionType, type Slot } from './schedule';
import { isDropout, isOpen, type Stay } from './stays';

/** Status codes of the data model. */
export type Status =
  | 'attended'
  | 'no_show'
  | 'late_cancel'
  | 'client_cancel'
  | 'provider_cancel'
  | 'excused'
  | 'scheduled';

/** One scheduled session of one person. */
export interface Session {
  readonly stay: Stay;
  readonly day: number;
  readonly type: SessionType;
  status: Status;
  readonly scheduledMinutes: number;
  /** Null when not attended, or attended in full and not written down. */
  readonly attendedMinutes: number | null;
  readonly groupId: string;
  readonly video: boolean;
  /** Whether the row names its stay. */
  readonly namesStay: boolean;
}

const WEEKDAY_EFFECT = [-0.12, 0.08, 0.08, 0, -0.22, 0, 0] as const;
const SITE_EFFECT = { 'North site': 0, 'River site': -0.1, 'Hill site': 0.12 } as const;
/** Reminders by text message: attendance rises from here on. */
const REMINDERS_FROM = dayOf('2025-09-08');
/** Days on which a site stayed closed for weather. */
const WEATHER = new Map([
  [dayOf('2025-01-22'), 'North site'],
  [dayOf('2025-02-13'), 'Hill site'],
  [dayOf('2026-01-27'), 'North site'],
  [dayOf('2026-02-04'), 'River site'],
]);

function attendanceOdds(stay: Stay, day: number): number {
  const base = Math.log(stay.unit.attends / (1 - stay.unit.attends));
  const ambulatory = !isResidential(stay.unit.level);
  const drop = isDropout(stay.reason) && stay.lastContact - day <= 14 ? -0.7 : 0;
  return (
    base +
    0.55 * stay.person.reliability +
    drop +
    (ambulatory ? (WEEKDAY_EFFECT[weekdayOf(day)] ?? 0) + SITE_EFFECT[stay.site] : 0) +
    (ambulatory && day >= REMINDERS_FROM ? 0.22 : 0) +
    (stay.modality === 'video' ? 0.12 : 0)
  );
}

function missed(random: Random): Status {
  return random.weighted([
    ['no_show', 62],
    ['late_cancel', 22],
    ['client_cancel', 9],
    ['excused', 7],
  ]);
}

/** What happened on a day: people mostly come or stay away for the whole day. */
function dayStatus(random: Random, stay: Stay, day: number): Status {
  if (day > CUT) return 'scheduled';
  if (WEATHER.get(day) === stay.site && !isResidential(stay.unit.level)) return 'provider_cancel';
  if (day > stay.lastContact) return random.chance(0.85) ? 'no_show' : 'late_cancel';
  if (day === stay.admitted || day === stay.lastContact) return 'attended';
  return random.chance(logistic(attendanceOdds(stay, day))) ? 'attended' : missed(random);
}

function slotStatus(random: Random, slot: Slot, whole: Status): Status {
  if (whole === 'scheduled' || whole === 'provider_cancel') return whole;
  if (slot.slot === null && random.chance(0.03)) return 'provider_cancel';
  if (whole === 'attended' && slot.slot === null && random.chance(0.05)) return 'client_cancel';
  return whole === 'attended' && slot.slot === 'b' && random.chance(0.03) ? 'excused' : whole;
}

function minutesAttended(random: Random, slot: Slot, status: Status): number | null {
  if (status !== 'attended' || random.chance(0.03)) return null;
  if (slot.slot === null || !random.chance(0.09)) return slot.minutes;
  return Math.round((slot.minutes * clamp(random.normal(0.75, 0.15), 0.3, 0.97)) / 5) * 5;
}

function sessionsOf(random: Random, stay: Stay, group: number): Session[] {
  const plan = makePlan(random, stay);
  const rows: Session[] = [];
  const noShowsUntil = stay.lastContact + (isDropout(stay.reason) ? 7 : 0);
  const last = isOpen(stay)
    ? Math.min(CUT + BOOKING_DAYS, noShowsUntil)
    : Math.min(stay.discharged, noShowsUntil);
  for (let day = stay.admitted; day <= last; day++) {
    const assessment: Slot[] =
      day === stay.admitted ? [{ type: 'assessment', minutes: 60, slot: null }] : [];
    const whole = dayStatus(random, stay, day);
    for (const slot of [...assessment, ...bookedOn(stay, plan, day)]) {
      const status = slot.type === 'assessment' ? 'attended' : slotStatus(random, slot, whole);
      const { code, level } = stay.unit;
      const site = isResidential(level) ? '' : stay.site.charAt(0);
      rows.push({
        stay,
        day,
        type: slot.type,
        status,
        scheduledMinutes: slot.minutes,
        attendedMinutes: minutesAttended(random, slot, status),
        groupId: slot.slot === null ? '' : `${code}${site}${String(group)}${slot.slot}`,
        video: stay.modality === 'video' || (stay.modality === 'hybrid' && random.chance(0.4)),
        namesStay: day > CUT || random.chance(0.95),
      });
    }
  }
  return rows;
}

function lastAttended(rows: readonly Session[]): number | null {
  const days = rows.filter((row) => row.status === 'attended').map((row) => row.day);
  return days.length > 0 ? Math.max(...days) : null;
}

/** All sessions by day; sets the last contact of people who left or are still there. */
export function makeSessions(stays: readonly Stay[]): Session[] {
  const random = new Random('sessions');
  const groups = placeInGroups(stays);
  const all = stays.flatMap((stay) => {
    const rows = sessionsOf(random, stay, groups.get(stay) ?? 1);
    if (isOpen(stay) || stay.reason === 'dropped_out') {
      stay.lastContact = lastAttended(rows) ?? stay.admitted;
    }
    return rows;
  });
  return all.sort((a, b) => a.day - b.day);
}
