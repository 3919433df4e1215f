/** `no-use-at-last`: of those who used at the start, how many report no use at the last score. */
import { type Sql, sql } from '$lib/sql/sql';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { Metric, MetricContext } from '../metric';
import {
  changeNotes,
  indexUnits,
  pairStatuses,
  unitName,
  unpairedUnits,
  withoutPair,
} from '../pairs';
import { SHARE_INTERVAL, classUnits, shareCounts, shareRows } from '../shares';

/** The instrument: days of use as the subscale counts them; 0 = none reported. */
const USE = 'bam_use';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'class', 'numerator', 'denominator', 'persons', 'value',
  'low', 'high',
]; // prettier-ignore

const CLASS = 'no use';

const CONDITIONS = { [CLASS]: 'last = 0' };

const KEYS = ['measure', 'rater'];

const UNUSED = 'no use at the baseline';

/** Who reports use at the start under every filter, most stays first; the headline is of the first. */
const RATERS = sql`SELECT rater FROM score_pair
    WHERE unit = 'stay' AND measure = ${USE} AND status = 'paired' AND baseline > 0
    GROUP BY rater ORDER BY count(*) DESC, rater NULLS FIRST`;

/** No use at the last score among those with use at the baseline. */
export const noUseAtLast: Metric = {
  id: 'no-use-at-last',
  group: 'symptoms',
  question: 'How many who used at the start report no use at the end?',
  name: 'No use at the last score',
  unit: 'proportion',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator: 'The use subscale of the Brief Addiction Monitor is 0 at the last score',
  denominator:
    'Finished stays with a baseline and a later last score of the use subscale, above 0 at the baseline',
  exclusions:
    'Open stays; stays without a baseline or a later score; subscale not due in the program; no use at the baseline',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Rater × level or program, measure always `bam_use`, class always `no use`: pairs with use above 0 at the baseline, and those of them with 0 at the last score',
  columns: COLUMNS,
  interval: SHARE_INTERVAL,
  profile: null,
  source: 'Convention of ours; instrument: Cacciola et al. 2013, J Subst Abuse Treat 44:256-263',
  version: 1,
  needs: ['scores'],
  queries: (context) => ({
    shares: sql`${pairsOfUse(context)}${shareCounts(context.unit, 'used', CONDITIONS, KEYS, ['rater NULLS FIRST'])}`,
    unused: sql`${pairsOfUse(context)}
    SELECT rater, count(*)::INTEGER AS n FROM unused GROUP BY rater`,
    statuses: pairStatuses(context),
    rater: sql`${RATERS} LIMIT 1`,
  }),
  units: {
    query: (context) => sql`${pairsOfUse(context)},
    rater AS (${RATERS}),
    left_out_unit AS (
      SELECT * FROM (${unpairedUnits(context)}) WHERE measure = ${USE}
      UNION ALL BY NAME SELECT ${unitName(context)} AS unit, person_no, stay_no, level, program,
        measure, rater, ${UNUSED} AS left_out, NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
      FROM unused
    )
    ${classUnits(context, 'used', CONDITIONS, KEYS)}
    UNION ALL BY NAME SELECT u.* FROM left_out_unit u
    JOIN rater r ON r.rater IS NOT DISTINCT FROM u.rater`,
    apart: KEYS,
    within: ['class'],
    guards: 'share',
  },
  finish: ({ shares, unused, statuses, rater }, context) => {
    const rows = shares!.rows().flatMap((row) => shareRows(row, KEYS, [CLASS], context.unit));
    const [main] = rater!.rows();
    const headline = rows.find((row) => isEverybody(row) && row['rater'] === main?.['rater']);
    const none = unused!.rows().find((row) => row['rater'] === main?.['rater']);
    const withoutUse = Number(none?.['n'] ?? 0);
    return {
      ...headlineOf(headline),
      about: USE,
      excluded: main
        ? [
            ...withoutPair({ measure: USE, rater: main['rater'] ?? null }, statuses!.rows()),
            ...(withoutUse > 0 ? [{ reason: UNUSED, n: withoutUse }] : []),
          ]
        : [],
      columns: COLUMNS,
      rows,
      ...(main ? {} : { emptyReason: NOBODY }),
      notes: [
        'Self-report over the days that the instrument looks back on (30, or 7 in its weekly form); not confirmed by tests.',
        ...changeNotes(context),
      ],
    };
  },
};

const NOBODY =
  'No finished stay has a first score above 0 and a later score of the use subscale of the Brief Addiction Monitor.';

/** `used` and `unused`: pairs of finished stays or paths with use at the baseline, and without. */
function pairsOfUse(context: MetricContext): Sql {
  return sql`WITH ${indexUnits(context)},
    pair_of_use AS NOT MATERIALIZED (
      SELECT p.*, u.place_no, u.level, u.level_position, u.program
      FROM score_pair p JOIN index_unit u USING (stay_no)
      WHERE p.unit = ${context.unit} AND p.measure = ${USE} AND p.status = 'paired'
        AND NOT u.is_late
    ),
    used AS NOT MATERIALIZED (SELECT * FROM pair_of_use WHERE baseline > 0),
    unused AS NOT MATERIALIZED (SELECT * FROM pair_of_use WHERE baseline = 0)`;
}
