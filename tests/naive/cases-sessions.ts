/** Cases by hand about sessions; every value is worked out from the data model. */
import { type DeriveCase, stay, toCase } from './case';
import { sessionRow } from './rows';
import type { SessionRow } from './types';

function session(
  sessionId: string,
  heldOn: string,
  status: string,
  cells: Partial<SessionRow> = {},
): SessionRow {
  return sessionRow({ session_id: sessionId, person_id: 'p', held_on: heldOn, status, ...cells });
}

/** Cases about sessions. */
export const SESSION_CASES: readonly DeriveCase[] = [
  toCase(
    'on a transfer day a session belongs to the stay that starts',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-15'),
        stay('b', 'iop', '2024-01-15', '2024-02-15'),
      ],
      sessions: [
        session('first day', '2024-01-01', 'attended'),
        session('day before', '2024-01-14', 'attended'),
        session('transfer', '2024-01-15', 'attended'),
        session('named', '2024-01-15', 'attended', { stay_id: 'a' }),
        session('last day', '2024-02-15', 'attended'),
        session('day after', '2024-02-16', 'attended'),
        session('named after', '2024-02-20', 'no_show', { stay_id: 'b' }),
        session('named before', '2024-01-10', 'attended', { stay_id: 'b' }),
      ],
    },
    {
      sessions: [
        { session_id: 'first day', stay_id: 'a', week: 0 },
        { session_id: 'day before', stay_id: 'a', week: 1 },
        { session_id: 'transfer', stay_id: 'b', week: 0 },
        { session_id: 'named', stay_id: 'a', week: 2 },
        { session_id: 'last day', stay_id: 'b', week: 4 },
        { session_id: 'named after', stay_id: 'b', week: 5 },
        { session_id: 'named before', stay_id: 'b', week: 0, before_admission: true },
      ],
      orphans: ['day after'],
    },
  ),
  toCase(
    'of concurrent stays the higher level has the session, then the earlier, then the id',
    {
      stays: [
        stay('h', 'housing', '2024-01-01', '2024-06-01'),
        stay('o', 'op', '2024-01-02', '2024-03-01'),
        stay('r', 'residential', '2024-01-10', '2024-02-01'),
        stay('i2', 'iop', '2024-02-10', '2024-02-28'),
        stay('i1', 'iop', '2024-02-12', '2024-02-28'),
        stay('w2', 'php', '2024-03-10', null),
        stay('w1', 'php', '2024-03-10', null),
      ],
      sessions: [
        session('housing only', '2024-01-01', 'attended'),
        session('higher', '2024-01-20', 'attended'),
        session('outpatient', '2024-02-05', 'attended'),
        session('earlier', '2024-02-20', 'attended'),
        session('id', '2024-06-30', 'attended'),
      ],
    },
    {
      sessions: [
        { session_id: 'housing only', stay_id: 'h' },
        { session_id: 'higher', stay_id: 'r' },
        { session_id: 'outpatient', stay_id: 'o' },
        { session_id: 'earlier', stay_id: 'i2' },
        { session_id: 'id', stay_id: 'w1' },
      ],
    },
  ),
  toCase(
    'a stay that starts beside an open one of a lower level has the session',
    {
      stays: [stay('o', 'op', '2024-01-01', null), stay('i', 'iop', '2024-01-10', null)],
      sessions: [
        session('before', '2024-01-09', 'attended'),
        session('first day', '2024-01-10', 'attended'),
        session('later', '2024-01-20', 'attended'),
      ],
    },
    {
      sessions: [
        { session_id: 'before', stay_id: 'o' },
        { session_id: 'first day', stay_id: 'i' },
        { session_id: 'later', stay_id: 'i' },
      ],
    },
  ),
  toCase(
    'a transfer below a stay that goes on still gives the day to the stay that starts',
    {
      stays: [
        stay('r', 'residential', '2024-01-01', '2024-02-01'),
        stay('a', 'iop', '2024-01-05', '2024-01-10'),
        stay('b', 'op', '2024-01-10', '2024-01-20'),
      ],
      sessions: [
        session('transfer', '2024-01-10', 'attended'),
        session('next day', '2024-01-11', 'attended'),
      ],
    },
    {
      sessions: [
        { session_id: 'transfer', stay_id: 'b' },
        { session_id: 'next day', stay_id: 'r' },
      ],
    },
  ),
  toCase(
    'minutes, weeks and bookings',
    {
      stays: [stay('a', 'iop', '2024-01-01', null)],
      sessions: [
        session('full', '2024-01-01', 'attended', { scheduled_minutes: 180 }),
        session('part', '2024-01-01', 'attended', { scheduled_minutes: 180, attended_minutes: 60 }),
        session('unknown', '2024-01-07', 'attended'),
        session('missed', '2024-01-07', 'no_show', { scheduled_minutes: 180 }),
        session('late', '2024-01-08', 'late_cancel'),
        session('excused', '2024-01-08', 'excused'),
        session('booked', '2024-07-15', 'scheduled', { stay_id: 'a' }),
        session('booked for nobody', '2024-07-15', 'scheduled'),
      ],
    },
    {
      dataCut: '2024-06-30',
      stays: [{ stay_id: 'a', length_days: 181 }],
      sessions: [
        { session_id: 'full', week: 0, counted: true, minutes: 180 },
        { session_id: 'part', week: 0, counted: true, minutes: 60 },
        { session_id: 'unknown', week: 0, counted: true, minutes: null },
        { session_id: 'missed', week: 0, counted: true, minutes: null },
        { session_id: 'late', week: 1, counted: true, minutes: null },
        { session_id: 'excused', week: 1, counted: false },
        { session_id: 'booked', stay_id: 'a', counted: false, minutes: null },
      ],
      orphans: ['booked for nobody'],
      attendance: [
        {
          stay_id: 'a',
          week: 0,
          counted: 4,
          attended: 3,
          no_show: 1,
          minutes: 240,
          days: 2,
          scheduled_minutes: 540,
          days_with_minutes: 1,
          days_in_target: 1,
        },
        { stay_id: 'a', week: 1, counted: 1, attended: 0, no_show: 0, minutes: 0, days: 0 },
      ],
    },
  ),
  toCase(
    'a group is as large as the number of persons who came',
    {
      stays: [
        stay('a', 'iop', '2024-01-01', '2024-03-01'),
        stay('b', 'op', '2024-01-01', '2024-03-01', { person_id: 'q' }),
      ],
      sessions: [
        session('1', '2024-01-03', 'attended', { group_id: 'g' }),
        session('2', '2024-01-03', 'attended', { group_id: 'g' }),
        session('3', '2024-01-03', 'attended', { group_id: 'g', person_id: 'q' }),
        session('4', '2024-01-04', 'no_show', { group_id: 'g' }),
        session('5', '2024-01-04', 'attended', { group_id: 'g', person_id: 'q' }),
      ],
    },
    {
      groupMeetings: [
        { group_id: 'g', held_on: '2024-01-03', size: 2 },
        { group_id: 'g', held_on: '2024-01-04', size: 1 },
      ],
    },
  ),
];
