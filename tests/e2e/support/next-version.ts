/**
 * The next version of the built site, as a build of changed sources leaves it: every script and style
 * under another name, none under the old one, another version, another headline; the same engine.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';

/** The headline of the start page, and what the next version says in its place. */
export const HEADLINE = 'Do people get better, stay, attend, and step down?';
export const NEXT_HEADLINE = 'What changed, and for whom?';

const TEXT = new Set(['.js', '.css', '.html', '.json']);

/** Makes it beside the built folder, and returns its folder. */
export function nextVersion(built: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'stepdown-next-'));
  cpSync(built, dir, { recursive: true });
  const version = JSON.parse(readFileSync(join(dir, '_app/version.json'), 'utf8')) as {
    version: string;
  };
  const renamed = new Map<string, string>();
  for (const path of filesOf(dir)) {
    if (!isHashedCode(path)) continue;
    const name = basename(path);
    renamed.set(name, name.replace(/(\.\w+)$/, '-next$1'));
    renameSync(path, join(dirname(path), renamed.get(name)!));
  }
  for (const path of filesOf(dir)) {
    if (!TEXT.has(extname(path)) || path.includes('duckdb')) continue;
    const text = readFileSync(path, 'utf8')
      .replaceAll(/[\w.-]+\.(?:js|css)\b/g, (name) => renamed.get(name) ?? name)
      .replaceAll(version.version, `${version.version}-next`)
      .replaceAll(HEADLINE, NEXT_HEADLINE);
    writeFileSync(path, path.endsWith('.html') ? withOwnHash(text) : text);
  }
  return dir;
}

function filesOf(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function isHashedCode(path: string): boolean {
  return /_app\/immutable\/.*\.(js|css)$/.test(path) && !path.includes('duckdb');
}

/** The policy of a page allows its inline script by the hash of it. */
function withOwnHash(page: string): string {
  const script = /<script>([^]*?)<\/script>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(script).digest('base64');
  return page.replace(/'sha256-[^']+'/, `'sha256-${hash}'`);
}
