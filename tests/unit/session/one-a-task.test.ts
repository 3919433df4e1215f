/** One is let through in each task, in the order in which they came. */
import { describe, expect, it } from 'vitest';
import { OneATask } from '$lib/session/one-a-task';

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('one a task', () => {
  it('lets the first through at once, and the others one by one', async () => {
    const tasks = new OneATask();
    const passed: number[] = [];
    for (const at of [1, 2, 3]) void tasks.turn().then(() => passed.push(at));
    await Promise.resolve();
    expect(passed).toEqual([1]);
    await later();
    expect(passed).toEqual([1, 2, 3]);
  });

  it('lets somebody through at once again when nobody waits', async () => {
    const tasks = new OneATask();
    await tasks.turn();
    await later();
    let isThrough = false;
    void tasks.turn().then(() => (isThrough = true));
    await Promise.resolve();
    expect(isThrough).toBe(true);
  });
});
