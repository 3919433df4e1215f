/** Builds the page of eight charts with the app's own sources, outside of Kit. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { root } from '../../src/cli/install.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
export function pageConfig(outDir) {
  return {
    configFile: false,
    logLevel: 'error',
    root: join(root, 'tests/bench/pages'),
    plugins: [svelte({ configFile: false, preprocess: vitePreprocess() })],
    resolve: { alias: { $lib: join(root, 'src/lib') } },
    worker: { format: 'es' },
    define: { __APP_VERSION__: JSON.stringify(version) },
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
  };
}
