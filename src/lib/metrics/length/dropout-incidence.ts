/**
 * `dropout-incidence`: how stays end by day, with open stays censored and each cause competing with the
 * others (Aalen-Johansen). One minus Kaplan-Meier of dropout alone would promise more than can happen.
 */
import { type Sql, join, sql } from '$lib/sql/sql';
import type { Columns } from '$lib/sql/columns';
import type { BootstrapLimits } from '$lib/stats/bootstrap';
import { type IncidenceStep, cumulativeIncidence } from '$lib/stats/competing-risks';
import { isEverybody } from '../groups';
import type { FigureData, FigureRow, Metric, MetricContext, QueryResults } from '../metric';
import { CENSORED, type DropoutBandJob, dropoutBandJob, withLimits } from './dropout-bands';
import { type IncidenceView, incidenceViews } from './incidence-views';
import { stayEnds, transferNotes } from './ends';
import { stayUnits } from './stay-units';

/** The causes in the order of the rows; `other` includes missing reasons and deaths. */
export const DROPOUT_CAUSES = ['planned', 'dropout', 'other'] as const;

/** The day of the headline. */
export const HEADLINE_DAY = 30;

const COLUMNS = [
  'level', 'program', 'class', 'day', 'at_risk', 'events', 'value', 'low', 'high',
]; // prettier-ignore

/** The cumulative incidence of planned end, dropout and other ends. */
export const dropoutIncidence: Metric = {
  id: 'dropout-incidence',
  group: 'length',
  question: 'How do stays end, and after how many days?',
  name: 'Dropout incidence',
  unit: 'proportion',
  unitOfAnalysis: 'stay',
  numerator:
    'Stays that have ended by a day of stay, by cause: planned (completed, transferred), dropout (dropped out, against advice), other (all else, missing reasons and deaths included)',
  denominator: 'Stays still here on that day; open stays count until the data cut (censored)',
  exclusions: 'None: open stays are censored, never counted as ended or as kept',
  direction: 'neither',
  bases: ['admitted'],
  defaultBasis: 'admitted',
  rows: `Class (\`planned\`, \`dropout\`, \`other\`) × day with an end or a censoring: \`value\` = share that ended for that cause by that day, \`at_risk\` = stays still here just before, \`events\` = ends for that cause on that day. The three shares of a day and the share still here sum to 1. Headline: dropout by day ${HEADLINE_DAY}`,
  columns: COLUMNS,
  interval: 'bootstrap over persons, 1,000 draws, percentile, 95 %',
  profile: null,
  source:
    'Aalen & Johansen 1978, Scand J Stat 5:141-150, as R survfit with competing causes; planned, dropout and other are our convention',
  version: 1,
  needs: ['stays', 'days', 'open-stays'],
  queries: (context) => ({
    stays: sql`${endsByCause(context)}
    SELECT person_no, level, program, level_position, length_days, cause
    FROM stay_cause ORDER BY person_no, level_position, length_days`,
  }),
  units: {
    query: (context) => sql`${endsByCause(context)},
    class AS (${join(
      DROPOUT_CAUSES.map((name, cause) => sql`SELECT ${name} AS class, ${cause} AS class_cause`),
      ' UNION ALL ',
    )})
    SELECT ${stayUnits(sql`cause = class_cause`)}, class FROM stay_cause CROSS JOIN class`,
    apart: [],
    within: ['class'],
    guards: 'share',
    atRisk: 'at_risk',
  },
  finish: (results, context) => finish(results['stays']!, context),
  bands: { job: dropoutBands, merge: mergeDropoutBands },
};

/** `stay_cause`: the stays of the cohort with the place of their cause, or `CENSORED`. */
function endsByCause(context: MetricContext): Sql {
  return sql`WITH ${stayEnds(context)},
    stay_cause AS (
      SELECT *, CASE WHEN is_open THEN ${CENSORED} WHEN is_planned THEN 0 WHEN is_dropout THEN 1
        ELSE 2 END::INTEGER AS cause
      FROM stay_end
    )`;
}

