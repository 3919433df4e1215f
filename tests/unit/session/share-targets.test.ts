/** The ids of metrics that may have a target stand apart from the registry, and say the same. */
import { expect, it } from 'vitest';
import { METRICS } from '$lib/metrics/registry';
import { SHARE_TARGETS } from '$lib/session/share-targets';

it('every proportion of which more is better may have a target, and nothing else', () => {
  const wanted = METRICS.filter(
    ({ unit, direction }) => unit === 'proportion' && direction === 'higher is better',
  );
  expect([...SHARE_TARGETS].toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
});
