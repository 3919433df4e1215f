/**
 * `length-of-stay`: median length of finished stays. Pooled over several levels it counts paths, so
 * that one person's steps are not three short stays; the count over stays stands beside it.
 */
import type { Settings } from '$lib/model/settings';
import { targetOf } from '$lib/model/targets';
import { medianInterval, quantile } from '$lib/stats/median-interval';
import { exclusionsFrom } from '../exclusions';
import { isEverybody, views } from '../groups';
import { headlineOf } from '../headline';
import type { FigureRow, Headline, Metric } from '../metric';
import { daysAttended, daysAttendedQueries, lengthQueries, lengthUnits } from './length-queries';
import type { Columns } from '$lib/sql/columns';

const COLUMNS = [
  'level', 'program', 'scope', 'n', 'persons', 'value', 'low', 'high', 'q1', 'q3', 'mean',
  'days_attended', 'target_low', 'target_high',
]; // prettier-ignore

/** Median length of finished stays, or of paths where levels are pooled. */
export const lengthOfStay: Metric = {
  id: 'length-of-stay',
  group: 'length',
  question: 'How long do people stay?',
  name: 'Length of stay',
  unit: 'days',
  unitOfAnalysis: 'stay; pooled over several levels: path',
  numerator:
    'Days from admission to the earlier of last contact and discharge, at least 1; for a path from its first admission to its latest end',
  denominator: 'Finished stays; paths once they ended as many days before the cut as break a path',
  exclusions: 'Open stays and paths; paths that ended too close to the data cut',
  direction: 'neither',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Median length of finished stays. Everybody: one row per scope `paths` and `all stays` when the finished stays cover more than one level and more than one program, else one row `stays`; a path counts once so many days as break a path have passed by the last day on which the person was observed, or where that day is not known; levels and programs: scope `stays`. `value` (median); `days_attended` (median of different days with an attended session; null without sessions); `target_low`, `target_high` = the length that the settings name for the level or program, null = none',
  columns: COLUMNS,
  interval: 'order statistics (exact binomial), at least 95 %',
  profile: null,
  source:
    'Days attended beside it as in TEDS-D; interval: Conover 1999, Practical Nonparametric Statistics',
  version: 1,
  needs: ['stays', 'days'],
  queries: lengthQueries,
  laterQueries: daysAttendedQueries,
  units: {
    query: lengthUnits,
    apart: [],
    within: ['scope'],
    guards: 'people',
  },
  finish: (results, { settings }) => {
    const beside = results['beside']!;
    const stayViews = views(results['stays']!).map((view, index): FigureRow => ({
      level: view.level,
      program: view.program,
      scope: 'stays',
      persons: beside.number('persons', index),
      days_attended: daysAttended(results['attended'], index),
      ...targetCells(settings, beside.text('only_level', index), view.program),
      ...summary(results['stays']!, view.rows),
    }));
    // Inside one level or one program stays are counted, so that a unit reads its own length.
    const several =
      beside.rowCount > 0 &&
      (beside.number('levels', 0) ?? 0) > 1 &&
      (beside.number('programs', 0) ?? 0) > 1;
    const wholePaths = pathRow(results);
    const stays = headline('stays', stayViews.find(isEverybody), results['excluded_stays']!);
    const paths = headline('paths', wholePaths, results['excluded_paths']!);
    const rows: FigureRow[] = several
      ? [
          wholePaths,
          ...stayViews.map((row) => (isEverybody(row) ? { ...row, scope: 'all stays' } : row)),
        ]
      : stayViews;
    return {
      ...(several ? paths : stays),
      focuses: [{ key: 'divided', ...stays }],
      columns: COLUMNS,
      rows,
      notes: several
        ? [
            'Everybody: paths, stays of one person that follow each other. Levels and programs: single stays.',
          ]
        : [],
    };
  },
};

/** A row of several levels has a target only where it is one program with its own. */
function targetCells(settings: Settings, level: string | null, program: string | null): FigureRow {
  const target = targetOf(settings.targets, 'length_days', level, program);
  return { target_low: target?.low ?? null, target_high: target?.high ?? null };
}

function headline(about: string, row: FigureRow | undefined, excluded: Columns): Headline {
  const counted = { about, excluded: exclusionsFrom(excluded) };
  return { ...headlineOf(row), ...counted, numerator: null, denominator: null };
}

function pathRow(results: Readonly<Record<string, Columns>>): FigureRow {
  const paths = results['paths']!;
  const attended = results['paths_attended'];
  const rows = Array.from({ length: paths.rowCount }, (_, row) => row);
  return {
    level: null,
    program: null,
    scope: 'paths',
    persons: attended ? (attended.number('persons', 0) ?? 0) : null,
    days_attended: daysAttended(attended, 0),
    target_low: null,
    target_high: null,
    ...summary(paths, rows),
  };
}

function summary(counts: Columns, rows: readonly number[]): FigureRow {
  const lengths = rows.flatMap((row) =>
    new Array<number>(counts.number('n', row) ?? 0).fill(counts.number('length_days', row) ?? 0),
  );
  const interval = medianInterval(lengths);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return {
    n: lengths.length,
    value: quantile(lengths, 0.5),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    q1: quantile(lengths, 0.25),
    q3: quantile(lengths, 0.75),
    mean: lengths.length > 0 ? total / lengths.length : null,
  };
}
