/** Computed figures of the current data; the same figure of the same cohort is computed once. */
import type { Cohort } from '$lib/cohort/cohort';
import type { BandJob, BandLimits } from '$lib/metrics/band-jobs';
import {
  type ComputedFigure,
  estimateFigure,
  type FigureFacts,
  isComplete,
  type Run,
  withBands,
  withoutRest,
} from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import type { Waiting } from './bands';
import { KeptPromises } from './kept-promises';
import { SharedWork } from './shared-work';

/** Draws the limits of a job; null = it has none. */
export type DrawBands = (job: BandJob, waiting: Waiting) => Promise<BandLimits | null>;

/** What an interval that follows its estimate is made with. */
export interface Completion {
  readonly draw: DrawBands;
  /** What sends queries until the signal says stop. */
  readonly runner: (signal?: AbortSignal) => Run;
}

/** Those of a few cohorts; a page shows up to sixty with the months beside them. */
export const MOST_FIGURES = 400;

/** A cache that its owner clears whenever data or settings change. */
export class FigureCache {
  private readonly figures = new KeptPromises<ComputedFigure>(MOST_FIGURES);
  private readonly completing = new SharedWork<ComputedFigure, ComputedFigure>();
  /** Stands for the data that figures are computed from. */
  private data = {};
  private readonly dataOf = new WeakMap<ComputedFigure, object>();

  /** The figure, computed now or before; a failure is not kept. Its interval may still be to come. */
  figure(metric: Metric, facts: FigureFacts, run: Run): Promise<ComputedFigure> {
    return this.figures.get(keyOf(metric, facts.cohort), async () => {
      const { data } = this;
      const figure = await estimateFigure(metric, facts, run);
      this.dataOf.set(figure, data);
      return figure;
    });
  }

  /**
   * The figure with its interval, which is made once however many wait for it, and kept in place of
   * the figure without. Where that fails the figure says so, and is not kept. Rejects when the signal
   * is aborted.
   */
  async complete(
    figure: ComputedFigure,
    completion: Completion,
    waiting: Waiting = {},
  ): Promise<ComputedFigure> {
    if (isComplete(figure)) return figure;
    const start = async (own: Required<Waiting>): Promise<ComputedFigure> => {
      const complete = await this.whole(figure, completion, own);
      const key = keyOf(figure.metric, figure.context.cohort);
      await this.figures.replace(key, figure, complete);
      return complete;
    };
    try {
      return await this.completing.join(figure, start, waiting);
    } catch (error) {
      if (waiting.signal?.aborted) throw error;
      return withoutRest(figure);
    }
  }

  private async whole(
    figure: ComputedFigure,
    { draw, runner }: Completion,
    own: Required<Waiting>,
  ): Promise<ComputedFigure> {
    const { bandJob, toCome } = figure;
    if (bandJob) return withBands(figure, await draw(bandJob, own));
    const complete = await toCome!(runner(own.signal));
    // An interval of other rows than the estimate is none.
    if (this.dataOf.get(figure) !== this.data) throw new Error('The data have changed.');
    return complete;
  }

  /** Forgets every figure. */
  clear(): void {
    this.figures.clear();
    this.data = {};
  }
}

/** What names a figure of a cohort. */
export function keyOf(metric: Metric, cohort: Cohort): string {
  return `${metric.id} ${JSON.stringify(cohort)}`;
}
