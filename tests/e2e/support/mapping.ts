/** The steps of a person who maps a file on the mapping page. */
import { expect, type Locator, type Page } from '@playwright/test';
import { fileInput } from './app';

/** Chooses files that are not written like a template, and waits for the first mapping. */
export async function dropUnmapped(page: Page, files: Parameters<Locator['setInputFiles']>[0]) {
  await fileInput(page).first().setInputFiles(files);
  await page.waitForURL(/\/mapping\//);
  await takeDecisions(page);
}

/** Takes what is proposed for columns that could identify somebody, where there are any. */
export async function takeDecisions(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Mapping');
  const apply = page.getByRole('button', { name: /^Apply (this|these \d+) decisions?$/ });
  if (await apply.isVisible()) await apply.click();
  await expect(apply).toHaveCount(0);
}

/** Answers the question that holds some words, by the label of an answer. */
export async function answer(page: Page, question: RegExp, label: string | RegExp): Promise<void> {
  const asked = page.getByRole('group', { name: question });
  await asked.getByRole('button', { name: label, exact: typeof label === 'string' }).click();
  await expect(asked).toHaveCount(0);
}

/** Chooses a value in a list by its visible label. */
export async function choose(page: Page, label: string | RegExp, value: string | RegExp) {
  const list = page.getByLabel(label, { exact: typeof label === 'string' });
  const option =
    typeof value === 'string'
      ? value
      : await list.locator('option').filter({ hasText: value }).first().textContent();
  await list.selectOption({ label: option ?? '' });
}

/** The number of rows that would be loaded and set aside, once it is counted. */
export function mappingCount(page: Page): Locator {
  return page.getByTestId('mapping-count');
}

/** Loads the last file and waits for the figures. */
export async function loadMapped(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Load (this file|\d+ files)$/ }).click();
  await page.waitForURL(/\/overview\//);
}
