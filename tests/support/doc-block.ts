/**
 * Keeps a measured table in a document true: the test makes the table anew and compares. `UPDATE_DOCS=1`
 * writes it instead. A block stands between `<!-- id -->` and `<!-- /id -->`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { expect } from 'vitest';

/** Expects that the block of a document is the given Markdown, or puts it there. */
export async function expectDocBlock(file: string, id: string, markdown: string): Promise<void> {
  const text = readFileSync(file, 'utf8');
  const [open, close] = [`<!-- ${id} -->`, `<!-- /${id} -->`];
  const start = text.indexOf(open) + open.length;
  const end = text.indexOf(close);
  if (start < open.length || end < 0) throw new Error(`${file} has no block ${id}`);
  const options = { ...(await resolveConfig(file)), parser: 'markdown' };
  const wanted = await format(
    `${text.slice(0, start)}\n\n${markdown}\n\n${text.slice(end)}`,
    options,
  );
  if (process.env['UPDATE_DOCS']) writeFileSync(file, wanted);
  else expect(text, `${file} is stale; run with UPDATE_DOCS=1`).toBe(wanted);
}
