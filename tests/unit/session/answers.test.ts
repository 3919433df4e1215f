/** A question is asked once as long as the data stand, and by nobody who no longer waits. */
import { describe, expect, it, vi } from 'vitest';
import { QueryCancelled } from '$lib/engine/errors';
import { Answers } from '$lib/session/answers';
import { Columns } from '$lib/sql/columns';

const one = new Columns(1, new Map([['n', [1]]]));
const two = new Columns(1, new Map([['n', [2]]]));

describe('answers', () => {
  it('are asked for once, also while the first question is under way', async () => {
    const answers = new Answers();
    const run = vi.fn(() => Promise.resolve(one));
    const both = await Promise.all([answers.ask('a', run), answers.ask('a', run)]);
    expect(both).toEqual([one, one]);
    expect(await answers.ask('a', run)).toBe(one);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('are forgotten with the data, also one that is still to come', async () => {
    const answers = new Answers();
    let finish: (answer: Columns) => void = () => undefined;
    const old = answers.ask('a', () => new Promise((resolve) => (finish = resolve)));
    answers.clear();
    const fresh = answers.ask('a', () => Promise.resolve(two));
    finish(one);
    expect(await old).toBe(one);
    expect(await fresh).toBe(two);
    expect(await answers.ask('a', () => Promise.reject(new Error('asked again')))).toBe(two);
  });

  it('are given up only when the last who waits has gone', async () => {
    const answers = new Answers();
    const signals: (AbortSignal | undefined)[] = [];
    let finish: (answer: Columns) => void = () => undefined;
    const run = (signal: AbortSignal | undefined): Promise<Columns> => {
      signals.push(signal);
      return new Promise((resolve) => (finish = resolve));
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const gone = answers.ask('a', run, first.signal);
    const stays = answers.ask('a', run, second.signal);
    first.abort();
    await expect(gone).rejects.toBeInstanceOf(QueryCancelled);
    expect(signals[0]?.aborted).toBe(false);
    finish(one);
    expect(await stays).toBe(one);
    const alone = answers.ask('b', run, second.signal);
    second.abort();
    await expect(alone).rejects.toBeInstanceOf(QueryCancelled);
    expect(signals[1]?.aborted).toBe(true);
  });

  it('are not kept where they are large, or failed', async () => {
    const answers = new Answers();
    const large = new Columns(50_001, new Map([['n', []]]));
    const run = vi.fn(() => Promise.resolve(large));
    await answers.ask('rows', run);
    await answers.ask('rows', run);
    expect(run).toHaveBeenCalledTimes(2);
    await expect(answers.ask('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await answers.ask('a', () => Promise.resolve(one))).toBe(one);
  });
});
