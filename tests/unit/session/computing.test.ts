/** How far a page is, and where it goes back to. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import { Computing } from '$lib/session/computing.svelte';

const FIRST: Cohort = ALL_STAYS;
const SECOND: Cohort = { ...ALL_STAYS, filters: { level: ['iop'] } };

let cohort: Cohort;
let computing: Computing;
beforeEach(() => {
  vi.useFakeTimers();
  cohort = FIRST;
  computing = new Computing(() => cohort);
});
afterEach(() => vi.useRealTimers());

function enter(count: number): void {
  for (let at = 0; at < count; at += 1) computing.enter();
  vi.runAllTimers();
}

function leave(count: number): void {
  for (let at = 0; at < count; at += 1) computing.leave();
  vi.runAllTimers();
}

describe('what is being computed', () => {
  it('rises from nothing to all and never falls', () => {
    expect(computing.share).toBeNull();
    enter(4);
    expect(computing.share).toBe(0);
    leave(2);
    expect(computing.share).toBe(0.5);
    enter(4);
    expect(computing.share).toBe(0.5);
    leave(5);
    expect(computing.share).toBe(7 / 8);
    leave(1);
    expect(computing.share).toBeNull();
  });

  it('is no end where one comes again at once', () => {
    enter(1);
    computing.leave();
    computing.enter();
    vi.runAllTimers();
    expect(computing.share).toBe(0.5);
  });

  it('leads back to the last cohort that was complete', () => {
    enter(1);
    expect(computing.before).toBeNull();
    leave(1);
    expect(computing.before).toBeNull();
    cohort = SECOND;
    enter(2);
    leave(1);
    expect(computing.before).toBe(FIRST);
    leave(1);
    expect(computing.before).toBeNull();
  });
});
