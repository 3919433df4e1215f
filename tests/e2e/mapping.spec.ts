/**
 * Files in words of their own: the messy sample by a person's clicks, changes and their undo, mappings
 * that are remembered and carried elsewhere, questions about what is loaded, and access for everybody.
 */
import { readFileSync } from 'node:fs';
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import type { Expected } from '../../sample-data/messy/expected';
import {
  count,
  csvFile,
  download,
  figure,
  figuresReady,
  fileInput,
  numberIn,
  openFresh,
  openSite,
  type Payload,
  query,
  samplePath,
  stayCount,
  visit,
} from './support/app';
import { tabTo, violations } from './support/access';
import {
  answer,
  choose,
  dropUnmapped,
  loadMapped,
  mappingCount,
  takeDecisions,
} from './support/mapping';
import { tinyStays } from './support/tiny';

const PEOPLE = 12;

/** Ids that stand nowhere but in the rows. */
const ids = Array.from({ length: PEOPLE }, (_, at) => `ROWONLY-${at + 1}`);

interface StaysParts {
  /** Word for the level of a row. */
  level?: (at: number) => string;
  /** What stands in the column of discharges. */
  end?: (at: number) => string | undefined;
  name?: string;
}

/** Stays as no template has them; days after the 12th tell month from day, so nothing is asked. */
function ownStays({ level, end, name = 'Census.csv' }: StaysParts = {}): Payload {
  const rows = ids.map((id, at) => [
    id,
    level?.(at) ?? (at % 2 ? 'IOP 2.1' : 'PHP - Day Tx'),
    `1/${13 + at}/2026`,
    end?.(at) ?? `2/${14 + at}/2026`,
    'Graduated',
    'Made-up program',
    at % 4 === 0 ? '' : `1/${14 + at}/2026`,
  ]);
  const header = 'Client ID,LOC,Admit Dt,D/C Dt,D/C Type,Program,Chart Dt';
  return csvFile(name, [header, ...rows.map((row) => row.join(','))].join('\n') + '\n');
}

function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: typeof name === 'string' });
}

function notice(page: Page, words: string | RegExp): Locator {
  return page.getByRole('status').filter({ hasText: words });
}

/** The group of a question on the mapping page. */
function question(page: Page, words: RegExp): Locator {
  return page.getByRole('group', { name: words });
}

/** What the browser keeps, all in one text. */
function kept(page: Page): Promise<string> {
  return page.evaluate(() =>
    Object.entries(localStorage)
      .map(([key, value]) => `${key} ${String(value)}`)
      .join('\n'),
  );
}

/** Chooses files on a page where they go straight in, or wait. */
async function drop(page: Page, ...files: Payload[]): Promise<void> {
  await fileInput(page).first().setInputFiles(files);
}

async function forgetEverything(page: Page): Promise<void> {
  await button(page, 'Forget everything').click();
  const dialog = page.getByRole('dialog', { name: 'Forget everything?' });
  await dialog.getByRole('button', { name: 'Forget everything' }).click();
  await expect(dialog).toHaveCount(0);
}

/** A mapping page is longer than others. */
const TABS = 120;

/** Opens the site and maps a file by itself: what is proposed for it is right. */
async function openWith(browser: Browser, file: Payload): Promise<Page> {
  const page = await openSite(browser);
  await dropUnmapped(page, file);
  await loadMapped(page);
  await expect(stayCount(page)).toHaveText(/^\d+ of \d+ stays$/);
  return page;
}

