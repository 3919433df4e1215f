/** What ids of people look like. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { personIdLook } from '$lib/identity/person-id';

const column = (name: string, values: readonly string[]): Parameters<typeof personIdLook>[0] => ({
  name,
  values: values.map((value) => ({ value, n: 1 })),
});
const numbers = Array.from({ length: 30 }, (_, no) => String(400100 + 37 * no));

describe('an id of a person', () => {
  it.each(['md5', 'sha1', 'sha256', 'sha512'])('looks like a hash made by %s', (algorithm) => {
    const digests = numbers.map((id) => createHash(algorithm).update(id).digest('hex'));
    expect(personIdLook(column('person_id', digests))).toBe('hash');
    expect(personIdLook(column('MRN', digests))).toBe('hash');
  });

  it('looks like a hash in base64', () => {
    const digests = numbers.map((id) => createHash('sha256').update(id).digest('base64'));
    expect(personIdLook(column('key', digests))).toBe('hash');
  });

  it.each([
    ['by the name of its column', column('Patient MRN', ['a1', 'a2'])],
    ['by long numbers', column('Client', numbers)],
    ['by numbers with a mark', column('id', ['MRN-0012345', 'MRN-0012399'])],
  ])('looks like a record number %s', (_, found) => {
    expect(personIdLook(found)).toBe('record number');
  });

  it('looks like an identifier where it is an e-mail address', () => {
    const addresses = numbers.map((no) => `client${no}@example.org`);
    expect(personIdLook(column('person_id', addresses))).toBe('identifier');
  });

  it.each([
    ['short codes', column('person_id', ['P-D8JBR', 'P-GS45J'])],
    ['running numbers', column('person_id', ['1', '2', '3', '104'])],
    ['random UUIDs', column('id', ['3f2b8a5e-1c4d-4e6f-8a9b-0c1d2e3f4a5b'])],
    ['nothing', column('id', [])],
  ])('looks like neither with %s', (_, found) => {
    expect(personIdLook(found)).toBe('other');
  });
});
