/**
 * The picture of the Overview in the README. `STEPDOWN_SCREENSHOT=1` writes it into `docs/`; any
 * other run only proves that it can be made.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '../../src/cli/install.mjs';
import { figure, figuresReady, openWithSample } from './support/app';

test('the Overview makes a picture for the README', async ({ browser }, testInfo) => {
  const page = await openWithSample(browser);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1280, height: 1600 });
  await figuresReady(page);
  await page.mouse.move(0, 0);
  // Down to the end of the first row of figures.
  const { y, height } = (await figure(page, 'score-course').boundingBox())!;
  const picture = await page.screenshot({
    clip: { x: 0, y: 0, width: 1280, height: Math.min(1600, Math.round(y + height + 12)) },
    animations: 'disabled',
  });

  const isWanted = process.env.STEPDOWN_SCREENSHOT === '1';
  const file = isWanted ? join(root, 'docs', 'overview.png') : testInfo.outputPath('overview.png');
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, picture);
  expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(picture.readUInt32BE(16)).toBe(1280);
  expect(picture.readUInt32BE(20)).toBeGreaterThan(700);
  expect(picture.length).toBeGreaterThan(50_000);
  expect(picture.length).toBeLessThan(1_000_000);
  await page.context().close();
});
