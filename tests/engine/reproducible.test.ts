/**
 * The same files give the same figures to the byte: in whatever order they are dropped, at once or one
 * after the other, and in whatever time zone.
 */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { exportFigures } from '$lib/session/export-figures';
import { Session } from '$lib/session/session.svelte';
import { startNodeEngine } from '../support/node-engine';

const PERSONS = 40;

/** The lines of a sample file about the first people in it. */
function linesOf(kind: string, persons: ReadonlySet<string>): string[] {
  const lines = readFileSync(`sample-data/${kind}.csv`, 'utf8').trimEnd().split('\n');
  const column = lines[0]!.split(',').indexOf('person_id');
  return lines.filter((line, at) => at === 0 || persons.has(line.split(',')[column]!));
}

function files(): readonly File[] {
  const all = readFileSync('sample-data/stays.csv', 'utf8').split('\n').slice(1);
  const persons = new Set([...new Set(all.map((line) => line.split(',')[0]!))].slice(0, PERSONS));
  const [header = '', ...scores] = linesOf('scores', persons);
  // A second file with another score for the same people and days: the later file counts.
  const corrected = scores.slice(0, 100).map((line) => line.replace(/,(\d+)(,[^,]*)?$/, ',1$2'));
  const file = (name: string, lines: readonly string[]): File =>
    new File([`${lines.join('\n')}\n`], name);
  return [
    file('stays.csv', linesOf('stays', persons)),
    file('sessions.csv', linesOf('sessions', persons)),
    file('scores-2026-09.csv', [header, ...scores]),
    file('scores-2026-10.csv', [header, ...corrected]),
  ];
}

const zone = process.env['TZ'];
afterEach(() => {
  process.env['TZ'] = zone;
});

/** The figures document after dropping these groups of files one after the other. */
async function exported(drops: readonly (readonly File[])[], timeZone: string): Promise<string> {
  process.env['TZ'] = timeZone;
  const session = new Session(startNodeEngine, () => '2026-11-15');
  for (const drop of drops) await session.importFiles(drop);
  expect(session.issues).toEqual([]);
  expect(session.failure).toBeNull();
  const text = await exportFigures(session, '2026-11-15T08:00:00.000Z', {
    signal: new AbortController().signal,
    report: () => undefined,
  });
  await (await session.host.engine()).terminate();
  return text;
}

describe('the figures document', () => {
  it('is the same in any order of the files and any time zone', { timeout: 300_000 }, async () => {
    const [stays, sessions, older, newer] = files() as [File, File, File, File];
    const first = await exported([[stays, sessions, older, newer]], 'UTC');
    const figures = (JSON.parse(first) as { figures: { rows: unknown[] }[] }).figures;
    expect(figures.filter(({ rows }) => rows.length > 0).length).toBeGreaterThan(40);
    expect(await exported([[newer, older, sessions, stays]], 'Pacific/Auckland')).toBe(first);
    expect(await exported([[stays], [newer], [sessions, older]], 'America/Los_Angeles')).toBe(
      first,
    );
  });
});
