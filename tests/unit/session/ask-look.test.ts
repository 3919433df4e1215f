/** A look at a file from another thread: the same answer, and a sentence when the thread ends. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PLAIN_LAYOUT } from '$lib/ingest/types';
import { ownInstruments, setOwnInstruments } from '$lib/measures/library';
import { askLook } from '$lib/session/ask-look';
import { LOOK_TASKS } from '$lib/session/look-tasks';
import type { LookRequest } from '$lib/session/look.worker';
import { NO_MEMORY } from '$lib/session/mapping-memory';
import { MAPPING_RULES } from '$lib/session/mapping-rules';
import { Mapping } from '$lib/session/mapping.svelte';
import { takeFiles, type TakenFiles } from '$lib/session/take-files';

const TODAY = '2026-06-30';
const STAYS = 'Client,LOC,Admit Dt\nC1,IOP,2026-01-03\nC2,PHP,2026-02-14\n';

const file = (name = 'stays.csv', text = STAYS): File => new File([text], name);

/** What a worker does with a question; it ends by telling `failed`. */
type Behaviour = (request: LookRequest, worker: FakeWorker) => void;

/** A worker as the page sees it: what it is asked and what it answers is copied. */
class FakeWorker {
  static readonly made: FakeWorker[] = [];
  static behaviour: Behaviour = () => undefined;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  isEnded = false;
  request: LookRequest | null = null;

  constructor() {
    FakeWorker.made.push(this);
  }

  postMessage(request: LookRequest): void {
    const [first, ...rest] = request.args;
    // A file is the one thing here that Node cannot copy.
    const args = [first, ...structuredClone(rest)];
    this.request = { ...structuredClone({ ...request, args: [] }), args };
    setTimeout(() => FakeWorker.behaviour(this.request!, this));
  }

  terminate(): void {
    this.isEnded = true;
  }
}

const answers: Behaviour = ({ task, args }, worker) => {
  const run = LOOK_TASKS[task] as (...given: unknown[]) => unknown;
  void Promise.resolve(run(...args)).then((result) =>
    worker.onmessage?.({ data: structuredClone({ type: 'done', result }) }),
  );
};

const dies: Behaviour = (_, worker) => worker.onerror?.({ message: 'out of memory' });

function withWorkers(behaviour: Behaviour): void {
  FakeWorker.made.length = 0;
  FakeWorker.behaviour = behaviour;
  vi.stubGlobal('Worker', FakeWorker);
}

function take(files: readonly File[], signal = new AbortController().signal): Promise<TakenFiles> {
  return takeFiles(files, {
    loaded: [],
    pending: [],
    memory: NO_MEMORY,
    isSample: false,
    hasKeys: false,
    today: TODAY,
    signal,
    onProgress: () => undefined,
  });
}

/** A mapping in which one file waits. */
async function waiting(): Promise<Mapping> {
  const never = (): never => {
    throw new Error('not asked');
  };
  const today = (): string => TODAY;
  const mapping = new Mapping({ today, rules: () => MAPPING_RULES, preview: never, load: never });
  const { waiting: found } = await take([file()]);
  mapping.add({ ...found[0]!, id: 1, replaces: null });
  return mapping;
}

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => {
  // A worker is kept for a while; the next test starts its own.
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  setOwnInstruments([]);
});

describe('a worker', () => {
  it('finds what is found without one, for one file after the other', async () => {
    const files = [file(), file('more.csv', `${STAYS}C3,IOP,2026-03-01\n`)];
    const direct = await take(files);
    withWorkers(answers);
    const { waiting: found } = await take(files);
    expect(found.map(({ file: _, ...rest }) => rest)).toEqual(
      direct.waiting.map(({ file: _, ...rest }) => rest),
    );
    expect(FakeWorker.made).toHaveLength(1);
    vi.runAllTimers();
    expect(FakeWorker.made[0]!.isEnded).toBe(true);
  });

  it('gets the instruments of the program', async () => {
    const instrument = {
      id: 'own_scale',
      name: 'Own scale',
      scoreMin: 0,
      scoreMax: 40,
      direction: 'higher_worse',
      domain: 'depression',
      reliableChange: null,
    };
    setOwnInstruments([instrument as never]);
    withWorkers(answers);
    await askLook('tables', [file(), NO_MEMORY, TODAY]);
    expect(FakeWorker.made[0]!.request!.instruments).toEqual(ownInstruments());
    expect(ownInstruments()).toHaveLength(1);
  });

  it('is ended by an abort, whose reason it gives', async () => {
    withWorkers(() => undefined);
    const controller = new AbortController();
    const taken = take([file()], controller.signal);
    await vi.waitFor(() => expect(FakeWorker.made[0]?.request).toBeTruthy());
    controller.abort(new Error('cancelled'));
    await expect(taken).rejects.toThrow('cancelled');
    expect(FakeWorker.made[0]!.isEnded).toBe(true);
  });
});

describe('a worker that ends on its own', () => {
  const REFUSAL = {
    message: expect.stringContaining('A part of the page that reads files stopped') as string,
    nextStep: expect.stringContaining('Close other tabs and try again') as string,
  };

  it('names the file that it looked at, and keeps no other out', async () => {
    withWorkers((request, worker) => {
      const isFirst = (request.args[0] as File).name === 'first.csv';
      return isFirst ? dies(request, worker) : answers(request, worker);
    });
    const taken = await take([
      file('first.csv'),
      file('second.csv', `${STAYS}C3,IOP,2026-03-01\n`),
    ]);
    expect(taken.issues).toEqual([{ name: 'first.csv', template: null, ...REFUSAL }]);
    expect(taken.waiting.map(({ name }) => name)).toEqual(['second.csv']);
  });

  it('leaves a mapping as it was, and says so', async () => {
    const mapping = await waiting();
    const before = mapping.current;
    withWorkers(dies);
    expect(await mapping.changeKind(1, 'sessions')).toMatchObject(REFUSAL);
    expect(await mapping.rewrite(1, { layout: PLAIN_LAYOUT })).toMatchObject(REFUSAL);
    expect(mapping.current).toBe(before);
  });
});

describe('a look at a file that waits', () => {
  it('of another kind keeps what the person changed meanwhile, for an undo', async () => {
    const mapping = await waiting();
    withWorkers(answers);
    const changing = mapping.changeKind(1, 'sessions');
    const { plan } = mapping.current!;
    mapping.change(1, { ...plan, reading: { ...plan.reading, isShifted: true } });
    expect(await changing).toBeNull();
    expect(mapping.current!.plan.kind).toBe('sessions');
    mapping.undo(1);
    expect(mapping.current!.plan.reading.isShifted).toBe(true);
  });
});
