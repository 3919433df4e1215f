// Prints the calibration of the committed sample as Markdown: `npx tsx sample-data/summary.ts`.
// With --write it replaces the part of README.md between the two `summary` comments.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { calibration } from './summary/calibration';
import { contents } from './summary/contents';
import { readSample } from './summary/read';

const folder = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
const sample = readSample(folder);
const text = [contents(sample), calibration(sample)].join('\n\n');

if (process.argv.includes('--write')) {
  const file = `${folder}/README.md`;
  const readme = readFileSync(file, 'utf8');
  const marked = /(<!-- summary -->\n)[\s\S]*(<!-- \/summary -->)/;
  if (!marked.test(readme)) throw new Error('README.md has no summary comments');
  const block = (_: string, open: string, close: string): string => `${open}\n${text}\n\n${close}`;
  writeFileSync(file, readme.replace(marked, block));
} else {
  console.log(text);
}
