/**
 * `recovery` and `reliable-recovery` by the rules of NHS Talking Therapies: two near twins, with
 * reliable improvement and deterioration beside them over everybody who was measured twice.
 */
import { profileOf } from '$lib/model/profiles';
import { type Sql, sql } from '$lib/sql/sql';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { Exclusion, FigureRow, Metric, MetricContext, QueryResults } from '../metric';
import { changeNotes, unitName } from '../pairs';
import {
  type ClassesByScope,
  SHARE_INTERVAL,
  scopedClassUnits,
  shareCounts,
  shareRows,
} from '../shares';
import { NHS_EXCLUSIONS, nhsJudged, nhsLeftOut, nhsRaters } from './nhs-pairs';

const COLUMNS = [
  'rater', 'level', 'program', 'scope', 'class', 'numerator', 'denominator', 'persons', 'value',
  'low', 'high',
]; // prettier-ignore

const CONDITIONS = {
  'moved to recovery': 'NOT is_case',
  'reliable recovery': 'NOT is_case AND is_better',
  improved: 'is_better',
  unchanged: 'NOT is_better AND NOT is_worse',
  deteriorated: 'is_worse',
};

const CHANGES = ['improved', 'unchanged', 'deteriorated'];

const SHOWN_KEYS = ['rater', 'scope'];

const KEYS = [...SHOWN_KEYS, 'scope_position'];

const DENOMINATOR =
  'Finished stays with attendance on at least 2 days, assessments apart, a first and a last score of both the PHQ-9 and the GAD-7, and at caseness on either at the start (PHQ-9 10 or more, GAD-7 8 or more)';

interface Twin {
  readonly id: string;
  /** The class of the headline. */
  readonly class: 'moved to recovery' | 'reliable recovery';
  readonly question: string;
  readonly name: string;
  readonly numerator: string;
}

/** Recovery: below caseness on both instruments at the end. */
export const recovery: Metric = nhsMetric({
  id: 'recovery',
  class: 'moved to recovery',
  question: 'How many moved to recovery, by the rules of NHS Talking Therapies?',
  name: 'Recovery (NHS rules)',
  numerator: 'Below caseness on both the PHQ-9 and the GAD-7 at the last score',
});

/** Reliable recovery: recovery, with reliable improvement. */
export const reliableRecovery: Metric = nhsMetric({
  id: 'reliable-recovery',
  class: 'reliable recovery',
  question: 'How many recovered reliably, by the rules of NHS Talking Therapies?',
  name: 'Reliable recovery (NHS rules)',
  numerator:
    'Below caseness on both at the last score, and reliably improved: the PHQ-9 falls by 6 points or more, or the GAD-7 by 4 or more, and neither rises by as much',
});

function nhsMetric(twin: Twin): Metric {
  const byScope: ClassesByScope = { 'at caseness': [twin.class], all: CHANGES };
  return {
    id: twin.id,
    group: 'symptoms',
    question: twin.question,
    name: twin.name,
    unit: 'proportion',
    unitOfAnalysis: 'stay, or path',
    followsUnit: true,
    numerator: twin.numerator,
    denominator: DENOMINATOR,
    exclusions:
      'Open stays; attendance on fewer than 2 days, assessments apart; no pair of scores of both instruments by one rater; below caseness on both at the start',
    direction: 'higher is better',
    bases: ['discharged', 'admitted'],
    defaultBasis: 'discharged',
    rows: `Rater × scope × class. Scope \`at caseness\` (on either instrument at the start): class \`${twin.class}\`. Scope \`all\` (at caseness or not): \`improved\` = the PHQ-9 falls by 6 or more or the GAD-7 by 4 or more and neither rises by as much, \`deteriorated\` = the mirror of it, \`unchanged\` = all others; zeros included. Always the values of the NHS, whatever thresholds are chosen`,
    columns: COLUMNS,
    interval: SHARE_INTERVAL,
    profile: profileOf('nhs').label,
    source: 'NHS Talking Therapies manual: caseness, recovery, reliable improvement',
    version: 1,
    needs: ['stays', 'scores', 'sessions'],
    queries: (context) => ({
      classes: sql`${scopedJudged(context)}${shareCounts(context.unit, 'scoped', CONDITIONS, KEYS, ['rater NULLS FIRST', 'scope_position'])}`,
      left_out: sql`WITH ${nhsJudged(context)}, ${nhsLeftOut()}
      SELECT rater, left_out, count(*)::INTEGER AS n FROM left_out_unit GROUP BY rater, left_out`,
      rater: sql`${nhsRaters()} LIMIT 1`,
    }),
    units: {
      query: (context) => sql`${scopedJudged(context)}, ${nhsLeftOut()}
      ${scopedClassUnits(context, 'scoped', CONDITIONS, byScope, SHOWN_KEYS)}
      UNION ALL BY NAME ${leftOutUnits(context)}`,
      apart: ['rater'],
      within: ['scope', 'class'],
      guards: 'share',
    },
    finish: (results, context) => {
      const rows = results['classes']!.rows().flatMap((row) =>
        shareRows(row, SHOWN_KEYS, byScope[String(row['scope'])]!, context.unit),
      );
      const [main] = results['rater']!.rows();
      const own = rows.filter((row) => isEverybody(row) && row['rater'] === main?.['rater']);
      const headline = own.find((row) => row['class'] === twin.class);
      const isAnyone = main !== undefined;
      return {
        ...headlineOf(headline),
        about: null,
        excluded: isAnyone ? exclusions(results, main) : [],
        columns: COLUMNS,
        rows,
        ...(isAnyone ? {} : { emptyReason: NOBODY }),
        profile: profileOf('nhs').label,
        notes: [
          'NHS values whatever thresholds are chosen: caseness is PHQ-9 10 or more or GAD-7 8 or more; a change is reliable from 6 points of the PHQ-9 and from 4 of the GAD-7.',
          'The anxiety measure is always the GAD-7; the NHS takes that of the disorder where there is one, and keeps courses without both pairs in its denominators, which are excluded and counted here.',
          ...changeNotes(context),
        ],
      };
    },
  };
}

const NOBODY =
  'These rules need a first and a last score of both the PHQ-9 and the GAD-7, and no finished stay has them.';

/** `scoped`: the judged, once for every scope that they are in. */
function scopedJudged(context: MetricContext): Sql {
  return sql`WITH ${nhsJudged(context)},
      scoped AS (
        SELECT *, 'at caseness' AS scope, 0 AS scope_position FROM judged WHERE was_case
        UNION ALL SELECT *, 'all', 1 FROM judged
      )`;
}

/** Those below caseness are left out of one scope only. */
function leftOutUnits(context: MetricContext): Sql {
  return sql`SELECT ${unitName(context)} AS unit, person_no, stay_no, level, program, rater,
        CASE WHEN left_out = ${NHS_EXCLUSIONS.well} THEN 'at caseness' END AS scope,
        left_out, NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
      FROM left_out_unit`;
}

function exclusions(results: QueryResults, main: FigureRow): readonly Exclusion[] {
  const own = results['left_out']!.rows().filter((row) => row['rater'] === main['rater']);
  return Object.values(NHS_EXCLUSIONS).flatMap((reason) => {
    const n = own.find((row) => row['left_out'] === reason)?.['n'];
    return typeof n === 'number' ? [{ reason, n }] : [];
  });
}
