/** A first look at files with several tables, and at files that are asked about for their layout. */
import { describe, expect, it } from 'vitest';
import { lookAtTables } from '$lib/session/look-tables';
import { type Memory, NO_MEMORY, remember } from '$lib/session/mapping-memory';

const TODAY = '2026-06-30';
const SCORES = [
  'person_id,taken_on,measure,score',
  ...Array.from({ length: 6 }, (_, n) => `P${n},2026-01-0${n + 1},phq9,${n}`),
];
const STAYS = ['person_id,level_of_care,admitted_on', 'P1,iop,2026-01-01', 'P2,php,2026-01-02'];

const file = (...lines: readonly string[]): File => new File([lines.join('\n')], 'clinic.csv');

/** The memory after every table of a file was confirmed as proposed. */
async function confirmed(source: File): Promise<Memory> {
  const tables = await lookAtTables(source, NO_MEMORY, TODAY);
  return tables.reduce((memory, { name, look }) => {
    if (look.state !== 'unmapped') return memory;
    return remember(memory, { name, savedOn: TODAY, plan: look.proposal.plan, answered: {} });
  }, NO_MEMORY);
}

describe('a file with two tables', () => {
  it('waits as two files, each with its own lines and columns', async () => {
    const tables = await lookAtTables(file(...STAYS, '', ...SCORES), NO_MEMORY, TODAY);
    expect(tables.map(({ name }) => name)).toEqual(['clinic.csv', 'clinic.csv (lines 5 to 11)']);
    const plans = tables.map(({ look }) => (look.state === 'unmapped' ? look.proposal.plan : null));
    expect(plans.map((plan) => [plan?.kind, plan?.layout.startLine, plan?.layout.endLine])).toEqual(
      [
        ['stays', 1, 5],
        ['scores', 5, null],
      ],
    );
  });

  it('is read unasked by kept mappings, on the lines on which its tables stand now', async () => {
    const memory = await confirmed(file(...STAYS, '', ...SCORES));
    const longer = file(...STAYS, 'P3,iop,2026-01-03', '', 'Scores', ...SCORES);
    const tables = await lookAtTables(longer, memory, TODAY);
    const plans = tables.map(({ look }) => (look.state === 'ready' ? look.plan.layout : null));
    expect(plans).toMatchObject([{ endLine: 6 }, { startLine: 7, endLine: null }]);
  });
});

describe('a kept mapping', () => {
  it('covers notes above the table', async () => {
    const memory = await confirmed(file('Scores of the clinic', ...SCORES));
    const [next] = await lookAtTables(file('Scores', 'Quarry site', ...SCORES), memory, TODAY);
    expect(next!.look).toMatchObject({ state: 'ready', plan: { layout: { startLine: 3 } } });
  });

  it('of a file without names of columns is never applied unasked', async () => {
    const bare = file(...SCORES.slice(1));
    const [next] = await lookAtTables(bare, await confirmed(bare), TODAY);
    expect(next!.look.state).toBe('unmapped');
  });
});
