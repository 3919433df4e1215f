/** Figures of attendance: the rate, and the rate by week since admission. */
import type { Exclusion, FigureData, FigureRow } from '$lib/metrics/metric';
import { type Group, allGroups, chosenStays, isInPeriod, personsIn } from '../../choose';
import { type FigureInput, NO_HEADLINE, exclusions, shareHeadline, toFigure } from '../figure';
import { rowsWith } from '../../look-up';
import { clusteredShare, share } from '../../stats';
import type { Derived, DerivedSession, DerivedStay } from '../../types';

const SESSIONS_THAT_TELL = 200;

/** Programs with many sessions of which none was missed; null stands for a missing program. */
function programsWithoutAbsences({ stays, sessions }: Derived): Set<string | null> {
  const programs = new Set(stays.map((stay) => stay.program));
  return new Set(
    [...programs].filter((program) => {
      const own = sessions.filter((session) => stayOf(session, stays)?.program === program);
      const missed = own.some(({ status }) => ['no_show', 'late_cancel'].includes(status));
      return own.filter(({ counted }) => counted).length >= SESSIONS_THAT_TELL && !missed;
    }),
  );
}

function stayOf(session: DerivedSession, stays: readonly DerivedStay[]): DerivedStay | undefined {
  return rowsWith(stays, 'stay_id', session.stay_id)[0];
}

/** The sessions of the chosen stays; with basis active only those inside the period. */
function chosenSessions(
  { derived, cohort, basis }: FigureInput,
  stays: readonly DerivedStay[],
): DerivedSession[] {
  return derived.sessions.filter(
    (session) =>
      stayOf(session, stays) !== undefined &&
      (basis !== 'active' || isInPeriod(session.held_on, cohort)),
  );
}

function sessionsOf(group: Group, sessions: readonly DerivedSession[]): DerivedSession[] {
  return sessions.filter((session) => stayOf(session, group.stays) !== undefined);
}

interface Rate {
  readonly n: number;
  readonly persons: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

function rateOf(sessions: readonly DerivedSession[]): Rate {
  const counted = sessions.filter((session) => session.counted);
  const attended = counted.filter(({ status }) => status === 'attended');
  const parts = counted.map(({ person_id, status }) => ({
    person: person_id,
    y: status === 'attended' ? 1 : 0,
    x: 1,
  }));
  return {
    n: new Set(counted.map(({ stay_id }) => stay_id)).size,
    persons: personsIn(counted),
    numerator: attended.length,
    denominator: counted.length,
    value: share(attended.length, counted.length),
    ...clusteredShare(parts),
  };
}

function sessionExclusions(
  sessions: readonly DerivedSession[],
  isSilent: (session: DerivedSession) => boolean,
): Exclusion[] {
  const rest = sessions.filter((session) => !isSilent(session));
  return exclusions([
    ['no absences recorded', sessions.length - rest.length],
    ...['client_cancel', 'provider_cancel', 'excused', 'scheduled'].map(
      (status) => [status, rest.filter((session) => session.status === status).length] as const,
    ),
  ]);
}

/** `attendance-rate`: attended among attended, missed and cancelled late. */
export function attendanceRate(input: FigureInput): FigureData {
  const stays = chosenStays(input.derived, input.cohort, input.basis);
  const sessions = chosenSessions(input, stays);
  const silent = programsWithoutAbsences(input.derived);
  const isSilent = (session: DerivedSession): boolean =>
    silent.has(stayOf(session, stays)?.program ?? null);
  const rows = allGroups(stays).flatMap((group): FigureRow[] => {
    const all = sessionsOf(group, sessions);
    const isSilentProgram = group.program !== null && silent.has(group.stays[0]?.program ?? null);
    const own = isSilentProgram ? all : all.filter((session) => !isSilent(session));
    if (own.length === 0) return [];
    const rate = rateOf(own);
    const notScheduled = ['provider_cancel', 'scheduled'];
    const scheduled = own.filter(({ status }) => !notScheduled.includes(status)).length;
    return [
      {
        level: group.level,
        program: group.program,
        ...rate,
        ...(isSilentProgram ? { value: null, low: null, high: null } : {}),
        scheduled,
        of_scheduled: isSilentProgram ? null : share(rate.numerator, scheduled),
      },
    ];
  });
  const headline = rows.find((row) => row['level'] === null && row['program'] === null);
  return toFigure(
    shareHeadline(headline, null),
    'level program n persons numerator denominator value low high scheduled of_scheduled'.split(
      ' ',
    ),
    rows,
    sessionExclusions(sessions, isSilent),
  );
}

/** `attendance-course`: the rate by week since admission. */
export function attendanceCourse(input: FigureInput): FigureData {
  const stays = chosenStays(input.derived, input.cohort, input.basis);
  const sessions = chosenSessions(input, stays);
  const silent = programsWithoutAbsences(input.derived);
  const isSilent = (session: DerivedSession): boolean =>
    silent.has(stayOf(session, stays)?.program ?? null);
  const told = sessions.filter((session) => session.counted && !isSilent(session));
  const counted = told.filter((session) => !session.before_admission);
  const rows = allGroups(stays).flatMap((group) => {
    const own = sessionsOf(group, counted);
    const weeks = [...new Set(own.map(({ week }) => week))].sort((a, b) => a - b);
    return weeks.map((week) => ({
      level: group.level,
      program: group.program,
      week,
      ...rateOf(own.filter((session) => session.week === week)),
    }));
  });
  return toFigure(
    {
      ...NO_HEADLINE,
      n: new Set(counted.map((one) => one.stay_id)).size,
      persons: personsIn(counted),
    },
    'level program week n persons numerator denominator value low high'.split(' '),
    rows,
    [
      ...exclusions([['before admission', told.length - counted.length]]),
      ...sessionExclusions(sessions, isSilent),
    ],
  );
}
