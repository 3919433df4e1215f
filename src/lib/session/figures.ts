/**
 * Figures of what is loaded: computed once, completed by their bands, and without small cells where a
 * cohort is looked at for release. Every picture, table, word and file is made from what this gives.
 */
import type { Cohort } from '$lib/cohort/cohort';
import { type ComputedFigure, contextOf } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { linkedWith } from '$lib/metrics/release/linked';
import { type Hidden, readHidden, released } from '$lib/metrics/release/release';
import type { Columns } from '$lib/sql/columns';
import { BandRunner, type Waiting } from './bands';
import { FigureCache, type FigureFacts, keyOf } from './figure-cache';
import { KeptPromises } from './kept-promises';

/** What the loaded files allow. */
type IsAvailable = (metric: Metric) => boolean;

type Run = (query: string) => Promise<Columns>;

/** A released figure remembers how to make it again from a completed one. */
interface Origin {
  readonly figure: ComputedFigure;
  readonly release: (figure: ComputedFigure) => ComputedFigure;
}

/** The figures of one session; cleared whenever data or settings change. */
export class Figures {
  private readonly cache = new FigureCache();
  private readonly bands = new BandRunner();
  private readonly releases = new KeptPromises<ComputedFigure>();
  private readonly hidden = new KeptPromises<Hidden>();
  private readonly origins = new WeakMap<ComputedFigure, Origin>();

  /** The figure of a cohort in the mode that it names; rejects with what `run` rejects with. */
  async figure(
    metric: Metric,
    facts: FigureFacts,
    run: Run,
    isAvailable: IsAvailable,
  ): Promise<ComputedFigure> {
    const { cohort } = facts;
    if (cohort.mode !== 'release') return this.cache.figure(metric, facts, run);
    return this.releases.get(keyOf(metric, cohort), () =>
      this.release(metric, facts, run, isAvailable),
    );
  }

  /** A figure with the interval that follows its estimate; at once where there is none to wait for. */
  async complete(figure: ComputedFigure, waiting: Waiting = {}): Promise<ComputedFigure> {
    const origin = this.origins.get(figure);
    if (!origin) {
      return this.cache.complete(figure, (job, own) => this.bands.run(job, own), waiting);
    }
    if (!origin.figure.bandJob) return figure;
    return origin.release(await this.complete(origin.figure, waiting));
  }

  /** Forgets every figure. */
  clear(): void {
    this.cache.clear();
    this.releases.clear();
    this.hidden.clear();
  }

  private async release(
    metric: Metric,
    facts: FigureFacts,
    run: Run,
    isAvailable: IsAvailable,
  ): Promise<ComputedFigure> {
    const { cohort } = facts;
    const inside: Cohort = { ...cohort, mode: 'internal' };
    const figure = await this.cache.figure(metric, { ...facts, cohort: inside }, run);
    const hidden = await this.hiddenOf(metric, facts, run, isAvailable);
    const release = (whole: ComputedFigure): ComputedFigure => {
      const own = { ...whole, context: { ...whole.context, cohort } };
      const result = released(own, hidden);
      this.origins.set(result, { figure: whole, release });
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
