/**
 * `sensitivity`: the shares of change under every published alternative, so that a reader sees how much
 * the choice of a threshold, a window or a unit matters. One is varied at a time.
 */
import { listOf } from '$lib/format/words';
import { type Sql, join, sql } from '$lib/sql/sql';
import type { FigureRow, Metric, MetricContext, QueryResults } from '../metric';
import {
  changeNotes,
  headlineMeasure,
  indexUnits,
  pairStatuses,
  unpairedUnits,
  withoutClass,
} from '../pairs';
import { SHARE_INTERVAL } from '../shares';
import { profileWords, thresholdsQuery } from '../thresholds';
import { measuresOf, pairHeadlines } from './pair-headlines';
import { AS_SHOWN } from './sensitivity-choices';
import {
  countedPairs,
  pairSources,
  type PairSource,
  sensitivityCounts,
  sensitivityKinds,
} from './sensitivity-pairs';
import { sensitivityRows } from './sensitivity-rows';

const COLUMNS = [
  'measure', 'rater', 'choice', 'alternative', 'basis', 'class', 'numerator', 'denominator',
  'persons', 'value', 'low', 'high', 'difference',
]; // prettier-ignore

/** Change as shown, and under each published alternative of what it rests on. */
export const sensitivity: Metric = {
  id: 'sensitivity',
  group: 'symptoms',
  question: 'How much do the choices matter?',
  name: 'Sensitivity to the choices',
  unit: 'proportion',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator:
    'Pairs of scores that improve or get worse by the reliable change, that recover (unwell at the baseline, well at the last score, reliably improved), or that begin on the unwell side; with one threshold, window or unit replaced by an alternative',
  denominator:
    'Finished stays with a baseline and a later last score of an instrument with the threshold that the class needs',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; counted as shown, not by alternative',
  direction: 'neither',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: "Measure × rater × choice × alternative × class over everybody; no rows by level or program. Choices: `as shown` = the thresholds, windows and unit in force, the base; `reliable change`, `cut-off` = each published value of the instrument, in points from which a change is reliable and as the unwell side; `window` = a baseline up to 3, 7 or 14 days before or after admission at every level, all pairs found anew; `unit` = `stay`, `path`. Of files that know no stays there are no rows for windows and units, of scores without a day none for windows. `basis` = where a value is published, with `as shown` at the end where it is the one in force. Classes: `improved`, `deteriorated` (not for cut-offs, which do not change them), `recovered`, `unwell at baseline` (not for reliable changes); a class only where its thresholds are known. `difference` = value less that of the base, null without one. The interval is that of the row's own unit",
  columns: COLUMNS,
  interval: SHARE_INTERVAL,
  profile: 'published',
  source:
    'Alternatives: the instrument library, each with its source; windows and units: conventions of ours',
  version: 1,
  needs: ['scores'],
  queries: (context) => ({
    ...Object.fromEntries(
      pairSources(context).map((source) => [
        source === 'shown' ? 'counts' : `counts ${source} days`,
        sensitivityCounts(context, source),
      ]),
    ),
    kinds: sensitivityKinds(),
    statuses: pairStatuses(context),
    primary: headlineMeasure(context, 'change_class IS NOT NULL'),
    thresholds: thresholdsQuery(context),
  }),
  units: {
    // Streamed as they stand, the parts of this union, with common tables of their own, never end.
    query: (context) => sql`WITH counted_unit AS MATERIALIZED (
      ${join(
        pairSources(context).map((source) => countedUnits(context, source)),
        '\n      UNION ALL BY NAME ',
      )}
      UNION ALL BY NAME
      SELECT * REPLACE (NULL::VARCHAR AS level, NULL::VARCHAR AS program)
      FROM (WITH ${indexUnits(context)} ${unpairedUnits(context)})
    )
    SELECT * FROM counted_unit`,
    apart: ['measure', 'rater'],
    within: ['choice', 'alternative', 'class'],
    guards: 'share',
    comparedWith: { column: 'difference', base: { choice: AS_SHOWN, alternative: AS_SHOWN } },
  },
  finish: (results, context) => {
    const rows = sensitivityRows(results, context);
    const base = rows.filter((row) => row['choice'] === AS_SHOWN && row['class'] === 'improved');
    return {
      ...pairHeadlines(
        base.map((row) => ({ ...row, level: null, program: null })),
        results,
      ),
      columns: COLUMNS,
      rows,
      ...whyEmpty(rows, results),
      profile: profileWords(context.profile, measuresOf(rows), context.settings),
      notes: [
        'One choice is varied at a time; all else is as shown.',
        'What is left out is counted as shown; another window or unit leaves out others.',
        ...changeNotes(context),
      ],
    };
  },
};

/** What the rows of a source count; everybody only, so under no level and program. */
function countedUnits(context: MetricContext, source: PairSource): Sql {
  return sql`SELECT unit || ' ' || CASE unit WHEN 'path' THEN path_no ELSE stay_no END AS unit,
      person_no, stay_no, NULL::VARCHAR AS level, NULL::VARCHAR AS program, measure, rater, choice,
      alternative, class, NULL::VARCHAR AS left_out, is_counted::INTEGER::DOUBLE AS numerator,
      1::DOUBLE AS denominator
    FROM (WITH ${countedPairs(context, source)} SELECT * FROM counted_pair)`;
}

function whyEmpty(rows: readonly FigureRow[], results: QueryResults): { emptyReason?: string } {
  const names = rows.length > 0 ? [] : withoutClass(results['statuses']!.rows(), []);
  if (names.length === 0) return {};
  const verb = names.length === 1 ? 'has' : 'have';
  return {
    emptyReason: `${listOf(names)} ${verb} first and last scores, but neither a reliable change nor a cut-off is known.`,
  };
}
