/** `response`: whose score fell to half or less, among those who began on the unwell side. */
import { formatShare } from '$lib/format/numbers';
import { measureShortName } from '$lib/measures/short-names';
import type { Metric } from '../metric';
import { SHARE_INTERVAL } from '../shares';
import {
  CLINICAL_COLUMNS,
  type ClinicalShare,
  clinicalShareFigure,
  clinicalShareQueries,
  clinicalShareUnits,
} from './clinical-share';

const SHARE: ClinicalShare = {
  column: 'is_response',
  name: 'response',
  hasAll: true,
  isKnown: ({ responseShare }) => responseShare !== null,
  ruleOf: ({ measure, responseShare }) =>
    `${measureShortName(measure)} ${formatShare(responseShare, 0)} of the baseline or more`,
  rulesTitle: 'Response, by the improvement',
};

/** The share of pairs that respond. */
export const response: Metric = {
  id: 'response',
  group: 'symptoms',
  question: 'How many respond?',
  name: 'Response',
  unit: 'proportion',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator:
    'Pairs of scores with an improvement of at least half of the baseline (or of the share that is published for the instrument), exactly so much included',
  denominator:
    'Finished stays with a baseline on the unwell side of the clinical cut-off and a later last score of the instrument; in a second row all with a baseline above 0',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; baselines on the well side; instruments for which the chosen thresholds have no rule',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measure × rater × scope over paired finished stays; only outcome instruments with a rule for response. Scopes: `clinical` = baseline on the unwell side (the headline); `all` = baseline above 0',
  columns: CLINICAL_COLUMNS,
  interval: SHARE_INTERVAL,
  profile: 'published',
  source:
    'Instrument library, each with its source (PHQ-9: 50 %, as in the HEDIS measure of depression remission or response)',
  version: 1,
  needs: ['scores'],
  queries: (context) => clinicalShareQueries(context, SHARE),
  units: clinicalShareUnits(SHARE),
  finish: (results, context) => clinicalShareFigure(results, context, SHARE),
};
