/**
 * A look behind one number: its steps, the rows of a chosen step, the person of a chosen row. The newest
 * question wins, and closing ends them all.
 */
import type { ComputedFigure } from '$lib/metrics/compute';
import type { Columns } from '$lib/sql/columns';
import { availableOf, askFigure } from '../ask-figure';
import { explain } from '../explain';
import type { Session } from '../session.svelte';
import { readAttrition } from './attrition';
import { type Completers, completersOf } from './completers';
import { type Focus, rowOf } from './focus';
import { type BehindPage, mayShowRows, readRows } from './rows';
import { readTimeline } from './read-timeline';
import type { Attrition, Step } from './step';
import type { Timeline } from './timeline';

/** The number that is looked behind. */
export interface Behind {
  readonly figure: ComputedFigure;
  readonly focus: Focus;
}

/** What a dialog about one number shows. */
export class Looking {
  attrition = $state.raw<Attrition | null>(null);
  /** Completers beside all starters; null = the figure is not about change, or it is not known yet. */
  completers = $state.raw<Completers | null>(null);
  chosen = $state.raw<Step | null>(null);
  page = $state.raw<BehindPage | null>(null);
  timeline = $state.raw<Timeline | null>(null);
  isBusy = $state(false);
  /** What went wrong and what to do; null = nothing. */
  problem = $state<string | null>(null);
  private readonly ended = new AbortController();
  private asked = 0;

  constructor(
    private readonly session: Session,
    readonly behind: Behind,
  ) {}

  /** Whether rows of persons may be opened. */
  get hasRows(): boolean {
    return mayShowRows(this.behind.figure.context.cohort);
  }

  /** Reads the steps, and for figures of change who has a last score. */
  async start(): Promise<void> {
    const { figure, focus } = this.behind;
    await this.ask(async () => {
      const attrition = await readAttrition(figure, focus, this.run);
      return () => (this.attrition = attrition);
    });
    await this.readCompleters().catch(() => undefined);
  }

  /** Opens the rows of a step, or another page of them. */
  async choose(step: Step, page = 0): Promise<void> {
    const { figure, focus } = this.behind;
    await this.ask(async () => {
      const found = await readRows(figure, focus, step.part, page, this.run);
      return () => {
        this.chosen = step;
        this.page = found;
      };
    });
  }

  /** Opens the timeline of a person. */
  async open(personNo: number): Promise<void> {
    const { context } = this.behind.figure;
    await this.ask(async () => {
      const found = await readTimeline(personNo, context, this.run);
      return () => (this.timeline = found);
    });
  }

  /** Goes back from a person to the rows. */
  back(): void {
    this.timeline = null;
  }

  /** Ends what is still asked. */
  end(): void {
    this.ended.abort();
  }

  private readonly run = (query: string): Promise<Columns> =>
    this.session.query(query, this.ended.signal);

  /** Does what a question answers, unless a newer one was asked meanwhile. */
  private async ask(question: () => Promise<() => void>): Promise<void> {
    const own = ++this.asked;
    this.isBusy = true;
    this.problem = null;
    try {
      const apply = await question();
      if (own === this.asked) apply();
    } catch (error) {
      if (own !== this.asked || this.ended.signal.aborted) return;
      const { message, nextStep } = explain(error);
      this.problem = `${message} ${nextStep}`;
    } finally {
      if (own === this.asked) this.isBusy = false;
    }
  }

  private async readCompleters(): Promise<void> {
    const { figure, focus } = this.behind;
    const row = rowOf(figure, focus);
    const measure = row?.['measure'] ?? figure.data.about;
    const isOfChange =
      figure.metric.group === 'symptoms' && figure.metric.columns.includes('measure');
    if (!isOfChange || typeof measure !== 'string') return;
    const [id] = availableOf(this.session, ['missing-bounds']);
    if (id === undefined) return;
    const bounds = await askFigure(this.session, id, figure.context.cohort, this.ended.signal);
    const text = (key: string): string | null => (row?.[key] ?? null) as string | null;
    const view = { level: text('level'), program: text('program') };
    this.completers = completersOf(bounds.data, measure, view);
  }
}
