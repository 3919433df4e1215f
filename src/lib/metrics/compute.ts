/** Runs one metric: resolves its basis, sends its queries, and finishes the figure. */
import type { Basis, Cohort } from '$lib/cohort/cohort';
import type { Settings } from '$lib/model/settings';
import type { Columns } from '$lib/sql/columns';
import type { Sql } from '$lib/sql/sql';
import type { FigureData, Metric, MetricContext } from './metric';

/** A computed figure, with what it was computed from. */
export interface ComputedFigure {
  readonly metric: Metric;
  readonly context: MetricContext;
  readonly data: FigureData;
  readonly queries: readonly { readonly name: string; readonly text: string }[];
}

/** The basis that a metric uses when the person chose one, or none. */
export function resolveBasis(metric: Metric, chosen: Basis | null): Basis {
  return chosen !== null && metric.bases.includes(chosen) ? chosen : metric.defaultBasis;
}

/** Computes a figure; `run` sends one query. Rejects with what `run` rejects with. */
export async function computeFigure(
  metric: Metric,
  facts: { cohort: Cohort; settings: Settings; dataCut: string },
  run: (query: string) => Promise<Columns>,
): Promise<ComputedFigure> {
  const context: MetricContext = { ...facts, basis: resolveBasis(metric, facts.cohort.basis) };
  const queries = Object.entries(metric.queries(context)).map(([name, query]: [string, Sql]) => ({
    name,
    text: query.text,
  }));
  const results: Record<string, Columns> = {};
  for (const { name, text } of queries) results[name] = await run(text);
  return { metric, context, data: metric.finish(results, context), queries };
}
