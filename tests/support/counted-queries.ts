/** Asks the queries of a figure both of the engine and of what counts without it. */
import { expect } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { type FigureFacts, contextOf } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import { Tallies } from '$lib/session/tallies';
import type { Columns } from '$lib/sql/columns';
import { startTallyWorker } from './tally-worker';

/** What counts the units of an engine's data. */
export function talliesOf(engine: Engine): Tallies {
  const source = {
    query: (text: string) => engine.query(text),
    bytes: (text: string) => engine.bytes(text),
  };
  return new Tallies(source, () => startTallyWorker());
}

/** Expects the rows of the engine from counting, for every query that may be counted; returns how many. */
export async function expectCountedAlike(
  metric: Metric,
  facts: FigureFacts,
  engine: Engine,
  tallies: Tallies,
): Promise<number> {
  const context = contextOf(metric, facts);
  const queries = { ...metric.queries(context), ...metric.laterQueries?.(context) };
  let compared = 0;
  for (const [name, { text, tally }] of Object.entries(queries)) {
    if (!tally) continue;
    // Units of a period are read when they are asked for again.
    for (let times = 0; times < 2 && !tallies.canCount(tally); times += 1) tallies.missed(tally);
    await tallies.readAhead();
    const [counted] = (await tallies.count([tally])) ?? [];
    expect(counted, `${metric.id} ${name} is counted`).toBeDefined();
    const asked = await engine.query(text);
    expectSameRows(`${metric.id} ${name}`, counted!, asked);
    compared += 1;
  }
  return compared;
}

function expectSameRows(what: string, counted: Columns, asked: Columns): void {
  expect(counted.names, what).toEqual(asked.names);
  const rows = counted.rows();
  const expected = asked.rows();
  expect(rows.length, `${what}: rows`).toBe(expected.length);
  expected.forEach((row, at) => {
    for (const [name, value] of Object.entries(row)) {
      const found = rows[at]![name] ?? null;
      const where = `${what}: ${name} of ${JSON.stringify(row)}`;
      if (typeof value !== 'number' || found === null) expect(found, where).toBe(value);
      // Sums in another order differ in their last bits.
      else
        expect(Math.abs(Number(found) - value), where).toBeLessThanOrEqual(1e-12 * Math.abs(value));
    }
  });
}
