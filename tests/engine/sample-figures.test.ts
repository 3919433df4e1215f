/**
 * The sample data on its whole way: import, derivation, figures. Every row is loaded or set aside for
 * the reason that was planted, and every figure equals its slow and obvious version.
 */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { lineOf } from '$lib/ingest/line-registry';
import { setAsideRows } from '$lib/ingest/set-aside';
import type { FileAccount } from '$lib/ingest/types';
import type { CellReason, Reason } from '$lib/ingest/words';
import { computeFigure } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import { METRICS } from '$lib/metrics/registry';
import { CANONICAL, type Kind, KINDS, MADE_COLUMNS } from '$lib/model/canonical';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { ident, join, sql } from '$lib/sql/sql';
import { derive as naiveDerive } from '../naive/derive';
import { type FigureId, naiveFigure } from '../naive/figures/index';
import type { Derived } from '../naive/types';
import { expectSameFigure } from '../support/same-figure';
import { SAMPLE_CUT, startWithSample } from '../support/sample-engine';

let engine: Engine;
let accounts: readonly FileAccount[];
let extras: readonly string[];

beforeAll(async () => {
  ({ engine, accounts, extras } = await startWithSample());
}, 300_000);
afterAll(() => engine.terminate());

interface Planted {
  readonly file: string;
  readonly line: string;
  readonly kind: 'row' | 'cell';
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

const ROW_REASONS: Readonly<Record<string, Reason>> = {
  unreadable: 'unreadable',
  'total row': 'total_row',
  'missing required value': 'missing_required',
  'not a date': 'not_a_date',
  'impossible date': 'impossible_date',
  'future day': 'future_day',
  'unknown code': 'unknown_code',
  'discharge before admission': 'discharge_before_admission',
  'unknown instrument': 'unknown_instrument',
  'score out of range or off its grid': 'invalid_score',
  'duplicate row': 'duplicate_row',
  'duplicate stay_id': 'duplicate_stay',
  'person never admitted': 'person_never_admitted',
  orphan: 'orphan',
};

const CELL_REASONS: Readonly<Record<string, CellReason>> = {
  'not a date': 'not_a_date',
  'unknown code': 'unknown_code',
  'not a number': 'not_a_number',
  'last contact before admission': 'before_admission',
  'discharge reason without a discharge day': 'no_discharge_day',
};

const text = readFileSync('sample-data/expected-set-aside.csv', 'utf8');
const planted = Papa.parse<Planted>(text, { header: true, skipEmptyLines: true }).data;

describe('import of the sample data', () => {
  it.each(KINDS)('accounts for every line of %s.csv', (kind) => {
    const account = accounts.find((candidate) => candidate.kind === kind)!;
    const lines = readFileSync(`sample-data/${kind}.csv`, 'utf8').trimEnd().split('\n').length;
    expect(account.rowsRead).toBe(lines - 1);
    expect(account.rowsLoaded + account.rowsSetAside).toBe(account.rowsRead);
    const expected = planted.filter((row) => row.file === account.name);
    expect(account.rowsSetAside).toBe(expected.filter((row) => row.kind === 'row').length);
  });

  it('sets aside the planted rows and no other', async () => {
    const found = await setAsideRows(engine, { limit: 1000, offset: 0 });
    const expected = planted.filter((row) => row.kind === 'row');
    expect(found.map((row) => `${row.fileName} ${row.line} ${row.reason}`).sort()).toEqual(
      expected.map((row) => `${row.file} ${row.line} ${ROW_REASONS[row.reason]}`).sort(),
    );
  });

  it('names the column and the value of what it set aside', async () => {
    const found = await setAsideRows(engine, { limit: 1000, offset: 0 });
    for (const { file, line, column, value } of planted) {
      if (column === '' || value === '') continue;
      const row = found.find((one) => one.fileName === file && one.line === Number(line));
      // A total is a whole row that is none, so no column of it is to blame.
      const where = row?.reason === 'total_row' ? null : column;
      if (row) expect(row, `${file} ${line}`).toMatchObject({ column: where, value });
    }
  });

  it('sets aside the planted cells and keeps their rows', async () => {
    const cells = await engine.query(
      'SELECT file_id, row_no, column_name, value, reason FROM cell_aside',
    );
    const nameOf = (fileId: number): string =>
      accounts.find((account) => account.fileId === fileId)!.name;
    const found = cells.rows().map((row) => {
      const fileId = Number(row['file_id']);
      const line = lineOf(engine, fileId, Number(row['row_no']));
      return [nameOf(fileId), line, row['column_name'], row['value'], row['reason']].join(' ');
    });
    const expected = planted
      .filter((row) => row.kind === 'cell')
      .map((row) =>
        [row.file, row.line, row.column, row.value, CELL_REASONS[row.reason]].join(' '),
      );
    expect(found.sort()).toEqual(expected.sort());
  });

  it('reads the data cut from the files', async () => {
    const cut = await engine.query('SELECT day FROM data_cut');
    expect(cut.text('day', 0)).toBe(SAMPLE_CUT);
  });
});

/** The rows of a canonical table as plain rows. */
async function plainRows<Row>(kind: Kind): Promise<Row[]> {
  const columns = [
    sql`file_id AS "fileId"`,
    sql`row_no AS "rowNo"`,
    ...[...CANONICAL[kind], ...MADE_COLUMNS[kind]].map(({ name, type }) =>
      type === 'yes_no' ? sql`${ident(name)}::INTEGER AS ${ident(name)}` : ident(name),
    ),
    ...(kind === 'stays' ? extras.map(ident) : []),
  ];
  const found = await engine.query(sql`SELECT ${join(columns)} FROM ${ident(kind)}`.text);
  return found.rows() as Row[];
}

/** Figures of instruments that the sample does not have. */
const NOT_IN_SAMPLE: readonly string[] = ['no-use-at-last'];

const COHORTS: readonly (readonly [string, Cohort])[] = [
  ['all stays', ALL_STAYS],
  [
    'commercial stays admitted to partial and intensive outpatient care in a year',
    {
      ...ALL_STAYS,
      period: { from: '2025-01-01', to: '2025-12-31' },
      basis: 'admitted',
      filters: { level: ['php', 'iop'], payer: ['Commercial'] },
    },
  ],
];

interface Fit {
  readonly measure: string;
  readonly n: number;
  readonly coefficients: readonly number[];
  readonly residual_error: number;
}

describe('the expected last score', () => {
  it('is that of least squares in R', async () => {
    const oracle = JSON.parse(readFileSync('tests/oracles/change.json', 'utf8')) as {
      readonly last_by_baseline_and_week: readonly Fit[];
    };
    const models = (await engine.query('SELECT * FROM track_model')).rows();
    for (const { measure, n, coefficients, residual_error } of oracle.last_by_baseline_and_week) {
      const found = models.find((model) => model['measure'] === measure)!;
      expect(found['n']).toBe(n);
      expect(found['intercept']).toBeCloseTo(coefficients[0]!, 9);
      expect(found['per_baseline']).toBeCloseTo(coefficients[1]!, 9);
      expect(found['per_log_week']).toBeCloseTo(coefficients[2]!, 9);
      expect(found['residual_se']).toBeCloseTo(residual_error, 9);
    }
  });
});

describe('figures of the sample data', () => {
  let derived: Derived;
  beforeAll(async () => {
    const rows = {
      stays: await plainRows<Derived['stays'][number]>('stays'),
      scores: await plainRows<Derived['scores'][number]>('scores'),
      sessions: await plainRows<Derived['sessions'][number]>('sessions'),
      surveys: await plainRows<Derived['surveys'][number]>('surveys'),
    };
    derived = naiveDerive(rows, DEFAULT_SETTINGS);
  }, 300_000);

  describe.each(COHORTS)('of %s', (_name, cohort) => {
    it.each(METRICS.map((metric): [string, Metric] => [metric.id, metric]))(
      '%s equals its plain version',
      { timeout: 300_000 },
      async (_id, metric) => {
        const facts = { cohort, settings: DEFAULT_SETTINGS, dataCut: derived.dataCut };
        const found = await computeFigure(metric, facts, (query) => engine.query(query));
        const id = metric.id as FigureId;
        const expected = naiveFigure(id, derived, cohort, DEFAULT_SETTINGS, found.context.basis);
        if (!NOT_IN_SAMPLE.includes(id)) expect(found.data.rows.length).toBeGreaterThan(0);
        expectSameFigure(metric.id, found.data, expected);
      },
    );
  });
});
