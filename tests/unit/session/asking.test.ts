/** What is in view is asked for at once; the rest waits for it and comes one by one. */
import { describe, expect, it } from 'vitest';
import { Asking, type Place } from '$lib/session/asking';

async function withTurn(places: Record<string, Place>): Promise<string[]> {
  const has: string[] = [];
  for (const [name, { turn }] of Object.entries(places)) {
    void turn.then(
      () => has.push(name),
      () => undefined,
    );
  }
  await Promise.resolve();
  await Promise.resolve();
  return has;
}

describe('asking', () => {
  it('lets all in view begin, and nothing else until they have left', async () => {
    const asking = new Asking();
    const below = asking.enter('on the page');
    const places = {
      first: asking.enter('in view'),
      second: asking.enter('in view'),
      month: asking.enter('in the background'),
      lower: asking.enter('on the page'),
      interval: asking.enter('beside what is in view'),
    };
    below.leave();
    expect(await withTurn(places)).toEqual(['first', 'second']);
    places.first.leave();
    expect(await withTurn(places)).not.toContain('lower');
    places.second.leave();
    expect(await withTurn(places)).toContain('interval');
    expect(await withTurn(places)).not.toContain('lower');
    places.interval.leave();
    expect(await withTurn(places)).toContain('lower');
    expect(await withTurn(places)).not.toContain('month');
    places.lower.leave();
    expect(await withTurn(places)).toContain('month');
  });

  it('lets one after the other begin out of view', async () => {
    const asking = new Asking();
    const places = { a: asking.enter('on the page'), b: asking.enter('on the page') };
    expect(await withTurn(places)).toEqual(['a']);
    places.a.leave();
    expect(await withTurn(places)).toEqual(['a', 'b']);
  });

  it('lets begin what the reader comes to, whatever is under way', async () => {
    const asking = new Asking();
    const places = { a: asking.enter('on the page'), b: asking.enter('on the page') };
    places.b.toView();
    expect(await withTurn(places)).toEqual(['a', 'b']);
  });

  it('passes over those that nobody wants any more', async () => {
    const asking = new Asking();
    const controller = new AbortController();
    const view = asking.enter('in view', controller.signal);
    const places = { below: asking.enter('on the page') };
    expect(await withTurn(places)).toEqual([]);
    controller.abort();
    expect(await withTurn(places)).toEqual(['below']);
    await expect(asking.during('in view', async () => 1, controller.signal)).rejects.toBe(
      controller.signal.reason,
    );
    await view.turn;
  });

  it('gives the turn on where work fails', async () => {
    const asking = new Asking();
    const work = asking.during('in view', () => Promise.reject(new Error('no')));
    await expect(work).rejects.toThrow('no');
    expect(await withTurn({ below: asking.enter('on the page') })).toEqual(['below']);
  });
});
