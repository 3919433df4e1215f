/** `pre-post`: where everybody began and ended, as counts of equal pairs of first and last score. */
import { raw, sql } from '$lib/sql/sql';
import { NO_ESTIMATE } from '../headline';
import type { FigureFocus, FigureRow, Metric } from '../metric';
import { groupByView, orderByView } from '../groups';
import {
  changeNotes,
  classifiedPairs,
  countUnits,
  headlineMeasure,
  pairStatuses,
  unpairedUnits,
  withoutPair,
} from '../pairs';
import {
  type ThresholdsByMeasure,
  cutoffsOf,
  profileWords,
  readThresholds,
  thresholdNotes,
  thresholdsQuery,
} from '../thresholds';

const FROM = 'baseline::DOUBLE AS "from"';

const TO = 'last::DOUBLE AS "to"';

const COLUMNS = ['measure', 'rater', 'level', 'program', 'from', 'to', 'class', 'n', 'persons'];

/** First and last scores of finished stays. */
export const prePost: Metric = {
  id: 'pre-post',
  group: 'symptoms',
  question: 'Where did people begin, and where did they end?',
  name: 'First and last score',
  unit: 'stays',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator: 'Finished stays with the same baseline and the same last score',
  denominator: 'None: a count',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program',
  direction: 'neither',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measure × rater × `from` (baseline) × `to` (last score) with the number of stays or paths; only pairs of outcome instruments, combinations that occur. `class`: improved, unchanged or deteriorated by the reliable change, null where none is known. Ordered by `from`, then `to`',
  columns: COLUMNS,
  interval: null,
  profile: 'published',
  source:
    'A picture of ours, after Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19 (figure 2)',
  version: 1,
  needs: ['scores'],
  queries: (context) => ({
    pairs: sql`WITH ${classifiedPairs(context)}
    SELECT measure, rater, level, program, ${raw(FROM)}, ${raw(TO)},
      any_value(change_class)::VARCHAR AS class, count(*)::INTEGER AS n,
      count(DISTINCT person_no)::INTEGER AS persons
    FROM pair ${groupByView('measure', 'rater', 'baseline', 'last')}
    ${orderByView('measure', 'rater NULLS FIRST', 'baseline', 'last')}`,
    totals: sql`WITH ${classifiedPairs(context)}
    SELECT measure, rater, count(*)::INTEGER AS n, count(DISTINCT person_no)::INTEGER AS persons
    FROM pair GROUP BY measure, rater ORDER BY measure, rater NULLS FIRST`,
    statuses: pairStatuses(context),
    primary: headlineMeasure(context, 'TRUE'),
    thresholds: thresholdsQuery(context),
  }),
  units: {
    query: (context) => sql`WITH ${classifiedPairs(context)}
    ${countUnits(context, 'pair', ['measure', 'rater', FROM, TO])}
    UNION ALL BY NAME ${unpairedUnits(context)}`,
    apart: ['measure', 'rater'],
    within: ['from', 'to'],
    guards: 'people',
  },
  finish: ({ pairs, totals, statuses, primary, thresholds }, context) => {
    const kinds = totals!.rows();
    const reasons = statuses!.rows();
    const [main] = primary!.rows();
    const total = kinds.find(
      (row) => row['measure'] === main?.['measure'] && row['rater'] === main?.['rater'],
    );
    const known = readThresholds(thresholds!);
    const measures = [...new Set(kinds.map((row) => String(row['measure'])))];
    return {
      ...countsOf(total),
      about: (main?.['measure'] as string | undefined) ?? null,
      excluded: main ? withoutPair(main, reasons) : [],
      focuses: kinds.map((row) => focusOf(row, reasons)),
      columns: COLUMNS,
      rows: pairs!.rows(),
      cutoffs: cutoffsOf(known),
      reliableChanges: reliableChangesOf(known),
      profile: profileWords(context.profile, measures, context.settings),
      notes: [...thresholdNotes(known, measures), ...changeNotes(context)],
    };
  },
};

function countsOf(row: FigureRow | undefined): Omit<FigureFocus, 'key' | 'about' | 'excluded'> {
  return { n: Number(row?.['n'] ?? 0), persons: Number(row?.['persons'] ?? 0), ...NO_ESTIMATE };
}

function focusOf(row: FigureRow, statuses: readonly FigureRow[]): FigureFocus {
  const measure = String(row['measure']);
  return { key: measure, about: measure, ...countsOf(row), excluded: withoutPair(row, statuses) };
}

function reliableChangesOf(thresholds: ThresholdsByMeasure): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...thresholds.values()].flatMap(({ measure, reliableChange }) =>
      reliableChange === null ? [] : [[measure, reliableChange]],
    ),
  );
}
