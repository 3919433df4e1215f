/**
 * Real data sets that nobody here wrote, loaded through the mapping page as a person would, and equal
 * to results computed elsewhere. Skipped with a message where the reference data is absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { root } from '../../src/cli/install.mjs';
import { count, openSite, query, visit } from './support/app';
import { type Exported, exportAll, figureOf } from './support/exported';
import { answer, choose, dropUnmapped, loadMapped, mappingCount } from './support/mapping';

const folder = process.env.STEPDOWN_REFERENCE_DATA ?? join(root, '..', 'shared', 'data');
const isThere = existsSync(join(folder, 'oracles', 'jacobson_truax.json'));

test.skip(!isThere, `No reference data in ${folder}; set STEPDOWN_REFERENCE_DATA.`);

type Row = Record<string, string>;

function table(path: string): Row[] {
  const lines = readFileSync(join(folder, path), 'utf8').trimEnd().split(/\r?\n/);
  const cells = (line: string): string[] =>
    line.split(',').map((cell) => cell.replace(/^"|"$/g, ''));
  const [header = [], ...rows] = lines.map(cells);
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
}

interface JacobsonTruax {
  n_used: number;
  m_pre: number;
  sd_pre: number;
  reliability: number;
  distribution: Record<'improved' | 'unchanged' | 'deteriorated', number>;
  cutoffs: { value: number; m_functional: number; sd_functional: number };
  combined: Record<string, number>;
}

function oracle(key: string): JacobsonTruax {
  const all = JSON.parse(
    readFileSync(join(folder, 'oracles', 'jacobson_truax.json'), 'utf8'),
  ) as Record<string, JacobsonTruax>;
  const found = all[key];
  if (!found) throw new Error(`No result ${key}.`);
  return found;
}

async function openWith(browser: Browser, path: string): Promise<Page> {
  const page = await openSite(browser);
  await dropUnmapped(page, join(folder, path));
  return page;
}

/** Switches to the mode for public data, for which every number is shown. */
async function publicData(page: Page): Promise<void> {
  await visit(page, 'symptoms/?mode=off');
  await expect(page.getByTestId('mode')).toContainText('off');
}

/** Defines an instrument in the place of a column of unknown scores. */
async function defineInstrument(
  page: Page,
  column: string,
  scores: { name: string; min: number; max: number; step?: number; better: 'higher' | 'lower' },
): Promise<void> {
  await choose(page, `Instrument of ${column}`, /Define/);
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill(scores.name);
  await form.getByLabel('Lowest score').fill(String(scores.min));
  await form.getByLabel('Highest score').fill(String(scores.max));
  await form.getByLabel('Step').fill(scores.step === undefined ? '' : String(scores.step));
  await form
    .getByRole('group', { name: 'A higher score is' })
    .getByText(scores.better === 'higher' ? 'better' : 'worse')
    .click();
  await form.getByRole('button', { name: 'Add the instrument' }).click();
  await expect(form).toHaveCount(0);
}

/** Shows the columns that the file seems not to have. */
async function allColumns(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Show \d+ more of our columns/ }).click();
}

/** Enters what an oracle used about an instrument. */
async function enterThresholds(
  page: Page,
  instrument: string,
  used: JacobsonTruax,
  factor = 1,
): Promise<void> {
  await visit(page, 'data/?mode=off');
  await choose(page, 'Enter thresholds of', instrument);
  const form = page.getByRole('dialog');
  const fill = (label: string, value: number): Promise<void> =>
    form.getByLabel(label).fill(String(value));
  await fill('SD of the clinical group', used.sd_pre * factor);
  await fill('Reliability', used.reliability);
  await fill('Mean of the clinical group', used.m_pre * factor);
  await fill('Mean of the norm group', used.cutoffs.m_functional * factor);
  await fill('SD of the norm group', used.cutoffs.sd_functional * factor);
  await form.getByRole('button', { name: 'Use these thresholds' }).click();
  await expect(form).toHaveCount(0);
  const table = page.getByRole('table', { name: 'Thresholds of your own' });
  await expect(table.getByRole('row', { name: instrument })).toBeVisible();
}

/** The classes of change of everybody, of a measure. */
function classes(exported: Exported, id: string, measure: string): Record<string, number> {
  const rows = figureOf(exported, id).rows.filter(
    (row) =>
      row['measure'] === measure &&
      row['level'] === null &&
      row['program'] === null &&
      (row['scope'] ?? 'all') === 'all' &&
      row['class'] !== 'cannot improve',
  );
  return Object.fromEntries(rows.map((row) => [String(row['class']), Number(row['numerator'])]));
}

