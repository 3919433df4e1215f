/** Intervals in a worker: the same as without one, one job at a time, cancelled, failed, kept. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import { type BandJob, type BandLimits, startBands } from '$lib/metrics/band-jobs';
import { type ComputedFigure, isComplete } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import { stateOccupancy } from '$lib/metrics/transitions/state-occupancy';
import { occupancyJob } from '$lib/metrics/transitions/occupancy-job';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { BandRunner, type BandWorker } from '$lib/session/bands';
import type { BandAnswer } from '$lib/session/band.worker';
import { FigureCache } from '$lib/session/figure-cache';
import { Columns } from '$lib/sql/columns';
import { few, states } from '../metrics/few-histories';
import { LATE, LATE_ANSWERS } from './late-figure';

const { histories, views } = few();
const job = occupancyJob(histories, views, states)!;

/** A worker that answers when it is told to. */
class FakeWorker implements BandWorker {
  onmessage: Worker['onmessage'] = null;
  onerror: Worker['onerror'] = null;
  readonly jobs: unknown[] = [];
  isEnded = false;
  postMessage(message: unknown): void {
    this.jobs.push(message);
  }
  terminate(): void {
    this.isEnded = true;
  }
  answer(data: BandAnswer): void {
    this.onmessage?.call(this as unknown as Worker, { data } as MessageEvent<BandAnswer>);
  }
  fail(message: string): void {
    this.onerror?.call(this as unknown as Worker, { message } as ErrorEvent);
  }
}

let workers: FakeWorker[];
let runner: BandRunner;

beforeEach(() => {
  workers = [];
  runner = new BandRunner(() => {
    workers.push(new FakeWorker());
    return workers.at(-1)!;
  });
});
afterEach(() => {
  runner.end();
  vi.useRealTimers();
});

const LIMITS: BandLimits = { low: Float64Array.of(0.1), high: Float64Array.of(0.2) };

