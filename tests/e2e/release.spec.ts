/** What leaves the house: a release is read back from the page and its files, and searched for few people. */
import { expect, type Page, test } from '@playwright/test';
import { download, figure, figuresReady, openWithSample, visit } from './support/app';
import { chooseExport, type Exported, type ExportedFigure, exportAll } from './support/exported';

const FEW = 10;
const QUARTER = 'from=2026-07-01&to=2026-09-30';

let page: Page;
let inside: Exported;
let outside: Exported;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  page = await openWithSample(browser);
  await visit(page, `length/?${QUARTER}`);
  inside = await exportAll(page, 'internal');
  outside = await exportAll(page, 'release');
});
test.afterAll(() => page.context().close());

/** Each row of a release with the same row as the program's own staff see it. */
function rowsOf(released: ExportedFigure): { hidden: Row; known: Row }[] {
  const own = inside.figures.find(({ id }) => id === released.id)!;
  expect(released.rows.length, released.id).toBe(own.rows.length);
  return released.rows.map((hidden, at) => ({ hidden, known: own.rows[at]! }));
}

type Row = ExportedFigure['rows'][number];

test('says which mode it was made in', () => {
  expect(inside.settings['suppression']).toBe('internal');
  expect(outside.settings['suppression']).toBe('release');
});

test('the figures document shows no number about few people', () => {
  const told: string[] = [];
  for (const released of outside.figures) {
    for (const { hidden } of rowsOf(released)) {
      for (const column of ['persons', 'n', 'denominator', 'at_risk']) {
        const count = hidden[column];
        const isOfPeople = column !== 'denominator' || released.unit === 'proportion';
        if (typeof count === 'number' && isOfPeople && count > 0 && count <= FEW) {
          told.push(`${released.id} ${column} ${JSON.stringify(hidden)}`);
        }
      }
    }
    for (const { reason, n } of released.excluded) {
      if (n !== null && n > 0 && n <= FEW) told.push(`${released.id} excluded ${reason} ${n}`);
    }
    const { n, persons } = released;
    if ([n, persons].some((count) => count !== null && count > 0 && count <= FEW)) {
      told.push(`${released.id} headline`);
    }
  }
  expect(told).toEqual([]);
});

test('what is hidden is null and marked, and nothing else is', () => {
  let hiddenRows = 0;
  const wrong: string[] = [];
  for (const released of outside.figures) {
    for (const { hidden, known } of rowsOf(released)) {
      const columns = Object.keys(known);
      const gone = columns.filter((column) => known[column] !== null && hidden[column] === null);
      if (gone.length > 0) hiddenRows += 1;
      const isMarked = hidden['suppressed'] === true;
      const isChanged = columns.some(
        (column) => !gone.includes(column) && hidden[column] !== known[column],
      );
      if (isMarked !== gone.length > 0 || isChanged) wrong.push(JSON.stringify(hidden));
    }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(hiddenRows).toBeGreaterThan(50);
});

test('linked figures hide the reasons of the planned share together', () => {
  const reasons = outside.figures.find(({ id }) => id === 'discharge-reasons')!;
  const groups = new Map<string, number>();
  for (const { hidden, known } of rowsOf(reasons)) {
    const key = [known['level'], known['program'], known['scope']].join('|');
    const isHidden = hidden['numerator'] === null && Number(known['numerator']) > 0;
    groups.set(key, (groups.get(key) ?? 0) + Number(isHidden));
  }
  // A single hidden reason would be what the others leave of all.
  expect([...groups.values()].filter((hidden) => hidden === 1)).toEqual([]);
});

test('a file of one figure is a release unless its maker chose otherwise', async () => {
  await visit(page, `length/?${QUARTER}`);
  await figuresReady(page);
  await chooseExport(page, 'release');
  await page.keyboard.press('Escape');
  const frame = figure(page, 'discharge-reasons');
  const save = () => frame.getByRole('button', { name: 'CSV' }).click();
  const released = await download(page, save);
  expect(released.text).toContain('Mode: release, small cells are hidden');
  expect(released.text.split('\r\n')[0]).toContain('suppressed');
  expect(released.text).toContain(',true,');
  await chooseExport(page, 'internal');
  await page.keyboard.press('Escape');
  const own = await download(page, save);
  expect(own.text).toContain('Mode: internal, contains small cells');
});

test('on screen a release says so and hides in words, tables, filters and counts', async () => {
  await visit(page, `length/?${QUARTER}&mode=release`);
  await figuresReady(page);
  await expect(page.getByTestId('mode')).toHaveText(/release, small cells are hidden/);
  await expect(page.getByTestId('stay-count')).toHaveText(/^about [\d,]+ of [\d,]+ stays$/);
  const frame = figure(page, 'discharge-reasons');
  await frame.getByRole('button', { name: 'Table' }).click();
  await expect(frame.getByRole('cell', { name: 'hidden', exact: true }).first()).toBeVisible();
  await expect(frame.getByText(/\bNaN\b|undefined/)).toHaveCount(0);
  await page
    .getByRole('button', { name: /^Level/ })
    .first()
    .click();
  const counts = await page.getByRole('group', { name: 'Level', exact: true }).innerText();
  const few = counts
    .split(/\s+/)
    .map(Number)
    .filter((count) => count > 0 && count <= FEW);
  expect(few).toEqual([]);
  await page.keyboard.press('Escape');
  await visit(page, `data/?mode=release`);
  await expect(page.getByText('is shown in internal mode only')).toBeVisible();
});

test('Ctrl P prints a release and comes back to the screen of the staff', async () => {
  test.setTimeout(180_000);
  await visit(page, `length/?${QUARTER}`);
  await figuresReady(page);
  await page.evaluate(() => {
    window.print = () => {
      const shown = document.querySelector('[data-testid="mode"]')?.textContent ?? '';
      const busy = document.querySelectorAll('main [aria-busy="true"]').length;
      document.title = `printed: ${shown}, ${busy} still computing`;
    };
  });
  // The choice of the test before stands: it was for internal files.
  await chooseExport(page, 'release');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+p');
  await expect
    .poll(() => page.title(), { timeout: 120_000 })
    .toBe('printed: Mode: release, small cells are hidden, 0 still computing');
  await expect(page.getByTestId('mode')).toHaveText(/internal, contains small cells/);
});
