/** `reliable-change`: who changed by more than the instrument's error, in which direction. */
import type { Settings } from '$lib/model/settings';
import { listOf } from '$lib/format/words';
import { sql } from '$lib/sql/sql';
import { groupByView, indexStays, isEverybody, orderByView } from './groups';
import { headlineOf } from './headline';
import type { FigureFocus, FigureRow, Metric } from './metric';
import { classShare, pairStatuses, withoutClass, withoutPair } from './pairs';
import { profileWords, reliableWords } from './thresholds';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'scope', 'class', 'numerator', 'denominator', 'persons',
  'value', 'low', 'high',
]; // prettier-ignore

/** The classes of change, best first. */
export const CHANGE_CLASSES = ['improved', 'unchanged', 'deteriorated'] as const;

/** Reliable change of finished stays with two scores. */
export const reliableChange: Metric = {
  id: 'reliable-change',
  group: 'symptoms',
  question: 'How many changed reliably, and in which direction?',
  name: 'Reliable change',
  unit: 'proportion',
  unitOfAnalysis: 'stay',
  numerator:
    'Pairs of scores that improve (or get worse) by the reliable change of the instrument, the published one unless the program entered its own',
  denominator: 'Finished stays with a baseline and a later last score of the instrument',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; instruments whose reliable change is neither published nor entered',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  interval: 'Wilson, 95 %, stays of one person treated as independent',
  profile: 'published',
  source:
    'Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19; points from the instrument library or from what the program entered',
  version: 1,
  needs: ['scores'],
  queries: (context) => ({
    classes: sql`WITH ${indexStays(context)},
    pair AS (
      SELECT p.*, s.level, s.level_position, s.program
      FROM score_pair p JOIN index_stay s USING (stay_no)
      WHERE p.unit = 'stay' AND p.is_outcome AND p.change_class IS NOT NULL
    ),
    scoped AS (
      SELECT *, 'all' AS scope, 0 AS scope_position FROM pair
      UNION ALL SELECT *, 'clinical', 1 FROM pair WHERE is_baseline_unwell
      UNION ALL SELECT *, 'short interval', 2 FROM pair WHERE is_short_interval
    )
    SELECT level, program, measure, rater, scope,
      count(*)::INTEGER AS denominator, count(DISTINCT person_no)::INTEGER AS persons,
      count_if(change_class = 'improved')::INTEGER AS improved,
      count_if(change_class = 'unchanged')::INTEGER AS unchanged,
      count_if(change_class = 'deteriorated')::INTEGER AS deteriorated,
      count_if(is_near_best)::INTEGER AS cannot_improve
    FROM scoped
    ${groupByView('measure', 'rater', 'scope', 'scope_position')}
    ${orderByView('measure', 'rater NULLS FIRST', 'scope_position')}`,
    statuses: pairStatuses(context),
    primary: sql`SELECT measure, rater FROM headline_measure`,
  }),
  finish: ({ classes, statuses, primary }, { settings }) => {
    const rows = classes!.rows().flatMap((row) => {
      const { improved, unchanged, deteriorated, cannot_improve: cannotImprove, ...keys } = row;
      const counts = [improved, unchanged, deteriorated];
      const found = CHANGE_CLASSES.map((name, index) =>
        classShare(keys, name, Number(counts[index])),
      );
      if (row['scope'] === 'all')
        found.push(classShare(keys, 'cannot improve', Number(cannotImprove)));
      return found;
    });
    const isHeadline = (row: FigureRow): boolean =>
      isEverybody(row) && row['scope'] === 'all' && row['class'] === 'improved';
    const [main] = primary!.rows();
    const headlines = rows.filter(isHeadline);
    const statusRows = statuses!.rows();
    const focuses = headlines.map((row) => focusOf(row, statusRows));
    const headline = headlines.find(
      (row) => row['measure'] === main?.['measure'] && row['rater'] === main?.['rater'],
    );
    const measures = [...new Set(focuses.map(({ key }) => key))];
    const unknown = withoutClass(statusRows, measures);
    return {
      ...headlineOf(headline),
      about: (main?.['measure'] as string | undefined) ?? null,
      excluded: main ? withoutPair(main, statusRows) : [],
      focuses,
      columns: COLUMNS,
      rows,
      ...(rows.length === 0 && unknown.length > 0 ? { emptyReason: whyEmpty(unknown) } : {}),
      profile: profileWords(measures, settings),
      notes: [
        reliableFrom(measures, settings),
        notShown(unknown),
        'Change during the program; no comparison group.',
      ].filter(Boolean),
    };
  },
};

function focusOf(row: FigureRow, statuses: readonly FigureRow[]): FigureFocus {
  const measure = String(row['measure']);
  const excluded = withoutPair(row, statuses);
  return { key: measure, ...headlineOf(row), about: measure, excluded };
}

function whyEmpty(names: readonly string[]): string {
  const verb = names.length === 1 ? 'has' : 'have';
  return `${listOf(names)} ${verb} two scores of one stay, but no reliable change is known. Enter SD and reliability on the Data page, under Instruments and thresholds.`;
}

function notShown(names: readonly string[]): string {
  if (names.length === 0) return '';
  return `Not shown, since no reliable change is known: ${listOf(names)}. Enter SD and reliability on the Data page.`;
}

function reliableFrom(ids: readonly string[], settings: Settings): string {
  const words = ids.map((id) => reliableWords(id, settings)).filter(Boolean);
  return words.length > 0 ? `A change is reliable from: ${words.join('; ')}.` : '';
}
