/**
 * Any export goes in, nothing is lost, nobody is identified: columns that could identify somebody,
 * random pseudonyms, archives and odd shapes, rows that are repaired, and the quality of what is loaded.
 */
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { violations } from './support/access';
import {
  csvFile,
  download,
  fileInput,
  numberIn,
  openSite,
  query,
  stayCount,
  visit,
} from './support/app';
import { exportAll } from './support/exported';
import {
  ASKED,
  IDENTIFYING_IDS,
  IDENTIFYING_PEOPLE,
  identifyingStays,
  type OddTable,
  READ_UNASKED,
  REFUSED,
  SECRET,
} from './support/exports';
import { choose, loadMapped, mappingCount, takeDecisions } from './support/mapping';
import { tinyScores, tinyStays } from './support/tiny';

const ALL_STAYS = `${IDENTIFYING_PEOPLE} of ${IDENTIFYING_PEOPLE} stays`;

function button(page: Page | Locator, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: typeof name === 'string' });
}

function card(page: Page, name: string): Locator {
  return page.locator(`[data-file="${name}"]`);
}

/** Rows read, loaded and set aside of a file on the Data page. */
async function accountOf(page: Page, name: string): Promise<readonly number[]> {
  await expect(card(page, name).getByTestId('rows-read')).toHaveText(/^[\d,]+$/);
  const ids = ['rows-read', 'rows-loaded', 'rows-set-aside'];
  const texts = ids.map((id) => card(page, name).getByTestId(id).textContent());
  return (await Promise.all(texts)).map(numberIn);
}

/** The tables and views of the engine in which some text stands in a row. */
async function tablesWith(page: Page, ...texts: readonly string[]): Promise<readonly string[]> {
  const tables = await query(page, 'SELECT table_name AS name FROM information_schema.tables');
  if (tables.length === 0) return [];
  const isIn = texts.map((text) => `contains(CAST(t AS VARCHAR), '${text}')`).join(' OR ');
  const counts = tables.map(
    ({ name }) =>
      `SELECT '${String(name)}' AS name, count(*) AS n FROM "${String(name)}" AS t WHERE ${isIn}`,
  );
  const found = await query(page, `SELECT name FROM (${counts.join(' UNION ALL ')}) WHERE n > 0`);
  return found.map(({ name }) => String(name));
}

/** Which texts stand in the page, its fields, or in what the browser keeps. */
async function shownOrKept(page: Page, ...texts: readonly string[]): Promise<readonly string[]> {
  const all = await page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input')].map(({ value }) => value),
      ...Object.entries(localStorage).flat(),
      ...Object.entries(sessionStorage).flat(),
    ].join('\n'),
  );
  return texts.filter((text) => all.includes(text));
}

/** Serious violations in dark and in light. */
async function violationsInBoth(page: Page, within?: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violations(page, within)));
  }
  return found;
}