/** The bootstrap of the bands from the same results; null for fewer than two people. */
export function dropoutBands(results: QueryResults): DropoutBandJob | null {
  const { views, persons } = incidenceViews(results['stays']!);
  // One person tells nothing about how persons differ.
  return persons > 1 ? dropoutBandJob(persons, views) : null;
}

/** The figure with the limits of a bootstrap over `dropoutBands`; what some draw lacks stays null. */
export function mergeDropoutBands(data: FigureData, bands: BootstrapLimits): FigureData {
  const rows = withLimits(data.rows, bands);
  const head = headlineRowOf(rows);
  return { ...data, rows, low: cellOf(head, 'low'), high: cellOf(head, 'high') };
}

/** Dropout of everybody by the day of the headline; undefined where that day is not known. */
function headlineRowOf(rows: readonly FigureRow[]): FigureRow | undefined {
  const own = rows.filter((row) => isEverybody(row) && row['class'] === 'dropout');
  // After the last day on which somebody was here nothing is known, unless all have left.
  const last = own.at(-1);
  if (!last || (Number(last['day']) < HEADLINE_DAY && !hasEnded(rows, last))) return undefined;
  return own.findLast((row) => Number(row['day']) <= HEADLINE_DAY);
}

function cellOf(row: FigureRow | undefined, column: string): number | null {
  const value = row?.[column];
  return typeof value === 'number' ? value : null;
}

function hasEnded(rows: readonly FigureRow[], last: FigureRow): boolean {
  const ended = rows
    .filter((row) => isEverybody(row) && row['day'] === last['day'])
    .reduce((sum, row) => sum + Number(row['events']), 0);
  return ended === last['at_risk'];
}

function finish(stays: Columns, context: MetricContext): FigureData {
  const { views, persons } = incidenceViews(stays);
  const rows = views.flatMap(rowsOf);
  const head = headlineRowOf(rows);
  const isBeforeFirst = rows.length > 0 && Number(rows[0]!['day']) > HEADLINE_DAY;
  return {
    n: stays.rowCount,
    persons,
    numerator: null,
    denominator: null,
    value: isBeforeFirst ? 0 : cellOf(head, 'value'),
    low: null,
    high: null,
    about: `dropout by day ${HEADLINE_DAY}`,
    excluded: [],
    columns: COLUMNS,
    rows,
    notes: [
      'Planned: completed, transferred, a move to another level too. Dropout: dropped out, against advice. Other: all else, with missing reasons and deaths. Open stays count until the data cut (censored).',
      'Stays are counted, not paths.',
      ...transferNotes(context),
    ],
  };
}

function rowsOf(view: IncidenceView): FigureRow[] {
  const kinds = DROPOUT_CAUSES.length + 1;
  const counts = new Int32Array(view.days.length * kinds);
  const placeOf = new Map(view.days.map((day, place) => [day, place]));
  view.lengthDays.forEach((day, stay) => {
    const cell = placeOf.get(day)! * kinds + view.causes[stay]!;
    counts[cell] = counts[cell]! + 1;
  });
  const events = view.days.map((_, place) => [
    ...counts.subarray(place * kinds, (place + 1) * kinds),
  ]);
  const steps: readonly IncidenceStep[] = cumulativeIncidence(
    view.days.map((time, place) => ({
      time,
      events: events[place]!.slice(0, CENSORED),
      censored: events[place]![CENSORED]!,
    })),
  );
  return DROPOUT_CAUSES.flatMap((name, cause) =>
    steps.map((step, place) => ({
      level: view.level,
      program: view.program,
      class: name,
      day: step.time,
      at_risk: step.atRisk,
      events: events[place]![cause]!,
      value: step.incidence[cause]!,
      low: null,
      high: null,
    })),
  );
}
