/** `first-session-attended`: whether people who step down come to the first day with sessions. */
import { raw, sql } from '$lib/sql/sql';
import { type Reason, NOT_OBSERVED, judgedExclusions, judgedStays, notEligible, stayShareUnits } from '../eligible-discharge'; // prettier-ignore
import { SHARE_COLUMNS, WILSON_INTERVAL, shareRow } from '../share-row';
import { exclusionsFrom } from '../exclusions';
import { groupByView, isEverybody, orderByView } from '../groups';
import { headlineOf } from '../headline';
import type { Metric } from '../metric';

const DAYS = 7;

const REASONS: readonly Reason[] = [
  ...notEligible(DAYS),
  {
    name: 'no step down within 7 days',
    when: raw(`next_move_7 IS DISTINCT FROM 'step_down'`),
  },
  {
    name: 'no counted session in the next stay',
    when: raw('is_next_first_day_attended IS NULL'),
  },
];

const IS_ATTENDED = raw('is_next_first_day_attended');

/** Attendance on the first day with a counted session after a step down. */
export const firstSessionAttended: Metric = {
  id: 'first-session-attended',
  group: 'transitions',
  question: 'Do people who step down come to their first session?',
  name: 'First session attended after a step down',
  unit: 'proportion',
  unitOfAnalysis: 'discharge',
  numerator:
    'Step-downs with any session attended on the first day of the next stay that has a counted one',
  denominator:
    'Discharges at least 7 days before the end of observation that step down within 7 days, whose next stay has a counted session (attended, no_show, late_cancel)',
  exclusions:
    'Open stays, deaths, discharges too close to the end of observation or without a known one, housing, no step down within 7 days, no counted session in the next stay',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Share of step-downs; level and program = those left',
  columns: SHARE_COLUMNS,
  interval: WILSON_INTERVAL,
  profile: null,
  source: 'Our convention',
  version: 1,
  needs: ['stays', 'sessions', 'days', 'observation'],
  queries: (context) => ({
    attended: sql`WITH ${judgedStays(context, REASONS)}
    SELECT level, program, count(*)::INTEGER AS denominator,
      count(DISTINCT person_no)::INTEGER AS persons,
      count_if(${IS_ATTENDED})::INTEGER AS numerator
    FROM judged WHERE reason IS NULL ${groupByView()} HAVING count(*) > 0 ${orderByView()}`,
    excluded: judgedExclusions(context, REASONS),
  }),
  finish: ({ attended, excluded }) => {
    const rows = attended!.rows().map((row) => shareRow(row, ['level', 'program']));
    return {
      ...headlineOf(rows.find(isEverybody)),
      about: null,
      excluded: exclusionsFrom(excluded!),
      columns: SHARE_COLUMNS,
      rows,
      notes: [NOT_OBSERVED],
    };
  },
  units: stayShareUnits(REASONS, IS_ATTENDED),
};
