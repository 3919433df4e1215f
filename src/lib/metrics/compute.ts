/** Runs one metric: resolves its basis, sends its queries, and finishes the figure. */
import type { Basis, Cohort } from '$lib/cohort/cohort';
import { resolveProfile } from '$lib/model/profiles';
import type { Settings } from '$lib/model/settings';
import type { Columns } from '$lib/sql/columns';
import type { Sql } from '$lib/sql/sql';
import type { BandJob, BandLimits } from './band-jobs';
import type { FigureData, Metric, MetricContext } from './metric';

/** A computed figure, with what it was computed from. */
export interface ComputedFigure {
  readonly metric: Metric;
  readonly context: MetricContext;
  readonly data: FigureData;
  readonly queries: readonly { readonly name: string; readonly text: string }[];
  /** What the interval is still to be drawn from; absent = the figure is complete. */
  readonly bandJob?: BandJob;
}

/** The basis that a metric uses when the person chose one, or none. */
export function resolveBasis(metric: Metric, chosen: Basis | null): Basis {
  return chosen !== null && metric.bases.includes(chosen) ? chosen : metric.defaultBasis;
}

/** What a metric is told about a cohort, with what was chosen resolved. */
export function contextOf(
  metric: Metric,
  facts: { cohort: Cohort; settings: Settings; dataCut: string },
): MetricContext {
  const { cohort, settings } = facts;
  return {
    ...facts,
    basis: resolveBasis(metric, cohort.basis),
    unit: cohort.unit,
    profile: resolveProfile(cohort.profile, settings),
  };
}

/** Computes a figure; `run` sends one query. Rejects with what `run` rejects with. */
export async function computeFigure(
  metric: Metric,
  facts: { cohort: Cohort; settings: Settings; dataCut: string },
  run: (query: string) => Promise<Columns>,
): Promise<ComputedFigure> {
  const context = contextOf(metric, facts);
  const queries = Object.entries(metric.queries(context)).map(([name, query]: [string, Sql]) => ({
    name,
    text: query.text,
  }));
  const results: Record<string, Columns> = {};
  for (const { name, text } of queries) results[name] = await run(text);
  const data = metric.finish(results, context);
  const bandJob = metric.bands?.job(results, context);
  return { metric, context, data, queries, ...(bandJob ? { bandJob } : {}) };
}

/** Said beside an estimate whose interval could not be computed. */
export const NO_BAND = 'The band could not be computed.';

/** The estimate while its interval is drawn, with words that say so. */
export function beforeBands(figure: ComputedFigure): ComputedFigure {
  const { data } = figure;
  return { ...figure, data: { ...data, notes: [...data.notes, 'The band is being computed.'] } };
}

/** The complete figure: with the limits that were drawn, or with the words that there are none. */
export function withBands(figure: ComputedFigure, limits: BandLimits | null): ComputedFigure {
  const { bandJob: _, ...rest } = figure;
  const { metric, data } = figure;
  if (limits && metric.bands) return { ...rest, data: metric.bands.merge(data, limits) };
  return { ...rest, data: { ...data, notes: [...data.notes, NO_BAND] } };
}
