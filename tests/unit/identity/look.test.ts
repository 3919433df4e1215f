/** A file with a column that could identify somebody waits for a person, whatever else is known of it. */
import { describe, expect, it } from 'vitest';
import { NO_IDENTITY } from '$lib/identity/decision';
import { withDecisions } from '$lib/ingest/identity-plan';
import { openFindings } from '$lib/ingest/open-findings';
import type { FilePlan } from '$lib/ingest/types';
import { lookAt } from '$lib/session/look';
import { type Memory, NO_MEMORY, remember } from '$lib/session/mapping-memory';

const TODAY = '2026-11-26';
const HEADER = 'person_id,level_of_care,admitted_on,contact';

function stays(contact: (no: number) => string): File {
  const rows = Array.from(
    { length: 12 },
    (_, no) => `P-${no},${no % 2 ? 'iop' : 'php'},2026-0${1 + (no % 9)}-1${no % 9},${contact(no)}`,
  );
  return new File([[HEADER, ...rows].join('\n')], 'stays.csv');
}
const WITH_MAIL = (no: number): string => `client${no}@example.org`;
const WITH_WORDS = (no: number): string => (no % 2 ? 'phone' : 'letter');

function memoryOf(plan: FilePlan): Memory {
  return remember(NO_MEMORY, { name: 'stays.csv', savedOn: '2026-10-01', plan, answered: {} });
}

async function unmapped(): Promise<{ plan: FilePlan; at: readonly number[] }> {
  const look = await lookAt(stays(WITH_MAIL), NO_MEMORY, TODAY);
  if (look.state !== 'unmapped') throw new Error(`The file is ${look.state}.`);
  const { plan } = look.proposal;
  return { plan, at: openFindings(plan, look.profile).map(({ at }) => at) };
}

describe('a look at a file', () => {
  it('is ready where it is written like a template and nothing identifies', async () => {
    const look = await lookAt(stays(WITH_WORDS), NO_MEMORY, TODAY);
    expect(look.state).toBe('ready');
  });

  it('waits where it is written like a template but holds e-mail addresses', async () => {
    const { plan, at } = await unmapped();
    expect(at).toEqual([3]);
    expect(plan.columns).toEqual({ person_id: 0, level_of_care: 1, admitted_on: 2 });
    expect(plan.identity).toEqual(NO_IDENTITY);
  });

  it('applies a kept decision about the same column', async () => {
    const { plan } = await unmapped();
    const decided = withDecisions(plan, [{ at: 3, kind: 'email', action: 'drop', reason: null }]);
    const look = await lookAt(stays(WITH_MAIL), memoryOf(decided), TODAY);
    expect(look).toMatchObject({ state: 'ready', plan: { identity: decided.identity } });
  });

  it('asks again where a kept mapping says nothing of a column that identifies now', async () => {
    const clean = await lookAt(stays(WITH_WORDS), NO_MEMORY, TODAY);
    if (clean.state !== 'ready') throw new Error('not ready');
    const look = await lookAt(stays(WITH_MAIL), memoryOf(clean.plan), TODAY);
    expect(look).toMatchObject({ state: 'unmapped', recalledOn: '2026-10-01' });
  });

  it('asks again where the column identifies in another way than it was kept for', async () => {
    const { plan } = await unmapped();
    const keep = { at: 3, action: 'keep', reason: 'asked for' } as const;
    const same = withDecisions(plan, [{ ...keep, kind: 'email' }]);
    const other = withDecisions(plan, [{ ...keep, kind: 'phone' }]);
    expect((await lookAt(stays(WITH_MAIL), memoryOf(same), TODAY)).state).toBe('ready');
    expect((await lookAt(stays(WITH_MAIL), memoryOf(other), TODAY)).state).toBe('unmapped');
  });
});
