/**
 * The same file again, a corrected one under the same name, and the next months: people are counted
 * once, whatever is dropped in whichever order.
 */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '$lib/session/session.svelte';
import { ReplayEngines } from '../../support/replay-engine';
import { csv, people, picture, scores, sessionOn, sessions, stays } from './support';

const engines = new ReplayEngines();

beforeEach(() => {
  engines.onCall = () => undefined;
});

afterAll(() => engines.stop());

function names(session: Session): string[] {
  return session.files.map(({ name }) => name);
}

function linesOf(text: string): string[] {
  return text.trimEnd().split('\n');
}

describe('a file whose bytes are loaded already', () => {
  it('is not loaded again, under any name, and does not count twice', async () => {
    const session = sessionOn(engines.start);
    await session.importFiles([stays('stays.csv', people(4))]);
    const before = await picture(session);
    const again = stays('stays.csv', people(4));
    const renamed = stays('copy of stays.csv', people(4));
    const loaded = await session.importFiles([again, renamed]);
    expect(loaded).toBe(0);
    expect(session.issues.map(({ name, message }) => `${name}: ${message}`)).toEqual([
      'stays.csv: It is loaded already; nothing changed.',
      'copy of stays.csv: It is loaded already, as stays.csv; nothing changed.',
    ]);
    expect(await picture(session)).toEqual(before);
  });

  it('is taken once when it comes twice in one drop', async () => {
    const session = sessionOn(engines.start);
    await session.importFiles([stays('a.csv', people(4)), stays('b.csv', people(4))]);
    expect(names(session)).toEqual(['a.csv']);
    expect(session.issues[0]!.message).toMatch(/came twice, as a.csv/);
  });
});

describe('a corrected file under the name of a loaded one', () => {
  it('replaces it, says so, and can be undone', async () => {
    const session = sessionOn(engines.start);
    await session.importFiles([stays('stays.csv', people(4)), scores('scores.csv', people(4))]);
    const before = await picture(session);
    await session.importFiles([
      csv('stays.csv', linesOf(await stays('', people(6)).text()), 2),
      scores('scores.csv', people(6)),
    ]);
    expect(names(session)).toEqual(['scores.csv', 'stays.csv']);
    expect(session.facts?.persons).toBe(6);
    expect(session.replaced.map(({ sentence }) => sentence).sort()).toEqual([
      'scores.csv was replaced by the newer file of the same name.',
      'stays.csv was replaced by the newer file of the same name.',
    ]);
    for (const replaced of session.replaced) await session.undoReplacement(replaced);
    expect(session.replaced).toEqual([]);
    expect(session.notice).toMatch(/is loaded again as it was before/);
    expect(await picture(session)).toEqual(before);
  });

  it('of another kind is loaded beside it', async () => {
    const session = sessionOn(engines.start);
    await session.importFiles([stays('export.csv', people(4))]);
    await session.importFiles([scores('export.csv', people(4))]);
    expect(session.kinds.toSorted()).toEqual(['scores', 'stays']);
    expect(session.replaced).toEqual([]);
  });

  it('is not guessed among two that come together', async () => {
    const session = sessionOn(engines.start);
    await session.importFiles([stays('stays.csv', people(4)), stays('stays.csv', people(5))]);
    expect(session.files).toEqual([]);
    expect(session.issues.map(({ name }) => name)).toEqual(['stays.csv', 'stays.csv']);
    expect(session.issues[0]!.nextStep).toMatch(/name of its own/);
  });

  it('is read by the mapping of the one that it replaces', async () => {
    const words = (persons: number): File =>
      csv('census.csv', [
        'Client,LOC,Admit Dt,D/C Dt',
        ...people(persons).map((id, at) => `${id},IOP,2026-03-${14 + (at % 9)},2026-04-20`),
      ]);
    const session = sessionOn(engines.start);
    await session.importFiles([words(12)]);
    for (let file = session.mapping.current; file; file = session.mapping.current) {
      for (const question of session.mapping.questions(file)) {
        session.mapping.answer(file.id, question, question.answers[0]!);
      }
      await session.mapping.confirm(file.id);
    }
    expect(session.facts?.persons).toBe(12);
    // The browser keeps no mapping: it is that of the loaded file.
    session.memory.clear();
    await session.importFiles([words(14)]);
    expect(session.mapping.pending).toEqual([]);
    expect(session.facts?.persons).toBe(14);
    expect(session.replaced).toHaveLength(1);
  });
});

