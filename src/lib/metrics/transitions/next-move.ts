/** `next-move`: down, up, across or nowhere, within 7 and 30 days of discharge. */
import { MOVE_WINDOWS } from '$lib/model/derive/stay-base';
import { ident, join, raw, sql } from '$lib/sql/sql';
import { wilson } from '$lib/stats/wilson';
import {
  NOT_OBSERVED,
  eligibleDischarges,
  excludedFrom,
  exclusionsByWindow,
  ineligibleUnits,
} from '../eligible-discharge';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { FigureFocus, FigureRow, Metric } from '../metric';
import { WILSON_INTERVAL } from '../share-row';
import { sumsOf, tallied } from '../tallied';

/** The moves, in the order of the figure. */
export const MOVES = ['step_down', 'step_up', 'lateral', 'none'] as const;

/** No next stay in the files, and a level that the person was referred to. */
const IS_REFERRED = raw(`move = 'none' AND discharged_to IS NOT NULL`);

const COLUMNS = [
  'level', 'program', 'window', 'class', 'numerator', 'denominator', 'persons', 'value', 'low',
  'high', 'referred_outside',
]; // prettier-ignore

/** The next move within 7 and 30 days of discharge. */
export const nextMove: Metric = {
  id: 'next-move',
  group: 'transitions',
  question: 'Where do people go next?',
  name: 'Next move',
  unit: 'proportion',
  unitOfAnalysis: 'discharge',
  numerator: 'Discharges followed by a stay at a lower, the same or a higher level, or by none',
  denominator:
    'Discharges at least as long before the data cut as the window; with relative days, before the end of observation',
  exclusions:
    'Open stays, deaths, discharges too close to the end of observation or without a known one, housing',
  direction: 'neither',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Window (7, 30) × class (`step_down`, `step_up`, `lateral`, `none`) over eligible discharges; level = the level left. Eligible: the window has passed by the last day on which the person was observed, which is the data cut, or `observed_until` where days are relative. `referred_outside` (class `none` only): those among them whose planned next level (discharged_to) is given, since care in the community is not in the files',
  columns: COLUMNS,
  interval: WILSON_INTERVAL,
  profile: null,
  source: 'Our convention; the next stay starts on or after the day before discharge',
  version: 1,
  needs: ['stays', 'days', 'observation'],
  queries: (context) => ({
    moves: tallied(context, {
      units: (own) => ({
        tables: eligibleDischarges(own),
        select: sql`SELECT stay_no, person_no, place_no, move_window, ${join(
          MOVES.map((name) => sql`(move = ${name})::INTEGER AS ${ident(name)}`),
        )}, (${IS_REFERRED})::INTEGER AS referred_outside
      FROM discharge`,
      }),
      keys: [{ column: 'move_window' }],
      counts: {
        denominator: { of: 'rows' },
        persons: { of: 'persons' },
        ...sumsOf([...MOVES, 'referred_outside']),
      },
    }),
    ...exclusionsByWindow(context),
  }),
  finish: (results) => {
    const rows = results['moves']!.rows().flatMap((row) =>
      MOVES.map((name): FigureRow => {
        const numerator = Number(row[name]);
        const denominator = Number(row['denominator']);
        const interval = wilson(numerator, denominator);
        return {
          level: row['level'] ?? null,
          program: row['program'] ?? null,
          window: row['move_window'] ?? null,
          class: name,
          numerator,
          denominator,
          persons: row['persons'] ?? null,
          value: numerator / denominator,
          low: interval?.low ?? null,
          high: interval?.high ?? null,
          referred_outside: name === 'none' ? (row['referred_outside'] ?? null) : null,
        };
      }),
    );
    const focuses = MOVE_WINDOWS.map((window): FigureFocus => {
      const head = rows.find(
        (row) => isEverybody(row) && row['window'] === window && row['class'] === 'step_down',
      );
      const key = `${window} days`;
      const excluded = excludedFrom(results, window);
      return { key, ...headlineOf(head), about: key, excluded };
    });
    const { key: _, ...headline } = focuses[0]!;
    return {
      ...headline,
      focuses,
      columns: COLUMNS,
      rows,
      notes: [`${NOT_OBSERVED} Nothing lies below aftercare.`],
    };
  },
  units: {
    query: (context) => sql`WITH ${eligibleDischarges(context)},
    class AS (${join(
      MOVES.map((name) => sql`SELECT ${name} AS class`),
      ' UNION ALL ',
    )})
    SELECT 'stay ' || stay_no AS unit, person_no, stay_no, level, program,
      move_window AS "window", class, NULL::VARCHAR AS left_out,
      (move = class)::INTEGER::DOUBLE AS numerator, 1::DOUBLE AS denominator,
      CASE WHEN class = 'none' THEN (${IS_REFERRED})::INTEGER END::DOUBLE AS referred_outside
    FROM discharge CROSS JOIN class
    UNION ALL BY NAME ${ineligibleUnits()}`,
    apart: ['window'],
    within: ['class'],
    guards: 'share',
    further: [{ column: 'referred_outside', of: 'numerator', tells: ['referred_outside'] }],
  },
};
