/**
 * From all loaded stays to the number: what the cohort leaves out, what the figure considers, what it
 * leaves out for which reason, and what it counts. Read from the units of the figure.
 */
import { isNarrowed } from '$lib/cohort/cohort';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { FigureRow } from '$lib/metrics/metric';
import { unitsTable } from '$lib/metrics/units';
import type { Columns } from '$lib/sql/columns';
import { type Sql, raw, sql } from '$lib/sql/sql';
import { type Focus, focusCondition } from './focus';
import { releasedSteps } from './release-steps';
import { type Part, behindTable } from './sources';
import type { Attrition, Step } from './step';

type Run = (query: string) => Promise<Columns>;

/**
 * The steps to a number of a figure, in order; those of reasons and of the cohort that leave nobody out
 * are left away. In release they tell what the released figure tells. Rejects with what `run` rejects with.
 */
export async function readAttrition(
  figure: ComputedFigure,
  focus: Focus,
  run: Run,
): Promise<Attrition> {
  const stays = await Promise.all(cohortParts(figure).map((part) => stayStep(figure, part, run)));
  const counts = (await run(unitCounts(figure, focus).text)).rows();
  const steps = [
    ...stays.filter(({ part, n }) => part === 'loaded' || part === 'cohort' || n !== 0),
    ...unitSteps(figure, focus, counts),
  ];
  const unit = String(counts.find((row) => row['is_total'] === 1)?.['unit'] ?? 'stay');
  const isReleased = figure.context.cohort.mode === 'release';
  return { steps: isReleased ? releasedSteps(figure, focus, steps) : steps, unit };
}

function cohortParts({ context }: ComputedFigure): Part[] {
  return isNarrowed(context.cohort)
    ? ['loaded', 'filtered out', 'outside the period', 'cohort']
    : ['loaded'];
}

async function stayStep(figure: ComputedFigure, part: Part, run: Run): Promise<Step> {
  const result = await run(
    sql`WITH ${behindTable(figure, null, part)}
    SELECT count(*)::INTEGER AS units, count(DISTINCT person_no)::INTEGER AS persons
    FROM behind`.text,
  );
  const units = result.number('units', 0) ?? 0;
  return { part, n: units, units, persons: result.number('persons', 0) };
}

/** One row for all units, and one by each reason; `left_out` null = those that are counted. */
function unitCounts(figure: ComputedFigure, focus: Focus): Sql {
  return sql`WITH behind AS (
      SELECT * FROM ${unitsTable(figure.metric.units, figure.context)} WHERE ${focusCondition(figure, focus)}
    )
    SELECT grouping(left_out)::INTEGER AS is_total, left_out, count(*)::INTEGER AS entries,
      min(split_part(unit, ' ', 1)) AS unit,
      ${COUNTS}, count(DISTINCT unit) FILTER (WHERE numerator > 0)::INTEGER AS numerator_units,
      count(DISTINCT person_no) FILTER (WHERE numerator > 0)::INTEGER AS numerator_persons,
      sum(numerator)::DOUBLE AS numerator
    FROM behind GROUP BY GROUPING SETS ((), (left_out)) ORDER BY is_total DESC, left_out`;
}

const COUNTS = raw(`count(DISTINCT unit)::INTEGER AS units,
      count(DISTINCT person_no)::INTEGER AS persons, sum(denominator)::DOUBLE AS amount`);

function unitSteps(
  figure: ComputedFigure,
  focus: Focus,
  counts: readonly FigureRow[],
): readonly Step[] {
  const total = counts.find((row) => row['is_total'] === 1);
  const groups = counts.filter((row) => row['is_total'] === 0);
  const counted = groups.find((row) => row['left_out'] === null);
  const units = Number(total?.['units'] ?? 0);
  const considered: Step = {
    part: 'considered',
    n: units,
    units,
    persons: Number(total?.['persons'] ?? 0),
  };
  return [
    considered,
    ...inOrder(figure, groups).map((row): Step => {
      const people = { units: Number(row['units']), persons: Number(row['persons']) };
      return {
        part: { leftOut: String(row['left_out']) },
        n: Number(row['amount'] ?? 0),
        ...people,
      };
    }),
    countedStep(counted),
    ...numeratorSteps(figure, focus, counted),
  ];
}

/** Reasons in the order in which the figure says them. */
function inOrder({ data }: ComputedFigure, groups: readonly FigureRow[]): readonly FigureRow[] {
  const said = [data, ...(data.focuses ?? [])].flatMap(({ excluded }) =>
    excluded.map(({ reason }) => reason),
  );
  const place = (row: FigureRow): number => {
    const at = said.indexOf(String(row['left_out']));
    return at < 0 ? said.length : at;
  };
  return groups
    .filter((row) => row['left_out'] !== null && Number(row['amount'] ?? 0) > 0)
    .sort((a, b) => place(a) - place(b));
}

/** Where units come several times under the headline, the sum of what they add says nothing. */
function countedStep(counted: FigureRow | undefined): Step {
  const units = Number(counted?.['units'] ?? 0);
  const isOnce = counted === undefined || counted['entries'] === counted['units'];
  const n = isOnce ? Number(counted?.['amount'] ?? 0) : units;
  return { part: 'counted', n, units, persons: Number(counted?.['persons'] ?? 0) };
}

function numeratorSteps(
  figure: ComputedFigure,
  focus: Focus,
  counted: FigureRow | undefined,
): readonly Step[] {
  if (!hasNumerator(figure, focus) || (counted && counted['numerator'] === null)) return [];
  return [
    {
      part: 'numerator',
      n: Number(counted?.['numerator'] ?? 0),
      units: Number(counted?.['numerator_units'] ?? 0),
      persons: Number(counted?.['numerator_persons'] ?? 0),
    },
  ];
}

/** Whether the number that is asked about is told with a numerator, if only as a hidden one. */
function hasNumerator({ data, metric }: ComputedFigure, focus: Focus): boolean {
  if (focus === null && data.suppressed !== true) return data.numerator !== null;
  return metric.columns.includes('numerator');
}
