/** Settings of the derivations: conventions that a program may change, printed with every export. */

import type { EnteredThresholds, OwnInstrument } from '$lib/measures/own';
import { DEFAULT_TARGETS, type Targets } from './targets';

/** Days around admission and discharge in which a score counts; all windows include both ends. */
export interface ScoreWindow {
  /** Days before admission from which a score may be a baseline. */
  readonly baselineBefore: number;
  /** Days after admission until which a score may be a baseline. */
  readonly baselineAfter: number;
  /** Days after discharge until which a score may be the last one. */
  readonly lastAfter: number;
  /** Days before and after discharge in which a score may be the discharge score. */
  readonly dischargeAround: number;
}

/** Conventions of ours that a program may replace; metrics print which one holds. */
export interface Conventions {
  /** Days between measurements during a stay, for levels that have none of their own. */
  readonly measureEveryDays: number;
  /** Days between measurements by level code, where they differ. */
  readonly measureEveryDaysByLevel: Readonly<Record<string, number>>;
  /** Which end of a stay counts in retention. */
  readonly retentionEvent: 'any' | 'unplanned';
  /** A transfer to a higher level is a planned discharge. */
  readonly isTransferUpPlanned: boolean;
  /** When a dropout is early: within 14 days, under 3 attended sessions, or under half of the plan. */
  readonly earlyDropout: 'days' | 'sessions' | 'planned length';
  /** A first rise to a level never reached before is a readmission. */
  readonly isFirstRiseReadmission: boolean;
  /** In a release, numbers about 1 to this many people are hidden; 5 to 30. */
  readonly fewPeople: number;
}

/** What the derivations can be told. */
export interface Settings {
  /** A day before the latest loaded day after which rows are ignored; null = the latest loaded day. */
  readonly dataCut: string | null;
  /** Days between stays after which a path ends and a new one begins. */
  readonly pathGapDays: number;
  /** Score windows for levels that have none of their own. */
  readonly scoreWindow: ScoreWindow;
  /** Score windows by level code, where they differ. */
  readonly scoreWindowByLevel: Readonly<Record<string, ScoreWindow>>;
  /** The primary measure by program; a program that is missing takes the measure with most pairs. */
  readonly primaryMeasure: Readonly<Record<string, string>>;
  /** Instruments that the library does not have. */
  readonly instruments: readonly OwnInstrument[];
  /** By instrument: what replaces its published thresholds. */
  readonly thresholds: Readonly<Record<string, EnteredThresholds>>;
  readonly conventions: Conventions;
  readonly targets: Targets;
  /** The stays files hold discharges only: nobody in them was ever seen open. */
  readonly dischargesOnly: boolean;
  /** The ids of people are given anew at each admission: returns cannot be seen. */
  readonly idsPerAdmission: boolean;
}

/** The settings before anybody changed them. */
export const DEFAULT_SETTINGS: Settings = {
  dataCut: null,
  pathGapDays: 7,
  scoreWindow: { baselineBefore: 7, baselineAfter: 7, lastAfter: 3, dischargeAround: 7 },
  scoreWindowByLevel: {},
  primaryMeasure: {},
  instruments: [],
  thresholds: {},
  conventions: {
    measureEveryDays: 14,
    measureEveryDaysByLevel: { php: 7 },
    retentionEvent: 'any',
    isTransferUpPlanned: true,
    earlyDropout: 'days',
    isFirstRiseReadmission: false,
    fewPeople: 10,
  },
  targets: DEFAULT_TARGETS,
  dischargesOnly: false,
  idsPerAdmission: false,
};
