/** The watchdog: it speaks up after a long silence, and takes it back when the engine answers. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { SLOW_AFTER_MS, watch } from '$lib/session/watchdog';
import { Columns } from '$lib/sql/columns';

interface Pending {
  readonly answer: () => void;
  readonly fail: (error: Error) => void;
}

/** An engine whose statements answer when the test says so. */
function slowEngine(): { engine: Engine; pending: Pending[] } {
  const pending: Pending[] = [];
  const wait = <T>(value: T): Promise<T> =>
    new Promise((resolve, reject) => {
      pending.push({ answer: () => resolve(value), fail: reject });
    });
  const engine: Engine = {
    execute: () => wait(undefined),
    query: () => wait(new Columns(0, new Map())),
    bytes: () => wait(new Uint8Array()),
    addFile: () => wait(undefined),
    dropFile: () => wait(undefined),
    terminate: () => Promise.resolve(),
  };
  return { engine, pending };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a watched engine', () => {
  it('is slow once a statement has not answered for the time, not before', async () => {
    const { engine } = slowEngine();
    const onSlow = vi.fn();
    void watch(engine, onSlow).query('SELECT 1');
    await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS - 1);
    expect(onSlow).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onSlow.mock.calls).toEqual([[true]]);
  });

  it.each<[string, (engine: Engine) => Promise<unknown>]>([
    ['execute', (engine) => engine.execute('SELECT 1')],
    ['query', (engine) => engine.query('SELECT 1')],
    ['addFile', (engine) => engine.addFile('a.csv', new Blob([]))],
    ['dropFile', (engine) => engine.dropFile('a.csv')],
  ])('is watched in %s', async (_name, ask) => {
    const { engine } = slowEngine();
    const onSlow = vi.fn();
    void ask(watch(engine, onSlow));
    await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS);
    expect(onSlow).toHaveBeenCalledWith(true);
  });

  it('is not slow any more when it answers after all', async () => {
    const { engine, pending } = slowEngine();
    const onSlow = vi.fn();
    const asked = watch(engine, onSlow).query('SELECT 1');
    await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS);
    pending[0]!.answer();
    await asked;
    expect(onSlow).toHaveBeenLastCalledWith(false);
    await vi.advanceTimersByTimeAsync(10 * SLOW_AFTER_MS);
    expect(onSlow).toHaveBeenLastCalledWith(false);
  });

  it('is not slow while one statement after the other answers', async () => {
    const { engine, pending } = slowEngine();
    const onSlow = vi.fn();
    const watched = watch(engine, onSlow);
    for (let at = 0; at < 5; at += 1) {
      const asked = watched.execute('INSERT');
      await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS - 1);
      pending[at]!.answer();
      await asked;
    }
    expect(onSlow).not.toHaveBeenCalledWith(true);
  });

  it('counts the silence from the last answer while others still wait', async () => {
    const { engine, pending } = slowEngine();
    const onSlow = vi.fn();
    const watched = watch(engine, onSlow);
    const first = watched.query('SELECT 1');
    void watched.query('SELECT 2');
    await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS - 1);
    pending[0]!.answer();
    await first;
    await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS - 1);
    expect(onSlow).not.toHaveBeenCalledWith(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(onSlow).toHaveBeenLastCalledWith(true);
  });

  it('passes an error on, and has answered by it', async () => {
    const { engine, pending } = slowEngine();
    const onSlow = vi.fn();
    const asked = watch(engine, onSlow).query('SELECT 1');
    const refused = expect(asked).rejects.toThrow('no');
    pending[0]!.fail(new Error('no'));
    await refused;
    await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS);
    expect(onSlow).not.toHaveBeenCalledWith(true);
  });

  it('is silent after it was ended', async () => {
    const { engine } = slowEngine();
    const onSlow = vi.fn();
    const watched = watch(engine, onSlow);
    void watched.query('SELECT 1');
    await watched.terminate();
    await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS);
    expect(onSlow).not.toHaveBeenCalledWith(true);
  });

  it('gives its answers through', async () => {
    const { engine, pending } = slowEngine();
    const asked = watch(engine, () => undefined).query('SELECT 1');
    pending[0]!.answer();
    expect((await asked).rowCount).toBe(0);
  });
});
