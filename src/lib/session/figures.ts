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
import { FigureCache, type FigureFacts } from './figure-cache';

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
  private readonly releases = new Map<string, Promise<ComputedFigure>>();
  private readonly hidden = new Map<string, Promise<Hidden>>();
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
    const key = `${metric.id} ${JSON.stringify(cohort)}`;
    const known = this.releases.get(key);
    if (known) return known;
    const made = this.release(metric, facts, run, isAvailable);
    this.releases.set(key, made);
    made.catch(() => this.releases.get(key) === made && this.releases.delete(key));
    return made;
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
    const known = this.hidden.get(key);
    if (known) return known;
    const contexts = linked.map((other) => ({ metric: other, context: contextOf(other, facts) }));
    const read = readHidden(contexts, facts.settings.conventions.fewPeople, run);
    this.hidden.set(key, read);
    read.catch(() => this.hidden.get(key) === read && this.hidden.delete(key));
    return read;
  }
}
