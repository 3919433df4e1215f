/** `discharge-reasons`: how finished stays ended, by reason; a missing reason is one of the rows. */
import { DISCHARGE_REASONS } from '$lib/model/canonical';
import { raw } from '$lib/sql/sql';
import type { FigureRow, Headline, Metric } from '../metric';
import { headlineOf } from '../headline';
import { SHARE_INTERVAL, shareRows } from '../shares';
import { type EndShare, END_SCOPES, END_UNIT, PATHS_NOTE, endClassUnits, endShareQueries, endShareRows } from './end-share'; // prettier-ignore
import { transferNotes } from './ends';

/** The class of a finished stay without a reason. */
export const NOT_RECORDED = 'not recorded';

/** The classes in the order of the figure. */
export const REASON_CLASSES: readonly string[] = [...DISCHARGE_REASONS, NOT_RECORDED];

const COLUMNS = [
  'level', 'program', 'scope', 'class', 'numerator', 'denominator', 'persons', 'value', 'low',
  'high',
]; // prettier-ignore

const SHARE: EndShare = {
  leftOut: raw(`CASE WHEN is_unsettled THEN 'too close to the cut' WHEN is_open THEN 'open' END`),
  reasons: ['too close to the cut', 'open'],
  classes: Object.fromEntries([
    ...DISCHARGE_REASONS.map((reason) => [reason, `coalesce(reason = '${reason}', FALSE)`]),
    [NOT_RECORDED, 'reason IS NULL'],
  ]),
};

/** The shares of all reasons. */
export const dischargeReasons: Metric = {
  id: 'discharge-reasons',
  group: 'length',
  question: 'How do stays end?',
  name: 'Discharge reasons',
  unit: 'proportion',
  unitOfAnalysis: END_UNIT,
  numerator: 'Finished stays with the reason; a path counts by the reason of its last stay',
  denominator:
    'All finished stays; paths once they ended as many days before the cut as break a path',
  exclusions: 'Paths that ended too close to the data cut, open stays and paths',
  direction: 'neither',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: `${END_SCOPES}. Class: ${REASON_CLASSES.map((name) => `\`${name}\``).join(', ')}; reasons that nobody has are rows of 0; the shares of a scope sum to 1`,
  columns: COLUMNS,
  interval: SHARE_INTERVAL,
  profile: null,
  source:
    'Descriptive. Published beside it, for substance use IOP discharges of 2004 (TEDS): 37.7 % completed, 17.9 % transferred, 23.2 % dropped out, 14.0 % terminated, 7.2 % other, median 41 days; dropout from partial hospitalization 16.5 %; a description of those discharges, not a target',
  version: 1,
  needs: ['stays', 'days'],
  queries: (context) => endShareQueries(context, SHARE),
  units: endClassUnits(SHARE),
  finish: (results, context) => {
    const figure = endShareRows(results, (cells, scope, counted) =>
      shareRows(cells, [], REASON_CLASSES, counted === 'paths' ? 'path' : 'stay').map((row) => {
        const all: FigureRow = { ...row, scope };
        return Object.fromEntries(COLUMNS.map((column) => [column, all[column] ?? null]));
      }),
    );
    const { about, first, stays, excluded } = figure;
    return {
      ...withoutEstimate(first[0]),
      about,
      excluded: excluded[about],
      focuses: [
        {
          key: 'divided',
          ...withoutEstimate(stays[0]),
          about: 'stays',
          excluded: excluded.stays,
        },
      ],
      columns: COLUMNS,
      rows: figure.rows,
      notes: [
        ...(about === 'paths' ? [PATHS_NOTE] : []),
        'Planned: completed, transferred. Not planned: dropped out, against advice, terminated, coverage ended, incarcerated, other.',
        ...transferNotes(context),
      ],
    };
  },
};

/** The whole has no share of its own. */
function withoutEstimate(row: FigureRow | undefined): Omit<Headline, 'about' | 'excluded'> {
  return { ...headlineOf(row), numerator: null, value: null, low: null, high: null };
}
