/** Reads what came from the engine, and counts, in a thread of its own. */
import { readTyped } from '$lib/engine/read-typed';
import { Keeper, type TallyAnswer, type TallyMessage } from '$lib/tally/keeper';

/** A message with the bytes of a result in the place of its columns. */
export type SentMessage = TallyMessage extends infer M
  ? M extends { readonly columns: unknown }
    ? Omit<M, 'columns'> & { readonly bytes: Uint8Array }
    : M
  : never;

const keeper = new Keeper();

function answerTo(data: SentMessage): TallyAnswer {
  try {
    return keeper.answer('bytes' in data ? { ...data, columns: readTyped(data.bytes) } : data);
  } catch (error) {
    return { id: data.id, message: error instanceof Error ? error.message : String(error) };
  }
}

globalThis.onmessage = ({ data }: MessageEvent<SentMessage>): void =>
  globalThis.postMessage(answerTo(data));
