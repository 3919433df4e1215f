/** Computed figures of the current data; the same figure of the same cohort is computed once. */
import type { Cohort } from '$lib/cohort/cohort';
import { type ComputedFigure, computeFigure } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import type { Settings } from '$lib/model/settings';
import type { Columns } from '$lib/sql/columns';

/** What a figure is computed from. */
export interface FigureFacts {
  readonly cohort: Cohort;
  readonly settings: Settings;
  readonly dataCut: string;
}

/** A cache that its owner clears whenever data or settings change. */
export class FigureCache {
  private readonly figures = new Map<string, Promise<ComputedFigure>>();

  /** The figure, computed now or before; a failure is not kept. */
  figure(
    metric: Metric,
    facts: FigureFacts,
    run: (query: string) => Promise<Columns>,
  ): Promise<ComputedFigure> {
    const key = `${metric.id} ${JSON.stringify(facts.cohort)}`;
    const known = this.figures.get(key);
    if (known) return known;
    const computed = computeFigure(metric, facts, run);
    this.figures.set(key, computed);
    computed.catch(() => this.figures.get(key) === computed && this.figures.delete(key));
    return computed;
  }

  /** Forgets every figure. */
  clear(): void {
    this.figures.clear();
  }
}
