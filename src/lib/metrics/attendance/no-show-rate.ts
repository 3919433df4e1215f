/** `no-show-rate`: of the sessions attended or not shown up for, those not shown up for. */
import type { Metric } from '../metric';
import { ATTENDANCE_INTERVAL, RATIO_SOURCE } from '../ratio';
import { RATE_COLUMNS, type SessionRate, rateFigure, rateQueries, rateUnits } from './session-rate';

const RATE: SessionRate = {
  counted: 'no_show',
  outOf: ['attended', 'no_show'],
  told: 'has_absences',
};

/** The no-show rate, with its person-clustered interval. */
export const noShowRate: Metric = {
  id: 'no-show-rate',
  group: 'attendance',
  question: 'How often do people not show up?',
  name: 'No-show rate',
  unit: 'proportion',
  unitOfAnalysis: 'session',
  numerator: 'Sessions not shown up for',
  denominator: 'Sessions attended or not shown up for',
  exclusions:
    'Cancelled and excused sessions and bookings; programs whose export records no absence in 200 sessions',
  direction: 'lower is better',
  bases: ['discharged', 'admitted', 'active'],
  defaultBasis: 'discharged',
  rows: 'no_show / (attended + no_show). Only programs whose export records absences; others get a row with value null',
  columns: RATE_COLUMNS,
  interval: ATTENDANCE_INTERVAL,
  profile: null,
  source: RATIO_SOURCE,
  version: 1,
  needs: ['stays', 'sessions'],
  queries: (context) => rateQueries(RATE, context),
  units: rateUnits(RATE),
  finish: rateFigure,
};
