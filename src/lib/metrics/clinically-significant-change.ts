/**
 * `clinically-significant-change`: who crossed the clinical cut-off, and changed by more than the
 * instrument's error. Each pair is in exactly one class, the first that fits.
 */
import type { Settings } from '$lib/model/settings';
import { measureShortName } from '$lib/measures/short-names';
import { type Sql, sql } from '$lib/sql/sql';
import { plural } from '$lib/format/words';
import { groupByView, indexStays, isEverybody, orderByView } from './groups';
import { headlineOf } from './headline';
import type { FigureFocus, FigureRow, Metric, MetricContext } from './metric';
import { classShare, pairStatuses, withoutPair } from './pairs';
import { cutoffWords, profileWords, reliableWords } from './thresholds';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'class', 'numerator', 'denominator', 'persons', 'value',
  'low', 'high',
]; // prettier-ignore

/** The classes, best first; `improved` and `deteriorated` hold those who did not cross as well. */
export const SIGNIFICANCE_CLASSES = [
  'recovered',
  'improved',
  'unchanged',
  'deteriorated',
  'harmed',
] as const;

/** Clinically significant change of finished stays with two scores. */
export const clinicallySignificantChange: Metric = {
  id: 'clinically-significant-change',
  group: 'symptoms',
  question: 'How many recovered?',
  name: 'Clinically significant change',
  unit: 'proportion',
  unitOfAnalysis: 'stay',
  numerator:
    'Recovered: from the unwell to the well side of the cut-off, and reliably better. Worsened past the cut-off (`harmed` in exports): from the well to the unwell side, and reliably worse. Improved and deteriorated: reliably, without such a crossing.',
  denominator:
    'Finished stays with a baseline and a later last score of an instrument with a clinical cut-off and a reliable change',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; instruments without a cut-off or a reliable change',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  interval: 'Wilson, 95 %, stays of one person treated as independent',
  profile: 'published',
  source:
    'Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19; thresholds from the instrument library or from what the program entered',
  version: 1,
  needs: ['scores'],
  queries: (context) => ({
    classes: sql`WITH ${indexStays(context)},
    pair AS (
      SELECT p.*, s.level, s.level_position, s.program,
        CASE
          WHEN change_class = 'improved' AND is_baseline_unwell AND NOT is_last_unwell
            THEN 'recovered'
          WHEN change_class = 'deteriorated' AND NOT is_baseline_unwell AND is_last_unwell
            THEN 'harmed'
          ELSE change_class END AS significance
      FROM score_pair p JOIN index_stay s USING (stay_no)
      WHERE p.unit = 'stay' AND p.is_outcome AND p.change_class IS NOT NULL
        AND p.is_baseline_unwell IS NOT NULL AND p.is_last_unwell IS NOT NULL
    )
    SELECT level, program, measure, rater,
      count(*)::INTEGER AS denominator, count(DISTINCT person_no)::INTEGER AS persons,
      count_if(significance = 'recovered')::INTEGER AS recovered,
      count_if(significance = 'improved')::INTEGER AS improved,
      count_if(significance = 'unchanged')::INTEGER AS unchanged,
      count_if(significance = 'deteriorated')::INTEGER AS deteriorated,
      count_if(significance = 'harmed')::INTEGER AS harmed
    FROM pair
    ${groupByView('measure', 'rater')} ${orderByView('measure', 'rater NULLS FIRST')}`,
    statuses: pairStatuses(context),
    left_out: leftOut(context),
    primary: primaryMeasure(),
  }),
  finish: ({ classes, statuses, left_out: leftOutPairs, primary }, { settings }) => {
    const rows = classes!.rows().flatMap((row) => {
      const { recovered, improved, unchanged, deteriorated, harmed, ...keys } = row;
      const counts = [recovered, improved, unchanged, deteriorated, harmed];
      return SIGNIFICANCE_CLASSES.map((name, at) => classShare(keys, name, Number(counts[at])));
    });
    const headlines = rows.filter((row) => isEverybody(row) && row['class'] === 'recovered');
    const [main] = primary!.rows();
    const headline = headlines.find(
      (row) => row['measure'] === main?.['measure'] && row['rater'] === main?.['rater'],
    );
    const statusRows = statuses!.rows();
    const leftOutWords = leftOutNote(leftOutPairs!.rows());
    const measures = [...new Set(headlines.map((row) => String(row['measure'])))];
    return {
      ...headlineOf(headline),
      about: (main?.['measure'] as string | undefined) ?? null,
      excluded: main ? withoutPair(main, statusRows) : [],
      focuses: headlines.map((row) => focusOf(row, statusRows)),
      columns: COLUMNS,
      rows,
      ...(rows.length === 0 && leftOutWords ? { emptyReason: `${leftOutWords} ${ENTER}` } : {}),
      profile: profileWords(measures, settings),
      notes: [
        ...thresholdNotes(measures, settings),
        leftOutWords,
        'Who begins on the well side cannot recover and stays in the count. Change during the program; no comparison group.',
      ].filter(Boolean),
    };
  },
};

