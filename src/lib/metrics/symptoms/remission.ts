/** `remission`: whose last score is as low as that of people without the condition. */
import { measureShortName } from '$lib/measures/short-names';
import type { Metric } from '../metric';
import { SHARE_INTERVAL } from '../shares';
import { sideWords } from '../thresholds';
import {
  CLINICAL_COLUMNS,
  type ClinicalShare,
  clinicalShareFigure,
  clinicalShareQueries,
  clinicalShareUnits,
} from './clinical-share';

const SHARE: ClinicalShare = {
  column: 'is_remission',
  name: 'remission',
  hasAll: false,
  isKnown: ({ remission: value }) => value !== null,
  ruleOf: ({ measure, remissionOp, remission: value }) =>
    `${measureShortName(measure)} ${sideWords(remissionOp, value!)}`,
  rulesTitle: 'Remission, by the last score',
};

/** The share of pairs that remit. */
export const remission: Metric = {
  id: 'remission',
  group: 'symptoms',
  question: 'How many end in remission?',
  name: 'Remission',
  unit: 'proportion',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator: 'Pairs of scores whose last score is on the remission side of the published value',
  denominator:
    'Finished stays with a baseline on the unwell side of the clinical cut-off and a later last score of the instrument',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; baselines on the well side; instruments for which the chosen thresholds have no rule',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measure × rater over paired finished stays with a baseline on the unwell side (`scope` = `clinical`); only outcome instruments with a rule for remission',
  columns: CLINICAL_COLUMNS,
  interval: SHARE_INTERVAL,
  profile: 'published',
  source:
    'Instrument library, each with its source (PHQ-9: below 5, as in the HEDIS measure of depression remission or response)',
  version: 1,
  needs: ['scores'],
  queries: (context) => clinicalShareQueries(context, SHARE),
  units: clinicalShareUnits(SHARE),
  finish: (results, context) => clinicalShareFigure(results, context, SHARE),
};
