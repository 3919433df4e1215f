/** The printed dictionary is the one that the registry makes; `npm run docs` writes it anew. */
import { expect, it } from 'vitest';
import { dictionaryMarkdown } from '$lib/metrics/dictionary';
import { METRICS } from '$lib/metrics/registry';

it('is the one in docs/metrics.md', async () => {
  await expect(dictionaryMarkdown(METRICS)).toMatchFileSnapshot('../../docs/metrics.md');
});
