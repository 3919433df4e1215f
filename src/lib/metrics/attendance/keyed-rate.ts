/**
 * The attendance rate by view and a further key, such as the week: everything is counted by place
 * first; only the interval, which takes the persons as what was sampled, is counted by person.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Columns } from '$lib/sql/columns';
import { clusteredRatio } from '$lib/stats/clustered-ratio';
import { ATTENDED, doseByStay } from './dose';
import type { Query } from '$lib/tally/tally';
import type { FigureRow, MetricContext } from '../metric';
import { type Tallied, tallied } from '../tallied';

const { from, where, x, y } = ATTENDED;

/** The common tables up to `dose`, with a row for each stay and key. */
type Dose = (context: MetricContext) => Sql;

/** Stays, attended and counted sessions by view and key. */
export function rateCounts(context: MetricContext, dose: Dose, key: string): Query {
  return tallied(context, {
    ...rateUnits(dose, key),
    counts: {
      n: { of: 'rows' },
      sum_y: { of: 'sum', column: 'y' },
      sum_x: { of: 'sum', column: 'x' },
    },
  });
}

/** Persons and their sums of squares by view and key. */
export function rateSquares(context: MetricContext, dose: Dose, key: string): Query {
  return tallied(context, {
    ...rateUnits(dose, key),
    counts: {
      persons: { of: 'persons' },
      sum_yy: { of: 'product', columns: ['y', 'y'] },
      sum_xy: { of: 'product', columns: ['x', 'y'] },
      sum_xx: { of: 'product', columns: ['x', 'x'] },
    },
  });
}

/** The stays, and their persons, of which some session counts. */
export function staysCounted(context: MetricContext, counts: Sql): Query {
  return tallied(context, {
    views: 'everybody',
    units: (own) => ({
      tables: doseByStay(own),
      select: sql`SELECT stay_no, person_no, place_no FROM dose WHERE ${counts}`,
    }),
    counts: { n: { of: 'rows' }, persons: { of: 'persons' } },
  });
}

function rateUnits(dose: Dose, key: string): Pick<Tallied, 'units' | 'keys'> {
  return {
    units: (context) => ({
      tables: dose(context),
      select: sql`SELECT stay_no, person_no, place_no, ${raw(key)}, (${y})::INTEGER AS y,
        (${x})::INTEGER AS x
      FROM ${raw(from)} WHERE ${where}`,
    }),
    keys: [{ column: key }],
  };
}

/**
 * The rows of a figure from the results of `rateCounts` and `rateSquares`; without the latter persons
 * and limits are null, since they are still to come.
 *
 * @param place What a row says of its key.
 */
export function keyedRates(
  counts: Columns,
  squares: Columns | undefined,
  key: string,
  place: (key: number) => FigureRow,
): FigureRow[] {
  const found = new Map(squares?.rows().map((row) => [nameOf(row, key), row]));
  return counts.rows().map((row): FigureRow => {
    const { level, program, n, sum_y: numerator, sum_x: denominator } = row;
    const sums = found.get(nameOf(row, key));
    const number = (name: string): number => Number(sums?.[name] ?? 0);
    const persons = sums ? number('persons') : null;
    const rate = clusteredRatio(
      {
        n: persons ?? 0,
        sumY: Number(numerator),
        sumX: Number(denominator),
        sumYY: number('sum_yy'),
        sumXY: number('sum_xy'),
        sumXX: number('sum_xx'),
      },
      'share',
    );
    return {
      level: level ?? null,
      program: program ?? null,
      ...place(Number(row[key])),
      n: n ?? null,
      persons,
      numerator: numerator ?? null,
      denominator: denominator ?? null,
      value: rate?.value ?? null,
      low: rate?.low ?? null,
      high: rate?.high ?? null,
    };
  });
}

function nameOf(row: FigureRow, key: string): string {
  return JSON.stringify([row['level'], row['program'], row[key]]);
}
