/** `readmission-30` and `readmission-90`: a return to the same or a higher level after discharge. */
import { raw } from '$lib/sql/sql';
import { type Reason, NOT_OBSERVED, judgedExclusions } from '../eligible-discharge';
import { INDEX_STAYS, RETURNS, type ReturnCount, pooledNotes, returnReasons, returnUnits, returnsByView } from './returns'; // prettier-ignore
import { WILSON_INTERVAL, shareRow } from '../share-row';
import { exclusionsFrom } from '../exclusions';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { Metric, MetricContext } from '../metric';

const KEYS = ['level', 'program', 'scope'];

const COLUMNS = [...KEYS, 'numerator', 'denominator', 'persons', 'value', 'low', 'high'];

const TRANSFER: Reason = { name: 'transfer', when: raw('is_transfer') };

const AGAINST_ADVICE: Reason = {
  name: 'against advice',
  when: raw(`discharge_reason = 'against_advice'`),
};

/** Readmission on days 3 to 30. */
export const readmission30 = readmission(30);

/** Readmission on days 3 to 90. */
export const readmission90 = readmission(90);

function readmission(days: number): Metric {
  const count: ReturnCount = {
    returned: RETURNS.readmission,
    lastDay: days,
    more: [TRANSFER],
    apart: AGAINST_ADVICE,
  };
  return {
    id: `readmission-${days}`,
    group: 'transitions',
    question: `How many come back within ${days} days?`,
    name: `Readmission within ${days} days`,
    unit: 'proportion',
    unitOfAnalysis: 'index stay',
    numerator: `Index stays with a later stay that begins on days 3 to ${days} after discharge at the same or a higher level, at a level at which or above which the person had been by the index stay (setting: at any such level)`,
    denominator: `Finished stays, discharged at least ${days} days before the end of observation, that no stay at the same or a higher level followed by day 2`,
    exclusions:
      'Open stays, deaths, discharges too close to the end of observation or without a known one, housing, transfers; discharges against advice stand apart',
    direction: 'lower is better',
    bases: ['discharged', 'admitted'],
    defaultBasis: 'discharged',
    rows: 'Scope `index stays`, then `against advice` (index stays that ended so, which the headline leaves out). Level = the level left. Inside one level a return may count for two index stays; a row with stays of several levels counts each return once, for the latest index stay',
    columns: COLUMNS,
    interval: WILSON_INTERVAL,
    profile: null,
    source:
      'Our convention; analogue: readmission after psychiatric hospitalization, which leaves out discharges against advice (CBE 2860)',
    version: 1,
    needs: ['stays', 'days', 'observation'],
    queries: (context) => ({
      returned: returnsByView(context, count),
      excluded: judgedExclusions(context, returnReasons(count)),
    }),
    finish: ({ returned, excluded }, context) => {
      const rows = returned!.rows().map((row) => shareRow(row, KEYS));
      return {
        ...headlineOf(rows.find((row) => isEverybody(row) && row['scope'] === INDEX_STAYS)),
        about: `${days} days`,
        excluded: exclusionsFrom(excluded!),
        columns: COLUMNS,
        rows,
        notes: [
          ...pooledNotes(returned!, 'return'),
          firstRiseNote(context),
          `${NOT_OBSERVED} Readmissions elsewhere are among them.`,
        ],
      };
    },
    units: returnUnits(count),
  };
}

function firstRiseNote({ settings }: MetricContext): string {
  return settings.conventions.isFirstRiseReadmission
    ? 'A first rise to a level never reached before counts as a readmission (setting).'
    : 'A first rise to a level never reached before is a step up, not a readmission.';
}