function expectClasses(exported: Exported, measure: string, used: JacobsonTruax): void {
  expect(classes(exported, 'reliable-change', measure)).toEqual(used.distribution);
  expect(classes(exported, 'clinically-significant-change', measure)).toEqual(used.combined);
}

/** Means, SD and n over visits equal a table made elsewhere, to six digits and more. */
function expectCourse(
  exported: Exported,
  measure: string,
  program: string | null,
  expected: readonly Row[],
): void {
  const rows = figureOf(exported, 'score-course').rows.filter(
    (row) => row['measure'] === measure && row['level'] === null && row['program'] === program,
  );
  expect(rows.map((row) => row['n'])).toEqual(expected.map((row) => Number(row['n'])));
  rows.forEach((row, at) => {
    const want = expected[at]!;
    const near = (name: string, value: string): void =>
      expect(Math.abs(Number(row[name]) / Number(value) - 1)).toBeLessThan(1e-9);
    near('value', want['mean']!);
    near('sd', want['sd']!);
    near('low', want['ci_lo']!);
    near('high', want['ci_hi']!);
  });
}

test('claus_2020: several instruments a row, visit numbers, and change classes as entered', async ({
  browser,
}) => {
  const page = await openWith(browser, 'symptoms/claus_2020.csv');
  await answer(page, /WHO-5/, /^Yes: multiply by 4/);
  await allColumns(page);
  await choose(page, 'Column for Program', 'treatment');
  // The published analysis looks from the first visit to the fourth, and at nobody without both.
  await choose(page, 'Column for Visit', 'Not in this file');
  await choose(page, 'Column for Phase', 'time');
  await choose(page, 'What 1 counts as', /first/i);
  for (const visit of ['2', '3']) await choose(page, `What ${visit} counts as`, /follow-up/i);
  await choose(page, 'What 4 counts as', /later/i);
  await page.getByRole('button', { name: 'Add a score' }).click();
  await defineInstrument(page, 'shaps', {
    name: 'SHAPS',
    min: 0,
    max: 14,
    step: 1,
    better: 'lower',
  });
  await page.getByRole('button', { name: 'Add a score' }).click();
  await defineInstrument(page, 'hamd', {
    name: 'HAM-D',
    min: 0,
    max: 52,
    step: 1,
    better: 'lower',
  });
  await expect(mappingCount(page)).toContainText('0 of 172 rows set aside');
  await loadMapped(page);
  await enterThresholds(page, 'HAM-D', oracle('claus_hamd_rel.80_func8_8'));
  await enterThresholds(page, 'BDI-II', oracle('claus_bdi_rel.90_func7_7'));
  await enterThresholds(page, 'WHO-5', oracle('claus_who5_rel.85_HIGHER_is_better_func17_5'), 4);
  await publicData(page);
  const exported = await exportAll(page);
  expect(exported.timeMode).toBe('order');
  const course = table('oracles/trajectory_claus_bdi.csv');
  for (const arm of ['PA', 'TAU']) {
    expectCourse(
      exported,
      'bdi2',
      arm,
      course.filter(({ group }) => group === arm),
    );
  }
  expectClasses(exported, 'hamd', oracle('claus_hamd_rel.80_func8_8'));
  expectClasses(exported, 'bdi2', oracle('claus_bdi_rel.90_func7_7'));
  expectClasses(exported, 'who5', oracle('claus_who5_rel.85_HIGHER_is_better_func17_5'));
  await page.context().close();
});

test('jacobson_1989: pre and post, two instruments that the library lacks', async ({ browser }) => {
  const page = await openWith(browser, 'symptoms/jacobson_1989.csv');
  await defineInstrument(page, 'das', { name: 'DAS couple', min: 0, max: 151, better: 'higher' });
  await defineInstrument(page, 'gds', { name: 'GDS', min: 20, max: 100, better: 'lower' });
  await loadMapped(page);
  await enterThresholds(
    page,
    'DAS couple',
    oracle('jacobson_das_rel.88_HIGHER_is_better_func114.8_17.8'),
  );
  await enterThresholds(page, 'GDS', oracle('jacobson_gds_rel.97_func52_8'));
  await publicData(page);
  const exported = await exportAll(page);
  expectClasses(
    exported,
    'dascouple',
    oracle('jacobson_das_rel.88_HIGHER_is_better_func114.8_17.8'),
  );
  expectClasses(exported, 'gds', oracle('jacobson_gds_rel.97_func52_8'));
  await page.context().close();
});

