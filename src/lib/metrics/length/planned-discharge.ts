/** `planned-discharge`: of the finished stays whose reason says something, how many ended as planned. */
import { raw } from '$lib/sql/sql';
import type { Metric } from '../metric';
import { SHARE_INTERVAL } from '../shares';
import { type EndShare, END_SCOPES, END_UNIT, endColumns, endShareQueries, oneShareFigure, oneShareUnits } from './end-share'; // prettier-ignore
import { transferNotes } from './ends';

const BESIDE = ['against_advice', 'coverage_ended'] as const;

const SHARE: EndShare = {
  leftOut: raw(`CASE WHEN is_unsettled THEN 'too close to the cut' WHEN is_open THEN 'open'
        WHEN reason = 'deceased' THEN 'deceased' WHEN reason = 'record_closed' THEN 'record closed'
        WHEN reason IS NULL THEN 'no reason recorded' END`),
  reasons: ['too close to the cut', 'open', 'deceased', 'record closed', 'no reason recorded'],
  classes: {
    planned: 'is_planned',
    against_advice: `reason = 'against_advice'`,
    coverage_ended: `reason = 'coverage_ended'`,
  },
};

/** The share of planned discharges. */
export const plannedDischarge: Metric = {
  id: 'planned-discharge',
  group: 'length',
  question: 'How many leave as planned?',
  name: 'Planned discharge',
  unit: 'proportion',
  unitOfAnalysis: END_UNIT,
  numerator:
    'Discharges with the reason completed or transferred; a path counts by the reason of its last stay. Setting: a transfer to a higher level (planned next level, or next stay within the days that break a path) is not planned',
  denominator:
    'Finished stays with a reason; paths once they ended as many days before the cut as break a path',
  exclusions:
    'Paths that ended too close to the data cut, open stays and paths, deaths, closed records, no reason recorded',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: `${END_SCOPES}. \`against_advice\` and \`coverage_ended\` = discharges of the denominator with that reason`,
  columns: endColumns(BESIDE),
  interval: SHARE_INTERVAL,
  profile: null,
  source:
    'Our convention, after the reasons for discharge of TEDS-D. Published beside it, for substance use IOP discharges of 2004 (TEDS): 37.7 % completed, 17.9 % transferred, 23.2 % dropped out, 14.0 % terminated, 7.2 % other; a description of those discharges, not a target',
  version: 1,
  needs: ['stays', 'days'],
  queries: (context) => endShareQueries(context, SHARE),
  units: oneShareUnits(() => SHARE, 'planned', BESIDE),
  finish: (results, context) => {
    const figure = oneShareFigure(results, 'planned', BESIDE);
    return { ...figure, notes: [...figure.notes, ...transferNotes(context)] };
  },
};
