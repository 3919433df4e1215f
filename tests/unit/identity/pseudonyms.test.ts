/** Random pseudonyms and their key file. */
import { describe, expect, it } from 'vitest';
import { KeysContradict, PersonKeys, type Randomize } from '$lib/identity/pseudonyms';
import { KeyFileNotReadable, keyFileText, readKeyFile } from '$lib/ingest/key-file';

/** Bytes that repeat: the first two draws are equal. */
function repeating(): Randomize {
  let draw = 0;
  return (bytes) => {
    bytes.fill(Math.floor(draw / 2));
    draw += 1;
  };
}

describe('pseudonyms', () => {
  it('are the same for the same id, others for other ids, and of their kind', () => {
    const keys = new PersonKeys();
    const one = keys.pseudonymOf('person', '4711');
    expect(one).toMatch(/^P-[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(keys.pseudonymOf('person', '4711')).toBe(one);
    expect(keys.pseudonymOf('person', '4712')).not.toBe(one);
    expect(keys.pseudonymOf('stay', '4711')).toMatch(/^S-/);
    expect(keys.people).toBe(2);
  });

  it('are drawn again where one is taken already', () => {
    const keys = new PersonKeys(repeating());
    expect(keys.pseudonymOf('person', 'a')).toBe('P-0000000000');
    expect(keys.pseudonymOf('person', 'b')).toBe('P-1111111111');
  });

  it('tell nothing of the id: another session gives another one', () => {
    const [one, other] = [new PersonKeys(), new PersonKeys()];
    expect(one.pseudonymOf('person', '4711')).not.toBe(other.pseudonymOf('person', '4711'));
  });
});

describe('the key file', () => {
  const ids = ['4711', '=1+1', 'a,b', 'say "x"', 'línea\nzwei', '007'];

  it('brings the same pseudonyms back, whatever the ids hold', () => {
    const keys = new PersonKeys();
    for (const id of ids) keys.pseudonymOf('person', id);
    keys.pseudonymOf('stay', '4711');
    const again = new PersonKeys();
    again.add(readKeyFile(keyFileText(keys)));
    expect([...again.entries()]).toEqual([...keys.entries()]);
    expect(again.people).toBe(ids.length);
  });

  it('can be one that a spreadsheet wrote, with a mark and semicolons', () => {
    const text = '\ufeffperson_id;pseudonym;kind\r\n4711;P-0123456789;person\r\n;;\r\n';
    expect(readKeyFile(text)).toEqual([{ id: '4711', pseudonym: 'P-0123456789', kind: 'person' }]);
  });

  it.each([
    ['another table', 'name,score\nx,1\n'],
    ['a shortened pseudonym', 'person_id,pseudonym,kind\n4711,P-123,person\n'],
    ['an unknown kind', 'person_id,pseudonym,kind\n4711,P-0123456789,client\n'],
  ])('is refused with %s', (_, text) => {
    expect(() => readKeyFile(text)).toThrow(KeyFileNotReadable);
  });

  it('is not taken in where it contradicts what is known, and then changes nothing', () => {
    const keys = new PersonKeys();
    const own = keys.pseudonymOf('person', '4711');
    const other = { kind: 'person', id: '4711', pseudonym: 'P-0123456789' } as const;
    const fresh = { kind: 'person', id: '4712', pseudonym: 'P-ABCDEFGHJK' } as const;
    expect(() => keys.add([fresh, other])).toThrow(KeysContradict);
    expect(() => keys.add([fresh, { ...fresh, id: '4713' }])).toThrow(KeysContradict);
    expect([...keys.entries()]).toEqual([{ kind: 'person', id: '4711', pseudonym: own }]);
  });
});
