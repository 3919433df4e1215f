/**
 * The derived tables in the order in which they are made. Figures read these and nothing else, so
 * that the same derivations may one day run on another engine.
 */
import type { Sql } from '$lib/sql/sql';
import { administrationTable } from './derive/administration';
import { scoreTrackTable, trackModelTable } from './derive/off-track';
import { afterDischargeTable, laterStayTable } from './derive/after-discharge';
import { bandTable, dataCutTable, levelTable, measureTable } from './derive/reference';
import { scoreCandidateTable, scorePointTable, scoreSeenTable } from './derive/score';
import { scorePairTable } from './derive/score-pair';
import { followUpScoreTable, riskScreenTable } from './derive/screen-and-follow-up';
import {
  attendanceTable,
  groupMeetingTable,
  sessionPlaceTable,
  sessionTable,
  sessionTotalsTable,
  surveyTable,
} from './derive/session';
import { stayBaseTable } from './derive/stay-base';
import { pathTable, personTable, primaryMeasureTable, stayTable } from './derive/stay';
import { classifiedPairView, thresholdTable } from './derive/threshold';
import { targetTable } from './derive/target';
import type { Settings } from './settings';

/** What the loaded files know about time and stays. */
export interface DataShape {
  /** Calendar dates, days since the first admission, or the order of visits only. */
  readonly time: 'dates' | 'relative' | 'order';
}

/** The shape of files with calendar dates. */
export const DATED: DataShape = { time: 'dates' };

/** One step of the derivation. */
export interface DeriveStep {
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
  return [
    step('level', 'Reading the settings', levelTable(settings)),
    step('measure', 'Reading the settings', measureTable()),
    step('band', 'Reading the settings', bandTable()),
    step('data_cut', 'Finding the last day', dataCutTable(settings)),
    step('stay_base', 'Ordering stays', stayBaseTable(settings, extras, shape.time === 'relative')),
    step('target', 'Reading the settings', targetTable(settings)),
    step('later_stay', 'Ordering stays', laterStayTable(settings)),
    step('path', 'Joining stays to paths', pathTable()),
    step('session_place', 'Placing sessions', sessionPlaceTable()),
    step('session', 'Placing sessions', sessionTable()),
    step('attendance', 'Adding up attendance', attendanceTable()),
    step('session_total', 'Adding up attendance', sessionTotalsTable()),
    step('group_meeting', 'Adding up attendance', groupMeetingTable()),
    step('after_discharge', 'Adding up attendance', afterDischargeTable()),
    step('score_seen', 'Placing scores', scoreSeenTable()),
    step('score_candidate', 'Placing scores', scoreCandidateTable()),
    step('score_point', 'Placing scores', scorePointTable()),
    step('score_pair', 'Pairing scores', scorePairTable()),
    step('track_model', 'Pairing scores', trackModelTable()),
    step('score_track', 'Pairing scores', scoreTrackTable()),
    step('administration', 'Pairing scores', administrationTable(settings)),
    step('risk_screen', 'Pairing scores', riskScreenTable()),
    step('follow_up_score', 'Pairing scores', followUpScoreTable()),
    step('primary_measure', 'Pairing scores', primaryMeasureTable(settings)),
    step('threshold', 'Pairing scores', thresholdTable(settings)),
    step('classified_pair', 'Pairing scores', classifiedPairView()),
    step('stay', 'Finishing stays', stayTable()),
    step('person', 'Finishing stays', personTable()),
    step('survey', 'Placing surveys', surveyTable()),
  ];
}

function step(table: string, phase: string, statement: Sql): DeriveStep {
  return { table, phase, statement };
}
