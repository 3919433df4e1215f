/** `transition-matrix`: of the discharges from each level, how many led to which level, or to none. */
import { LEVELS } from '$lib/model/levels';
import { MOVE_WINDOWS } from '$lib/model/derive/stay-base';
import { sql } from '$lib/sql/sql';
import {
  NOT_OBSERVED,
  dischargeHeadline,
  eligibleDischarges,
  exclusionsByWindow,
} from '../eligible-discharge';
import { WILSON_INTERVAL, shareRow } from '../share-row';
import type { FigureRow, Metric } from '../metric';
import { MOVED_UNITS, NO_LEVEL, movedDischarges } from './moved-discharges';

const KEYS = ['program', 'window', 'from', 'to'];

const COLUMNS = [...KEYS, 'numerator', 'denominator', 'persons', 'value', 'low', 'high'];

/** Counts and row shares from level to level, zeros included. */
export const transitionMatrix: Metric = {
  id: 'transition-matrix',
  group: 'transitions',
  question: 'Which moves between levels are common, and which never happen?',
  name: 'Transition matrix',
  unit: 'proportion',
  unitOfAnalysis: 'discharge',
  numerator:
    'Discharges from a level whose next stay within the window is at the other level, or none',
  denominator: 'Eligible discharges from that level',
  exclusions:
    'Open stays, deaths, discharges too close to the end of observation or without a known one, housing',
  direction: 'neither',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Window (7, 30) × from (levels with an eligible discharge) × to (every level that an eligible discharge of the cohort left or led to in either window, then `none`), zeros included; everybody, then programs. `persons` are those of all discharges from the level',
  columns: COLUMNS,
  interval: WILSON_INTERVAL,
  profile: null,
  source: 'Our convention; the next stay starts on or after the day before discharge',
  version: 1,
  needs: ['stays', 'days', 'observation'],
  queries: (context) => ({
    cells: sql`WITH ${movedDischarges(context)}
    SELECT program, move_window AS "window", level AS "from", to_level AS "to",
      count(*)::INTEGER AS n, count(DISTINCT person_no)::INTEGER AS persons
    FROM moved GROUP BY GROUPING SETS (
      (move_window, level), (move_window, level, to_level),
      (program, move_window, level), (program, move_window, level, to_level))
    ORDER BY program NULLS FIRST, move_window, min(level_position), to_level NULLS FIRST`,
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
    rows: withZeros(results['cells']!.rows()),
    notes: [NOT_OBSERVED],
  }),
  units: MOVED_UNITS,
};

function withZeros(cells: readonly FigureRow[]): FigureRow[] {
  const seen = new Set(cells.flatMap((cell) => [cell['from'], cell['to']]));
  const levels = LEVELS.map(({ code }) => code).filter((code) => seen.has(code));
  const counts = new Map(cells.map((cell) => [keyOf(cell, cell['to']), Number(cell['n'])]));
  // A row of the result without a destination holds all discharges from its level.
  const totals = cells.filter((cell) => cell['to'] === null);
  return totals.flatMap((total) =>
    [...levels, NO_LEVEL].map((to) =>
      shareRow(
        {
          ...total,
          to,
          numerator: counts.get(keyOf(total, to)) ?? 0,
          denominator: total['n'] ?? 0,
        },
        KEYS,
      ),
    ),
  );
}

function keyOf(cell: FigureRow, to: FigureRow[string] | undefined): string {
  return JSON.stringify([cell['program'], cell['window'], cell['from'], to]);
}