test('btheb_wide: a column per time point; last of all, and the second only', async ({
  browser,
}) => {
  const page = await openWith(browser, 'symptoms/btheb_wide.csv');
  await allColumns(page);
  await choose(page, 'Column for Program', 'treatment');
  await loadMapped(page);
  const used = oracle('btheb_first_to_last_observed_rel.90_func7_7');
  await enterThresholds(page, 'BDI-II', used);
  await publicData(page);
  const first = await exportAll(page);
  const course = table('oracles/trajectory_btheb.csv');
  for (const arm of ['BtheB', 'TAU']) {
    expectCourse(
      first,
      'bdi2',
      arm,
      course.filter(({ group }) => group === arm),
    );
  }
  expectClasses(first, 'bdi2', used);

  await visit(page, 'data/?mode=off');
  await page.getByRole('button', { name: 'Change mapping' }).click();
  for (const phase of ['4m', '6m', '8m']) {
    await choose(page, `What ${phase} counts as`, /follow-up/i);
  }
  await page.getByRole('button', { name: 'Load this file' }).click();
  await page.waitForURL(/\/data\//);
  await publicData(page);
  expectClasses(await exportAll(page), 'bdi2', oracle('btheb_pre_2m_rel.90_func7_7'));
  await page.context().close();
});

test('help_longitudinal: months as visits, and a change up to month 6', async ({ browser }) => {
  const page = await openWith(browser, 'symptoms/help_longitudinal.csv');
  await allColumns(page);
  await choose(page, 'Column for Visit', 'Not in this file');
  await choose(page, 'Column for Phase', 'TIME');
  await choose(page, 'What 0 counts as', /first/i);
  await choose(page, 'What 6 counts as', /later/i);
  for (const month of ['12', '18', '24']) {
    await choose(page, `What ${month} counts as`, /follow-up/i);
  }
  await loadMapped(page);
  const used = oracle('help_cesd_0_6_rel.85_func9_8');
  await enterThresholds(page, 'CES-D', used);
  await publicData(page);
  const exported = await exportAll(page);
  expectCourse(exported, 'cesd', null, table('oracles/trajectory_help_cesd.csv'));
  expectClasses(exported, 'cesd', used);
  await page.context().close();
});

test('addicts: a duration with an ended flag, the clinic as program', async ({ browser }) => {
  const page = await openWith(browser, 'retention/addicts.csv');
  await answer(page, /has ended/, '1 = ended');
  await answer(page, /Which level of care/, 'Outpatient');
  await expect(mappingCount(page)).toContainText('0 of 238 rows set aside');
  await loadMapped(page);
  await publicData(page);
  const exported = await exportAll(page);
  expect(exported.timeMode).toBe('relative');
  const { rows } = figureOf(exported, 'retention');
  const find = (program: string | null, statistic: string): Record<string, unknown> | undefined =>
    rows.find(
      (row) =>
        row['level'] === null && row['program'] === program && row['statistic'] === statistic,
    );
  expect(find('1', 'median')).toMatchObject({ value: 428, low: 341, high: 512 });
  expect(find('2', 'median')).toMatchObject({ value: null });
  expect(Number(find(null, 'log-rank')?.['value'])).toBeCloseTo(27.8927, 4);
  await page.context().close();
});

test('mimic transfers: shifted days, blank wards, events left out, touching rows joined', async ({
  browser,
}) => {
  const moves = JSON.parse(
    readFileSync(join(folder, 'oracles', 'transitions_aj.json'), 'utf8'),
  ) as Record<string, number>;
  const page = await openWith(browser, 'transitions/mimic3demo_transfers.csv');
  await answer(page, /moved on purpose/, /^Yes/);
  await answer(page, /EVENTTYPE/, /^Leave out/);
  await answer(page, /empty "CURR_CAREUNIT"/, /Residential/);
  await answer(page, /one stay/, 'Join rows that touch');
  await answer(page, /have no level of care/, 'All are: Inpatient');
  await choose(page, 'Column for Person id', 'HADM_ID');
  await expect(mappingCount(page)).toContainText('129 of 524 rows set aside');
  await loadMapped(page);
  await page.getByRole('button', { name: 'All stays' }).click();
  expect(await count(page, 'stay')).toBe(moves['n_stays_merged_state']);
  await publicData(page);
  const exported = await exportAll(page);
  const down = figureOf(exported, 'next-move').rows.filter(
    (row) => row['level'] === null && row['program'] === null && row['window'] === 7,
  );
  const numerator = (name: string): unknown =>
    down.find((row) => row['class'] === name)?.['numerator'];
  expect(numerator('step_down')).toBe(moves['step_down_ICU_to_Ward']);
  expect(numerator('step_up')).toBe(moves['step_up_Ward_to_ICU']);
  const [account] = await query(
    page,
    `SELECT count(*)::INTEGER AS n, min(reason) AS reason FROM every_set_aside`,
  );
  expect(account).toEqual({ n: 129, reason: 'left_out' });
  await page.context().close();
});
