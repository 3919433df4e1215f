/** Sessions under their stays, attendance by week, and group meetings. */
import type { Settings } from '$lib/model/settings';
import { type TargetRange, targetOf } from '$lib/model/targets';
import { programName } from './choose';
import { containingStay } from './containing';
import { weekSince } from './days';
import { rowsWith } from './look-up';
import { sum } from './stats';
import type {
  AttendanceWeek,
  DerivedSession,
  DerivedStay,
  GroupMeeting,
  SessionRow,
} from './types';

const COUNTED = ['attended', 'no_show', 'late_cancel'];

/** The sessions with the stay that each names or that holds its day; orphans are left out. */
export function deriveSessions(
  sessions: readonly SessionRow[],
  stays: readonly DerivedStay[],
  cut: string,
): DerivedSession[] {
  return sessions.flatMap((session) => {
    const own = rowsWith(stays, 'person_id', session.person_id);
    const stayId = session.stay_id ?? containingStay(own, session.held_on, cut)?.stay_id;
    const stay = own.find((candidate) => candidate.stay_id === stayId);
    return stay ? [underStay(session, stay)] : [];
  });
}

function underStay(session: SessionRow, stay: DerivedStay): DerivedSession {
  const minutes = session.attended_minutes ?? session.scheduled_minutes;
  return {
    ...session,
    stay_id: stay.stay_id,
    path_id: stay.path_id,
    week: weekSince(stay.admitted_on, session.held_on),
    before_admission: session.held_on < stay.admitted_on,
    counted: COUNTED.includes(session.status),
    minutes: session.status === 'attended' ? minutes : null,
  };
}

/** What each stay attended in each week that has a session other than a booking. */
export function deriveAttendance(
  sessions: readonly DerivedSession[],
  stays: readonly DerivedStay[],
  { targets }: Settings,
): AttendanceWeek[] {
  const weeks = new Map<string, DerivedSession[]>();
  for (const session of sessions) {
    if (session.status === 'scheduled') continue;
    const key = JSON.stringify([session.stay_id, session.week]);
    const own = weeks.get(key) ?? [];
    own.push(session);
    weeks.set(key, own);
  }
  return [...weeks.values()].map((own) => {
    const attended = own.filter(({ status }) => status === 'attended');
    const timed = attended.filter(({ minutes }) => minutes !== null);
    const hours = [...new Set(timed.map(({ held_on }) => held_on))].map(
      (day) => sum(timed.filter(({ held_on }) => held_on === day).map((one) => one.minutes!)) / 60,
    );
    const stay = rowsWith(stays, 'stay_id', own[0]!.stay_id)[0]!;
    const target = targetOf(targets, 'hours_per_day', stay.level_of_care, programName(stay));
    return {
      stay_id: own[0]!.stay_id,
      week: own[0]!.week,
      counted: own.filter(({ counted }) => counted).length,
      attended: attended.length,
      no_show: own.filter(({ status }) => status === 'no_show').length,
      minutes: sum(attended.map(({ minutes }) => minutes ?? 0)),
      scheduled_minutes: sum(
        own
          .filter(({ status }) => status !== 'provider_cancel')
          .map((session) => session.scheduled_minutes ?? 0),
      ),
      individual: attended.filter(({ session_type }) => session_type === 'individual').length,
      days: new Set(attended.map(({ held_on }) => held_on)).size,
      days_with_minutes: hours.length,
      days_in_target: hours.filter((value) => target !== null && isInRange(value, target)).length,
    };
  });
}

/** Whether a value lies in a range, both ends included; a missing end is no limit. */
export function isInRange(value: number, { low, high }: TargetRange): boolean {
  return (low === null || value >= low) && (high === null || value <= high);
}

/** Every group on every day on which it was to meet, with the persons who came. */
export function deriveGroupMeetings(sessions: readonly SessionRow[]): GroupMeeting[] {
  const meetings = new Map<string, GroupMeeting & { people: Set<string> }>();
  for (const { group_id, held_on, status, person_id } of sessions) {
    if (group_id === null || status === 'scheduled') continue;
    const key = JSON.stringify([group_id, held_on]);
    const people = meetings.get(key)?.people ?? new Set<string>();
    if (status === 'attended') people.add(person_id);
    meetings.set(key, { group_id, held_on, size: people.size, people });
  }
  return [...meetings.values()].map(({ group_id, held_on, size }) => ({ group_id, held_on, size }));
}
