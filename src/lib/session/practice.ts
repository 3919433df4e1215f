/**
 * A load for practice while the person is still choosing files: a few made-up rows go the way of real
 * ones, in an engine of their own. What the browser has compiled by then it need not compile when the
 * first files come, which is a third of the time that files of a usual size take.
 */
import type { Settings } from '$lib/model/settings';
import type { StartEngine } from './engine-host.svelte';

/** How long nothing was asked for before practice begins, in ms. */
const QUIET = 1_500;

/** One load for practice, which gives way to whatever is asked for. */
export class Practice {
  private readonly stop = new AbortController();

  constructor(private readonly startEngine: StartEngine) {}

  /** Practises after a while, unless it has ended before; what fails has no consequence. */
  async begin(settings: Settings): Promise<void> {
    const { signal } = this.stop;
    await new Promise((resolve) => setTimeout(resolve, QUIET));
    if (signal.aborted) return;
    const { practiseLoad } = await import('./practise-load');
    await practiseLoad(this.startEngine, settings, signal);
  }

  /** Ends practice at once, for good. */
  end(): void {
    this.stop.abort();
  }
}
