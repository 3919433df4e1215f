/** `attended-of-scheduled`: of everything on the schedule, cancellations by clients included. */
import type { Metric } from '../metric';
import { ATTENDANCE_INTERVAL, RATIO_SOURCE } from '../ratio';
import { RATE_COLUMNS, type SessionRate, rateFigure, rateQueries, rateUnits } from './session-rate';

const RATE: SessionRate = {
  counted: 'attended',
  outOf: ['attended', 'no_show', 'late_cancel', 'client_cancel', 'excused'],
  told: 'has_missed',
};

/** The share of scheduled sessions that was attended, with its person-clustered interval. */
export const attendedOfScheduled: Metric = {
  id: 'attended-of-scheduled',
  group: 'attendance',
  question: 'How many of all scheduled sessions do people attend?',
  name: 'Attended of scheduled',
  unit: 'proportion',
  unitOfAnalysis: 'session',
  numerator: 'Sessions attended',
  denominator:
    'Sessions of any status but cancelled by the program and booked: cancellations by the client and excused sessions count here, so that calling a no-show a cancellation changes nothing',
  exclusions:
    'Sessions cancelled by the program; bookings; programs whose export records no missed session of any kind in 200',
  direction: 'higher is better',
  bases: ['discharged', 'admitted', 'active'],
  defaultBasis: 'discharged',
  rows: 'Attended / (attended + no_show + late_cancel + client_cancel + excused). Only programs whose export records missed sessions; others get a row with value null',
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
