/**
 * `clinically-significant-change`: who crossed the clinical cut-off, and changed by more than the
 * instrument's error. Each pair is in exactly one class, the first that fits.
 */
import { isFixed } from '$lib/model/profiles';
import { measureShortName } from '$lib/measures/short-names';
import { type Sql, sql } from '$lib/sql/sql';
import { isEverybody } from '../groups';
import type { FigureRow, Metric, MetricContext } from '../metric';
import {
  changeNotes,
  classifiedPairs,
  headlineMeasure,
  pairStatuses,
  unpairedUnits,
} from '../pairs';
import { measuresOf, pairHeadlines } from './pair-headlines';
import { SHARE_INTERVAL, classUnits, shareCounts, shareRows } from '../shares';
import { profileWords, readThresholds, thresholdNotes, thresholdsQuery } from '../thresholds';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'class', 'numerator', 'denominator', 'persons', 'value',
  'low', 'high',
]; // prettier-ignore

const KEYS = ['measure', 'rater'];

/** The classes, best first; `improved` and `deteriorated` hold those who did not cross as well. */
export const SIGNIFICANCE_CLASSES = [
  'recovered',
  'improved',
  'unchanged',
  'deteriorated',
  'harmed',
] as const;

const CONDITIONS = Object.fromEntries(
  SIGNIFICANCE_CLASSES.map((name) => [name, `significance = '${name}'`]),
);

/** Clinically significant change of finished stays with two scores. */
export const clinicallySignificantChange: Metric = {
  id: 'clinically-significant-change',
  group: 'symptoms',
  question: 'How many recovered?',
  name: 'Clinically significant change',
  unit: 'proportion',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator:
    'Recovered: from the unwell to the well side of the cut-off, and reliably better. Worsened past the cut-off (`harmed` in exports): from the well to the unwell side, and reliably worse. Improved and deteriorated: reliably, without such a crossing.',
  denominator:
    'Finished stays with a baseline and a later last score of an instrument with a clinical cut-off and a reliable change',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; instruments without a cut-off or a reliable change',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measure × class over paired finished stays; only outcome instruments with a clinical cut-off and a reliable change, of others the notes give the number of pairs. Each pair is in the first class that fits: `recovered` (unwell at the baseline, well at the last score, reliably improved), `harmed` (well, then unwell, reliably deteriorated), `improved`, `deteriorated`, `unchanged`; listed from best to worst, zeros included',
  columns: COLUMNS,
  interval: SHARE_INTERVAL,
  profile: 'published',
  source:
    'Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19; thresholds from the instrument library or from what the program entered',
  version: 1,
  needs: ['scores'],
  queries: (context) => ({
    classes: sql`${judgedPairs(context)}
    ${shareCounts(context.unit, 'judged', CONDITIONS, KEYS, ['measure', 'rater NULLS FIRST'])}`,
    statuses: pairStatuses(context),
    left_out: leftOut(context),
    primary: headlineMeasure(context, 'significance IS NOT NULL'),
    thresholds: thresholdsQuery(context),
  }),
  units: {
    query: (context) => sql`${judgedPairs(context)}
    ${classUnits(context, 'judged', CONDITIONS, KEYS)}
    UNION ALL BY NAME ${unpairedUnits(context)}`,
    apart: KEYS,
    within: ['class'],
    guards: 'share',
  },
  finish: (results, context) => {
    const rows = results['classes']!.rows().flatMap((row) =>
      shareRows(row, KEYS, SIGNIFICANCE_CLASSES, context.unit),
    );
    const recovered = rows.filter((row) => row['class'] === 'recovered');
    const leftOutWords = leftOutNote(results['left_out']!.rows());
    const measures = measuresOf(recovered.filter(isEverybody));
    return {
      ...pairHeadlines(recovered, results),
      columns: COLUMNS,
      rows,
      ...(rows.length === 0 && leftOutWords
        ? { emptyReason: `${leftOutWords} ${isFixed(context.profile) ? CHOOSE : ENTER}` }
        : {}),
      profile: profileWords(context.profile, measures, context.settings),
      notes: [
        ...thresholdNotes(readThresholds(results['thresholds']!), measures),
        leftOutWords,
        'Who begins on the well side cannot recover and stays in the count.',
        ...changeNotes(context),
      ].filter(Boolean),
    };
  },
};

/** What to do where the rules of the profile are fixed. */
const CHOOSE = 'Choose other thresholds, such as Published.';

/** Where the missing numbers are entered. */
const ENTER =
  'Enter SD, reliability and the means of both groups on the Data page, under Instruments and thresholds.';

/** `judged`: pairs that are in a class. */
function judgedPairs(context: MetricContext): Sql {
  return sql`WITH ${classifiedPairs(context)},
    judged AS (SELECT * FROM pair WHERE significance IS NOT NULL)`;
}

/** Pairs of instruments of which too little is known under the profile, by measure. */
function leftOut(context: MetricContext): Sql {
  return sql`WITH ${classifiedPairs(context)}
    SELECT measure,
      bool_and(change_class IS NULL)::INTEGER AS has_no_change,
      bool_and(is_baseline_unwell IS NULL)::INTEGER AS has_no_cutoff
    FROM pair WHERE significance IS NULL GROUP BY measure ORDER BY measure`;
}

function leftOutNote(rows: readonly FigureRow[]): string {
  const parts = rows.map((row) => {
    const lacks = [
      row['has_no_cutoff'] === 1 ? 'clinical cut-off' : '',
      row['has_no_change'] === 1 ? 'reliable change' : '',
    ].filter(Boolean);
    const name = measureShortName(String(row['measure']));
    return `the pairs of the ${name} (no ${lacks.join(' and no ')} is known)`;
  });
  return parts.length > 0 ? `Left out: ${parts.join('; ')}.` : '';
}