/** Lets everything that waits for a promise go on. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('the worker', () => {
  it('draws what the same code draws without it, and tells how far it is', async () => {
    const answers: BandAnswer[] = [];
    vi.stubGlobal('postMessage', (message: BandAnswer) => answers.push(structuredClone(message)));
    await import('$lib/session/band.worker');
    const data = structuredClone(job);
    globalThis.onmessage?.call(globalThis as never, { data } as MessageEvent<BandJob>);
    vi.unstubAllGlobals();
    const inline = startBands(job);
    inline.step(inline.draws);
    expect(answers.at(-1)).toEqual({ type: 'done', limits: inline.limits() });
    expect(answers[0]).toEqual({ type: 'progress', done: 25, draws: 1000 });
    expect(answers.length).toBe(40);
  });
});

describe('the runner', () => {
  it('hands on progress and limits, and keeps its worker for the next job', async () => {
    const heard: number[] = [];
    const first = runner.run(job, { onProgress: (share) => heard.push(share) });
    const second = runner.run(job);
    await settle();
    expect(workers[0]!.jobs).toEqual([job]);
    workers[0]!.answer({ type: 'progress', done: 250, draws: 1000 });
    workers[0]!.answer({ type: 'done', limits: LIMITS });
    expect(await first).toEqual(LIMITS);
    expect(heard).toEqual([0.25]);
    await settle();
    expect(workers[0]!.jobs).toHaveLength(2);
    workers[0]!.answer({ type: 'done', limits: null });
    expect(await second).toBeNull();
    expect(workers).toHaveLength(1);
  });

  it('ends the worker of a job that is cancelled, and starts another for the next', async () => {
    const controller = new AbortController();
    const cancelled = runner.run(job, { signal: controller.signal });
    const next = runner.run(job);
    await settle();
    controller.abort(new Error('another cohort'));
    await expect(cancelled).rejects.toThrow('another cohort');
    expect(workers[0]!.isEnded).toBe(true);
    await settle();
    workers[1]!.answer({ type: 'done', limits: LIMITS });
    expect(await next).toEqual(LIMITS);
  });

  it('never begins a job that is cancelled while it waits', async () => {
    const controller = new AbortController();
    const first = runner.run(job);
    const waiting = runner.run(job, { signal: controller.signal });
    await settle();
    controller.abort(new Error('gone'));
    workers[0]!.answer({ type: 'done', limits: LIMITS });
    await first;
    await expect(waiting).rejects.toThrow('gone');
    expect(workers[0]!.jobs).toHaveLength(1);
  });

  it('rejects where the worker fails, says why, and goes on with a new one', async () => {
    const failed = runner.run(job);
    const broken = runner.run(job);
    await settle();
    workers[0]!.fail('no memory');
    await expect(failed).rejects.toThrow('no memory');
    await settle();
    workers[1]!.answer({ type: 'failed', message: 'bad job' });
    await expect(broken).rejects.toThrow('bad job');
    expect(workers.every(({ isEnded }) => isEnded)).toBe(true);
  });

  it('ends an idle worker', async () => {
    vi.useFakeTimers();
    const done = runner.run(job);
    await vi.advanceTimersByTimeAsync(0);
    workers[0]!.answer({ type: 'done', limits: LIMITS });
    await done;
    expect(workers[0]!.isEnded).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workers[0]!.isEnded).toBe(true);
  });
});

describe('a figure with a band to come', () => {
  const facts = { cohort: ALL_STAYS, settings: DEFAULT_SETTINGS, dataCut: '2026-10-31' };
  const noExclusions = new Columns(1, new Map([['open', [0]]]));
  const metric: Metric = {
    ...stateOccupancy,
    queries: () => ({ histories: { text: 'h' }, views: { text: 'v' }, excluded: { text: 'e' } }),
  };
  const run = async (text: string): Promise<Columns> =>
    ({ h: histories, v: views })[text] ?? noExclusions;
  const bandsOf = async (): Promise<BandLimits> => {
    const size = job.days.length * job.states;
    return { low: new Float64Array(size).fill(0.1), high: new Float64Array(size).fill(NaN) };
  };

  let cache: FigureCache;
  let figure: ComputedFigure;
  beforeEach(async () => {
    cache = new FigureCache();
    figure = await cache.figure(metric, facts, run);
  });

  it('is complete after it, and is kept so', async () => {
    expect(figure.data.rows[0]).toMatchObject({ low: null, high: null });
    const complete = await cache.complete(figure, { draw: bandsOf, runner: () => run });
    expect(complete.bandJob).toBeUndefined();
    expect(complete.data.rows.every(({ low, high }) => low === 0.1 && high === null)).toBe(true);
    expect(await cache.figure(metric, facts, run)).toBe(complete);
    expect(
      await cache.complete(complete, {
        draw: () => Promise.reject(new Error('again')),
        runner: () => run,
      }),
    ).toBe(complete);
  });

  it('is drawn once for two who wait, and goes on when one of them leaves', async () => {
    const draw = vi.fn(bandsOf);
    const controller = new AbortController();
    const one = cache.complete(figure, { draw, runner: () => run }, { signal: controller.signal });
    const other = cache.complete(figure, { draw, runner: () => run });
    controller.abort(new Error('left'));
    await expect(one).rejects.toThrow('left');
    expect((await other).data.rows[0]).toMatchObject({ low: 0.1 });
    expect(draw).toHaveBeenCalledTimes(1);
  });

  it('is given up when nobody waits any more', async () => {
    const controller = new AbortController();
    let own: AbortSignal | undefined;
    const waiting = cache.complete(
      figure,
      {
        draw: (_job, { signal }) => {
          own = signal;
          return new Promise(() => undefined);
        },
        runner: () => run,
      },
      { signal: controller.signal },
    );
    expect(own?.aborted).toBe(false);
    controller.abort(new Error('another cohort'));
    await expect(waiting).rejects.toThrow('another cohort');
    expect(own?.aborted).toBe(true);
    expect(
      (await cache.complete(figure, { draw: bandsOf, runner: () => run })).data.rows[0],
    ).toMatchObject({
      low: 0.1,
    });
  });

  it('keeps its estimate and says so where drawing fails, and is drawn anew when asked again', async () => {
    const failed = await cache.complete(figure, {
      draw: () => Promise.reject(new Error('no memory')),
      runner: () => run,
    });
    expect(failed.data.notes).toContain('The band could not be computed.');
    expect(failed.data.rows).toEqual(figure.data.rows);
    expect(await cache.figure(metric, facts, run)).toBe(figure);
    const complete = await cache.complete(figure, { draw: bandsOf, runner: () => run });
    expect(complete.data.notes).not.toContain('The band could not be computed.');
  });

  it('is not kept once the data have changed', async () => {
    cache.clear();
    await cache.complete(figure, { draw: bandsOf, runner: () => run });
    expect((await cache.figure(metric, facts, run)).bandJob).toBeDefined();
  });
});

describe('a figure with queries that only its interval needs', () => {
  const facts = { cohort: ALL_STAYS, settings: DEFAULT_SETTINGS, dataCut: '2026-10-31' };
  const asked: string[] = [];
  const run = (text: string): Promise<Columns> => {
    asked.push(text);
    return Promise.resolve(LATE_ANSWERS[text]!);
  };
  const draw = (): Promise<null> => Promise.reject(new Error('nothing is drawn'));

  let cache: FigureCache;
  let figure: ComputedFigure;
  beforeEach(async () => {
    asked.length = 0;
    cache = new FigureCache();
    figure = await cache.figure(LATE, facts, run);
  });

  it('is there without them, and complete after them with the same estimate', async () => {
    expect(asked).toEqual(['r', 't']);
    expect(isComplete(figure)).toBe(false);
    expect(figure.data.excluded).toEqual([]);
    expect(figure.data.rows).toMatchObject([{ value: 0.75, persons: null, low: null, high: null }]);
    const complete = await cache.complete(figure, { draw, runner: () => run });
    expect(asked).toEqual(['r', 't', 'e', 's']);
    expect(isComplete(complete)).toBe(true);
    expect(complete.data.rows).toMatchObject([{ value: 0.75, persons: 3 }]);
    expect(complete.data.excluded).toEqual([{ reason: 'excused', n: 2 }]);
    expect(complete.data.rows[0]!['low']).toBeLessThan(0.75);
    expect(await cache.figure(LATE, facts, run)).toBe(complete);
  });

  it('names all its queries from the start', () => {
    expect(figure.queries().map(({ name }) => name)).toEqual([
      'rates',
      'total',
      'excluded',
      'squares',
    ]);
  });

  it('takes no interval from other data than its estimate', async () => {
    cache.clear();
    const stale = await cache.complete(figure, { draw, runner: () => run });
    expect(stale.data.rows).toEqual(figure.data.rows);
    expect(stale.data.notes).toContain('What stands beside the estimate could not be computed.');
  });
});
