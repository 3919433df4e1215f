/**
 * Figures of what is loaded: computed once, completed by their bands, and without small cells where a
 * cohort is looked at for release. Every picture, table, word and file is made from what this gives.
 */
import type { Cohort } from '$lib/cohort/cohort';
import {
  type ComputedFigure,
  contextOf,
  type FigureFacts,
  isComplete,
  type Run,
} from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { linkedWith } from '$lib/metrics/release/linked';
import { type Hidden, readHidden, released } from '$lib/metrics/release/release';
import { BandRunner, type Waiting } from './bands';
import { type Completion, FigureCache, keyOf, MOST_FIGURES } from './figure-cache';
import { KeptPromises } from './kept-promises';

/** What the loaded files allow. */
type IsAvailable = (metric: Metric) => boolean;

/** A figure that was made from another one remembers how to make it again from a completed one. */
interface Origin {
  readonly figure: ComputedFigure;
  readonly again: (figure: ComputedFigure) => ComputedFigure;
}

/** The figures of one session; cleared whenever data or settings change. */
export class Figures {
  private readonly cache = new FigureCache();
  private readonly bands = new BandRunner();
  private readonly releases = new KeptPromises<ComputedFigure>(MOST_FIGURES);
  private readonly hidden = new KeptPromises<Hidden>(MOST_FIGURES);
  private readonly origins = new WeakMap<ComputedFigure, Origin>();

  /**
   * The figure of a cohort in the mode that it names; rejects with what `run` rejects with.
   *
   * @param effective The cohort without filters that exclude nothing; a release hides by all of them.
   */
  async figure(
    metric: Metric,
    facts: FigureFacts,
    run: Run,
    isAvailable: IsAvailable,
    effective: Cohort = facts.cohort,
  ): Promise<ComputedFigure> {
    const { cohort } = facts;
    if (cohort.mode !== 'release') {
      const figure = await this.cache.figure(metric, { ...facts, cohort: effective }, run);
      return effective === cohort ? figure : this.renamed(figure, cohort);
    }
    return this.releases.get(keyOf(metric, cohort), () =>
      this.release(metric, facts, run, isAvailable),
    );
  }

  /** A figure with the interval that follows its estimate; at once where there is none to wait for. */
  async complete(
    figure: ComputedFigure,
    runner: Completion['runner'],
    waiting: Waiting = {},
  ): Promise<ComputedFigure> {
    const origin = this.origins.get(figure);
    if (!origin) {
      const draw: Completion['draw'] = (job, own) => this.bands.run(job, own);
      return this.cache.complete(figure, { draw, runner }, waiting);
    }
    if (isComplete(origin.figure)) return figure;
    return origin.again(await this.complete(origin.figure, runner, waiting));
  }

  /** Forgets every figure. */
  clear(): void {
    this.cache.clear();
    this.releases.clear();
    this.hidden.clear();
  }

  /** A figure under the name of a cohort that holds the same stays. */
  private renamed(figure: ComputedFigure, cohort: Cohort): ComputedFigure {
    const result = { ...figure, context: { ...figure.context, cohort } };
    this.origins.set(result, { figure, again: (whole) => this.renamed(whole, cohort) });
    return result;
  }

  private async release(
    metric: Metric,
    facts: FigureFacts,
    run: Run,
    isAvailable: IsAvailable,
  ): Promise<ComputedFigure> {
    const { cohort } = facts;
    const inside: Cohort = { ...cohort, mode: 'internal' };
    const estimate = await this.cache.figure(metric, { ...facts, cohort: inside }, run);
    // What is hidden is decided over everything that a figure tells, also of what it leaves out.
    const figure = estimate.toCome ? await estimate.toCome(run) : estimate;
    const hidden = await this.hiddenOf(metric, facts, run, isAvailable);
    const release = (whole: ComputedFigure): ComputedFigure => {
      const own = { ...whole, context: { ...whole.context, cohort } };
      const result = released(own, hidden);
      this.origins.set(result, { figure: whole, again: release });
      return result;
    };
    return release(figure);
  }

  /** What is hidden of the figures that are decided about together with one; read once for all of them. */
  private hiddenOf(
    metric: Metric,
    facts: FigureFacts,
    run: Run,
    isAvailable: IsAvailable,
  ): Promise<Hidden> {
    const linked = linkedWith(metric.id)
      .map(metricOf)
      .filter((other) => other.id === metric.id || isAvailable(other));
    const key = `${linked.map(({ id }) => id).join(' ')} ${JSON.stringify(facts.cohort)}`;
    return this.hidden.get(key, () =>
      readHidden(
        linked.map((other) => ({ metric: other, context: contextOf(other, facts) })),
        facts.settings.conventions.fewPeople,
        run,
      ),
    );
  }
}