/** Where the missing numbers are entered. */
const ENTER =
  'Enter SD, reliability and the means of both groups on the Data page, under Instruments and thresholds.';

/** Pairs of instruments of which too little is known, by measure. */
function leftOut(context: MetricContext): Sql {
  return sql`WITH ${indexStays(context)}
    SELECT p.measure, count(*)::INTEGER AS n,
      bool_and(p.change_class IS NULL)::INTEGER AS has_no_change,
      bool_and(p.is_baseline_unwell IS NULL)::INTEGER AS has_no_cutoff
    FROM score_pair p JOIN index_stay s USING (stay_no)
    WHERE p.unit = 'stay' AND p.is_outcome AND p.status = 'paired'
      AND (p.change_class IS NULL OR p.is_baseline_unwell IS NULL OR p.is_last_unwell IS NULL)
    GROUP BY p.measure ORDER BY p.measure`;
}

/** As `headline_measure`, among measures with a cut-off: the same under every filter. */
function primaryMeasure(): Sql {
  return sql`WITH pair AS (
      SELECT stay_no, measure, rater FROM score_pair
      WHERE unit = 'stay' AND is_outcome AND change_class IS NOT NULL
        AND is_baseline_unwell IS NOT NULL AND is_last_unwell IS NOT NULL
    ),
    by_measure AS (SELECT measure, count(DISTINCT stay_no) AS stays FROM pair GROUP BY measure),
    by_rater AS (SELECT measure, rater, count(*) AS pairs FROM pair GROUP BY measure, rater)
    SELECT r.measure, r.rater FROM by_rater r JOIN by_measure m ON m.measure = r.measure
    ORDER BY m.stays DESC, r.measure, r.pairs DESC, r.rater NULLS FIRST LIMIT 1`;
}

function focusOf(row: FigureRow, statuses: readonly FigureRow[]): FigureFocus {
  const measure = String(row['measure']);
  const excluded = withoutPair(row, statuses);
  return { key: measure, ...headlineOf(row), about: measure, excluded };
}

function thresholdNotes(ids: readonly string[], settings: Settings): string[] {
  const cutoffs = ids.map((id) => cutoffWords(id, settings)).filter(Boolean);
  const changes = ids.map((id) => reliableWords(id, settings)).filter(Boolean);
  return [
    cutoffs.length > 0 ? `On the unwell side: ${cutoffs.join('; ')}.` : '',
    changes.length > 0 ? `A change is reliable from: ${changes.join('; ')}.` : '',
  ].filter(Boolean);
}

function leftOutNote(rows: readonly FigureRow[]): string {
  const parts = rows.map((row) => {
    const lacks = [
      row['has_no_cutoff'] === 1 ? 'clinical cut-off' : '',
      row['has_no_change'] === 1 ? 'reliable change' : '',
    ].filter(Boolean);
    const name = measureShortName(String(row['measure']));
    return `${plural(Number(row['n']), 'pair')} of the ${name} (no ${lacks.join(' and no ')} is known)`;
  });
  return parts.length > 0 ? `Left out: ${parts.join('; ')}.` : '';
}
