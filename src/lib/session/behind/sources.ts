/**
 * The people behind each step of a figure, as SQL with one shape: from all loaded stays to the units of
 * the numerator. Counts and rows are read from the same text, so that they cannot disagree.
 */
import { filterCondition, indexStayCondition } from '$lib/cohort/predicate';
import type { ComputedFigure } from '$lib/metrics/compute';
import { unitsTable } from '$lib/metrics/units';
import { type Sql, raw, sql } from '$lib/sql/sql';
import { type Focus, focusCondition } from './focus';

/** What the units of a step are. */
export type Part =
  | 'loaded'
  | 'filtered out'
  | 'outside the period'
  | 'cohort'
  | 'considered'
  | 'counted'
  | 'numerator'
  /** Units that are left out for one reason. */
  | { readonly leftOut: string };

/**
 * The common table `behind`: the units of a part with unit, person_no, stay_no, left_out, numerator and
 * denominator; a unit can have several rows.
 */
export function behindTable(figure: ComputedFigure, focus: Focus, part: Part): Sql {
  const stays = stayCondition(figure, part);
  if (stays) {
    return sql`behind AS (
      SELECT 'stay ' || stay_no AS unit, person_no, stay_no, NULL::VARCHAR AS left_out,
        NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator
      FROM stay WHERE ${stays}
    )`;
  }
  return sql`behind AS (
      SELECT unit, person_no, stay_no, left_out, numerator, denominator
      FROM ${unitsTable(figure.metric.units, figure.context)} WHERE (${focusCondition(figure, focus)}) AND ${partCondition(part)}
    )`;
}

function stayCondition({ context }: ComputedFigure, part: Part): Sql | null {
  const { cohort, basis } = context;
  const passes = filterCondition(cohort.filters);
  const isIn = indexStayCondition(cohort, basis);
  switch (part) {
    case 'loaded':
      return raw('TRUE');
    case 'filtered out':
      return sql`(${passes}) IS NOT TRUE`;
    case 'outside the period':
      return sql`(${passes}) AND (${isIn}) IS NOT TRUE`;
    case 'cohort':
      return isIn;
    default:
      return null;
  }
}

function partCondition(part: Part): Sql {
  if (typeof part !== 'string') return sql`left_out = ${part.leftOut}`;
  if (part === 'counted') return raw('left_out IS NULL');
  if (part === 'numerator') return raw('left_out IS NULL AND numerator > 0');
  return raw('TRUE');
}
