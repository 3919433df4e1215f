/**
 * Whatever fails while files are added, and wherever: afterwards stand the files of before or those
 * that were asked for, never half of a change, and what is told says which.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineOutOfMemory } from '$lib/engine/errors';
import type { OwnInstrument } from '$lib/measures/own';
import type { StartEngine } from '$lib/session/engine-host.svelte';
import type { Session } from '$lib/session/session.svelte';
import { ReplayEngines } from '../../support/replay-engine';
import { people, picture, scores, sessionOn, sessions, stays } from './support';

const LOADED = [stays('stays.csv', people(4))];

/** A corrected file in place of a loaded one, and two beside it. */
const NEW = [
  stays('stays.csv', people(5)),
  scores('scores.csv', people(4)),
  sessions('sessions.csv', people(4)),
];
const NEW_NAMES = ['scores.csv', 'sessions.csv', 'stays.csv'];

const engines = new ReplayEngines();
let before: unknown;
let after: unknown;
/**
 * Of the calls that repeat themselves file by file and step by step, one in three is tried, and each of
 * those at the end, where the old files are given up; `EVERY_FAULT=1` tries them all.
 */
const STRIDE = process.env['EVERY_FAULT'] ? 1 : 3;
const LAST_CALLS = 24;

/** Calls of the engine while the new files are added. */
let calls: readonly string[] = [];

async function loaded(start: StartEngine = engines.start): Promise<Session> {
  engines.onCall = () => undefined;
  const session = sessionOn(start);
  await session.importFiles(LOADED);
  expect([session.failure, session.issues]).toEqual([null, []]);
  return session;
}

beforeAll(async () => {
  before = await picture(await loaded());
  // A look at the old files would be one more statement before the new ones.
  const session = await loaded();
  const seen: string[] = [];
  engines.onCall = (_die, text) => void seen.push(text);
  await session.importFiles(NEW);
  engines.onCall = () => undefined;
  calls = seen;
  after = await picture(session);
  expect(after).not.toEqual(before);
});

afterAll(() => engines.stop());

/** Adds the new files while the n-th call does something. */
async function addWith(n: number, fault: (die: () => Error) => void): Promise<Session> {
  const session = await loaded();
  let at = 0;
  engines.onCall = (die) => {
    at += 1;
    if (at === n) fault(die);
  };
  await session.importFiles(NEW);
  await session.idle();
  engines.onCall = () => undefined;
  return session;
}

describe('an engine that dies', () => {
  it(
    'at calls of every phase leaves the old files or the new, and says which',
    { timeout: 120_000 },
    async () => {
      const outcomes = new Set<string>();
      for (let n = 1; n <= calls.length; n += n < calls.length - LAST_CALLS ? STRIDE : 1) {
        const where = `call ${n}: ${calls[n - 1]?.slice(0, 80)}`;
        const session = await addWith(n, (die) => {
          throw die();
        });
        const isNew = session.files.length === 3;
        expect(await picture(session), where).toEqual(isNew ? after : before);
        const named = session.issues.map(({ name }) => name).sort();
        expect(named, where).toEqual(isNew ? [] : NEW_NAMES);
        expect(session.notice, where).toMatch(/started again and your files were read again/);
        expect([session.failure, session.progress, session.host.state], where).toEqual([
          null,
          null,
          'ready',
        ]);
        outcomes.add(isNew ? 'new' : 'old');
      }
      expect([...outcomes]).toEqual(['old', 'new']);
    },
  );

  it('again while the files are read again is started once more, then asks', async () => {
    const session = await loaded();
    engines.onCall = (die, text) => {
      if (text.includes('CREATE OR REPLACE TABLE stay AS')) throw die();
    };
    await session.importFiles(NEW);
    await session.idle();
    engines.onCall = () => undefined;
    expect(session.failure?.message).toMatch(/engine stopped/);
    expect(session.host.state).toBe('ended');
    expect(session.files.map(({ name }) => name)).toEqual(['stays.csv']);
    await session.restart();
    expect(await picture(session)).toEqual(before);
    expect(session.failure).toBeNull();
  });

  it('keeps what waits for its turn, which is done afterwards', async () => {
    const session = await loaded();
    let at = 0;
    engines.onCall = (die) => {
      at += 1;
      if (at === 30) throw die();
    };
    void session.importFiles(NEW.slice(0, 1));
    await session.importFiles(NEW.slice(1));
    await session.idle();
    engines.onCall = () => undefined;
    expect(session.files.map(({ name }) => name)).toEqual(NEW_NAMES);
    expect(session.issues.map(({ name }) => name)).toEqual([]);
    expect(session.files.at(-1)!.account!.rowsRead).toBe(4);
  });
});

