/**
 * Kit as a static site: every route is prerendered into `build/`, and the policy below is written
 * into each page. Kit hashes its own inline scripts only, so `app.html` must hold none.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/**
 * The same sources are the same version: building them again is no update for those who use the app.
 * @returns {string}
 */
function versionOfSources() {
  const files = ['src', 'static', 'sample-data'].flatMap((folder) =>
    readdirSync(join(import.meta.dirname, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const settings = ['package-lock.json', 'svelte.config.js', 'vite.config.ts'];
  const paths = [...files, ...settings.map((name) => join(import.meta.dirname, name))].sort();
  const hash = createHash('sha256');
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

/** @type {import('@sveltejs/kit').Config} */
const config = {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter({ pages: 'build', assets: 'build', strict: true }),
    // New versions are found by the service worker; nothing else asks for them.
    version: { name: versionOfSources(), pollInterval: 0 },
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        'script-src': ['self', 'wasm-unsafe-eval'],
        'worker-src': ['self', 'blob:'],
        'connect-src': ['self'],
        'img-src': ['self', 'data:', 'blob:'],
        'style-src': ['self', 'unsafe-inline'],
        'object-src': ['none'],
        'base-uri': ['self'],
        'form-action': ['none'],
      },
    },
    typescript: {
      // Paths are relative to `.svelte-kit/`, where Kit writes the tsconfig that ours extends.
      config: (tsconfig) => {
        tsconfig.include.push(
          '../sample-data/**/*.ts',
          '../bench/**/*.ts',
          '../src/cli/*.mjs',
          '../tests/**/*.mjs',
        );
      },
    },
  },
};

export default config;
