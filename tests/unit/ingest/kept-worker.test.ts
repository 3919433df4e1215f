/** A question to a worker: it is answered, fails with the name of its error, or ends with the worker. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeptWorker } from '$lib/ingest/kept-worker';
import { receivedError, sentError } from '$lib/ingest/worker-error';

/** A worker that does nothing by itself. */
class IdleWorker {
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  isEnded = false;
  asked = 0;

  /** The test answers. */
  postMessage(): void {
    this.asked += 1;
  }

  terminate(): void {
    this.isEnded = true;
  }
}

/** A kept worker, and those that it has started. */
function kept(): { worker: KeptWorker<string>; started: IdleWorker[] } {
  const started: IdleWorker[] = [];
  const worker = new KeptWorker<string>(() => {
    started.push(new IdleWorker());
    return started.at(-1) as unknown as Worker;
  });
  return { worker, started };
}

function ask(worker: KeptWorker<string>, signal?: AbortSignal): Promise<string> {
  return worker.ask<string>('question', signal, (data, settle) => settle.resolve(data));
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a question to a worker', () => {
  it('is asked when the one before it is answered, of the same worker', async () => {
    const { worker, started } = kept();
    const answers = [ask(worker), ask(worker)];
    await vi.advanceTimersByTimeAsync(0);
    expect(started.map(({ asked }) => asked)).toEqual([1]);
    started[0]!.onmessage?.({ data: 'yes' });
    expect(await answers[0]).toBe('yes');
    await vi.advanceTimersByTimeAsync(0);
    expect(started.map(({ asked }) => asked)).toEqual([2]);
    started[0]!.onmessage?.({ data: 'no' });
    expect(await answers[1]).toBe('no');
    expect(started.map(({ isEnded }) => isEnded)).toEqual([false]);
  });

  it('ends the worker a second after its answer, unless another comes', async () => {
    const { worker, started } = kept();
    const answer = ask(worker);
    await vi.advanceTimersByTimeAsync(0);
    started[0]!.onmessage?.({ data: 'yes' });
    await answer;
    await vi.advanceTimersByTimeAsync(900);
    const another = ask(worker);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(started[0]!.isEnded).toBe(false);
    started[0]!.onmessage?.({ data: 'yes' });
    await another;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(started.map(({ isEnded }) => isEnded)).toEqual([true]);
  });

  it('fails with a next step when the worker ends; the next starts another', async () => {
    const { worker, started } = kept();
    const answer = ask(worker);
    const next = ask(worker);
    await vi.advanceTimersByTimeAsync(0);
    started[0]!.onerror?.({ message: 'out of memory' });
    await expect(answer).rejects.toMatchObject({
      name: 'WorkerFailed',
      message: expect.stringContaining('out of memory') as string,
      nextStep: expect.stringContaining('Nothing was changed') as string,
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(started.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    started[1]!.onmessage?.({ data: 'yes' });
    expect(await next).toBe('yes');
  });

  it('ends the worker with the abort', async () => {
    const { worker, started } = kept();
    const controller = new AbortController();
    const answer = ask(worker, controller.signal);
    await vi.advanceTimersByTimeAsync(0);
    controller.abort(new Error('stop'));
    await expect(answer).rejects.toThrow('stop');
    expect(started[0]!.isEnded).toBe(true);
  });

  it('that nobody asks any more starts no worker', async () => {
    const { worker, started } = kept();
    await expect(ask(worker, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    expect(started).toEqual([]);
  });
});

describe('an error of a worker', () => {
  it('keeps its name, by which a file that is gone is known', () => {
    const error = new DOMException('It is gone', 'NotReadableError');
    const received = receivedError(structuredClone(sentError(error)));
    expect([received.name, received.message]).toEqual(['NotReadableError', 'It is gone']);
    expect(receivedError(sentError('text')).message).toBe('text');
  });
});