/** One call of each phase: reading a file, its accounts, the check of files, the steps at both ends. */
const PHASES: readonly (readonly [phase: string, text: string])[] = [
  ['the second file is read', 'CREATE TABLE "typed_scores_3" AS'],
  ['the old file is parked', 'CREATE OR REPLACE TABLE "loaded_phase_parked_1"'],
  ['the last table is made', 'CREATE OR REPLACE TABLE survey AS'],
];

describe('an engine without memory', () => {
  it.each(PHASES)('while %s leaves the old files and says so', async (_phase, text) => {
    const n = 1 + calls.findIndex((call) => call.startsWith(text));
    expect(n).toBeGreaterThan(0);
    const session = await addWith(n, () => {
      throw new EngineOutOfMemory('Out of Memory Error: could not allocate block');
    });
    expect(await picture(session)).toEqual(before);
    expect(session.failure?.nextStep).toMatch(/^Nothing was lost/);
    expect(session.replaced).toEqual([]);
  });

  it('for the way back as well is started anew with the old files', async () => {
    let starts = 0;
    const session = await loaded((events) => {
      starts += 1;
      return engines.start(events);
    });
    let isFull = false;
    engines.onCall = (_die, text) => {
      if (text.includes('CREATE OR REPLACE TABLE stay AS')) isFull = true;
      if (isFull && starts === 1) {
        throw new EngineOutOfMemory('Out of Memory Error: could not allocate block');
      }
    };
    await session.importFiles(NEW);
    await session.idle();
    engines.onCall = () => undefined;
    expect(await picture(session)).toEqual(before);
    expect(session.failure?.message).toMatch(/memory/);
  });
});

describe('an import that is cancelled', () => {
  it.each(PHASES)('while %s leaves the old files and says so', async (_phase, text) => {
    const n = 1 + calls.findIndex((call) => call.startsWith(text));
    const session = await loaded();
    const phases = new Set<string>();
    let at = 0;
    engines.onCall = () => {
      at += 1;
      if (at === n) session.cancelImport();
      if (session.progress) phases.add(session.progress.phase);
    };
    await session.importFiles(NEW);
    engines.onCall = () => undefined;
    expect(await picture(session)).toEqual(before);
    expect(session.notice).toMatch(/^Cancelled; nothing of the new files was loaded/);
    expect([session.failure, session.issues, session.progress]).toEqual([null, [], null]);
    const isRebuilt = n > calls.findIndex((call) => call.includes('_parked_1'));
    expect(phases.has('Going back to the data as they were')).toBe(isRebuilt);
  });
});

describe('a change of settings', () => {
  it('that fails or is cancelled leaves settings and numbers as they were', async () => {
    const session = await loaded();
    engines.onCall = (_die, text) => {
      if (text.includes('CREATE OR REPLACE TABLE survey AS') && session.notice === null) {
        engines.onCall = () => undefined;
        throw new EngineOutOfMemory('Out of Memory Error: could not allocate block');
      }
    };
    await session.changeSettings((settings) => ({ ...settings, pathGapDays: 3 }));
    expect(session.failure?.message).toMatch(/memory/);
    expect(await picture(session)).toEqual(before);
    engines.onCall = (_die, text) => {
      if (text.includes('CREATE OR REPLACE TABLE survey AS')) session.cancelImport();
    };
    await session.changeSettings((settings) => ({ ...settings, pathGapDays: 3 }));
    expect(session.notice).toBe('Cancelled; nothing was changed.');
    expect(await picture(session)).toEqual(before);
  });

  it('holds before anything is loaded', async () => {
    const session = sessionOn(engines.start);
    engines.onCall = () => undefined;
    await session.changeSettings((settings) => ({ ...settings, pathGapDays: 3 }));
    expect(session.failure).toBeNull();
    expect(session.settings.pathGapDays).toBe(3);
    await session.importFiles(LOADED);
    expect(session.settings.pathGapDays).toBe(3);
  });

  it('that needs files of scores again reads them, and none other', async () => {
    const session = sessionOn(engines.start);
    engines.onCall = () => undefined;
    const file = scores('scores.csv', people(4));
    await session.importFiles([...LOADED, file]);
    const [scoresId, staysId] = session.files.map(({ id }) => id);
    const own: OwnInstrument = {
      ...{ id: 'own1', name: 'Own', scoreMin: 0, scoreMax: 9, step: 1 },
      ...{ direction: 'higher_worse', cutoff: null },
    };
    await session.changeSettings((settings) => ({
      ...settings,
      instruments: [own],
    }));
    expect([session.failure, session.issues]).toEqual([null, []]);
    expect(session.settings.instruments).toHaveLength(1);
    expect(session.files[0]!.id).not.toBe(scoresId);
    expect(session.files[1]!.id).toBe(staysId);
    expect(session.facts?.scores).toBe(8);
    await session.changeSettings((settings) => ({ ...settings, instruments: [] }));
  });
});
