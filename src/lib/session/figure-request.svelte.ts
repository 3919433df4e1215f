/**
 * One figure on a page: asks for its numbers whenever the data or the cohort changes, keeps the old
 * ones until the new ones are there, and lets the newest question win.
 */
import { untrack } from 'svelte';
import { type Cohort, isNarrowed } from '$lib/cohort/cohort';
import { EngineGone, QueryCancelled } from '$lib/engine/errors';
import { beforeComplete, type ComputedFigure, isComplete } from '$lib/metrics/compute';
import { type Metric, SUPPRESSED } from '$lib/metrics/metric';
import { type Explanation, explain } from './explain';
import { whyUnavailable } from './missing-file';
import { OneATask } from './one-a-task';
import { excludedText } from './view';
import type { Session } from './session.svelte';

/** A figure to look at; stale while a new one comes. */
interface Shown {
  readonly status: 'stale' | 'ready';
  readonly figure: ComputedFigure;
}

/** What is known about a figure. */
export type Answer =
  | { readonly status: 'loading' }
  | Shown
  | { readonly status: 'empty'; readonly reason: string; readonly canWiden: boolean }
  /** `needs` says what is missing and what to do, in full sentences. */
  | { readonly status: 'unavailable'; readonly needs: string }
  | ({ readonly status: 'failed' } & Explanation);

/** Where a figure stands on the page. */
export interface Whereabouts {
  isInView(): boolean;
  /** Calls back once when it comes into view; the returned function stops waiting. */
  whenInView(seen: () => void): () => void;
}

/** In which tasks of the page figures are drawn for the first time, which takes several times as long as later. */
const drawing = new OneATask();

/** The question of one figure or tile on a page, and its latest answer. */
export class FigureRequest {
  answer = $state.raw<Answer>({ status: 'loading' });
  private controller: AbortController | null = null;

  constructor(
    private readonly session: Session,
    readonly metric: Metric,
    private readonly where: Whereabouts,
  ) {}

  /** Follows the session; to be called in an effect, whose clean-up is the returned function. */
  follow(): () => void {
    const { session } = this;
    void session.dataVersion;
    const cohort = this.ownCohort(session.cohort);
    const hasData = session.facts !== null;
    untrack(() => hasData && void this.ask(cohort));
    session.countAhead.shown.add(this);
    return () => {
      this.controller?.abort();
      session.countAhead.shown.delete(this);
    };
  }

  /** On screen a figure ignores the filter that a click on itself has set. */
  private ownCohort(cohort: Cohort): Cohort {
    const { clicked } = this.session;
    if (clicked?.metricId !== this.metric.id) return cohort;
    const filters = Object.entries(cohort.filters).filter(([field]) => field !== clicked.field);
    return { ...cohort, filters: Object.fromEntries(filters) };
  }

  private async ask(cohort: Cohort): Promise<void> {
    const { facts, kinds, settings } = this.session;
    const needs = facts && whyUnavailable(this.metric, facts, kinds, settings);
    if (needs) {
      this.answer = { status: 'unavailable', needs };
      return;
    }
    const controller = new AbortController();
    this.controller = controller;
    const before = this.answer;
    // What the program's own staff saw is no picture to wait with in a release.
    const mayStay = isShown(before) && isAtMost(before.figure.context.cohort, cohort);
    if (mayStay) this.answer = { status: 'stale', figure: before.figure };
    else this.answer = { status: 'loading' };
    try {
      const figure = await this.inTurn(cohort, controller.signal);
      if (!isShown(this.answer)) await drawing.turn();
      if (!controller.signal.aborted) this.answer = this.answerOf(figure, cohort);
      void this.complete(figure, cohort, controller.signal);
      // A print ignores no filter and does not wait: its numbers are computed ahead.
      const { session, metric } = this;
      if (session.clicked?.metricId === metric.id)
        session
          .figure(metric, session.cohort)
          .then((ahead) => session.complete(ahead))
          .catch(() => undefined);
    } catch (error) {
      if (controller.signal.aborted || error instanceof EngineGone) return;
      // Somebody else asked for the same figure and no longer wants it.
      if (error instanceof QueryCancelled) return this.ask(cohort);
      this.answer = { status: 'failed', ...explain(error) };
    }
  }

  /** The figure, which waits for those in view while it is not; it is asked for at once when it comes there. */
  private async inTurn(cohort: Cohort, signal: AbortSignal): Promise<ComputedFigure> {
    const { session, metric, where } = this;
    const place = session.asking.enter(where.isInView() ? 'in view' : 'on the page', signal);
    const stop = where.whenInView(() => place.toView());
    try {
      await place.turn;
      const figure = await session.figure(metric, cohort, signal);
      // Where nothing is left to count, what was left out is the answer.
      if (hasSomethingToShow(figure) || !figure.toCome) return figure;
      return await session.complete(figure, { signal });
    } finally {
      stop();
      place.leave();
    }
  }

  /** The estimate is shown while the rest is made; a new cohort or page ends that. */
  private async complete(
    figure: ComputedFigure,
    cohort: Cohort,
    signal: AbortSignal,
  ): Promise<void> {
    if (isComplete(figure) || signal.aborted || this.answer.status !== 'ready') return;
    this.answer = this.answerOf(beforeComplete(figure), cohort);
    const whole = await this.whole(figure, signal).catch(() => null);
    if (whole && !signal.aborted) this.answer = this.answerOf(whole, cohort);
  }

  /** The complete figure; what is drawn needs no engine and so no turn. */
  private whole(figure: ComputedFigure, signal: AbortSignal): Promise<ComputedFigure> {
    const { session, where } = this;
    const make = (): Promise<ComputedFigure> => session.complete(figure, { signal });
    if (figure.bandJob) return make();
    const rank = where.isInView() ? 'beside what is in view' : 'on the page';
    return session.asking.during(rank, make, signal);
  }

  private answerOf(figure: ComputedFigure, cohort: Cohort): Answer {
    if (hasSomethingToShow(figure)) return { status: 'ready', figure };
    const { emptyReason } = figure.data;
    if (emptyReason) return { status: 'empty', reason: emptyReason, canWiden: false };
    const isNarrow = isNarrowed(cohort);
    const excluded = excludedText(figure.data.excluded, this.session.facts?.timeMode);
    if (excluded)
      return {
        status: 'empty',
        reason: `Nothing is left to count. ${excluded}.`,
        canWiden: isNarrow,
      };
    return {
      status: 'empty',
      reason: isNarrow
        ? 'No stay in this period and with these filters has what this figure needs.'
        : `Nothing in the loaded files has what this figure needs: ${this.metric.denominator}.`,
      canWiden: isNarrow,
    };
  }
}

/** Whether an answer holds a figure to look at. */
export function isShown(answer: Answer): answer is Shown {
  return answer.status === 'ready' || answer.status === 'stale';
}

/** Whether a figure tells no more than the mode of a cohort allows. */
function isAtMost(shown: Cohort, asked: Cohort): boolean {
  return asked.mode !== 'release' || shown.mode === 'release';
}

/** A figure without a value in any row is empty; a count is so too where all are zero. */
function hasSomethingToShow({ metric, data }: ComputedFigure): boolean {
  // A figure without a value counts by its keys alone.
  if (!metric.columns.includes('value')) return data.rows.length > 0;
  const isCount = metric.interval === null;
  return data.rows.some(
    (row) =>
      row[SUPPRESSED] === 1 ||
      ((row['value'] ?? null) !== null && !(isCount && row['value'] === 0)),
  );
}
