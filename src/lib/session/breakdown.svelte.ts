/**
 * Figures side by side for each value of a filter field. Every number is the headline of the same
 * figure under the filter that a click on the row sets, so that both can never differ.
 */
import type { Cohort } from '$lib/cohort/cohort';
import type { ComputedFigure } from '$lib/metrics/compute';
import { askFigure } from './ask-figure';
import { explain } from './explain';
import type { FilterOption } from './facts';
import type { Session } from './session.svelte';

/** Values beyond these are left out, and said. */
export const MOST_VALUES = 50;

/** One value of the field with what is known of its figures so far, by metric id. */
export interface BreakdownRow {
  readonly option: FilterOption;
  readonly figures: Readonly<Record<string, ComputedFigure>>;
}

/** The numbers of one table; follows the cohort, value by value. */
export class Breakdown {
  rows = $state.raw<readonly BreakdownRow[]>([]);
  isComplete = $state(false);
  failure = $state<string | null>(null);

  constructor(private readonly session: Session) {}

  /** Computes the rows of a field; returns the way to stop. */
  start(field: string, ids: readonly string[], cohort: Cohort): () => void {
    const controller = new AbortController();
    const options = (this.session.fieldOptions[field] ?? [])
      .filter(({ stays }) => stays > 0)
      .slice(0, MOST_VALUES);
    this.rows = options.map((option) => ({ option, figures: {} }));
    this.isComplete = false;
    this.failure = null;
    this.fill(field, ids, cohort, controller.signal).catch((error: unknown) => {
      if (!controller.signal.aborted) this.failure = explain(error).message;
    });
    return () => controller.abort();
  }

  private async fill(
    field: string,
    ids: readonly string[],
    cohort: Cohort,
    signal: AbortSignal,
  ): Promise<void> {
    for (const [at, { option }] of this.rows.entries()) {
      const own = { ...cohort, filters: { ...cohort.filters, [field]: [option.value] } };
      const figures: Record<string, ComputedFigure> = {};
      for (const id of ids) {
        figures[id] = await askFigure(this.session, id, own, signal, 'on the page');
        if (signal.aborted) return;
      }
      this.rows = this.rows.map((row, index) => (index === at ? { option, figures } : row));
    }
    this.isComplete = true;
  }
}
