/** `reliable-change`: who changed by more than the instrument's error, in which direction. */
import { listOf } from '$lib/format/words';
import { isFixed, type ProfileId, profileOf } from '$lib/model/profiles';
import { type Sql, join, sql } from '$lib/sql/sql';
import type { Key, UnitRows } from '$lib/tally/tally';
import { isEverybody } from '../groups';
import type { Metric, MetricContext } from '../metric';
import {
  changeNotes,
  classifiedPairs,
  headlineMeasure,
  pairStatuses,
  unitMembers,
  unpairedUnits,
  withoutClass,
} from '../pairs';
import { measuresOf, pairHeadlines } from './pair-headlines';
import {
  type ClassesByScope,
  SHARE_INTERVAL,
  type Scopes,
  scopedClassUnits,
  classColumns,
  pathShareCounts,
  scopedRows,
  shareRows,
  stayShareCounts,
} from '../shares';
import { joinKind, KIND_KEY } from '../score-keys';
import { tallied } from '../tallied';
import { profileWords, readThresholds, thresholdNotes, thresholdsQuery } from '../thresholds';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'scope', 'class', 'numerator', 'denominator', 'persons',
  'value', 'low', 'high',
]; // prettier-ignore

/** The classes of change, best first. */
export const CHANGE_CLASSES = ['improved', 'unchanged', 'deteriorated'] as const;

const KEYS = ['measure', 'rater'];

const SHOWN_KEYS = [...KEYS, 'scope'];

const SCOPES: Scopes = {
  all: 'TRUE',
  clinical: 'coalesce(is_baseline_unwell, FALSE)',
  'short interval': 'coalesce(is_short_interval, FALSE)',
};

const CONDITIONS = {
  improved: 'is_improved',
  unchanged: 'NOT is_improved AND NOT is_deteriorated',
  deteriorated: 'is_deteriorated AND NOT is_improved',
  'cannot improve': 'coalesce(is_near_best, FALSE)',
};

const BY_SCOPE: ClassesByScope = {
  all: [...CHANGE_CLASSES, 'cannot improve'],
  clinical: CHANGE_CLASSES,
  'short interval': CHANGE_CLASSES,
};

/** Reliable change of finished stays with two scores. */
export const reliableChange: Metric = {
  id: 'reliable-change',
  group: 'symptoms',
  question: 'How many changed reliably, and in which direction?',
  name: 'Reliable change',
  unit: 'proportion',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator:
    'Pairs of scores that improve (or get worse) by the reliable change of the instrument, the published one unless the program entered its own',
  denominator: 'Finished stays with a baseline and a later last score of the instrument',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; instruments whose reliable change is neither published nor entered',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: "Measure × scope × class over paired finished stays; only outcome instruments with a published reliable change. Scopes: `all`; `clinical` = baseline on the unwell side; `short interval` = days between the two scores < recall period. Classes: `improved`, `unchanged`, `deteriorated`, for every scope (zeros included when the scope's denominator > 0); and, in scope `all` only, `cannot improve` = baseline less than the reliable change away from the best score (a subset, not a fourth class)",
  columns: COLUMNS,
  interval: SHARE_INTERVAL,
  profile: 'published',
  source:
    'Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19; points from the instrument library or from what the program entered',
  version: 1,
  needs: ['scores'],
  queries: (context) => ({
    classes: tallied(context, {
      ...unitMembers(context),
      units: scopedUnits,
      keys: [KIND_KEY, SCOPE_KEY],
      counts: context.unit === 'path' ? pathShareCounts(CONDITIONS) : stayShareCounts(CONDITIONS),
    }),
    statuses: pairStatuses(context),
    primary: headlineMeasure(context, 'reliable_change IS NOT NULL'),
    thresholds: thresholdsQuery(context),
  }),
  units: {
    query: (context) => sql`WITH ${judgedPairs(context)},
    scoped AS (${scopedRows('judged', SCOPES)})
    ${scopedClassUnits(context, 'scoped', CONDITIONS, BY_SCOPE, SHOWN_KEYS)}
    UNION ALL BY NAME ${unpairedUnits(context)}`,
    apart: ['measure', 'rater'],
    within: ['scope', 'class'],
    guards: 'share',
  },
  finish: (results, context) => {
    const rows = results['classes']!.rows().flatMap((row) =>
      shareRows(row, SHOWN_KEYS, BY_SCOPE[String(row['scope'])]!, context.unit),
    );
    const improved = rows.filter((row) => row['scope'] === 'all' && row['class'] === 'improved');
    const measures = measuresOf(improved.filter(isEverybody));
    const unknown = withoutClass(results['statuses']!.rows(), measures);
    const thresholds = readThresholds(results['thresholds']!);
    return {
      ...pairHeadlines(improved, results),
      columns: COLUMNS,
      rows,
      ...(rows.length === 0 && unknown.length > 0
        ? { emptyReason: whyEmpty(unknown, context.profile) }
        : {}),
      profile: profileWords(context.profile, measures, context.settings),
      notes: [
        ...thresholdNotes(thresholds, measures, ['change']),
        notShown(unknown, context.profile),
        ...changeNotes(context),
      ].filter(Boolean),
    };
  },
};

/** The scope of units that have its number. */
const SCOPE_KEY: Key = {
  column: 'scope_no',
  labels: { table: 'scope_name', columns: ['scope', 'scope_position'], order: ['scope_position'] },
};

/** The pairs once for each scope that they are in. */
function scopedUnits(context: MetricContext): UnitRows {
  const names = Object.keys(SCOPES).map((scope) => sql`${scope}`);
  return {
    tables: sql`${judgedPairs(context)},
    scope_name AS (
      SELECT unnest(range(${names.length}))::INTEGER AS scope_no, scope_no AS scope_position,
        unnest([${join(names)}]) AS scope
    ),
    scoped AS NOT MATERIALIZED (${scopedRows('judged', SCOPES)})`,
    select: sql`SELECT p.stay_no, p.person_no, p.place_no, k.kind_no, p.scope_position AS scope_no,
        ${classColumns(CONDITIONS)}
      FROM scoped p ${joinKind('p')}`,
  };
}

/** `judged`: the pairs with a class of change. */
function judgedPairs(context: MetricContext): Sql {
  return sql`${classifiedPairs(context)},
    judged AS NOT MATERIALIZED (SELECT * FROM pair WHERE reliable_change IS NOT NULL)`;
}

function whyEmpty(names: readonly string[], profile: ProfileId): string {
  const verb = names.length === 1 ? 'has' : 'have';
  return `${listOf(names)} ${verb} first and last scores, but ${unknownWords(profile)}`;
}

function notShown(names: readonly string[], profile: ProfileId): string {
  return names.length === 0 ? '' : `Not shown: ${listOf(names)}, since ${unknownWords(profile)}`;
}

/** The rules of some profiles are fixed: there is nothing to enter. */
function unknownWords(profile: ProfileId): string {
  return isFixed(profile)
    ? `the thresholds "${profileOf(profile).label}" have no reliable change for them. Choose others under Thresholds, such as Published.`
    : 'no reliable change is known. Enter SD and reliability on the Data page, under Instruments and thresholds.';
}
