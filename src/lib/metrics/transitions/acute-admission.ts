/** `acute-admission-30`: an inpatient admission soon after partial hospitalization, IOP or OP. */
import { raw } from '$lib/sql/sql';
import { NOT_OBSERVED, judgedExclusions } from '../eligible-discharge';
import { RETURNS, type ReturnCount, pooledNotes, returnReasons, returnUnits, returnsByView } from './returns'; // prettier-ignore
import { SHARE_COLUMNS, WILSON_INTERVAL, shareRow } from '../share-row';
import { exclusionsFrom } from '../exclusions';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { Metric } from '../metric';

const DAYS = 30;

const COUNT: ReturnCount = {
  returned: RETURNS.acute,
  lastDay: DAYS,
  more: [
    { name: 'not PHP, IOP or OP', when: raw(`level NOT IN ('php', 'iop', 'op')`) },
    { name: 'transfer', when: raw('is_transfer_within_care') },
  ],
};

/** Inpatient admissions on days 0 to 30. */
export const acuteAdmission30: Metric = {
  id: 'acute-admission-30',
  group: 'transitions',
  question: 'How many are admitted to inpatient care within 30 days?',
  name: 'Acute admission within 30 days',
  unit: 'proportion',
  unitOfAnalysis: 'index stay',
  numerator:
    'Index stays with an inpatient admission on days 0 to 30 after discharge, later in the order of stays',
  denominator:
    'Finished stays in PHP, IOP and OP, discharged at least 30 days before the end of observation, against advice included, that no stay at the same or a higher level followed by day 2, other than that inpatient admission',
  exclusions:
    'Open stays, deaths, discharges too close to the end of observation or without a known one, other levels, transfers',
  direction: 'lower is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Share of index stays; level = the level left. A row with stays of several levels counts each admission once, for the latest index stay',
  columns: SHARE_COLUMNS,
  interval: WILSON_INTERVAL,
  profile: null,
  source: 'Our convention',
  version: 1,
  needs: ['stays', 'days', 'observation'],
  queries: (context) => ({
    returned: returnsByView(context, COUNT),
    excluded: judgedExclusions(context, returnReasons(COUNT)),
  }),
  finish: ({ returned, excluded }) => {
    const rows = returned!.rows().map((row) => shareRow(row, ['level', 'program']));
    return {
      ...headlineOf(rows.find(isEverybody)),
      about: `${DAYS} days`,
      excluded: exclusionsFrom(excluded!),
      columns: SHARE_COLUMNS,
      rows,
      notes: [
        ...pooledNotes(returned!, 'admission'),
        `${NOT_OBSERVED} Admissions to hospitals that are not in the files are among them.`,
      ],
    };
  },
  units: returnUnits(COUNT),
};
