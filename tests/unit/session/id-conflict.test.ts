/** People of files with ids and of files with pseudonyms are not the same people to the app. */
import { describe, expect, it } from 'vitest';
import { profileOf } from '$lib/ingest/profile';
import { idConflict } from '$lib/session/id-conflict';
import { type KeptFile, unread } from '$lib/session/kept-file';
import type { Look } from '$lib/session/look';
import { withIds } from '$lib/session/look-ids';
import { planOf } from '../mapping/files';

let nextId = 1;

function fileWith(name: string, personId: 'keep' | 'pseudonym', hasPeople = true): KeptFile {
  const header = ['a', 'b'];
  const columns: Record<string, number> = hasPeople ? { person_id: 0 } : {};
  const plan = { ...planOf('surveys', header, { columns }), identity: { columns: [], personId } };
  const profile = profileOf(header, [], true);
  const file = new File(['a,b\n'], name);
  return unread(nextId++, { name, file, plan, profile, answered: {}, isSample: false });
}

describe('ids beside pseudonyms', () => {
  const [ids, keys] = [fileWith('ids.csv', 'keep'), fileWith('keys.csv', 'pseudonym')];

  it('are refused in a sentence, by what is loaded first', () => {
    const { matching, conflicts } = idConflict([keys], [ids, fileWith('more.csv', 'pseudonym')]);
    expect(matching.map(({ name }) => name)).toEqual(['more.csv']);
    expect(conflicts).toHaveLength(1);
    expect(conflicts[0]).toMatchObject({ name: 'ids.csv' });
    expect(conflicts[0]!.message).toMatch(/as they are, the other files have random pseudonyms/);
  });

  it('are refused in one drop too, and files that name nobody fit to both', () => {
    const { matching, conflicts } = idConflict([], [fileWith('s.csv', 'keep', false), keys, ids]);
    expect(matching.map(({ name }) => name)).toEqual(['s.csv', 'keys.csv']);
    expect(conflicts.map(({ name }) => name)).toEqual(['ids.csv']);
  });
});

describe('a new file', () => {
  const look = (personId: 'keep' | 'pseudonym'): Look => {
    const { plan, profile } = fileWith('new.csv', personId);
    return { state: 'ready', plan, profile, recalled: null };
  };

  it('gets pseudonyms beside files that have them', () => {
    const found = withIds(look('keep'), { choice: 'pseudonym', hasKeys: true });
    expect(found).toMatchObject({
      state: 'ready',
      plan: { identity: { personId: 'pseudonym' } },
    });
  });

  it('with pseudonyms waits for a key, and beside ids for a choice', () => {
    const state = (choice: 'keep' | null, hasKeys: boolean): string =>
      withIds(look('pseudonym'), { choice, hasKeys }).state;
    expect(state(null, false)).toBe('unmapped');
    expect(state(null, true)).toBe('ready');
    expect(state('keep', true)).toBe('unmapped');
  });

  it('with ids goes in where nobody has pseudonyms', () => {
    for (const choice of ['keep', null] as const) {
      expect(withIds(look('keep'), { choice, hasKeys: false })).toEqual(look('keep'));
    }
  });
});
