/**
 * The preview of a plan: asked for a moment after the last change, the newest question wins, and the
 * former answer stays until the new one is there.
 */
import type { MappingPreview } from '$lib/ingest/preview';
import { type Explanation, explain } from '$lib/session/explain';

/** Time without a change after which a preview is asked for. */
const PAUSE_MS = 250;

/** One preview at a time. */
export class PreviewRequest {
  result = $state.raw<MappingPreview | null>(null);
  isRunning = $state(false);
  failure = $state.raw<Explanation | null>(null);

  /** Asks after a pause; returns what takes the question back. */
  ask(question: (signal: AbortSignal) => Promise<MappingPreview>): () => void {
    const controller = new AbortController();
    const { signal } = controller;
    this.isRunning = true;
    const timer = setTimeout(() => {
      question(signal).then(
        (result) => this.settle(signal, result, null),
        (error: unknown) => this.settle(signal, null, explain(error)),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }

  /** Shows nothing: there is nothing to ask for yet. */
  clear(): void {
    this.result = null;
    this.failure = null;
    this.isRunning = false;
  }

  private settle(
    signal: AbortSignal,
    result: MappingPreview | null,
    failure: Explanation | null,
  ): void {
    if (signal.aborted) return;
    if (result) this.result = result;
    this.failure = failure;
    this.isRunning = false;
  }
}
