/** A load for practice: it goes the whole way, gives way at once, and leaves nothing behind. */
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import type { StartEngine } from '$lib/session/engine-host.svelte';
import { practiceFiles, practiseLoad } from '$lib/session/practise-load';
import { ReplayEngines } from '../../support/replay-engine';
import { sessionOn } from './support';

const engines = new ReplayEngines();
afterAll(() => engines.stop());

/** The engines that were started, with what they were asked and whether they were ended. */
interface Started {
  readonly asked: string[];
  isEnded: boolean;
}

function started(): { start: StartEngine; all: Started[] } {
  const all: Started[] = [];
  const start: StartEngine = async (events) => {
    const engine = await engines.start(events);
    const own: Started = { asked: [], isEnded: false };
    all.push(own);
    const told: Engine = {
      execute: (text, options) => {
        own.asked.push(text);
        return engine.execute(text, options);
      },
      query: (text, options) => engine.query(text, options),
      bytes: (text, options) => engine.bytes(text, options),
      addFile: (name, file) => engine.addFile(name, file),
      dropFile: (name) => engine.dropFile(name),
      terminate: () => {
        own.isEnded = true;
        return engine.terminate();
      },
    };
    return told;
  };
  return { start, all };
}

describe('a load for practice', () => {
  it('has rows that all go in without a question, and fill what is derived', async () => {
    const session = sessionOn(engines.start);
    expect(await session.importFiles(practiceFiles())).toBe(3);
    expect([session.failure, session.issues, session.mapping.pending]).toEqual([null, [], []]);
    const rows = session.files.map(({ name, account }) => [name, account!.rowsLoaded]);
    expect(Object.fromEntries(rows)).toEqual({
      'stays.csv': 50,
      'sessions.csv': 2000,
      'scores.csv': 600,
    });
    expect(session.files.map(({ account }) => account!.rowsSetAside)).toEqual([0, 0, 0]);
    const found = await session.query(`SELECT
      (SELECT count(*) FROM score_pair WHERE status = 'paired')::INTEGER AS pairs,
      (SELECT count(*) FROM attendance)::INTEGER AS weeks,
      (SELECT count(*) FROM path WHERE stays > 1)::INTEGER AS paths,
      (SELECT count(*) FROM stay WHERE discharged_on IS NULL)::INTEGER AS open`);
    for (const [name, n] of Object.entries(found.rows()[0]!)) expect(n, name).toBeGreaterThan(0);
  });

  it('makes every table, and ends its engine', async () => {
    const { start, all } = started();
    await practiseLoad(start, DEFAULT_SETTINGS, new AbortController().signal);
    expect(all).toHaveLength(1);
    expect(all[0]!.asked.some((text) => text.includes('TABLE stay AS'))).toBe(true);
    expect(all[0]!.isEnded).toBe(true);
  });

  it('ends its engine with the abort, wherever it is', async () => {
    const { start, all } = started();
    const controller = new AbortController();
    engines.onCall = (_die, text) => {
      if (text.includes('typed_sessions')) controller.abort(new Error('stop'));
    };
    await expect(practiseLoad(start, DEFAULT_SETTINGS, controller.signal)).rejects.toThrow();
    engines.onCall = () => undefined;
    expect(all[0]!.isEnded).toBe(true);
    expect(all[0]!.asked.some((text) => text.includes('TABLE stay AS'))).toBe(false);
  });
});

describe('a session that is left alone', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('practises in another engine, and none of it is seen', async () => {
    const { start, all } = started();
    const session = sessionOn(start);
    session.practise();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(all).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(all[1]?.isEnded).toBe(true), { timeout: 30_000 });
    expect(all[0]).toEqual({ asked: [], isEnded: false });
    expect([session.files, session.progress, session.failure, session.notice]).toEqual([
      [],
      null,
      null,
      null,
    ]);
    expect(session.dataVersion).toBe(0);
  });

  it('does not practise once files have come', async () => {
    const { start, all } = started();
    const session = sessionOn(start);
    session.practise();
    await vi.advanceTimersByTimeAsync(1_000);
    await session.importFiles([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(all).toHaveLength(1);
  });

  it('is none the worse where no second engine starts', async () => {
    let starts = 0;
    const session = sessionOn((events) => {
      starts += 1;
      return starts === 1 ? engines.start(events) : Promise.reject(new Error('no memory'));
    });
    session.practise();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(starts).toBe(2);
    expect([session.failure, session.host.state]).toEqual([null, 'ready']);
    vi.useRealTimers();
    expect(await session.importFiles(practiceFiles())).toBe(3);
  });
});
