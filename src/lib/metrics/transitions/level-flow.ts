/** `level-flow`: the counts behind the next move, from level to level. */
import { MOVE_WINDOWS } from '$lib/model/derive/stay-base';
import { sql } from '$lib/sql/sql';
import {
  NOT_OBSERVED,
  dischargeHeadline,
  eligibleDischarges,
  exclusionsByWindow,
} from '../eligible-discharge';
import type { FigureRow, Metric } from '../metric';
import { MOVED_UNITS, movedDischarges } from './moved-discharges';

const COLUMNS = ['program', 'window', 'from', 'to', 'numerator', 'denominator', 'persons', 'value'];

/** Counts of discharges from level to level. */
export const levelFlow: Metric = {
  id: 'level-flow',
  group: 'transitions',
  question: 'Which level of care follows which?',
  name: 'Flow between levels',
  unit: 'discharges',
  unitOfAnalysis: 'discharge',
  numerator:
    'Discharges from a level whose next stay within the window is at the other level, or none',
  denominator: 'Eligible discharges from that level',
  exclusions:
    'Open stays, deaths, discharges too close to the end of observation or without a known one, housing',
  direction: 'neither',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Window × from × to (a level, or `none`): number of eligible discharges; `denominator` = all from that level; zero cells left out',
  columns: COLUMNS,
  interval: null,
  profile: null,
  source: 'Our convention; the next stay starts on or after the day before discharge',
  version: 1,
  needs: ['stays', 'days', 'observation'],
  queries: (context) => ({
    flow: sql`WITH ${movedDischarges(context)},
    cells AS (
      SELECT program, move_window, level, level_position, to_level, count(*)::INTEGER AS n,
        count(DISTINCT person_no)::INTEGER AS persons
      FROM moved GROUP BY GROUPING SETS (
        (move_window, level, level_position, to_level),
        (program, move_window, level, level_position, to_level))
    )
    SELECT cells.program, cells.move_window, cells.level, cells.to_level, cells.n, cells.persons,
      (sum(cells.n) OVER (PARTITION BY cells.program, cells.move_window, cells.level))::INTEGER
        AS denominator
    FROM cells LEFT JOIN level l ON l.code = cells.to_level
    ORDER BY cells.program NULLS FIRST, cells.move_window, cells.level_position,
      l.position NULLS LAST`,
    total: sql`WITH ${eligibleDischarges(context)}
    SELECT move_window, count(*)::INTEGER AS n, count(DISTINCT person_no)::INTEGER AS persons
    FROM discharge GROUP BY move_window`,
    ...exclusionsByWindow(context),
  }),
  finish: (results) => ({
    ...dischargeHeadline(results, MOVE_WINDOWS[0]),
    focuses: MOVE_WINDOWS.map((window) => ({
      key: `${window} days`,
      ...dischargeHeadline(results, window),
    })),
    columns: COLUMNS,
    rows: results['flow']!.rows().map((row): FigureRow => ({
      program: row['program'] ?? null,
      window: row['move_window'] ?? null,
      from: row['level'] ?? null,
      to: row['to_level'] ?? null,
      numerator: row['n'] ?? null,
      denominator: row['denominator'] ?? null,
      persons: row['persons'] ?? null,
      value: row['n'] ?? null,
    })),
    notes: [NOT_OBSERVED],
  }),
  units: { ...MOVED_UNITS, personsOf: 'numerator' },
};
