/** `state-occupancy`: in which level, or out of care how, on each day since the first admission. */
import type { Columns } from '$lib/sql/columns';
import { exclusionsFrom } from '../exclusions';
import { NO_ESTIMATE } from '../headline';
import type { FigureRow, Metric, QueryResults } from '../metric';
import {
  historiesQuery,
  personExclusionsQuery,
  personUnitsQuery,
  personViewsQuery,
  statesOf,
} from './occupancy-histories';
import type { OccupancyBandJob } from './occupancy-bands';
import { occupancyByView, occupancyJob } from './occupancy-job';

const COLUMNS = ['level', 'program', 'day', 'class', 'persons', 'at_risk', 'value', 'low', 'high'];

/** The share of persons in each state by day since the first admission in the file. */
export const stateOccupancy: Metric = {
  id: 'state-occupancy',
  group: 'transitions',
  question: 'Where are people how many days after they came?',
  name: 'State occupancy',
  unit: 'share of people',
  unitOfAnalysis: 'person',
  numerator:
    'Persons in each state at the end of the day: a level of care, or after the last discharge so far planned end (completed), dropped out (dropped out, against advice), deceased, out of sight (all else, transferred with nothing after included); an end is left on a later admission',
  denominator:
    'Persons whose first stay in the file is in the cohort; each counts until the data cut (censored), with relative days until the end of observation',
  exclusions: 'Persons in housing only; persons without a known end of observation',
  direction: 'neither',
  bases: ['admitted'],
  defaultBasis: 'admitted',
  rows: 'Day × class (levels that occur from the most intensive on, then `planned_end`, `dropped_out`, `deceased`, `out_of_sight`); level and program are those of the first stay. Everybody: every day on which somebody moved; levels and programs: days 0, 7, 14, 30, 60, 90, 180, 365; until day 365 or the last day on which 10 persons, or half of those who began where that is fewer, are under observation. `persons` = all who began, `at_risk` = those observed until that day at least; the shares of a day sum to 1',
  columns: COLUMNS,
  interval: 'bootstrap over persons, 1,000 draws, percentile, 95 %',
  profile: null,
  source:
    'Aalen & Johansen 1978, Scand J Stat 5:141-150; without the Markov property: Datta & Satten 2001, Stat Probab Lett 55:403-411; states and their order are our convention',
  version: 1,
  needs: ['stays', 'days', 'observation', 'open-stays'],
  queries: (context) => ({
    histories: historiesQuery(context),
    views: personViewsQuery(context),
    excluded: personExclusionsQuery(context),
  }),
  finish: (results) => {
    const views = results['views']!;
    const persons = views.rowCount > 0 ? views.number('persons', 0) : 0;
    return {
      ...NO_ESTIMATE,
      n: persons,
      persons,
      about: null,
      excluded: exclusionsFrom(results['excluded']!),
      columns: COLUMNS,
      rows: rowsOf(results),
      notes: [
        'By the first stay of each person in the file: who came at another level before the extract is counted from the first stay in it. Stays elsewhere are not observed.',
      ],
    };
  },
  units: {
    query: personUnitsQuery,
    apart: [],
    within: [],
    guards: 'people',
    atRisk: 'at_risk',
  },
  bands: {
    job: (results) => {
      const job = jobOf(results);
      return job && job.persons > 1 ? job : null;
    },
    merge: (data, { low, high }) => ({
      ...data,
      rows: data.rows.map((row, index) => ({
        ...row,
        low: known(low[index]),
        high: known(high[index]),
      })),
    }),
  },
};

/** The rows and the bands are made from the same job. */
const jobs = new WeakMap<Columns, OccupancyBandJob | null>();

function jobOf({ histories, views }: QueryResults): OccupancyBandJob | null {
  const before = jobs.get(histories!);
  if (before !== undefined) return before;
  const job = occupancyJob(histories!, views!, statesOf(histories!));
  jobs.set(histories!, job);
  return job;
}

/** In the order of the job: views, days, states. */
function rowsOf(results: QueryResults): readonly FigureRow[] {
  const job = jobOf(results);
  if (!job) return [];
  const states = statesOf(results['histories']!);
  const views = results['views']!.rows();
  return occupancyByView(job).flatMap((days, at) =>
    days.flatMap(({ day, observed, shares }) =>
      states.map((state, index): FigureRow => ({
        level: views[at]!['level'] ?? null,
        program: views[at]!['program'] ?? null,
        day,
        class: state,
        persons: views[at]!['persons'] ?? null,
        at_risk: observed,
        value: shares[index] ?? null,
        low: null,
        high: null,
      })),
    ),
  );
}

function known(limit: number | undefined): number | null {
  return limit === undefined || Number.isNaN(limit) ? null : limit;
}
