/** Work beside the data, such as an export: it is told how far it is, and can be given up. */

/** What is said of work while it goes on. */
export interface WorkUnderWay {
  readonly label: string;
  /** From 0 to 1; null = nobody knows. */
  readonly share: number | null;
}

/** How the work tells of itself, and hears that nobody wants it any more. */
export interface Handle {
  readonly signal: AbortSignal;
  readonly report: (told: WorkUnderWay) => void;
}

/** Shorter work comes and goes without a word. */
const SHOWN_AFTER_MS = 300;

/** One piece of work at a time; a further one waits for its turn. */
export class SideWork {
  /** null = there is nothing to say. */
  now = $state.raw<WorkUnderWay | null>(null);
  private last: Promise<unknown> = Promise.resolve();
  private controller: AbortController | null = null;

  /** The result of the work, or null where it was given up; rejects as the work does. */
  run<T>(label: string, work: (handle: Handle) => Promise<T>): Promise<T | null> {
    const result = this.last.then(() => this.begin(label, work));
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Gives up what is under way. */
  cancel(): void {
    this.controller?.abort();
  }

  private async begin<T>(label: string, work: (handle: Handle) => Promise<T>): Promise<T | null> {
    const controller = new AbortController();
    this.controller = controller;
    let told: WorkUnderWay = { label, share: null };
    let isShown = false;
    const show = setTimeout(() => {
      isShown = true;
      this.now = told;
    }, SHOWN_AFTER_MS);
    try {
      return await work({
        signal: controller.signal,
        report: (next) => {
          told = next;
          if (isShown) this.now = told;
        },
      });
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw error;
    } finally {
      clearTimeout(show);
      this.now = null;
    }
  }
}
