/** What was asked is kept, up to a number, and a failure is not. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { KeptPromises } from '$lib/session/kept-promises';

let kept: KeptPromises<string>;

beforeEach(() => {
  kept = new KeptPromises(2);
});

const asking = (answer: string) => vi.fn(() => Promise.resolve(answer));

describe('kept promises', () => {
  it('are asked for once, also while the first question is under way', async () => {
    const ask = asking('a');
    expect(await Promise.all([kept.get('a', ask), kept.get('a', ask)])).toEqual(['a', 'a']);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('go when more are asked for, that first which was not asked for longest', async () => {
    await kept.get('a', asking('a'));
    await kept.get('b', asking('b'));
    await kept.get('a', asking('never'));
    await kept.get('c', asking('c'));
    expect(await kept.get('a', asking('never'))).toBe('a');
    expect(await kept.get('b', asking('b anew'))).toBe('b anew');
  });

  it('are asked for again after a failure', async () => {
    const failing = (): Promise<string> => Promise.reject(new Error('no'));
    await expect(kept.get('a', failing)).rejects.toThrow('no');
    expect(await kept.get('a', asking('a'))).toBe('a');
  });

  it('are replaced only where that still stands which is to be replaced', async () => {
    await kept.get('a', asking('a'));
    await kept.replace('a', 'other', 'b');
    expect(await kept.get('a', asking('never'))).toBe('a');
    await kept.replace('a', 'a', 'b');
    expect(await kept.get('a', asking('never'))).toBe('b');
    await kept.replace('gone', 'a', 'b');
    expect(await kept.get('gone', asking('asked'))).toBe('asked');
  });
});
