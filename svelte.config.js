/**
 * Kit as a static site: every route is prerendered into `build/`, and the policy below is written
 * into each page. Kit hashes its own inline scripts only, so `app.html` must hold none.
 */
import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
const config = {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter({ pages: 'build', assets: 'build', strict: true }),
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
