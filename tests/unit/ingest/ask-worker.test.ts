/** A question to a worker: it is answered, fails with the name of its error, or ends with the worker. */
import { describe, expect, it } from 'vitest';
import { askWorker } from '$lib/ingest/ask-worker';
import { receivedError, sentError } from '$lib/ingest/worker-error';

/** A worker that does nothing by itself. */
class IdleWorker {
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  isEnded = false;

  postMessage(): void {
    // The test answers.
  }

  terminate(): void {
    this.isEnded = true;
  }
}

function asked(signal?: AbortSignal): { worker: IdleWorker; answer: Promise<string> } {
  const worker = new IdleWorker();
  const answer = askWorker<string, string>(
    worker as unknown as Worker,
    'question',
    signal,
    (data, settle) => settle.resolve(data),
  );
  return { worker, answer };
}

describe('a question to a worker', () => {
  it('ends the worker with the answer', async () => {
    const { worker, answer } = asked();
    worker.onmessage?.({ data: 'yes' });
    expect(await answer).toBe('yes');
    expect(worker.isEnded).toBe(true);
  });

  it('fails with a next step when the worker ends', async () => {
    const { worker, answer } = asked();
    worker.onerror?.({ message: 'out of memory' });
    await expect(answer).rejects.toMatchObject({
      name: 'WorkerFailed',
      message: expect.stringContaining('out of memory') as string,
      nextStep: expect.stringContaining('Nothing was changed') as string,
    });
    expect(worker.isEnded).toBe(true);
  });

  it('ends with the abort', async () => {
    const controller = new AbortController();
    const { worker, answer } = asked(controller.signal);
    controller.abort(new Error('stop'));
    await expect(answer).rejects.toThrow('stop');
    expect(worker.isEnded).toBe(true);
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
