/** The worker that counts, in the thread of the test. */
import { readTyped } from '$lib/engine/read-typed';
import type { TallyWorker } from '$lib/session/tally-link';
import type { SentMessage } from '$lib/session/tally.worker';
import type { TypedColumns } from '$lib/sql/typed-columns';
import { Keeper } from '$lib/tally/keeper';

/** Starts one; messages are answered in later tasks, and copied as between threads. */
export function startTallyWorker(
  read: (bytes: Uint8Array) => TypedColumns = readTyped,
): TallyWorker {
  const keeper = new Keeper();
  const worker: TallyWorker = {
    postMessage: (message: SentMessage) => {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        const answer = keeper.answer(
          'bytes' in copy ? { ...copy, columns: read(copy.bytes) } : copy,
        );
        const data = structuredClone(answer);
        worker.onmessage?.call(worker as Worker, { data } as MessageEvent);
      });
    },
    terminate: () => undefined,
    onmessage: null,
    onerror: null,
  };
  return worker;
}
