/**
 * Lint rules, and the proof that imports point one way: `mayImport` below is the whole law, turned
 * into one `no-restricted-imports` rule per folder. `tests/unit/import-rules.test.ts` shows it fires.
 */
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const belowCharts = ['session', 'export', 'metrics', 'cohort', 'model', 'measures', 'stats'];

/** What each folder of `src/lib` may import besides itself: folders, or single modules of one. */
const mayImport = {
  format: [],
  stats: [],
  measures: [],
  sql: [],
  tally: ['sql'],
  ui: ['format'],
  engine: ['sql'],
  identity: ['sql', 'format'],
  model: ['sql', 'measures', 'format'],
  ingest: ['identity', 'model', 'measures', 'sql', 'format', 'engine/port'],
  quality: ['ingest', 'model', 'measures', 'sql', 'format'],
  cohort: ['model', 'measures', 'sql', 'format'],
  metrics: ['cohort', 'stats', 'model', 'measures', 'tally', 'sql', 'format'],
  export: ['metrics', 'cohort', 'model', 'measures', 'format'],
  session: [
    'engine',
    'ingest',
    'identity',
    'quality',
    'export',
    'metrics',
    'cohort',
    'model',
    'measures',
    'tally',
    'sql',
    'format',
  ],
  charts: [...belowCharts, 'format', 'ui'],
  report: ['charts', ...belowCharts, 'format', 'ui'],
};

/** Packages that only these folders may import, so that each can be replaced in one place. */
const packageOwners = {
  '@duckdb/duckdb-wasm': ['engine'],
  'apache-arrow': ['engine'],
  papaparse: ['ingest', 'export'],
  'chart.js': ['charts'],
};

/** Folders deeper than this inside one folder of `src/lib` are not checked for `../`. */
const deepest = 3;

const escape = (text) => text.replace(/[$.*+?^(){}|[\]\\]/g, '\\$&');

const storesAreGone = { regex: '^\\$app/stores', message: 'Use $app/state.' };

function packagesOfOthers(folder) {
  return Object.entries(packageOwners)
    .filter(([, owners]) => !owners.includes(folder))
    .map(([name, owners]) => ({
      regex: `^${escape(name)}(?:/|$)`,
      message: `Only src/lib/${owners.join(' and src/lib/')} may import ${name}.`,
    }));
}

function libraryImports(folder, allowed, depth) {
  const own = [folder, ...allowed].map(escape).join('|');
  return [
    {
      regex: `^\\$lib(?!/(?:${own})(?:/|$))`,
      message: `src/lib/${folder} may import only from: ${allowed.join(', ') || 'itself'}.`,
    },
    {
      regex: `^(?:\\./)*(?:\\.\\.(?:/|$)){${depth}}(?!.*sample-data/)`,
      message: 'A relative import stays inside its folder of src/lib; write $lib/<folder>/….',
    },
    { regex: '^\\$app/|(?:^|/)src/', message: 'src/lib knows nothing of Kit or of src/routes.' },
    ...packagesOfOthers(folder),
  ];
}

/** `no-restricted-imports` does not look at `import()`; a selector with the same pattern does. */
function restrict(patterns) {
  return {
    'no-restricted-imports': ['error', { patterns }],
    'no-restricted-syntax': [
      'error',
      ...patterns.map(({ regex, message }) => ({
        selector: `ImportExpression > Literal[value=/${regex.replaceAll('/', '\\u002F')}/]`,
        message,
      })),
    ],
  };
}

const importRules = [
  {
    files: ['src/**/*.{ts,svelte}'],
    rules: restrict([storesAreGone, ...packagesOfOthers('')]),
  },
  {
    files: ['src/lib/**/*.{ts,svelte}'],
    rules: restrict([
      { regex: '^[$.]', message: 'Give this folder a line in mayImport of eslint.config.js.' },
    ]),
  },
  ...Object.entries(mayImport).flatMap(([folder, allowed]) =>
    Array.from({ length: deepest }, (_, level) => ({
      files: [`src/lib/${folder}/${'*/'.repeat(level)}*.{ts,svelte}`],
      rules: restrict(libraryImports(folder, allowed, level + 1)),
    })),
  ),
];

export default defineConfig(
  globalIgnores(['.svelte-kit/', 'build/', 'coverage/', 'playwright-report/', 'test-results/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strict,
  svelte.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // With noUncheckedIndexedAccess, `!` after a checked index is how a loop over numbers reads.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] },
    },
  },
  {
    // svelte-check reports an undefined name, with types.
    files: ['**/*.svelte', '**/*.ts'],
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['src/cli/**', 'tests/**/*.mjs', '*.config.js'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['src/**/*.{svelte,svelte.ts}'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['src/lib/**/*.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'error' },
  },
  {
    // Components get their addresses from the page, the only place that knows the base path.
    files: ['src/lib/**'],
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
  {
    // An address made of the current one and other parameters cannot be proven by a linter.
    files: ['src/routes/**'],
    rules: {
      'svelte/no-navigation-without-resolve': [
        'error',
        { ignoreGoto: true, ignorePushState: true, ignoreReplaceState: true },
      ],
    },
  },
  ...importRules,
);
