/** One change at a time: what is cancelled, interrupted or forgotten ends, and nothing waits for ever. */
import { describe, expect, it } from 'vitest';
import { type Turn, type TurnHost, Turns } from '$lib/session/turns';

/** Turns whose host writes down what it hears. */
function turnsWithLog(): { turns: Turns; log: string[] } {
  const log: string[] = [];
  const host: TurnHost = {
    begin: () => log.push('begin'),
    failed: (error, { end }) => log.push(`failed ${(error as Error).message} ${end}`),
    done: () => log.push('done'),
  };
  return { turns: new Turns(host), log };
}

/** Work that goes on until its signal aborts. */
function untilStopped({ signal }: Turn): Promise<void> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('stopped')));
  });
}

describe('turns', () => {
  it('run one after the other, also when one fails', async () => {
    const { turns, log } = turnsWithLog();
    const first = turns.take(() => Promise.reject(new Error('no')));
    const second = turns.take(async () => void log.push('second'));
    await Promise.all([first, second]);
    expect(log).toEqual(['begin', 'failed no null', 'done', 'begin', 'second', 'done']);
  });

  it('are cancelled one at a time', async () => {
    const { turns, log } = turnsWithLog();
    const first = turns.take(untilStopped);
    const second = turns.take(async () => void log.push('second'));
    turns.cancel();
    await Promise.all([first, second]);
    expect(log).toContain('failed stopped cancelled');
    expect(log).toContain('second');
  });

  it('keep what waits when the one under way is interrupted', async () => {
    const { turns, log } = turnsWithLog();
    const first = turns.take(untilStopped);
    const waiting = turns.take(async () => void log.push('waiting'));
    await turns.interrupt(async () => void log.push('restart'));
    await Promise.all([first, waiting]);
    expect(log.filter((line) => line === 'restart' || line === 'waiting')).toEqual([
      'restart',
      'waiting',
    ]);
    expect(log).toContain('failed stopped restarted');
    // The turn that was given up is not the one that is done.
    expect(log.filter((line) => line === 'done')).toHaveLength(2);
  });

  it('forget what waits, without leaving anybody waiting for it', async () => {
    const { turns, log } = turnsWithLog();
    const first = turns.take(untilStopped);
    const waiting = turns.take(async () => void log.push('waiting'));
    const preview = turns.between(() => Promise.resolve(1));
    turns.forget();
    await Promise.all([first, waiting]);
    await expect(preview).rejects.toMatchObject({ name: 'AbortError' });
    await turns.take(async () => void log.push('after'));
    expect(log).not.toContain('waiting');
    expect(log).toContain('after');
  });

  it('are idle when nothing is under way and nothing waits', async () => {
    const { turns, log } = turnsWithLog();
    void turns.take(async () => {
      await Promise.resolve();
      void turns.take(async () => void log.push('later'));
    });
    await turns.idle();
    expect(log).toContain('later');
  });
});