async function openMappingOf(
  page: Page,
  ...files: Parameters<Locator['setInputFiles']>
): Promise<void> {
  await fileInput(page)
    .first()
    .setInputFiles(...files);
  await page.waitForURL(/\/mapping\//);
}

test('columns that could identify somebody wait, unseen, until a person decides about each', async ({
  browser,
}) => {
  const { email, born, zip, county, note } = SECRET;
  const secrets = [email, born, zip, county, note];
  const page = await openSite(browser);
  await openMappingOf(page, identifyingStays());
  const asked = page.getByRole('heading', { name: '5 columns could identify somebody' });
  await expect(asked).toBeVisible();
  const use = button(page, 'Load this file');
  await expect(use).toBeDisabled();
  expect(await shownOrKept(page, ...secrets)).toEqual([]);
  expect(await tablesWith(page, ...secrets)).toEqual([]);
  await expect(page.getByText('May become filters')).toHaveCount(0);
  expect(await violationsInBoth(page)).toEqual([]);

  await test.step('nothing is kept without a reason', async () => {
    const column = page.getByRole('group', { name: 'County', exact: true });
    await column.getByText('Keep', { exact: true }).click();
    for (const reason of ['', '   ']) {
      await page.getByLabel('Why County is needed').fill(reason);
      await button(page, 'Apply these 5 decisions').click();
      await expect(column.getByText('Say why, so that it can be defended later.')).toBeVisible();
    }
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.setViewportSize({ width: 1280, height: 720 });
    await expect(asked).toBeVisible();
    await expect(use).toBeDisabled();
    await page.getByLabel('Why County is needed').fill('The county asks for its own people.');
    await button(page, 'Apply these 5 decisions').click();
    await expect(page.getByRole('list', { name: 'Decisions' }).getByRole('listitem')).toHaveText([
      'E-mail Dropped: not loaded, not shown, not kept.',
      'Date of Birth The year of birth is left, one category for everybody over 89.',
      'ZIP The first three digits are left, 000 where they cover 20,000 people or fewer.',
      'County Kept as it is: The county asks for its own people.',
      'Progress note Dropped: not loaded, not shown, not kept.',
    ]);
    await expect(mappingCount(page)).toContainText(`0 of ${IDENTIFYING_PEOPLE} rows set aside`);
  });

  await test.step('what is decided is all that is loaded', async () => {
    expect(await shownOrKept(page, email, born, zip, note)).toEqual([]);
    await loadMapped(page);
    await expect(stayCount(page)).toHaveText(ALL_STAYS);
    expect(await tablesWith(page, email, born, zip, note)).toEqual([]);
    expect(await tablesWith(page, county)).not.toEqual([]);
    expect(await shownOrKept(page, email, born, zip, note)).toEqual([]);
    const columns = await query(
      page,
      `SELECT column_name AS name FROM information_schema.columns
        WHERE regexp_matches(lower(column_name), 'mail|note')`,
    );
    expect(columns).toEqual([]);
    expect(await query(page, 'SELECT DISTINCT x_zip AS area FROM stay ORDER BY area')).toEqual([
      { area: 'ZIP 606' },
      { area: 'ZIP 941' },
    ]);
  });

  await test.step('the verdict and the export say what is loaded', async () => {
    const reasons = [
      'Full dates (census.csv)',
      'Street, city or county kept in "County" (census.csv), because: The county asks for its own people.',
      'Not loaded: "E-mail" and "Progress note"',
      'Loaded in coarse form: "Date of Birth" and "ZIP"',
    ];
    await visit(page, 'data/');
    const verdict = page.getByTestId('identity-verdict');
    await expect(verdict.getByRole('heading')).toHaveText('Identity: Limited data set');
    await expect(verdict.getByRole('listitem')).toHaveText(reasons);
    const { identity } = (await exportAll(page)) as unknown as { identity: object };
    expect(identity).toMatchObject({ state: 'limited', reasons });
    expect(JSON.stringify(identity)).toContain('limited data set (full dates and street, city');
  });
  await page.context().close();
});

test('people get random pseudonyms, and the same ones again by the key file', async ({
  browser,
}) => {
  const people = 'SELECT admitted_on::VARCHAR AS day, person_id FROM stay ORDER BY day';
  const first = await openSite(browser);
  await openMappingOf(first, identifyingStays());
  await first.getByText('Random pseudonym', { exact: true }).click();
  await takeDecisions(first);
  await loadMapped(first);
  await expect(stayCount(first)).toHaveText(ALL_STAYS);
  expect(await tablesWith(first, 'ROWONLY')).toEqual([]);
  expect(await shownOrKept(first, 'ROWONLY')).toEqual([]);
  const given = await query(first, people);
  expect(new Set(given.map(({ person_id }) => person_id)).size).toBe(IDENTIFYING_PEOPLE);
  for (const { person_id } of given) expect(person_id).toMatch(/^P-[0-9A-Z]{10}$/);

  // A file that needs no mapping follows the choice, else its people would be others.
  await visit(first, 'data/');
  await fileInput(first).setInputFiles(csvFile('scores.csv', tinyScores(9, 'ROWONLY')));
  await expect(card(first, 'scores.csv')).toBeVisible();
  expect(await accountOf(first, 'scores.csv')).toEqual([18, 18, 0]);
  expect(await tablesWith(first, 'ROWONLY')).toEqual([]);

  const saved = await download(first, () =>
    button(first, `Save the key file (${IDENTIFYING_PEOPLE} people)`).click(),
  );
  expect(saved.name).toBe('stepdown-key-file.csv');
  const ids = saved.text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[0]);
  expect(ids.sort()).toEqual([...IDENTIFYING_IDS].sort());

  // The mapping is known, but without the key it would give other pseudonyms: it waits for the key.
  const next = await first.context().newPage();
  await next.goto('./');
  await openMappingOf(next, identifyingStays());
  await expect(next.getByText(/take in the key file that you saved/)).toBeVisible();
  const wrong = { name: 'notes.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') };
  await next.getByLabel('Key file').setInputFiles(wrong);
  await expect(next.getByText(/The file lacks one of the columns/)).toBeVisible();
  await next.getByLabel('Key file').setInputFiles({ ...wrong, buffer: saved.bytes });
  await expect(next.getByText(`${IDENTIFYING_PEOPLE} ids taken in.`)).toBeVisible();
  await loadMapped(next);
  await expect(stayCount(next)).toHaveText(ALL_STAYS);
  expect(await query(next, people)).toEqual(given);
  await first.context().close();
});

