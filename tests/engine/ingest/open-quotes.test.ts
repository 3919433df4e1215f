/** A quote that never closes costs its line, is located, and takes nothing else with it. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { loadRemarks } from '$lib/ingest/load-remarks';
import { removeFile } from '$lib/ingest/remove-file';
import { startNodeEngine } from '../../support/node-engine';
import { aside, count, load, planOf, settleAll } from './support';

const HEADER = 'person_id,level_of_care,admitted_on,discharged_on,housing';
const rows = (from: number, to: number): string =>
  Array.from(
    { length: to - from },
    (_, at) => `P${from + at},iop,2024-01-01,2024-02-01,"a, ""b""\nc"\n`,
  ).join('');

let engine: Engine;

beforeEach(async () => {
  engine ??= await startNodeEngine();
  await removeFile(engine, 1).catch(() => undefined);
});
afterAll(() => engine.terminate());

describe('a quote that never closes', () => {
  it.each([
    ['before the end of the file', 'P0,iop,2024-01-01,,"open\n', ''],
    ['before the next quoted cell', 'P0,iop,2024-01-01,,"open\n', rows(20, 30)],
  ])('%s', async (_, broken, after) => {
    const text = `${HEADER}\n${rows(10, 13)}${broken}P9,iop,2024-01-01,,x\n${after}`;
    const loaded = await load(engine, text, 1);
    await settleAll(engine, [1]);
    expect(loaded.unclosedQuotes).toEqual({ count: 1, firstLine: 8 });
    expect(await aside(engine)).toEqual(['1:8 unreadable']);
    const kept = await engine.query(`SELECT value FROM every_set_aside`);
    expect(kept.column('value')).toEqual([broken.trim()]);
    expect(await count(engine, 'stays')).toBe(4 + (after === '' ? 0 : 10));
    const plan = await planOf(new Blob([text]));
    expect(loadRemarks('f.csv', plan, loaded).join()).toMatch(/quote that opens on line 8 never/);
  });

  it('is found beyond the longest record, where the engine is told of none', async () => {
    const many = 'P1,iop,2024-01-01,2024-02-01,x\n'.repeat(80_000);
    const text = `${HEADER}\nP0,iop,2024-01-01,,"open\n${many}P2,iop,2024-03-01,,"y"\n`;
    const loaded = await load(engine, text, 1);
    expect(loaded.unclosedQuotes).toEqual({ count: 1, firstLine: 2 });
    expect(loaded.rowsRead).toBe(80_002);
    expect(loaded.rowsSetAside).toBe(1);
  });
});
