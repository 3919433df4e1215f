/** Cases by hand about stays, moves and paths; every value is worked out from the data model. */
import { type DeriveCase, stay, toCase } from './case';
import { scoreRow, sessionRow } from './rows';

/** Cases about stays. */
export const STAY_CASES: readonly DeriveCase[] = [
  toCase(
    'a transfer on the same day is a move with a gap of 0',
    {
      stays: [
        stay('b', 'iop', '2024-01-15', '2024-02-15'),
        stay('a', 'php', '2024-01-01', '2024-01-15'),
      ],
    },
    {
      stays: [
        {
          stay_id: 'a',
          open: false,
          length_days: 14,
          weeks_enrolled: 2,
          full_weeks: 2,
          stay_order: 1,
          previous_stay_id: null,
          next_stay_id: 'b',
          gap_days: 0,
          move_7: 'step_down',
          move_30: 'step_down',
        },
        {
          stay_id: 'b',
          length_days: 31,
          full_weeks: 4,
          stay_order: 2,
          previous_stay_id: 'a',
          next_stay_id: null,
          gap_days: null,
          move_7: 'none',
          move_30: 'none',
        },
      ],
      paths: [
        {
          person_id: 'p',
          stay_ids: ['a', 'b'],
          label: 'PHP > IOP',
          start_on: '2024-01-01',
          end_on: '2024-02-15',
          open: false,
          entry_level: 'php',
          exit_level: 'iop',
          length_days: 45,
        },
      ],
    },
  ),
  toCase(
    'an overlap by a day is a move with a gap of -1, an overlap by two days is none',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-15'),
        stay('b', 'iop', '2024-01-14', '2024-02-14'),
        stay('c', 'op', '2024-02-12', '2024-03-01'),
      ],
    },
    {
      stays: [
        { stay_id: 'a', next_stay_id: 'b', gap_days: -1, move_7: 'step_down' },
        { stay_id: 'b', next_stay_id: null, gap_days: null, move_7: 'none', move_30: 'none' },
      ],
      paths: [{ person_id: 'p', stay_ids: ['a', 'b', 'c'], label: 'PHP > IOP > OP' }],
    },
  ),
  toCase(
    'a concurrent stay is passed over for the one that follows',
    {
      stays: [
        stay('r', 'residential', '2024-01-01', '2024-02-01'),
        stay('o', 'op', '2024-01-10', '2024-03-01'),
        stay('i', 'iop', '2024-02-03', '2024-03-15'),
      ],
    },
    {
      stays: [
        { stay_id: 'r', stay_order: 1, next_stay_id: 'i', gap_days: 2, move_7: 'step_down' },
        { stay_id: 'o', stay_order: 2, next_stay_id: null, gap_days: null, move_7: 'none' },
        { stay_id: 'i', stay_order: 3, next_stay_id: null, move_7: 'none' },
      ],
      paths: [
        {
          person_id: 'p',
          stay_ids: ['r', 'o', 'i'],
          label: 'Residential > OP > IOP',
          end_on: '2024-03-15',
          exit_level: 'iop',
          length_days: 74,
        },
      ],
    },
  ),
  toCase(
    'stays that start on one day are ordered by their end, then the higher rank, then the id',
    {
      stays: [
        stay('s4', 'php', '2024-01-01', null),
        stay('s3', 'iop', '2024-01-01', '2024-01-09'),
        stay('s2', 'php', '2024-01-01', '2024-01-09'),
        stay('s1', 'iop', '2024-01-01', '2024-01-09'),
        stay('s0', 'op', '2024-01-01', '2024-01-10'),
      ],
    },
    {
      stays: [
        { stay_id: 's2', stay_order: 1 },
        { stay_id: 's1', stay_order: 2 },
        { stay_id: 's3', stay_order: 3 },
        { stay_id: 's0', stay_order: 4 },
        { stay_id: 's4', stay_order: 5 },
      ],
    },
  ),
  toCase(
    'open stays have no move, and a discharge is only followed as far as the cut',
    {
      stays: [
        stay('open', 'php', '2024-06-20', null),
        stay('six', 'php', '2024-06-01', '2024-06-24', { person_id: 'p6' }),
        stay('seven', 'php', '2024-06-01', '2024-06-23', { person_id: 'p7' }),
        stay('thirty', 'php', '2024-05-01', '2024-05-31', { person_id: 'p30' }),
        stay('moved', 'php', '2024-06-01', '2024-06-28', { person_id: 'pm' }),
        stay('after', 'inpatient', '2024-06-29', null, { person_id: 'pm' }),
        stay('today', 'iop', '2024-06-30', null, { person_id: 'pt' }),
      ],
    },
    {
      stays: [
        {
          stay_id: 'open',
          open: true,
          length_days: 10,
          move_7: null,
          move_30: null,
          next_stay_id: null,
        },
        { stay_id: 'six', move_7: 'not_yet_observed', move_30: 'not_yet_observed' },
        { stay_id: 'seven', move_7: 'none', move_30: 'not_yet_observed' },
        { stay_id: 'thirty', move_7: 'none', move_30: 'none' },
        {
          stay_id: 'moved',
          next_stay_id: 'after',
          gap_days: 1,
          move_7: 'step_up',
          move_30: 'step_up',
        },
        { stay_id: 'after', previous_stay_id: 'moved', length_days: 1, move_7: null },
        { stay_id: 'today', length_days: 1 },
      ],
      paths: [
        { person_id: 'p', stay_ids: ['open'], open: true, end_on: null, length_days: 10 },
        { person_id: 'pm', stay_ids: ['moved', 'after'], label: 'PHP > Inpatient', open: true },
      ],
    },
  ),
  toCase(
    'equal levels in a row merge in the label but each stay has its move',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-10'),
        stay('b', 'php', '2024-01-10', '2024-01-20'),
        stay('c', 'iop', '2024-01-20', '2024-01-30'),
        stay('d', 'php', '2024-02-01', '2024-02-10'),
        stay('e', 'op', '2024-02-18', '2024-03-01'),
        stay('f', 'op', '2024-03-08', '2024-03-20'),
      ],
    },
    {
      stays: [
        { stay_id: 'a', move_7: 'lateral', gap_days: 0 },
        { stay_id: 'b', move_7: 'step_down' },
        { stay_id: 'c', move_7: 'step_up', gap_days: 2 },
        { stay_id: 'd', move_7: 'none', move_30: 'step_down', gap_days: 8 },
        { stay_id: 'e', move_7: 'lateral', gap_days: 7 },
      ],
      paths: [
        {
          person_id: 'p',
          stay_ids: ['a', 'b', 'c', 'd'],
          label: 'PHP > IOP > PHP',
          length_days: 40,
        },
        { person_id: 'p', stay_ids: ['e', 'f'], label: 'OP', start_on: '2024-02-18' },
      ],
    },
  ),
  toCase(
    'a path goes on from the latest end so far, not from the end of the stay before',
    {
      stays: [
        stay('a', 'residential', '2024-01-01', '2024-03-01'),
        stay('b', 'op', '2024-01-05', '2024-01-06'),
        stay('c', 'iop', '2024-03-08', '2024-03-20'),
      ],
    },
    { paths: [{ person_id: 'p', stay_ids: ['a', 'b', 'c'], label: 'Residential > OP > IOP' }] },
  ),
  toCase(
    'a stay of 0 days lasts 1 day and moves on the same day',
    {
      stays: [
        stay('r', 'residential', '2024-01-01', '2024-01-20'),
        stay('z', 'inpatient', '2024-01-01', '2024-01-01'),
      ],
    },
    {
      stays: [
        {
          stay_id: 'z',
          length_days: 1,
          full_weeks: 0,
          stay_order: 1,
          next_stay_id: 'r',
          gap_days: 0,
          move_7: 'step_down',
        },
        { stay_id: 'r', length_days: 19, stay_order: 2, previous_stay_id: 'z' },
      ],
    },
  ),
  toCase(
    'the last contact shortens a stay but does not end it',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-31', { last_contact_on: '2024-01-11' }),
        stay('b', 'iop', '2024-02-01', '2024-02-11', { last_contact_on: '2024-02-20' }),
        stay('c', 'op', '2024-02-18', '2024-02-19', { last_contact_on: '2024-02-18' }),
      ],
    },
    {
      stays: [
        { stay_id: 'a', length_days: 10, gap_days: 1 },
        { stay_id: 'b', length_days: 10, gap_days: 7 },
        { stay_id: 'c', length_days: 1 },
      ],
      paths: [{ person_id: 'p', stay_ids: ['a', 'b', 'c'], end_on: '2024-02-19', length_days: 48 }],
    },
  ),
  toCase(
    'withdrawal management ranks with inpatient, aftercare below outpatient',
    {
      stays: [
        stay('a', 'withdrawal_management', '2024-01-01', '2024-01-05'),
        stay('b', 'inpatient', '2024-01-05', '2024-01-10'),
        stay('c', 'op', '2024-01-10', '2024-01-15'),
        stay('d', 'aftercare', '2024-01-15', '2024-01-20'),
      ],
    },
    {
      stays: [
        { stay_id: 'a', rank: 5, move_7: 'lateral' },
        { stay_id: 'b', rank: 5, move_7: 'step_down' },
        { stay_id: 'c', rank: 1, move_7: 'step_down' },
        { stay_id: 'd', rank: 0, move_7: 'none' },
      ],
      paths: [
        {
          person_id: 'p',
          stay_ids: ['a', 'b', 'c', 'd'],
          label: 'WM > Inpatient > OP > Aftercare',
        },
      ],
    },
  ),
  toCase(
    'housing is neither a move nor part of a path',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-10'),
        stay('h', 'housing', '2024-01-10', '2024-03-01'),
        stay('b', 'iop', '2024-01-19', '2024-02-01'),
      ],
    },
    {
      stays: [
        {
          stay_id: 'a',
          next_stay_id: 'b',
          gap_days: 9,
          move_7: 'none',
          move_30: 'step_down',
          stay_order: 1,
        },
        {
          stay_id: 'h',
          rank: null,
          stay_order: null,
          next_stay_id: null,
          move_7: null,
          move_30: null,
          path_id: null,
          length_days: 51,
        },
        { stay_id: 'b', stay_order: 2, previous_stay_id: 'a' },
      ],
      paths: [
        { person_id: 'p', stay_ids: ['a'] },
        { person_id: 'p', stay_ids: ['b'] },
      ],
    },
  ),
  toCase(
    'a reason has its class, and a person who died makes no move',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-10', { discharge_reason: 'transferred' }),
        stay('b', 'iop', '2024-01-10', '2024-01-20', { discharge_reason: 'against_advice' }),
        stay('c', 'op', '2024-01-20', '2024-01-30', { discharge_reason: 'coverage_ended' }),
        stay('d', 'php', '2024-01-30', '2024-02-10', { discharge_reason: 'record_closed' }),
        stay('e', 'php', '2024-02-10', '2024-02-20'),
        stay('f', 'php', '2024-02-20', '2024-02-28', { discharge_reason: 'deceased' }),
      ],
    },
    {
      stays: [
        { stay_id: 'a', reason_class: 'planned', planned: true, dropout: false, unplanned: false },
        { stay_id: 'b', reason_class: 'dropout', planned: false, dropout: true, unplanned: true },
        { stay_id: 'c', reason_class: 'unplanned', dropout: false, unplanned: true },
        { stay_id: 'd', reason_class: 'not_counted', planned: false, unplanned: false },
        { stay_id: 'e', reason_class: 'missing', move_7: 'lateral' },
        { stay_id: 'f', reason_class: 'not_counted', move_7: null, move_30: null },
      ],
    },
  ),
  toCase(
    'an earlier cut ignores later rows and opens later discharges',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-15', { discharge_reason: 'completed' }),
        stay('b', 'iop', '2024-01-15', '2024-02-15', { discharge_reason: 'completed' }),
        stay('c', 'op', '2024-02-15', '2024-03-15'),
      ],
      sessions: [
        sessionRow({ session_id: 'e1', person_id: 'p', held_on: '2024-01-31', status: 'attended' }),
        sessionRow({ session_id: 'e2', person_id: 'p', held_on: '2024-02-01', status: 'attended' }),
      ],
    },
    {
      dataCut: '2024-01-31',
      stays: [
        { stay_id: 'a', open: false, reason_class: 'planned', move_7: 'step_down' },
        {
          stay_id: 'b',
          open: true,
          discharged_on: null,
          reason_class: null,
          length_days: 16,
          next_stay_id: null,
        },
      ],
      paths: [{ person_id: 'p', stay_ids: ['a', 'b'], open: true, length_days: 30 }],
      sessions: [{ session_id: 'e1', stay_id: 'b' }],
      orphans: ['e2'],
    },
    { dataCut: '2024-01-31' },
  ),
  toCase(
    'an earlier cut ignores bookings after it, and scores that name a stay after it',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-15'),
        stay('b', 'iop', '2024-01-22', '2024-02-22'),
      ],
      scores: [
        scoreRow({ person_id: 'p', taken_on: '2024-01-01', measure: 'phq9', score: 20 }),
        scoreRow({
          person_id: 'p',
          taken_on: '2024-01-18',
          measure: 'phq9',
          score: 10,
          stay_id: 'b',
        }),
      ],
      sessions: [
        sessionRow({
          session_id: 'booked',
          person_id: 'p',
          held_on: '2024-07-20',
          status: 'scheduled',
          stay_id: 'a',
        }),
      ],
    },
    {
      dataCut: '2024-01-20',
      stays: [{ stay_id: 'a', open: false, next_stay_id: null, move_7: 'not_yet_observed' }],
      stayPairs: [
        { stay_id: 'a', measure: 'phq9', rater: null, status: 'no_later_score', last: null },
      ],
      orphans: ['booked'],
    },
    { dataCut: '2024-01-20' },
  ),
];
