/** Everybody can use it: axe on every page, light and dark; small screens; keyboard only; less motion. */
import { expect, type Page, test } from '@playwright/test';
import {
  download,
  figure,
  figuresReady,
  openSite,
  openWithSample,
  PAGES,
  samplePath,
  stayCount,
  visit,
} from './support/app';
import { tabTo, violations } from './support/access';

const SCHEMES = ['light', 'dark'] as const;
const ALL_PAGES = ['', ...PAGES.map((name) => `${name}/`), 'definitions/', 'data/'];

async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

async function settled(page: Page, path: string): Promise<void> {
  const hasFigures = PAGES.some((name) => path.split('?')[0] === `${name}/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  if (hasFigures && (await stayCount(page).count()) > 0) await figuresReady(page);
}

test.describe('without data', () => {
  for (const colorScheme of SCHEMES) {
    test(`no page has a serious violation in ${colorScheme}`, async ({ browser }) => {
      const page = await openSite(browser);
      await page.emulateMedia({ colorScheme });
      for (const path of ['', 'overview/', 'data/']) {
        if (path) await visit(page, path);
        await settled(page, path);
        expect(await violations(page), `/${path}`).toEqual([]);
      }
      await page.context().close();
    });
  }

  test('from the first key to a filter, the keyboard is enough', async ({ browser }) => {
    const page = await openSite(browser);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the figures' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.locator('main')).toBeFocused();

    await tabTo(page, page.getByRole('button', { name: 'Try with sample data' }));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/overview\//);
    await expect(stayCount(page)).toHaveText('4,637 of 4,637 stays');

    await tabTo(page, page.getByRole('button', { name: 'Level', exact: true }));
    await page.keyboard.press('ArrowDown');
    const list = page.getByRole('group', { name: 'Level', exact: true });
    await expect(list.getByRole('checkbox').first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect(page.getByLabel('Filters in force')).toContainText('Level: ');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: /^Level/ })).toBeFocused();

    await tabTo(page, figure(page, 'score-course').getByRole('application'), 160);
    await page.keyboard.press('ArrowRight');
    await expect(figure(page, 'score-course').locator('[aria-live="polite"]')).toHaveText(/\d/);
    await page.context().close();
  });
});

test('from the files to the export, the keyboard is enough', async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await openSite(browser);
  // Listened for ahead: the browser asks at once.
  page.on('filechooser', (chooser) => {
    void chooser.setFiles([samplePath('stays.csv'), samplePath('scores.csv')]);
  });
  await tabTo(page, page.getByRole('button', { name: 'Choose files' }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/overview\//, { timeout: 60_000 });
  await expect(stayCount(page)).toHaveText('4,637 of 4,637 stays');

  await tabTo(page, figure(page, 'level-flow').getByRole('button', { name: 'Table' }), 200);
  await page.keyboard.press('Enter');
  await expect(figure(page, 'level-flow').getByRole('table')).toBeVisible();

  await page.keyboard.press('Control+Home');
  await page.getByRole('heading', { level: 1 }).evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
  });
  await tabTo(page, page.getByRole('button', { name: 'Export' }), 200);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'All figures (JSON)' }));
  const { text } = await download(page, () => page.keyboard.press('Enter'));
  expect(JSON.parse(text)).toMatchObject({ settings: { suppression: 'release' } });
  await page.context().close();
});

test.describe('with data', () => {
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    page = await openWithSample(browser);
  });

  test.afterAll(() => page.context().close());

  for (const colorScheme of SCHEMES) {
    for (const path of ALL_PAGES) {
      test(`/${path} has no serious violation in ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme });
        await visit(page, path);
        await settled(page, path);
        expect(await violations(page)).toEqual([]);
      });
    }
  }

  test('neither has a page on paper, nor one of a release', async () => {
    await page.emulateMedia({ colorScheme: 'light', media: 'print' });
    for (const path of ['length/', 'length/?mode=release']) {
      await visit(page, path);
      await settled(page, path);
      expect(await violations(page), `/${path}`).toEqual([]);
    }
    await page.emulateMedia({ media: 'screen' });
    await visit(page, 'length/');
  });

  test('neither has an open menu, a table, a dialog or a filter in force', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await visit(page, 'attendance/?level=php');
    await figuresReady(page);
    const frame = figure(page, 'attendance-rate');
    await frame.getByRole('button', { name: 'Table' }).click();
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^Program/ })
      .click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Export' }).click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await frame.getByRole('button', { name: 'How was this computed?' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  for (const [name, size] of [
    ['a phone', { width: 390, height: 844 }],
    ['twice the size on a small screen', { width: 640, height: 360 }],
    ['a small screen', { width: 1280, height: 720 }],
  ] as const) {
    test(`nothing scrolls sideways on ${name}`, async () => {
      await page.setViewportSize(size);
      const wide: string[] = [];
      for (const path of [...ALL_PAGES, 'overview/?level=php&payer=Medicaid&from=2026-01-01']) {
        await visit(page, path);
        await settled(page, path);
        const by = await sidewaysScroll(page);
        if (by > 0) wide.push(`/${path} by ${by} px`);
      }
      expect(wide).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 720 });
    });
  }

  test('on a phone every page can be reached, and every figure be read', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await visit(page, '');
    const rail = page.getByRole('navigation');
    await rail.getByRole('button', { name: 'More' }).click();
    await rail.getByRole('link', { name: 'Program length' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Program length' })).toBeVisible();
    await figuresReady(page);
    const { width } = (await figure(page, 'retention').locator('canvas').boundingBox())!;
    expect(width).toBeGreaterThan(280);
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  test('nothing moves for those who asked for less motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await visit(page, 'overview/?level=iop');
    await figuresReady(page);
    const longest = await page.evaluate(() => {
      const seconds = (list: string): number[] => list.split(',').map((part) => parseFloat(part));
      return Math.max(
        ...[...document.querySelectorAll('*')].flatMap((element) => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          return [...seconds(transitionDuration), ...seconds(animationDuration)];
        }),
      );
    });
    expect(longest).toBeLessThan(0.01);
    await page.emulateMedia({ reducedMotion: null });
  });
});

test('the palette goes to a page by its name, with the keyboard alone', async ({ browser }) => {
  const page = await openSite(browser);
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Page or action' });
  await expect(field).toBeFocused();
  await page.keyboard.type('trans');
  await expect(page.getByRole('option')).toHaveText(['Go to Transitions']);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/transitions\/$/);
  await expect(field).toHaveCount(0);
  await page.context().close();
});