test.describe('the messy sample', () => {
  const { files } = JSON.parse(readFileSync(samplePath('messy/expected.json'), 'utf8')) as Expected;

  /** What a person answers, file by file; words that stay open are set aside on purpose. */
  const ANSWERS: readonly (readonly (readonly [RegExp, string])[])[] = [
    [
      [/"Did Not Admit" are no stays/, 'Leave them out'],
      [/"pending" in "D\/C Dt"/, 'No, set those rows aside'],
    ],
    [[/WHO-5 scores raw/, 'Yes: multiply by 4']],
    [
      [/^Which day is 5\/12\/2026/, '5/12/2026 is 12 May 2026'],
      [/^Who cancelled/, 'The client, in time'],
      [/^How long is a program day/, '3 hours'],
    ],
    [],
  ];

  test('comes to the Overview with one click a question and one a file', async ({ browser }) => {
    const page = await openSite(browser);
    await button(page, 'Try with a messy sample').click();
    await page.waitForURL(/\/mapping\//);
    let clicks = 0;
    const click = async (target: Locator): Promise<void> => {
      clicks += 1;
      await target.click();
    };
    for (const [at, answers] of ANSWERS.entries()) {
      const { file, rows } = files[at]!;
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(`sample-${file}`);
      await expect(page.getByText(`File ${at + 1} of ${files.length}`)).toBeVisible();
      await expect(mappingCount(page)).toContainText(`of ${rows.toLocaleString('en-US')} rows`);
      for (const [words, label] of answers) {
        await click(question(page, words).getByRole('button', { name: label, exact: true }));
      }
      await click(button(page, at < files.length - 1 ? 'Use this file' : 'Load 4 files'));
    }
    await page.waitForURL(/\/overview\//);
    expect(clicks).toBe(ANSWERS.flat().length + files.length);
    await expect(stayCount(page)).toHaveText(
      `${files[0]!.rowsLoaded} of ${files[0]!.rowsLoaded} stays`,
    );
    await figuresReady(page);
    await expect(page.getByTestId('synthetic')).toBeVisible();

    await visit(page, 'data/');
    for (const { file, rows, rowsLoaded, aside } of files) {
      const card = page.locator(`[data-file="sample-${file}"]`);
      const numbers = await Promise.all(
        ['rows-read', 'rows-loaded', 'rows-set-aside'].map(async (id) =>
          numberIn(await card.getByTestId(id).textContent()),
        ),
      );
      expect(numbers, file).toEqual([rows, rowsLoaded, aside.length]);
    }
    expect(await count(page, 'scores')).toBe(files[1]!.scoresMade);
    // Samples are no mapping of anybody's.
    expect(await kept(page)).not.toContain('Encounter');
    await expect(page.getByText('None is kept yet.')).toBeVisible();
    await page.context().close();
  });

  test('asks on which day its files end, and counts up to the day that is answered', async ({
    browser,
  }) => {
    const page = await openSite(browser);
    await button(page, 'Try with a messy sample').click();
    await page.waitForURL(/\/mapping\//);
    for (const answers of ANSWERS) {
      for (const [words, label] of answers) await answer(page, words, label);
      await button(page, /^(Use this file|Load 4 files)$/).click();
    }
    await page.waitForURL(/\/overview\//);
    const asked = notice(page, 'made on different days');
    await expect(asked).toContainText('sessions to 12 Oct 2026');
    await button(page, 'Count up to 31 Oct 2026').click();
    await expect(asked).toHaveCount(0);
    await visit(page, 'data/');
    await expect(page.getByRole('heading', { name: 'Data cut: 31 Oct 2026' })).toBeVisible();
    await page.context().close();
  });
});

test.describe('a file on the mapping page', () => {
  test('shows a wrong column at once, and undo brings the right one back', async ({ browser }) => {
    const page = await openSite(browser);
    await dropUnmapped(page, ownStays());
    const admitted = page.getByLabel('Column for Admitted on', { exact: true });
    const chosen = (): Promise<string> =>
      admitted.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.label ?? '');
    await expect(mappingCount(page)).toContainText(`0 of ${PEOPLE} rows set aside`);
    await expect(button(page, 'Undo the last change')).toBeDisabled();
    const before = await chosen();
    await choose(page, 'Column for Admitted on', /Chart Dt/);
    await expect(mappingCount(page)).toContainText(`3 of ${PEOPLE} rows set aside`);
    expect(await chosen()).not.toBe(before);

    await button(page, 'Undo the last change').click();
    await expect(mappingCount(page)).toContainText(`0 of ${PEOPLE} rows set aside`);
    expect(await chosen()).toBe(before);
    await expect(button(page, 'Undo the last change')).toBeDisabled();
    await page.context().close();
  });

  test('asks a question again that an undo takes back, and cannot be used before', async ({
    browser,
  }) => {
    const page = await openSite(browser);
    await dropUnmapped(page, ownStays({ end: (at) => (at === 0 ? 'pending' : undefined) }));
    const use = button(page, 'Load this file');
    await expect(use).toBeDisabled();
    await answer(page, /pending/, 'Yes, it is still open');
    await expect(use).toBeEnabled();
    await expect(mappingCount(page)).toContainText(`0 of ${PEOPLE} rows set aside`);
    await button(page, 'Undo the last change').click();
    await expect(question(page, /pending/)).toBeVisible();
    await expect(use).toBeDisabled();
    await answer(page, /pending/, 'No, set those rows aside');
    await expect(mappingCount(page)).toContainText(`1 of ${PEOPLE} rows set aside`);
    await loadMapped(page);
    await expect(stayCount(page)).toHaveText(`${PEOPLE - 1} of ${PEOPLE - 1} stays`);
    await page.context().close();
  });

  test('can be left out, and the others go in without it', async ({ browser }) => {
    const page = await openSite(browser);
    await dropUnmapped(page, [
      ownStays({ name: 'First.csv' }),
      ownStays({ name: 'Second.csv', level: () => 'Alumni' }),
    ]);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('First.csv');
    await button(page, 'Leave this file out').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Second.csv');
    await loadMapped(page);
    await expect(stayCount(page)).toHaveText(`${PEOPLE} of ${PEOPLE} stays`);
    expect(await query(page, 'SELECT DISTINCT level FROM stay')).toEqual([{ level: 'aftercare' }]);
    await visit(page, 'data/');
    await expect(page.locator('[data-file]')).toHaveCount(1);
    await page.context().close();
  });

  test('that is left out alone leaves nothing behind', async ({ browser }) => {
    const page = await openSite(browser);
    await dropUnmapped(page, ownStays());
    await button(page, 'Leave this file out').click();
    await expect(page.getByText('No file waits for its mapping.')).toBeVisible();
    expect(await kept(page)).not.toContain('stepdown-mappings');
    await expect(stayCount(page)).toHaveCount(0);
    await page.context().close();
  });

  test('is corrected from the Data page, and the figures follow', async ({ browser }) => {
    const page = await openSite(browser);
    await dropUnmapped(page, ownStays());
    await choose(page, 'Column for Admitted on', /Chart Dt/);
    await loadMapped(page);
    await expect(stayCount(page)).toHaveText('9 of 9 stays');
    const inCare = page.getByRole('row', { name: 'Made-up program' }).getByRole('cell').nth(1);
    await expect(inCare).toHaveText('9');

    await visit(page, 'data/');
    await button(page, 'Change mapping').click();
    await page.waitForURL(/\/mapping\//);
    await choose(page, 'Column for Admitted on', /Admit Dt/);
    await expect(mappingCount(page)).toContainText(`0 of ${PEOPLE} rows set aside`);
    // Until it is confirmed, the file stays as it was.
    expect(await count(page, 'stay')).toBe(9);
    await button(page, 'Load this file').click();
    await page.waitForURL(/\/data\//);
    await expect(page.getByTestId('rows-loaded')).toHaveText(String(PEOPLE));
    await expect(page.locator('[data-file]')).toHaveCount(1);
    await visit(page, 'overview/');
    await expect(stayCount(page)).toHaveText(`${PEOPLE} of ${PEOPLE} stays`);
    await expect(inCare).toHaveText(String(PEOPLE));
    await page.context().close();
  });

  test('keeps its mapping where a change of it is given up', async ({ browser }) => {
    const page = await openWith(browser, ownStays());
    await visit(page, 'data/');
    await button(page, 'Change mapping').click();
    await choose(page, 'Column for Admitted on', /Chart Dt/);
    await expect(mappingCount(page)).toContainText(`3 of ${PEOPLE} rows set aside`);
    await button(page, 'Keep the mapping as it was').click();
    await page.waitForURL(/\/data\//);
    await expect(page.getByTestId('rows-loaded')).toHaveText(String(PEOPLE));
    await page.context().close();
  });
});

test.describe('a mapping that was confirmed', () => {
  test('is applied to the same columns in a fresh page, with a notice', async ({ browser }) => {
    const first = await openSite(browser);
    const pending = ownStays({ end: (at) => (at === 0 ? 'pending' : undefined) });
    await dropUnmapped(first, pending);
    await answer(first, /pending/, 'Yes, it is still open');
    await loadMapped(first);

    const page = await first.context().newPage();
    await openFresh(page);
    await drop(page, pending);
    await page.waitForURL(/\/overview\//);
    await expect(
      notice(
        page,
        'Your mapping was applied to 1 file: Census.csv (kept on 21 Nov 2026). It can be changed on the Data page.',
      ),
    ).toBeVisible();
    await expect(stayCount(page)).toHaveText(`${PEOPLE} of ${PEOPLE} stays`);
    expect(await count(page, 'stay WHERE is_open')).toBe(1);

    // Next month's file has the same columns and a word that nobody has met: it waits.
    await visit(page, 'data/');
    const next = ownStays({ name: 'Next.csv', level: () => 'Sober Coach' });
    await drop(page, next);
    await page.waitForURL(/\/mapping\//);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Next.csv');
    await first.context().close();
  });

  test('holds words and columns only: no row of the file is kept', async ({ browser }) => {
    const page = await openWith(browser, ownStays());
    const text = await kept(page);
    expect(text).toContain('Client ID');
    expect(text).toContain('iop 2.1');
    for (const id of ids) expect(text).not.toContain(id);
    for (const cell of ['ROWONLY', '1/13/2026', '2/14/2026', '2026-01-13']) {
      expect(text.toLowerCase()).not.toContain(cell.toLowerCase());
    }
    await page.context().close();
  });

  test('is exported, forgotten, imported, and applied again', async ({ browser }) => {
    const page = await openWith(browser, ownStays());
    await visit(page, 'data/');
    await expect(page.getByText('Census.csv: stays, 7 columns, kept on 21 Nov 2026')).toBeVisible();
    const { name, text, bytes } = await download(page, () =>
      button(page, 'Export mappings').click(),
    );
    expect(name).toBe('stepdown-mappings.json');
    for (const id of ids) expect(text).not.toContain(id);

    await forgetEverything(page);
    await expect(page.getByText('None is kept yet.')).toBeVisible();
    await expect(button(page, 'Export mappings')).toBeDisabled();
    expect(await kept(page)).not.toContain('Client ID');
    await visit(page, '');
    await drop(page, ownStays());
    await page.waitForURL(/\/mapping\//);
    await button(page, 'Leave this file out').click();

    await visit(page, 'data/');
    await page
      .getByTestId('mappings-file')
      .setInputFiles({ name, mimeType: 'application/json', buffer: bytes });
    await expect(notice(page, '1 mapping and 0 instruments taken in from')).toBeVisible();
    await visit(page, '');
    await drop(page, ownStays());
    await page.waitForURL(/\/overview\//);
    await expect(notice(page, 'Your mapping was applied to 1 file: Census.csv')).toBeVisible();
    await expect(stayCount(page)).toHaveText(`${PEOPLE} of ${PEOPLE} stays`);
    await page.context().close();
  });

  test('is forgotten by itself, and the file waits again', async ({ browser }) => {
    const page = await openWith(browser, ownStays());
    await visit(page, 'data/');
    await button(page, 'Forget the mapping of Census.csv').click();
    await expect(page.getByText('None is kept yet.')).toBeVisible();
    await openFresh(page);
    await drop(page, ownStays());
    await page.waitForURL(/\/mapping\//);
    await page.context().close();
  });

  for (const [what, text, words] of [
    ['no JSON', 'person_id,level\nA,iop\n', 'The file is not JSON.'],
    [
      'another document',
      '{"format":"stepdown-figures","version":1}',
      'The file holds no mappings that can be used (format:',
    ],
  ] as const) {
    test(`is not taken from ${what}, and nothing is changed`, async ({ browser }) => {
      const page = await openWith(browser, ownStays());
      await visit(page, 'data/');
      const before = await kept(page);
      await page.getByTestId('mappings-file').setInputFiles({
        name: 'broken.json',
        mimeType: 'application/json',
        buffer: Buffer.from(text),
      });
      const failure = page.getByRole('alert');
      await expect(failure).toContainText(words);
      await expect(failure).toContainText('Choose a file that was saved with "Export mappings"');
      expect(await kept(page)).toBe(before);
      await expect(page.getByText('Census.csv: stays, 7 columns')).toBeVisible();
      await page.context().close();
    });
  }
});

test.describe('days that do not fit to each other', () => {
  const relative = csvFile(
    'Relative.csv',
    [
      'Client ID,LOC,Admit Day,Discharge Day',
      ...ids.map((id, at) => `${id},IOP,0,${20 + at}`),
    ].join('\n') + '\n',
  );

  test('are told in a sentence, and what was loaded stays', async ({ browser }) => {
    const page = await openWith(browser, ownStays());
    await visit(page, 'data/');
    await drop(page, relative);
    await page.waitForURL(/\/mapping\//);
    await takeDecisions(page);
    await expect(page.getByText('days since admission').first()).toBeVisible();
    await button(page, 'Load this file').click();
    const conflict = notice(
      page,
      'Relative.csv was not loaded. It has days since admission, the other files have calendar dates; the two cannot be laid beside each other.',
    );
    await expect(conflict).toBeVisible();
    await expect(conflict).toContainText('remove the others on the Data page first');
    expect(await count(page, 'stay')).toBe(PEOPLE);
    // The file waits with everything that was done to it, until it is left out.
    await button(page, 'Leave this file out').click();
    await visit(page, 'data/');
    await expect(page.locator('[data-file]')).toHaveCount(1);
    await page.context().close();
  });

  test('load by themselves, with a badge and without what needs dates', async ({ browser }) => {
    const page = await openSite(browser);
    await dropUnmapped(page, relative);
    await loadMapped(page);
    await visit(page, 'length/');
    await expect(figure(page, 'census')).toContainText('needs calendar dates');
    await expect(figure(page, 'retention')).toHaveAttribute('data-status', 'ready');
    await visit(page, 'data/');
    await expect(page.locator('[data-file]')).toContainText('days since admission');
    await page.context().close();
  });
});

test.describe('questions about what is loaded', () => {
  const STAYS = 24;
  const stays = csvFile('stays.csv', tinyStays(STAYS));
  const scores = csvFile(
    'scores.csv',
    `person_id,taken_on,measure,score\n${Array.from(
      { length: STAYS },
      (_, at) => `TINY-${at + 1},2026-03-0${1 + (at % 9)},phq9,${5 + (at % 9)}`,
    ).join('\n')}\n`,
  );
  // The first wave was in care from 5 January to 13 February: persons 1, 2, 5, 6 and so on.
  const sessions = csvFile(
    'sessions.csv',
    `session_id,person_id,held_on,status\n${Array.from({ length: 240 }, (_, at) => {
      const person = 1 + 4 * (at % 6) + (Math.floor(at / 6) % 2);
      const day = `2026-01-${String(6 + (at % 20)).padStart(2, '0')}`;
      return `S-${at},TINY-${person},${day},attended`;
    }).join('\n')}\n`,
  );

  const cutOf = async (page: Page): Promise<unknown> => {
    const [row] = await query(page, 'SELECT day::DATE::VARCHAR AS day FROM data_cut');
    return row?.['day'];
  };

  async function openLoaded(browser: Browser, ...files: Payload[]): Promise<Page> {
    const page = await openSite(browser);
    await drop(page, ...files);
    await page.waitForURL(/\/overview\//);
    await expect(stayCount(page)).toHaveText(/\d/);
    return page;
  }

  async function askAgain(page: Page, words: RegExp): Promise<void> {
    await visit(page, 'data/');
    const answered = page.getByRole('listitem').filter({ hasText: words });
    await answered.getByRole('button', { name: 'Ask again' }).click();
    await expect(answered).toHaveCount(0);
    await expect(notice(page, words)).toBeVisible();
  }

  test('discharges only: switches off who is still here, and on again', async ({ browser }) => {
    const page = await openLoaded(browser, stays);
    await visit(page, 'length/');
    const retention = figure(page, 'retention');
    await expect(retention).toHaveAttribute('data-status', 'ready');
    const asked = notice(page, /No stay is open\./);
    await expect(asked).toContainText(`All ${STAYS} stays have ended.`);
    await asked.getByRole('button', { name: 'Only discharges' }).click();
    await expect(asked).toHaveCount(0);
    await expect(retention).toHaveAttribute('data-status', 'unavailable');
    await expect(retention).toContainText('You said that the stays file holds discharges only');
    for (const id of ['census', 'admissions']) {
      await expect(figure(page, id)).toHaveAttribute('data-status', 'unavailable');
    }
    await expect(figure(page, 'length-of-stay')).toHaveAttribute('data-status', 'ready');

    await askAgain(page, /No stay is open\./);
    await visit(page, 'length/');
    await expect(retention).toHaveAttribute('data-status', 'ready');
    await notice(page, /No stay is open\./)
      .getByRole('button', { name: 'All stays' })
      .click();
    await expect(retention).toHaveAttribute('data-status', 'ready');
    await visit(page, 'data/');
    await expect(page.getByRole('listitem').filter({ hasText: 'No stay is open.' })).toContainText(
      'All stays',
    );
    await page.context().close();
  });

  test('discharges only: does not hold for files with open stays that come later', async ({
    browser,
  }) => {
    const page = await openLoaded(browser, stays);
    await notice(page, /No stay is open\./)
      .getByRole('button', { name: 'Only discharges' })
      .click();
    await expect(notice(page, /No stay is open\./)).toHaveCount(0);
    await visit(page, 'data/');
    await drop(
      page,
      csvFile('open.csv', 'person_id,level_of_care,admitted_on\nOPEN-1,php,2026-04-01\n'),
    );
    await expect(page.locator('[data-file]')).toHaveCount(2);
    await visit(page, 'length/');
    await expect(figure(page, 'retention')).toHaveAttribute('data-status', 'ready');
    await page.context().close();
  });

  test('ids per admission: figures of moves say so, and no more when it is asked again', async ({
    browser,
  }) => {
    const page = await openLoaded(browser, stays);
    const words = /Every person has exactly one stay\./;
    const says = 'The ids in the stays file are per admission';
    await visit(page, 'transitions/');
    await figuresReady(page);
    const moves = figure(page, 'next-move');
    await expect(moves).not.toContainText(says);
    await notice(page, words).getByRole('button', { name: 'One per admission' }).click();
    await expect(moves).toContainText(says);
    await askAgain(page, words);
    await visit(page, 'transitions/');
    await figuresReady(page);
    await expect(moves).not.toContainText(says);
    await page.context().close();
  });

  test('different days: the data end where it is answered', async ({ browser }) => {
    const page = await openLoaded(browser, stays, scores);
    expect(await cutOf(page)).toBe('2026-04-10');
    const words = /made on different days/;
    const asked = notice(page, words);
    await expect(asked).toContainText('scores to 9 Mar 2026, stays to 10 Apr 2026');
    await asked.getByRole('button', { name: 'Count up to 9 Mar 2026' }).click();
    await expect(asked).toHaveCount(0);
    await visit(page, 'data/');
    await expect(page.getByRole('heading', { name: 'Data cut: 9 Mar 2026' })).toBeVisible();
    expect(await cutOf(page)).toBe('2026-03-09');
    // The second wave had not left by then.
    expect(await count(page, 'stay WHERE is_open')).toBe(STAYS / 2);
    await askAgain(page, words);
    await expect(page.getByRole('heading', { name: 'Data cut: 10 Apr 2026' })).toBeVisible();
    expect(await count(page, 'stay WHERE is_open')).toBe(0);
    await notice(page, words).getByRole('button', { name: 'Count up to 10 Apr 2026' }).click();
    await expect(page.getByRole('heading', { name: 'Data cut: 10 Apr 2026' })).toBeVisible();
    await page.context().close();
  });

  test('no absences: is told and noted, and there is no rate', async ({ browser }) => {
    const page = await openLoaded(browser, stays, sessions);
    const words = /No session was missed in /;
    const asked = notice(page, words);
    await expect(asked).toContainText('240 sessions were attended');
    await asked.getByRole('button', { name: 'Understood' }).click();
    await expect(asked).toHaveCount(0);
    await visit(page, 'attendance/');
    await expect(figure(page, 'attendance-rate')).toContainText(
      'The export has no absences, so there is no rate of attendance.',
    );
    await askAgain(page, words);
    await page.context().close();
  });
});

test.describe('access to the mapping page', () => {
  const asking = ownStays({
    level: (at) => (at === 0 ? 'Sober Coach' : 'IOP 2.1'),
    end: (at) => (at === 1 ? 'pending' : undefined),
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`no serious violation with open questions in ${colorScheme}`, async ({ browser }) => {
      const page = await openSite(browser);
      await page.emulateMedia({ colorScheme });
      await dropUnmapped(page, asking);
      await expect(question(page, /pending/)).toBeVisible();
      await expect(mappingCount(page)).toContainText('rows set aside');
      await expect(page.getByText('Counting…')).toHaveCount(0);
      expect(await violations(page)).toEqual([]);
      await answer(page, /pending/, 'Yes, it is still open');
      await button(page, /^Show \d+ more of our columns/).click();
      await expect(page.getByText('Counting…')).toHaveCount(0);
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    });
  }

  test('nothing scrolls sideways on a phone, with every part open', async ({ browser }) => {
    const page = await openSite(browser);
    await page.setViewportSize({ width: 390, height: 844 });
    await button(page, 'Try with a messy sample').click();
    await page.waitForURL(/\/mapping\//);
    const sideways = (): Promise<number> =>
      page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
    for (const file of ['Census_Report', 'Assessments', 'Attendance_Export', 'Experience']) {
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(`sample-${file}.csv`);
      await expect(mappingCount(page)).toContainText('rows set aside');
      const more = button(page, /^Show \d+ more/);
      while ((await more.count()) > 0) await more.first().click();
      expect(await sideways(), file).toBe(0);
      await button(page, 'Leave this file out').click();
    }
    await page.context().close();
  });

  test('from choosing to figures, the keyboard is enough', async ({ browser }) => {
    const page = await openSite(browser);
    // Asked for before any key, so that the browser knows by then.
    const chosen = page.waitForEvent('filechooser');
    await tabTo(page, button(page, 'Choose files'), TABS);
    await page.keyboard.press('Enter');
    await (await chosen).setFiles(asking);
    await page.waitForURL(/\/mapping\//);

    await tabTo(
      page,
      question(page, /pending/).getByRole('button', { name: 'No, set those rows aside' }),
      TABS,
    );
    await page.keyboard.press('Enter');
    await expect(question(page, /pending/)).toHaveCount(0);
    // The focus goes on in the place of the question that is gone.
    await expect(page.getByRole('heading', { name: 'Questions answered' })).toBeFocused();

    const coach = page.getByLabel('What Sober Coach becomes in Level of care');
    await tabTo(page, coach, TABS);
    await expect(mappingCount(page)).toContainText(`2 of ${PEOPLE} rows set aside`);
    for (let presses = 0; presses < 12; presses += 1) {
      const label = await coach.evaluate(
        (list: HTMLSelectElement) => list.selectedOptions[0]?.label,
      );
      if (label === 'Outpatient') break;
      await page.keyboard.press('ArrowDown');
      await expect(coach).toBeFocused();
    }
    await expect(coach).toHaveValue('op');
    await expect(mappingCount(page)).toContainText(`1 of ${PEOPLE} rows set aside`);

    await tabTo(page, button(page, 'Load this file'), TABS);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/overview\//);
    await expect(stayCount(page)).toHaveText(`${PEOPLE - 1} of ${PEOPLE - 1} stays`);
    expect(await count(page, `stay WHERE level = 'op'`)).toBe(1);
    await page.context().close();
  });
});
