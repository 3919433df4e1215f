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
import { CELLS, PEOPLE, PERSONS } from '../groups';
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
    cell AS (
      SELECT place_no, move_window, to_level, count(*) AS n, ${PEOPLE} AS people
      FROM moved GROUP BY place_no, move_window, to_level
    ),
    moves AS (
      SELECT program, move_window, level, level_position, to_level, sum(n)::INTEGER AS n,
        ${PERSONS} AS persons
      FROM ${CELLS} GROUP BY GROUPING SETS (
        (move_window, level, level_position, to_level),
        (program, move_window, level, level_position, to_level))
    )
    SELECT moves.program, moves.move_window, moves.level, moves.to_level, moves.n, moves.persons,
      (sum(moves.n) OVER (PARTITION BY moves.program, moves.move_window, moves.level))::INTEGER
        AS denominator
    FROM moves LEFT JOIN level l ON l.code = moves.to_level
    ORDER BY moves.program NULLS FIRST, moves.move_window, moves.level_position,
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
