/** Computed figures of the current data; the same figure of the same cohort is computed once. */
import type { Cohort } from '$lib/cohort/cohort';
import type { BandJob, BandLimits } from '$lib/metrics/band-jobs';
import { type ComputedFigure, computeFigure, withBands } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import type { Settings } from '$lib/model/settings';
import type { Columns } from '$lib/sql/columns';
import type { Waiting } from './bands';
import { KeptPromises } from './kept-promises';
import { SharedWork } from './shared-work';

/** What a figure is computed from. */
export interface FigureFacts {
  readonly cohort: Cohort;
  readonly settings: Settings;
  readonly dataCut: string;
}

/** Draws the limits of a job; null = it has none. */
export type DrawBands = (job: BandJob, waiting: Waiting) => Promise<BandLimits | null>;

/** A cache that its owner clears whenever data or settings change. */
export class FigureCache {
  private readonly figures = new KeptPromises<ComputedFigure>();
  private readonly drawing = new SharedWork<ComputedFigure, ComputedFigure>();

  /** The figure, computed now or before; a failure is not kept. Its interval may still be to come. */
  figure(
    metric: Metric,
    facts: FigureFacts,
    run: (query: string) => Promise<Columns>,
  ): Promise<ComputedFigure> {
    return this.figures.get(keyOf(metric, facts.cohort), () => computeFigure(metric, facts, run));
  }

  /**
   * The figure with its interval, which is drawn once however many wait for it, and kept in place of
   * the figure without. Where drawing fails the figure says so, and is not kept. Rejects when the
   * signal is aborted.
   */
  async complete(
    figure: ComputedFigure,
    draw: DrawBands,
    waiting: Waiting = {},
  ): Promise<ComputedFigure> {
    const { bandJob } = figure;
    if (!bandJob) return figure;
    const start = async (own: Required<Waiting>): Promise<ComputedFigure> => {
      const complete = withBands(figure, await draw(bandJob, own));
      const key = keyOf(figure.metric, figure.context.cohort);
      await this.figures.replace(key, figure, complete);
      return complete;
    };
    try {
      return await this.drawing.join(figure, start, waiting);
    } catch (error) {
      if (waiting.signal?.aborted) throw error;
      return withBands(figure, null);
    }
  }

  /** Forgets every figure. */
  clear(): void {
    this.figures.clear();
  }
}

/** What names a figure of a cohort. */
export function keyOf(metric: Metric, cohort: Cohort): string {
  return `${metric.id} ${JSON.stringify(cohort)}`;
}
