/**
 * One build and three test projects; a fourth, `fuzz`, draws files for minutes and is run by hand. Each
 * project runs in a fixed time zone far from UTC, so that a day that moves when it is read or written
 * in local time fails a test on every machine.
 */
import { readFileSync } from 'node:fs';
import { sveltekit } from '@sveltejs/kit/vite';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

export default defineConfig({
  plugins: [sveltekit()],
  worker: { format: 'es' },
  define: { __APP_VERSION__: JSON.stringify(version) },
  server: { fs: { allow: ['sample-data'] } },
  // The page's policy lets it fetch its own origin only: a small file inlined as data: is out of reach.
  build: { assetsInlineLimit: 0 },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          env: { TZ: 'Pacific/Auckland' },
          include: ['tests/unit/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          environment: 'node',
          env: { TZ: 'America/Los_Angeles' },
          include: ['tests/engine/**/*.test.ts'],
          // Every file boots its own wasm engine, which keeps a core busy: two at a time.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'fuzz',
          environment: 'node',
          env: { TZ: 'America/Los_Angeles' },
          include: ['tests/fuzz/**/*.test.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        plugins: [svelteTesting()],
        test: {
          name: 'component',
          environment: 'jsdom',
          env: { TZ: 'America/Los_Angeles' },
          include: ['tests/component/**/*.test.ts'],
        },
      },
    ],
  },
});
