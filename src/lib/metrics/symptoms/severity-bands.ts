/** `severity-bands`: how severe scores are at the start and at the end, by the published bands. */
import { listOf } from '$lib/format/words';
import { type Sql, sql } from '$lib/sql/sql';
import { NO_ESTIMATE } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
import {
  changeNotes,
  classifiedPairs,
  headlineMeasure,
  pairStatuses,
  unpairedUnits,
  withoutClass,
} from '../pairs';
import { SHARE_INTERVAL, shareCounts, shareRows, shareUnits } from '../shares';
import { inColumns, measuresOf, pairHeadlines } from './pair-headlines';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'scope', 'class', 'numerator', 'denominator', 'persons',
  'value', 'low', 'high',
]; // prettier-ignore

const KEYS = ['measure', 'rater', 'scope', 'scope_position', 'label', 'band_position'];

const ORDER = ['measure', 'rater NULLS FIRST', 'scope_position', 'band_position'];

const IS_IN = 'score >= from_score AND (below_score IS NULL OR score < below_score)';

/** Severity at the baseline and at the last score of finished stays with both. */
export const severityBands: Metric = {
  id: 'severity-bands',
  group: 'symptoms',
  question: 'How severe are symptoms at the start and at the end?',
  name: 'Severity bands',
  unit: 'proportion',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator: 'Pairs of scores whose baseline (or last score) is in the band',
  denominator:
    'Finished stays with a baseline and a later last score of an instrument with published bands; the same stays at both ends',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; instruments without bands',
  direction: 'neither',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measure × rater × scope × class over paired finished stays; only outcome instruments with published bands. Scopes: `baseline`, `last`. Classes: the bands of the instrument from its lowest scores to its highest, zeros included; a score is in the last band whose minimum it reaches',
  columns: COLUMNS,
  interval: SHARE_INTERVAL,
  profile: null,
  source: 'Published bands of the instrument library, each with its source',
  version: 1,
  needs: ['scores'],
  queries: (context) => ({
    bands: sql`${bandedPairs(context)}${shareCounts(context.unit, 'banded', { in_band: IS_IN }, KEYS, ORDER)}`,
    statuses: pairStatuses(context),
    primary: headlineMeasure(context, 'p.measure IN (SELECT measure FROM band)'),
  }),
  units: {
    query: (context) => sql`${bandedPairs(context)}
    ${shareUnits(context, 'banded', IS_IN, ['measure', 'rater', 'scope', 'label AS class'])}
    UNION ALL BY NAME ${unpairedUnits(context)}`,
    apart: ['measure', 'rater'],
    within: ['scope', 'class'],
    guards: 'share',
  },
  finish: (results, context) => {
    const rows = results['bands']!.rows().flatMap((cells) =>
      shareRows(cells, KEYS, ['in_band'], context.unit).map((row): FigureRow =>
        inColumns({ ...row, class: row['label'] ?? null }, COLUMNS),
      ),
    );
    const names = withoutClass(results['statuses']!.rows(), measuresOf(rows));
    return {
      ...withoutEstimate(pairHeadlines(firstOfEach(rows), results)),
      columns: COLUMNS,
      rows,
      ...(rows.length === 0 && names.length > 0 ? { emptyReason: whyEmpty(names) } : {}),
      notes: [
        names.length > 0 ? `Not shown, since no bands are published: ${listOf(names)}.` : '',
        'Bands describe scores and are no diagnosis.',
        ...changeNotes(context),
      ].filter(Boolean),
    };
  },
};

/** `banded`: both scores of each pair, each once per band of its instrument. */
function bandedPairs(context: MetricContext): Sql {
  return sql`WITH ${classifiedPairs(context)},
    ends AS (
      SELECT *, 'baseline' AS scope, 0 AS scope_position, baseline AS score FROM pair
      UNION ALL SELECT *, 'last', 1, last FROM pair
    ),
    banded AS (
      SELECT e.*, b.label, b.position AS band_position, b.from_score, b.below_score
      FROM ends e JOIN band b USING (measure)
    )`;
}

/** One row for each measure and rater of a view, to count pairs by. */
function firstOfEach(rows: readonly FigureRow[]): FigureRow[] {
  const keyOf = (row: FigureRow): string =>
    ['measure', 'rater', 'level', 'program'].map((key) => row[key]).join('|');
  return rows.filter((row, at) => at === 0 || keyOf(row) !== keyOf(rows[at - 1]!));
}

/** No single band is the finding, so the headline counts pairs and estimates nothing. */
function withoutEstimate(found: ReturnType<typeof pairHeadlines>): typeof found {
  return {
    ...found,
    ...NO_ESTIMATE,
    focuses: found.focuses.map((focus) => ({ ...focus, ...NO_ESTIMATE })),
  };
}

function whyEmpty(names: readonly string[]): string {
  const verb = names.length === 1 ? 'has' : 'have';
  return `${listOf(names)} ${verb} first and last scores, but no published severity bands. See the mean change instead.`;
}
