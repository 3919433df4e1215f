/** The versions of the definitions, as a print says them. */
import { describe, expect, it } from 'vitest';
import { metricOf } from '$lib/metrics/registry';
import { definitionWords } from '$lib/session/view';

describe('the versions of the definitions', () => {
  const [one, other] = [metricOf('retention'), metricOf('census')];

  it('are one where all have the same', () => {
    expect(definitionWords([one, other])).toBe('definitions version 1');
  });

  it('name those that have another', () => {
    expect(definitionWords([one, { ...other, version: 2 }])).toBe(
      'definitions version 1, census 2',
    );
  });
});
