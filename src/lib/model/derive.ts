/**
 * The derived tables in the order in which they are made. Figures read these and nothing else, so
 * that the same derivations may one day run on another engine.
 */
import { type Sql, ident, sql } from '$lib/sql/sql';
import { administrationTable } from './derive/administration';
import { scoreTrackTable, trackModelTable } from './derive/off-track';
import { afterDischargeTable, laterStayTable } from './derive/after-discharge';
import { attendanceWeekdayTable } from './derive/attendance-weekday';
import { bandTable, dataCutTable, levelTable, measureTable } from './derive/reference';
import { type FileRows, personParts, rowParts } from './derive/parts';
import { dueMeasureTable } from './derive/due-measure';
import { scoreKindTable, scoreSeenTable } from './derive/score';
import { scoreCandidateView, unnamedCandidateTable } from './derive/score-candidate';
import { scorePointTable } from './derive/score-point';
import { scorePairTable } from './derive/score-pair';
import { scoreWeekTable } from './derive/score-week';
import { followUpScoreTable, riskScreenTable } from './derive/screen-and-follow-up';
import {
  attendanceTable,
  attendedDayTable,
  sessionTotalsTable,
  trackedStayTable,
} from './derive/attendance';
import { groupMeetingTable, sessionPlaceTable, sessionTable, surveyTable } from './derive/session';
import { stayBaseTable } from './derive/stay-base';
import {
  lastNumber,
  pathTable,
  personTable,
  placeTable,
  primaryMeasureTable,
  stayTable,
} from './derive/stay';
import { classifiedPairView, thresholdTable } from './derive/threshold';
import { targetTable } from './derive/target';
import type { Settings } from './settings';

/** What the loaded files know about time and stays. */
export interface DataShape {
  /** Calendar dates, days since the first admission, or the order of visits only. */
  readonly time: 'dates' | 'relative' | 'order';
  /** Files of these kinds, in file order: tables of many rows are made in parts. */
  readonly files?: Readonly<Record<'stays' | 'sessions' | 'scores', readonly FileRows[]>>;
}

/** The shape of files with calendar dates. */
export const DATED: DataShape = { time: 'dates' };

/** So many rows, or more, are placed by one statement. */
const SESSIONS_AT_ONCE = 250_000;
const SCORES_AT_ONCE = 100_000;

/** About so many scores, or stays, belong to the persons whom one statement takes. */
const SCORES_OF_PERSONS = 150_000;
const STAYS_OF_PERSONS = 100_000;

/** Tables that only the derivation reads: of the sessions, and of all until its end. */
const SESSION_WORK = ['session_place', 'attended_day'] as const;
const WORKING_TABLES = [
  'session_total',
  'after_discharge',
  'unnamed_candidate',
  'due_measure',
] as const;

/** One step of the derivation. */
export interface DeriveStep {
  /** The table that is made, or the variable. */
  readonly table: string;
  /** What is being made, for the progress line. */
  readonly phase: string;
  readonly statement: Sql;
}

/**
 * All steps, to be run in order after every change of data or settings. They read the canonical
 * tables `stays`, `scores`, `sessions`, `surveys`, which must exist, though they may be empty.
 */
export function deriveSteps(
  settings: Settings,
  extras: readonly string[],
  shape: DataShape = DATED,
): readonly DeriveStep[] {
  const filesOf = (kind: 'stays' | 'sessions' | 'scores'): readonly FileRows[] =>
    shape.files?.[kind] ?? [];
  const scored = personParts(filesOf('scores'), SCORES_OF_PERSONS);
  return [
    step('level', 'Reading the settings', levelTable(settings)),
    step('measure', 'Reading the settings', measureTable()),
    step('band', 'Reading the settings', bandTable()),
    step('data_cut', 'Finding the last day', dataCutTable(settings)),
    step('stay_base', 'Ordering stays', stayBaseTable(settings, extras, shape.time === 'relative')),
    step('last_person_no', 'Ordering stays', lastNumber('person_no')),
    step('last_stay_no', 'Ordering stays', lastNumber('stay_no')),
    step('target', 'Reading the settings', targetTable(settings)),
    step('place', 'Ordering stays', placeTable()),
    step('later_stay', 'Ordering stays', laterStayTable(settings)),
    step('path', 'Joining stays to paths', pathTable()),
    step('session_place', 'Placing sessions', sessionPlaceTable()),
    ...inParts(
      'session',
      'Placing sessions',
      rowParts(filesOf('sessions'), SESSIONS_AT_ONCE),
      sessionTable,
    ),
    step('attended_day', 'Adding up attendance', attendedDayTable()),
    step('attendance', 'Adding up attendance', attendanceTable()),
    step('attendance_weekday', 'Adding up attendance', attendanceWeekdayTable()),
    step('session_total', 'Adding up attendance', sessionTotalsTable()),
    step('tracked_stay', 'Adding up attendance', trackedStayTable()),
    step('group_meeting', 'Adding up attendance', groupMeetingTable()),
    step('after_discharge', 'Adding up attendance', afterDischargeTable()),
    ...SESSION_WORK.map((table) => step(table, 'Adding up attendance', dropped(table))),
    step('score_kind', 'Placing scores', scoreKindTable()),
    ...inParts(
      'score_seen',
      'Placing scores',
      rowParts(filesOf('scores'), SCORES_AT_ONCE),
      scoreSeenTable,
    ),
    step('unnamed_candidate', 'Placing scores', unnamedCandidateTable()),
    step('score_candidate', 'Placing scores', scoreCandidateView()),
    ...inParts('score_point', 'Placing scores', scored, scorePointTable),
    step('score_week', 'Placing scores', scoreWeekTable()),
    step('due_measure', 'Pairing scores', dueMeasureTable()),
    ...inParts('score_pair', 'Pairing scores', scored, scorePairTable),
    step('track_model', 'Pairing scores', trackModelTable()),
    step('score_track', 'Pairing scores', scoreTrackTable()),
    step('administration', 'Pairing scores', administrationTable(settings)),
    step('risk_screen', 'Pairing scores', riskScreenTable()),
    step('follow_up_score', 'Pairing scores', followUpScoreTable()),
    step('primary_measure', 'Pairing scores', primaryMeasureTable(settings)),
    step('threshold', 'Pairing scores', thresholdTable(settings)),
    step('classified_pair', 'Pairing scores', classifiedPairView()),
    ...inParts(
      'stay',
      'Finishing stays',
      personParts(filesOf('stays'), STAYS_OF_PERSONS),
      stayTable,
    ),
    step('person', 'Finishing stays', personTable()),
    step('survey', 'Placing surveys', surveyTable()),
    ...WORKING_TABLES.map((table) => step(table, 'Finishing stays', dropped(table))),
    step('score_candidate', 'Finishing stays', sql`DROP VIEW IF EXISTS score_candidate`),
  ];
}

function dropped(table: string): Sql {
  return sql`DROP TABLE IF EXISTS ${ident(table)}`;
}

/** A step for each part of a table, of which the first makes it. */
function inParts<P>(
  table: string,
  phase: string,
  parts: readonly P[],
  make: (part: P, isFirst: boolean) => Sql,
): readonly DeriveStep[] {
  return parts.map((part, at) => step(table, phase, make(part, at === 0)));
}

function step(table: string, phase: string, statement: Sql): DeriveStep {
  return { table, phase, statement };
}
