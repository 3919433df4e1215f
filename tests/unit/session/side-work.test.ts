/** Long work says how far it is and can be given up; short work says nothing. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Handle, SideWork } from '$lib/session/side-work.svelte';

/** Work that ends when it is told to. */
function held(): {
  work: (handle: Handle) => Promise<string>;
  end: () => void;
  handle: () => Handle;
} {
  let own: Handle | undefined;
  let end: () => void = () => undefined;
  return {
    work: (handle) => {
      own = handle;
      return new Promise((resolve, reject) => {
        end = () => resolve('done');
        handle.signal.addEventListener('abort', () => reject(handle.signal.reason));
      });
    },
    end: () => end(),
    handle: () => own!,
  };
}

describe('side work', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is told of after a third of a second, with what it last said', async () => {
    const side = new SideWork();
    const { work, end, handle } = held();
    const result = side.run('Computing', work);
    await vi.advanceTimersByTimeAsync(200);
    handle().report({ label: 'Computing: census', share: 0.5 });
    expect(side.now).toBeNull();
    await vi.advanceTimersByTimeAsync(200);
    expect(side.now).toEqual({ label: 'Computing: census', share: 0.5 });
    end();
    expect(await result).toBe('done');
    expect(side.now).toBeNull();
  });

  it('that is given up has no result, and the next one begins', async () => {
    const side = new SideWork();
    const [first, second] = [held(), held()];
    const given = side.run('first', first.work);
    const next = side.run('second', second.work);
    await vi.advanceTimersByTimeAsync(1);
    side.cancel();
    expect(await given).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    second.end();
    expect(await next).toBe('done');
  });

  it('that fails says why', async () => {
    const side = new SideWork();
    await expect(side.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(side.now).toBeNull();
  });
});