describe('the files of three months', () => {
  const [FIRST, SECOND, THIRD, FOURTH] = people(4) as [string, string, string, string];

  it('count each person and stay once, with overlapping and corrected rows', async () => {
    const session = sessionOn(engines.start);
    const header = 'person_id,stay_id,level_of_care,admitted_on,discharged_on,discharge_reason';
    const stay = (id: string, from: string, to: string, reason: string): string =>
      `${id},S-${id},php,${from},${to},${reason}`;
    await session.importFiles([
      csv('2026-01.csv', [
        header,
        stay(FIRST, '2026-01-02', '2026-01-20', 'completed'),
        stay(SECOND, '2026-01-10', '', ''),
      ]),
      sessions('sessions-01.csv', [FIRST, SECOND], '01'),
    ]);
    // February repeats a row as it was and closes the other stay; sessions overlap too.
    await session.importFiles([
      csv('2026-02.csv', [
        header,
        stay(FIRST, '2026-01-02', '2026-01-20', 'completed'),
        stay(SECOND, '2026-01-10', '2026-02-10', 'dropped_out'),
        stay(THIRD, '2026-02-03', '', ''),
      ]),
      csv('sessions-02.csv', [
        ...linesOf(await sessions('', [SECOND], '01').text()),
        ...linesOf(await sessions('', [THIRD], '02').text()).slice(1),
      ]),
    ]);
    // March corrects the day on which it was closed.
    await session.importFiles([
      csv('2026-03.csv', [
        header,
        stay(SECOND, '2026-01-10', '2026-02-12', 'completed'),
        stay(THIRD, '2026-02-03', '2026-03-04', 'completed'),
        stay(FOURTH, '2026-03-01', '', ''),
      ]),
    ]);
    expect(session.issues).toEqual([]);
    expect(session.replaced).toEqual([]);
    expect(session.facts).toMatchObject({ stays: 4, persons: 4, openStays: 1, sessions: 6 });
    const found = await session.query(
      'SELECT stay_id, discharged_on::VARCHAR AS ended FROM stay ORDER BY stay_id',
    );
    expect(found.rows().map(({ stay_id: id, ended }) => `${id} ${ended}`)).toEqual([
      `S-${FIRST} 2026-01-20`,
      `S-${SECOND} 2026-02-12`,
      `S-${THIRD} 2026-03-04`,
      `S-${FOURTH} null`,
    ]);
    const accounts = session.files.map(({ account }) => account!);
    expect(accounts.every((one) => one.rowsRead === one.rowsLoaded + one.rowsSetAside)).toBe(true);
  });
});

describe('a file with several tables', () => {
  it('waits for a mapping of each, and is known when it comes again', async () => {
    const text = [
      ...linesOf(await stays('', people(6)).text()),
      '',
      ...linesOf(await scores('', people(6)).text()),
    ];
    const session = sessionOn(engines.start);
    await session.importFiles([csv('both.csv', text)]);
    const waiting = session.mapping.pending.map(({ name, plan }) => `${name}: ${plan.kind}`);
    expect(waiting).toEqual(['both.csv: stays', 'both.csv (lines 9 to 21): scores']);
    for (let file = session.mapping.current; file; file = session.mapping.current) {
      for (const question of session.mapping.questions(file)) {
        session.mapping.answer(file.id, question, question.answers[0]!);
      }
      await session.mapping.confirm(file.id);
    }
    expect(session.facts).toMatchObject({ stays: 6, scores: 12 });
    await session.importFiles([csv('both.csv', text)]);
    expect(session.issues[0]!.message).toMatch(/^It is loaded already/);
    expect(session.mapping.pending).toEqual([]);
  });
});
