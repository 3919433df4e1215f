/** `continuity-7` and `continuity-30`: an attended session at a lower level soon after discharge. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { type Reason, NOT_OBSERVED, judgedExclusions, judgedStays, notEligible, stayShareUnits } from '../eligible-discharge'; // prettier-ignore
import { SHARE_COLUMNS, WILSON_INTERVAL, shareRow } from '../share-row';
import { exclusionsFrom } from '../exclusions';
import { groupByView, isEverybody, orderByView } from '../groups';
import { headlineOf } from '../headline';
import type { Metric, MetricContext } from '../metric';

/** Below outpatient care lies aftercare only, which few files hold; below that, nothing. */
const NO_LOWER_LEVEL: Reason = {
  name: 'no lower level in these files',
  when: raw(`rank = 0 OR (rank = 1 AND NOT EXISTS (FROM stay a WHERE a.level = 'aftercare'))`),
};

/** Continuity of care on days 1 to 7. */
export const continuity7 = continuity(7);

/** Continuity of care on days 1 to 30. */
export const continuity30 = continuity(30);

function continuity(days: number): Metric {
  const reasons = [...notEligible(days), NO_LOWER_LEVEL];
  const isContinued = sql`continuity_day <= ${days}`;
  return {
    id: `continuity-${days}`,
    group: 'transitions',
    question: `How many continue at a lower level within ${days} days?`,
    name: `Continuity within ${days} days`,
    unit: 'proportion',
    unitOfAnalysis: 'discharge',
    numerator: `Discharges with an attended session on days 1 to ${days} after discharge in a stay at a lower level`,
    denominator: `Discharges from inpatient, withdrawal management, residential, PHP and IOP at least ${days} days before the end of observation; from OP where the files hold aftercare stays`,
    exclusions:
      'Open stays, deaths, discharges too close to the end of observation or without a known one, housing, levels without a lower one in these files',
    direction: 'higher is better',
    bases: ['discharged', 'admitted'],
    defaultBasis: 'discharged',
    rows: 'Share of eligible discharges; level = the level left. A stay at the same or a higher level is no continuity, nor is an appointment that was missed',
    columns: SHARE_COLUMNS,
    interval: WILSON_INTERVAL,
    profile: null,
    source:
      'Our convention; analogues: follow-up after hospitalization for mental illness, continuity of care after substance use treatment (CBE 3453)',
    version: 1,
    needs: ['stays', 'sessions', 'days', 'observation'],
    queries: (context) => ({
      continued: continuedByView(context, reasons, isContinued),
      excluded: judgedExclusions(context, reasons),
    }),
    finish: ({ continued, excluded }) => {
      const rows = continued!.rows().map((row) => shareRow(row, ['level', 'program']));
      return {
        ...headlineOf(rows.find(isEverybody)),
        about: `${days} days`,
        excluded: exclusionsFrom(excluded!),
        columns: SHARE_COLUMNS,
        rows,
        notes: [
          `${NOT_OBSERVED} A lower level whose sessions are not in the files counts as no continuity. This is no HEDIS rate.`,
        ],
      };
    },
    units: stayShareUnits(reasons, isContinued),
  };
}

function continuedByView(
  context: MetricContext,
  reasons: readonly Reason[],
  isContinued: Sql,
): Sql {
  return sql`WITH ${judgedStays(context, reasons)}
    SELECT level, program, count(*)::INTEGER AS denominator,
      count(DISTINCT person_no)::INTEGER AS persons,
      count_if(${isContinued})::INTEGER AS numerator
    FROM judged WHERE reason IS NULL ${groupByView()} HAVING count(*) > 0 ${orderByView()}`;
}
