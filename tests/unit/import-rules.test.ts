/**
 * The rules of `eslint.config.js` about who may import what, tried on files that need not exist.
 */
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint({ cwd: process.cwd() });
const importRules = new Set(['no-restricted-imports', 'no-restricted-syntax']);

async function refusals(filePath: string, statement: string): Promise<string[]> {
  const code = filePath.endsWith('.svelte')
    ? `<script lang="ts">\n${statement}\n</script>\n`
    : `${statement}\n`;
  const [result] = await eslint.lintText(code, { filePath });
  const messages = result?.messages ?? [];
  const broken = messages.find((message) => message.fatal);
  if (broken) throw new Error(broken.message);
  return messages.filter(({ ruleId }) => importRules.has(ruleId ?? '')).map((m) => m.message);
}

const allowed: [file: string, statement: string][] = [
  ['src/lib/sql/sql.ts', `import { a } from './identifiers';`],
  ['src/lib/sql/sql.ts', `import { a } from '$lib/sql/identifiers';`],
  ['src/lib/model/stays.ts', `import { a } from '$lib/sql/sql';`],
  ['src/lib/metrics/readmission.ts', `import { a } from '$lib/stats/wilson';`],
  ['src/lib/measures/instruments/one.ts', `import { a } from '../scoring';`],
  ['src/lib/ingest/load.ts', `import type { Engine } from '$lib/engine/port';`],
  ['src/lib/ingest/preview.ts', `import Papa from 'papaparse';`],
  ['src/lib/export/csv.ts', `import Papa from 'papaparse';`],
  ['src/lib/engine/wasm.ts', `import * as duckdb from '@duckdb/duckdb-wasm';`],
  ['src/lib/engine/wasm.ts', `export const load = () => import('@duckdb/duckdb-wasm');`],
  ['src/lib/charts/attach.ts', `import { Chart } from 'chart.js/auto';`],
  ['src/lib/charts/Figure.svelte', `import Button from '$lib/ui/Button.svelte';`],
  ['src/lib/report/Section.svelte', `import Figure from '$lib/charts/Figure.svelte';`],
  ['src/lib/session/session.svelte.ts', `import { a } from '$lib/engine/start';`],
  ['src/lib/session/sample.ts', `import a from '../../../sample-data/stays.csv?url';`],
  ['src/routes/+page.svelte', `import { page } from '$app/state';`],
  ['src/routes/+page.svelte', `import { a } from '$lib/report/sections';`],
  ['tests/engine/start.test.ts', `import * as duckdb from '@duckdb/duckdb-wasm';`],
];

const forbidden: [file: string, statement: string][] = [
  ['src/lib/stats/wilson.ts', `import { a } from '$lib/format/numbers';`],
  ['src/lib/sql/sql.ts', `import { a } from '$lib/engine/start';`],
  ['src/lib/sql/sql.ts', `import { a } from '$lib';`],
  ['src/lib/sql/sql.ts', `import { a } from '$lib/sqlite/start';`],
  ['src/lib/sql/sql.ts', `import { a } from '../engine/start';`],
  ['src/lib/measures/instruments/one.ts', `import { a } from '../../sql/sql';`],
  ['src/lib/metrics/readmission.ts', `import type { A } from '$lib/session/session';`],
  ['src/lib/metrics/readmission.ts', `export { a } from '$lib/charts/attach';`],
  ['src/lib/metrics/readmission.ts', `export const a = () => import('$lib/charts/attach');`],
  ['src/lib/ingest/load.ts', `import { start } from '$lib/engine/start';`],
  ['src/lib/charts/Figure.svelte', `import { start } from '$lib/engine/start';`],
  ['src/lib/charts/Figure.svelte', `import { a } from '$lib/report/sections';`],
  ['src/lib/ui/Button.svelte', `import { a } from '$lib/charts/attach';`],
  ['src/lib/ui/Button.svelte', `import { page } from '$app/state';`],
  ['src/lib/ui/Button.svelte', `import { a } from '../../routes/shared';`],
  ['src/lib/session/session.svelte.ts', `import { a } from '$lib/charts/attach';`],
  ['src/lib/session/session.svelte.ts', `import * as arrow from 'apache-arrow';`],
  ['src/lib/session/session.svelte.ts', `export const a = () => import('@duckdb/duckdb-wasm');`],
  ['src/lib/report/print.ts', `import { Chart } from 'chart.js';`],
  ['src/lib/report/print.ts', `import Papa from 'papaparse';`],
  ['src/lib/unlisted/thing.ts', `import { a } from '$lib/format/numbers';`],
  ['src/routes/+page.svelte', `import { page } from '$app/stores';`],
  ['src/routes/+page.ts', `import { Chart } from 'chart.js';`],
];

describe('import directions', () => {
  it.each(allowed)('%s may say %s', async (file, statement) => {
    expect(await refusals(file, statement)).toEqual([]);
  });

  it.each(forbidden)('%s may not say %s', async (file, statement) => {
    expect(await refusals(file, statement)).not.toEqual([]);
  });
});