test('archives, encodings and layouts of one drop go in or wait, and every row is accounted for', async ({
  browser,
}) => {
  const page = await openSite(browser);
  const files = [...READ_UNASKED, ...ASKED, ...REFUSED].map(({ payload }) => payload);
  await openMappingOf(page, files);
  for (const { words } of REFUSED) await expect(page.getByText(words)).toBeVisible();

  for (const { tables, words } of ASKED) {
    for (const [at, { name, read, loaded }] of tables.entries()) {
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
      await expect(page.getByText(words[at]!)).toBeVisible();
      if (name === 'headerless.csv') {
        await choose(page, 'Column for Person id', /^Column 1/);
        await choose(page, 'Column for Score', /^Column 4/);
      }
      await expect(mappingCount(page)).toContainText(
        `${loaded} rows would be loaded ${read - loaded} of ${read} rows set aside`,
      );
      await button(page, /^(Use this file|Load 4 files)$/).click();
    }
  }
  await page.waitForURL(/\/overview\//);
  await visit(page, 'data/');
  const tables: OddTable[] = [...READ_UNASKED, ...ASKED].flatMap((file) => file.tables);
  await expect(page.locator('[data-file]')).toHaveCount(tables.length);
  for (const { name, read, loaded } of tables) {
    expect(await accountOf(page, name), name).toEqual([read, loaded, read - loaded]);
  }
  await expect(card(page, 'open-quote.csv')).toContainText(
    'the quote that opens on line 3 never closes',
  );
  await expect(card(page, 'unicode.csv')).toContainText('UTF-16');
  await page.context().close();
});

test.describe('rows that are set aside', () => {
  const good = tinyStays(12);
  // The day does not exist, the day is missing, the discharge comes before the admission.
  const bad = good
    .replace('TINY-1-STAY,php,2026-01-05', 'TINY-1-STAY,php,2026-02-30')
    .replace('TINY-2-STAY,iop,2026-01-05', 'TINY-2-STAY,iop,')
    .replace('TINY-3-STAY,php,2026-03-02', 'TINY-3-STAY,php,2026-05-02');
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    page = await openWith(browser, bad);
  });

  test.afterAll(() => page.context().close());

  test('are listed by file and opened by line', async () => {
    const problems = page.locator('#problems');
    await expect(problems.getByRole('heading')).toHaveText('Problems: 5');
    await problems.getByLabel('File').selectOption({ label: 'scores.csv' });
    await expect(problems.locator('tbody th')).toContainText([
      'Score not valid',
      'Person never admitted',
    ]);
    await problems.getByLabel('File').selectOption({ label: 'stays.csv' });
    await expect(problems.locator('tbody tr')).toHaveCount(3);
    await button(problems, /^Show rows ?: Impossible date, stays\.csv$/).click();
    const dialog = page.getByRole('dialog', { name: 'Impossible date' });
    await expect(dialog.locator('tbody tr')).toHaveText(/^\s*2\s*2026-02-30\s*$/);
    expect(await violations(page, 'dialog')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });

  test('are among the subjects of quality, each open to everybody', async () => {
    const quality = page.locator('#quality');
    for (const [subject, words] of [
      ['Completeness', 'Completeness: is everything there?'],
      ['Timing of measures', 'In time: do scores come when they are due?'],
      ['Validity', 'Validity'],
      ['Accuracy', 'Accuracy'],
      ['Reliability', 'Reliability: does the same come out twice?'],
    ] as const) {
      await quality.getByText(subject, { exact: true }).first().click();
      const part = quality.getByRole('heading', { level: 3 });
      await expect(part).toContainText(words);
      await expect(quality.locator('[aria-busy="true"]')).toHaveCount(0);
      await expect(quality.getByRole('alert')).toHaveCount(0);
      expect(await violationsInBoth(page, '#quality'), subject).toEqual([]);
    }
  });

  test('are downloaded, repaired, dropped again, and count once', async () => {
    expect(await accountOf(page, 'stays.csv')).toEqual([12, 9, 3]);
    expect(await accountOf(page, 'scores.csv')).toEqual([24, 18, 6]);
    const { name, text } = await download(page, () =>
      button(page, 'Rows to fix of stays.csv (3)').click(),
    );
    expect(name).toBe('stays.to-fix.csv');
    const repaired = text
      .replace('2026-02-30', '2026-01-05')
      .replace('TINY-2-STAY,iop,,', 'TINY-2-STAY,iop,2026-01-05,')
      .replace('2026-05-02', '2026-03-02');
    await fileInput(page).setInputFiles(csvFile(name, repaired));
    await expect(stayCount(page)).toHaveText('12 of 12 stays');
    expect(await accountOf(page, name)).toEqual([3, 3, 0]);
    expect(await accountOf(page, 'stays.csv')).toEqual([12, 9, 3]);
    // The scores of people whose stays were repaired come in; that out of range does not.
    expect(await accountOf(page, 'scores.csv')).toEqual([24, 23, 1]);

    // The corrected export comes too: its rows are those that were repaired, and count once.
    await fileInput(page).setInputFiles(csvFile('stays.csv', good));
    await expect(page.getByText(/^stays\.csv was replaced by/)).toBeVisible();
    await expect(page.locator('#problems')).toContainText('Duplicate');
    await expect(stayCount(page)).toHaveText('12 of 12 stays');
    const accounts = [await accountOf(page, name), await accountOf(page, 'stays.csv')];
    const sums = [0, 1, 2].map((at) => accounts.reduce((sum, account) => sum + account[at]!, 0));
    expect(sums).toEqual([15, 12, 3]);
  });

  async function openWith(browser: Browser, stays: string): Promise<Page> {
    const opened = await openSite(browser);
    await fileInput(opened).setInputFiles([
      csvFile('stays.csv', stays),
      csvFile('scores.csv', tinyScores(12).replace('phq9,18', 'phq9,81')),
    ]);
    await opened.waitForURL(/\/overview\//);
    await visit(opened, 'data/');
    return opened;
  }
});
