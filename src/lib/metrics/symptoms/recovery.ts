/**
 * `recovery` and `reliable-recovery` by the rules of NHS Talking Therapies: two near twins, with
 * reliable improvement and deterioration beside them over everybody who was measured twice.
 */
import { profileOf } from '$lib/model/profiles';
import { sql } from '$lib/sql/sql';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { Exclusion, FigureRow, Metric, QueryResults } from '../metric';
import { changeNotes } from '../pairs';
import { SHARE_INTERVAL, shareCounts, shareRows } from '../shares';
import { NHS_EXCLUSIONS, nhsJudged, nhsRater, nhsUnits } from './nhs-pairs';

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

const KEYS = ['rater', 'scope', 'scope_position'];

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
      classes: sql`WITH ${nhsJudged(context)},
      scoped AS (
        SELECT *, 'at caseness' AS scope, 0 AS scope_position FROM judged WHERE was_case
        UNION ALL SELECT *, 'all', 1 FROM judged
      )${shareCounts('scoped', CONDITIONS, KEYS, ['rater NULLS FIRST', 'scope_position'])}`,
      units: nhsUnits(context),
      rater: nhsRater(),
    }),
    finish: (results, context) => {
      const rows = results['classes']!.rows().flatMap((row) =>
        shareRows(
          row,
          ['rater', 'scope'],
          row['scope'] === 'all' ? CHANGES : [twin.class],
          context.unit,
        ),
      );
      const [main] = results['rater']!.rows();
      const own = rows.filter((row) => isEverybody(row) && row['rater'] === main?.['rater']);
      const headline = own.find((row) => row['class'] === twin.class);
      const isAnyone = main !== undefined;
      return {
        ...headlineOf(headline),
        about: null,
        excluded: isAnyone ? exclusions(results, own) : [],
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

function exclusions({ units }: QueryResults, own: readonly FigureRow[]): readonly Exclusion[] {
  const of = (scope: string): number =>
    Number(own.find((row) => row['scope'] === scope)?.['denominator'] ?? 0);
  const count = (name: string): number => units!.number(name, 0) ?? 0;
  const counts = {
    late: count('late'),
    open: count('open'),
    few: count('few'),
    unpaired: count('treated') - of('all'),
    well: of('all') - of('at caseness'),
  };
  return Object.entries(counts)
    .map(([key, n]) => ({ reason: NHS_EXCLUSIONS[key as keyof typeof counts], n }))
    .filter(({ n }) => n > 0);
}
