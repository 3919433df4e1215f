/** Units are read once, counted for every cohort, and whatever fails is left to the engine. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { QueryCancelled } from '$lib/engine/errors';
import { Tallies } from '$lib/session/tallies';
import type { TallyWorker } from '$lib/session/tally-link';
import { Columns } from '$lib/sql/columns';
import type { TypedColumns } from '$lib/sql/typed-columns';
import type { Tally } from '$lib/tally/tally';
import { startTallyWorker } from '../../support/tally-worker';

const int = (...values: number[]) => ({ values: Int32Array.from(values), valid: null });

const PLACES = new Columns(
  2,
  new Map<string, (string | number)[]>([
    ['level', ['php', 'iop']],
    ['program', ['North', 'North']],
    ['level_at', [0, 1]],
    ['program_at', [0, 0]],
  ]),
);
const LABELS = new Columns(
  2,
  new Map<string, (string | number)[]>([
    ['day', [2, 1]],
    ['name', ['Tuesday', 'Monday']],
  ]),
);

const TYPED: Readonly<Record<string, TypedColumns>> = {
  units: new Map([
    ['stay_no', int(1, 1, 2, 3)],
    ['day', int(1, 2, 2, 1)],
    ['attended', int(1, 0, 1, 1)],
  ]),
  first: new Map([['stays', { values: Uint8Array.of(0b100), valid: null }]]),
  'first two': new Map([['stays', { values: Uint8Array.of(0b110), valid: null }]]),
};

const TALLY: Tally = {
  units: 'units',
  views: 'each',
  keys: [{ column: 'day', labels: { table: 'weekday', columns: ['name'], order: ['name'] } }],
  counts: { n: { of: 'rows' }, attended: { of: 'sum', column: 'attended' } },
  isOfPeriod: false,
  labels: { day: 'labels' },
  members: [['first two']],
};

const STAYS: TypedColumns = new Map([
  ['stay_no', int(1, 2, 3)],
  ['person_no', int(1, 1, 2)],
  ['place_no', int(1, 2, 2)],
]);

let asked: string[];
let fail: ((text: string) => void) | null;
let started: TallyWorker[];
let onStart: (worker: TallyWorker) => void;
let tallies: Tallies;

beforeEach(() => {
  asked = [];
  fail = null;
  started = [];
  onStart = () => undefined;
  tallies = new Tallies(
    {
      query: async (text) => {
        asked.push(text);
        return text === 'labels' ? LABELS : PLACES;
      },
      bytes: async (text) => {
        asked.push(text);
        fail?.(text);
        return new TextEncoder().encode(text);
      },
    },
    () => {
      const worker = startTallyWorker((bytes) => TYPED[new TextDecoder().decode(bytes)] ?? STAYS);
      started.push(worker);
      onStart(worker);
      return worker;
    },
  );
});

const ofEverybody = (found: readonly Columns[] | null) =>
  found?.[0]!.rows().filter((row) => row['level'] === null && row['program'] === null);

describe('units that are counted', () => {
  it('give the rows of their groups, in the order of the labels', async () => {
    expect(tallies.canCount(TALLY)).toBe(true);
    expect(ofEverybody(await tallies.count([TALLY]))).toEqual([
      { level: null, program: null, name: 'Tuesday', n: 2, attended: 1 },
      { level: null, program: null, name: 'Monday', n: 1, attended: 1 },
    ]);
  });

  it('are read once, however many ask, and each set of stays once', async () => {
    const narrower = { ...TALLY, members: [['first two'], ['first']] };
    const found = await Promise.all([tallies.count([TALLY]), tallies.count([narrower, TALLY])]);
    expect(ofEverybody(found[1])).toMatchObject([{ n: 1 }, { n: 1 }]);
    await tallies.count([narrower]);
    expect(asked.filter((text) => text === 'units')).toHaveLength(1);
    expect(asked.filter((text) => text === 'first two')).toHaveLength(1);
    expect(started).toHaveLength(1);
  });

  it('are read anew after the data changed', async () => {
    await tallies.count([TALLY]);
    tallies.clear();
    await tallies.count([TALLY]);
    expect(asked.filter((text) => text === 'units')).toHaveLength(2);
    expect(started).toHaveLength(2);
  });

  it('of a period are read ahead when they are asked for again', async () => {
    const ofPeriod = { ...TALLY, isOfPeriod: true };
    for (const isAhead of [false, true]) {
      expect(tallies.canCount(ofPeriod)).toBe(false);
      tallies.missed(ofPeriod);
      expect(tallies.hasAhead).toBe(isAhead);
    }
    await tallies.readAhead();
    expect(tallies.canCount(ofPeriod)).toBe(true);
    expect(tallies.hasAhead).toBe(false);
  });

  it('find a set of stays that was read ahead', async () => {
    tallies.wantSets(['first two', 'first']);
    while (tallies.hasAhead) await tallies.readAhead();
    asked = [];
    await tallies.count([TALLY]);
    expect(asked).not.toContain('first two');
  });
});

describe('counts ahead', () => {
  const narrower: Tally = { ...TALLY, members: [['first two'], ['first']] };

  it('are made after everything is read ahead, and are there when they are asked for', async () => {
    await tallies.count([TALLY]);
    tallies.wantCounts([() => [narrower]]);
    tallies.wantSets(['first']);
    const sent = vi.spyOn(started[0]!, 'postMessage');
    while (tallies.hasAhead) await tallies.readAhead();
    expect(sent.mock.calls.map(([{ type }]) => type)).toEqual(['set', 'ahead']);
    const found = await tallies.count([{ ...narrower, members: [['first'], ['first two']] }]);
    expect(ofEverybody(found)).toMatchObject([{ n: 1 }, { n: 1 }]);
  });

  it('are not made of units or stays that are not at hand', async () => {
    await tallies.count([TALLY]);
    const sent = vi.spyOn(started[0]!, 'postMessage');
    tallies.wantCounts([() => [narrower], () => [{ ...TALLY, units: 'others' }]]);
    while (tallies.hasAhead) await tallies.readAhead();
    expect(sent).not.toHaveBeenCalled();
    expect(asked).not.toContain('others');
  });

  it("that cannot be asked for stand in nobody's way", async () => {
    await tallies.count([TALLY]);
    const after = vi.fn(() => [TALLY]);
    const failing = (): readonly Tally[] => {
      throw new Error('no such query');
    };
    tallies.wantCounts([failing, after]);
    while (tallies.hasAhead) await tallies.readAhead();
    expect(after).toHaveBeenCalledTimes(1);
  });

  it('give way to those that are wanted later, and to other data', async () => {
    await tallies.count([TALLY]);
    const before = vi.fn(() => [TALLY]);
    const after = vi.fn(() => [TALLY]);
    tallies.wantCounts([before]);
    tallies.wantCounts([after]);
    await tallies.readAhead();
    expect([before, after].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
    tallies.wantCounts([before]);
    tallies.clear();
    expect(tallies.hasAhead).toBe(false);
  });
});

describe('what cannot be counted', () => {
  it('is left to the engine where there is no worker', async () => {
    const none = new Tallies({ query: vi.fn(), bytes: vi.fn() }, null);
    expect(none.canCount(TALLY)).toBe(false);
    none.wantSets(['first']);
    expect(none.hasAhead).toBe(false);
  });

  it('is left to the engine from then on where units cannot be read', async () => {
    fail = (text) => {
      if (text === 'units') throw new Error('no memory');
    };
    expect(await tallies.count([TALLY])).toBeNull();
    expect(tallies.canCount(TALLY)).toBe(false);
    tallies.clear();
    expect(tallies.canCount(TALLY)).toBe(true);
  });

  it('is left to the engine where the worker dies, and is counted again by another', async () => {
    await tallies.count([TALLY]);
    const [worker] = started;
    worker!.postMessage = () =>
      worker!.onerror?.call(worker as Worker, new Event('error') as ErrorEvent);
    expect(await tallies.count([TALLY])).toBeNull();
    expect(ofEverybody(await tallies.count([TALLY]))).toHaveLength(2);
    expect(started).toHaveLength(2);
  });

  it('is left to the engine after three workers have died, until the data change', async () => {
    onStart = (worker) => {
      worker.postMessage = () =>
        queueMicrotask(() =>
          worker.onerror?.call(worker as Worker, new Event('error') as ErrorEvent),
        );
    };
    for (let deaths = 0; deaths < 3; deaths += 1) {
      expect(tallies.canCount(TALLY)).toBe(true);
      expect(await tallies.count([TALLY])).toBeNull();
    }
    expect(tallies.canCount(TALLY)).toBe(false);
    tallies.clear();
    expect(tallies.canCount(TALLY)).toBe(true);
  });

  it('is counted after a change of the data that broke off the reading', async () => {
    onStart = (worker) => (worker.postMessage = () => undefined);
    const counting = tallies.count([TALLY]);
    await vi.waitFor(() => expect(started).toHaveLength(1));
    tallies.clear();
    expect(await counting).toBeNull();
    onStart = () => undefined;
    expect(tallies.canCount(TALLY)).toBe(true);
    expect(ofEverybody(await tallies.count([TALLY]))).toHaveLength(2);
  });

  it('is asked for again after a set of stays could not be read once', async () => {
    fail = (text) => {
      if (text === 'first two') throw new Error('gone');
    };
    expect(await tallies.count([TALLY])).toBeNull();
    fail = null;
    expect(ofEverybody(await tallies.count([TALLY]))).toHaveLength(2);
  });

  it('rejects when nobody wants it any more', async () => {
    const controller = new AbortController();
    const counting = tallies.count([TALLY], controller.signal);
    controller.abort();
    await expect(counting).rejects.toBeInstanceOf(QueryCancelled);
  });
});
