import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PersonKeys } from '$lib/identity/pseudonyms';
import type { MappingPreview } from '$lib/ingest/preview';
import type { Question } from '$lib/ingest/proposal';
import type { FilePlan } from '$lib/ingest/types';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import type { Session } from '$lib/session/session.svelte';
import { MAPPING_RULES } from '$lib/session/mapping-rules';
import { Mapping, type PendingFile } from '$lib/session/mapping.svelte';
import Page from '../../src/routes/mapping/+page.svelte';
import Instruments from '../../src/routes/data/Instruments.svelte';
import { fileOf, planOf } from '../unit/mapping/files';
import { withoutCanvas } from './no-canvas';

const fakes = vi.hoisted(() => ({
  session: null as unknown,
  goto: vi.fn(),
  questions: [] as unknown[],
  questionsOf: null as ((plan: FilePlan) => readonly Question[]) | null,
}));
vi.mock('$lib/session/context', () => ({ useSession: () => fakes.session }));
vi.mock('$app/navigation', () => ({ goto: fakes.goto }));
vi.mock('$app/paths', () => ({ resolve: (path: string) => path }));
vi.mock('$app/environment', () => ({ browser: true }));
vi.mock('$app/state', () => ({ page: { url: new URL('http://localhost/mapping/?level=php') } }));
vi.mock('$lib/ingest/propose/propose', async (original) => ({
  ...(await original<object>()),
  questionsOf: (plan: FilePlan) => fakes.questionsOf?.(plan) ?? fakes.questions,
}));
vi.mock('$lib/ingest/propose/words', async (original) => {
  const codes = [
    { code: 'php', label: 'Partial hospitalization' },
    { code: 'iop', label: 'Intensive outpatient' },
  ];
  return {
    ...(await original<object>()),
    codesOf: (column: string) => (column === 'level_of_care' ? codes : []),
    suggestCode: (_: string, word: string) =>
      word.toLowerCase() === 'day tx' ? { code: 'php', confidence: 'likely' } : null,
    mappedWords: (plan: FilePlan) =>
      'level_of_care' in plan.columns
        ? [
            { column: 'level_of_care', word: 'IOP', n: 40, code: 'iop', confidence: 'sure' },
            { column: 'level_of_care', word: 'Day Tx', n: 9, code: 'php', confidence: 'likely' },
            {
              column: 'level_of_care',
              word: 'BHU',
              n: 3,
              code: plan.reading.codes['level_of_care']?.['bhu'] ?? null,
              confidence: null,
            },
          ]
        : [],
  };
});

const preview: MappingPreview = {
  isWhole: true,
  rowsRead: 524,
  rowsTyped: 498,
  rowsSetAside: 26,
  made: null,
  rows: [
    {
      reason: 'unknown_code',
      column: 'level_of_care',
      n: 26,
      examples: [{ line: 14, value: 'BHU' }],
    },
  ],
  cells: [],
  columns: ['person_id', 'level_of_care'],
  sample: [{ line: 2, values: ['p1', 'iop'] }],
};

const header = ['Client', 'LOC', 'Admit Dt', 'Payor'];
const plan = planOf('stays', header, {
  columns: { person_id: 0, level_of_care: 1, admitted_on: 2 },
  reading: { codes: { level_of_care: { 'day tx': 'php' } }, dayFormats: { admitted_on: 'mdy' } },
});
const rows = [
  ['p1', 'IOP', '03/09/2026', 'Aetna'],
  ['p2', 'Day Tx', '03/19/2026', ''],
];
const reasons = { person_id: { confidence: 'sure', because: 'the header says "Client"' } } as const;

interface Fake {
  readonly mapping: Mapping;
  readonly load: ReturnType<typeof vi.fn>;
  readonly ask: ReturnType<typeof vi.fn>;
}

/** A session with files that wait; no engine behind it. */
function withFiles(...changes: Partial<PendingFile>[]): Fake {
  const load = vi.fn((files: readonly PendingFile[]) => Promise.resolve(files.map(({ id }) => id)));
  const ask = vi.fn(() => Promise.resolve(preview));
  const mapping = new Mapping({
    rules: () => MAPPING_RULES,
    today: () => '2026-06-30',
    preview: ask,
    load,
  });
  changes.forEach((change, at) =>
    mapping.add({ ...fileOf(plan, rows, reasons), id: at + 1, ...change }),
  );
  const changeSettings = vi.fn((change: (now: Settings) => Settings) => {
    const session = fakes.session as { settings: Settings };
    session.settings = change(session.settings);
    return Promise.resolve();
  });
  fakes.session = {
    mapping,
    settings: DEFAULT_SETTINGS,
    personKeys: new PersonKeys(),
    changeSettings,
    hasData: true,
    failure: null,
  };
  return { mapping, load, ask };
}

/** The page with all its parts, which appear one after another. */
async function renderPage(): Promise<void> {
  render(Page);
  const settled = (): void => {
    expect(document.querySelector('h1')).not.toBeNull();
    expect(document.querySelector('.parts[aria-busy="true"]')).toBeNull();
  };
  await waitFor(settled, { timeout: 10_000 });
}

const order: Question = {
  id: 'day-order',
  text: 'Is 03/09/2026 the 9th of March or the 3rd of September?',
  detail: 'No day of the file tells.',
  answers: [
    { label: '9 March', note: 'Month first', apply: (before) => before },
    {
      label: '3 September',
      note: null,
      apply: (before) => ({
        ...before,
        reading: { ...before.reading, dayFormats: { admitted_on: 'dmy' } },
      }),
    },
  ],
};

beforeAll(withoutCanvas);
beforeEach(() => {
  fakes.questions = [];
  fakes.questionsOf = null;
  fakes.goto.mockClear();
});

const current = (fake: Fake): FilePlan => fake.mapping.pending[0]!.plan;
const use = (name: string | RegExp): HTMLButtonElement =>
  screen.getByRole<HTMLButtonElement>('button', { name });

async function choose(label: string | RegExp, value: string): Promise<void> {
  await fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

describe('a file that waits', () => {
  it('says which file of how many it is, and that nothing is loaded', async () => {
    withFiles({}, { name: 'scores.csv' }, { name: 'more.csv' });
    await renderPage();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('clinic_stays.csv');
    expect(screen.getByText(/File 1 of 3/)).toBeTruthy();
    expect(screen.getByText(/Nothing of it is loaded yet/)).toBeTruthy();
  });

  it('shows live how many rows would be loaded, why others not, and the first rows', async () => {
    withFiles({});
    await renderPage();
    await waitFor(() => screen.getByText('498 of 524 rows would be loaded, 26 set aside.'));
    expect(screen.getByTestId('mapping-count').textContent).toContain('498');
    expect(screen.getByTestId('mapping-count').getAttribute('role')).toBe('status');
    expect(screen.getByText('26 rows set aside, unknown code: "BHU"')).toBeTruthy();
    expect(screen.getByText('line 14 "BHU"')).toBeTruthy();
    expect(screen.getByRole('cell', { name: 'p1' })).toBeTruthy();
  });

  it('asks anew after a change and takes the former question back', async () => {
    const fake = withFiles({});
    await renderPage();
    await waitFor(() => expect(fake.ask).toHaveBeenCalledOnce());
    const signal = fake.ask.mock.calls[0]![2] as AbortSignal;
    await choose('Time in this file', 'relative');
    expect(signal.aborted).toBe(true);
    await waitFor(() => expect(fake.ask).toHaveBeenCalledTimes(2));
    expect((fake.ask.mock.calls[1] as unknown as [File, FilePlan])[1].reading.time).toBe(
      'relative',
    );
  });

  it('says in the card what failed and what to do', async () => {
    const fake = withFiles({});
    fake.ask.mockRejectedValue(new Error('It broke'));
    await renderPage();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('It broke');
    expect(alert.textContent).toContain('Try again');
  });

  it('says so where none waits', async () => {
    withFiles();
    await renderPage();
    expect(screen.getByText('No file waits for its mapping.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Choose files' }).getAttribute('href')).toBe(
      '/?level=php',
    );
  });
});

describe('columns', () => {
  it('name the file column, the confidence with its reason, and the first values', async () => {
    withFiles({});
    await renderPage();
    const row = screen.getByLabelText('Column for Person id').closest('tr')!;
    expect(within(row).getByText('needed', { exact: false })).toBeTruthy();
    const why = within(row).getByRole('button', { name: 'Why: Person id' });
    expect(document.getElementById(why.getAttribute('aria-describedby')!)?.textContent).toContain(
      'the header says "Client"',
    );
    expect(within(row).getByText('p1 · p2')).toBeTruthy();
    expect(screen.getByText(/Not used \(1 column\): Payor/)).toBeTruthy();
  });

  it('take one value for the whole file in the control that fits', async () => {
    const fake = withFiles({});
    await renderPage();
    await choose('Column for Level of care', 'whole-file');
    expect(current(fake).columns['level_of_care']).toBe(1);
    await choose('Level of care of every row', 'php');
    expect(current(fake).columns).not.toHaveProperty('level_of_care');
    expect(current(fake).reading.values).toEqual({ level_of_care: 'php' });
  });

  it('block the file in words while a needed one has none', async () => {
    withFiles({});
    await renderPage();
    await choose('Column for Admitted on', '');
    expect(use('Load this file').disabled).toBe(true);
    const reason = use('Load this file').getAttribute('aria-describedby')!;
    expect(document.getElementById(reason)?.textContent).toContain(
      'Not yet: Admitted on has no column.',
    );
  });

  it('ask for no preview before they are chosen, and say what is chosen first', async () => {
    const fake = withFiles({});
    await renderPage();
    await waitFor(() => screen.getByText('498 of 524 rows would be loaded, 26 set aside.'));
    await choose('Column for Admitted on', '');
    expect(
      screen.getByText('Choose a column for Admitted on first; then the first rows stand here.'),
    ).toBeTruthy();
    expect(screen.getByTestId('mapping-count').textContent).toContain(
      'Choose a column for Admitted on first; then the rows are counted.',
    );
    expect(screen.queryByText(/498 of 524/)).toBeNull();
    await choose('Column for Admitted on', '2');
    await waitFor(() => screen.getByText('498 of 524 rows would be loaded, 26 set aside.'));
    expect(fake.ask).toHaveBeenCalledTimes(2);
  });

  it('hide what the file has not until asked', async () => {
    withFiles({});
    await renderPage();
    expect(screen.queryByLabelText('Column for Track')).toBeNull();
    const more = screen.getByRole('button', { name: /more of our columns/ });
    await fireEvent.click(more);
    expect(screen.getByLabelText('Column for Track')).toBeTruthy();
  });

  it('show how days are written with one of the file, and change it', async () => {
    const fake = withFiles({});
    await renderPage();
    expect(screen.getByText('03/09/2026 is read as 9 Mar 2026')).toBeTruthy();
    await choose('How Admitted on is written', 'dmy');
    expect(current(fake).reading.dayFormats['admitted_on']).toBe('dmy');
    expect(screen.getByText('03/09/2026 is read as 3 Sep 2026')).toBeTruthy();
    await fireEvent.click(use('Undo the last change'));
    expect(current(fake).reading.dayFormats['admitted_on']).toBe('mdy');
    expect(use('Undo the last change').disabled).toBe(true);
  });
});

describe('words', () => {
  it('come undecided first, become a code, or leave their rows out', async () => {
    const fake = withFiles({});
    await renderPage();
    const table = screen.getByRole('table', { name: 'Words of Level of care' });
    const words = within(table)
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent.trim());
    expect(words).toEqual(['BHU', 'IOP', 'Day Tx']);
    expect(
      screen.getByText('1 word without a meaning: its rows or cells would be set aside.'),
    ).toBeTruthy();
    await choose('What BHU becomes in Level of care', 'iop');
    expect(current(fake).reading.codes['level_of_care']).toMatchObject({ bhu: 'iop' });
    expect(screen.getByText('Every word has a meaning.')).toBeTruthy();
    await choose('What BHU becomes in Level of care', '!leave-out');
    expect(current(fake).reading.codes['level_of_care']).toMatchObject({ bhu: '!leave-out' });
  });

  it('keep their place and the focus while the person decides', async () => {
    withFiles({});
    await renderPage();
    const list = screen.getByLabelText<HTMLSelectElement>('What BHU becomes in Level of care');
    const labels = [...list.options].map(({ label }) => label);
    expect(labels[0]).toBe('Not decided yet');
    expect(labels.at(-1)).toBe('Leave these rows out');
    list.focus();
    await choose('What BHU becomes in Level of care', '!leave-out');
    const table = screen.getByRole('table', { name: 'Words of Level of care' });
    const words = within(table)
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent.trim());
    expect(words).toEqual(['BHU', 'IOP', 'Day Tx']);
    expect(document.activeElement).toBe(list);
  });

  it('that leave rows out are listed with the rules, with a way to change them', async () => {
    const fake = withFiles({});
    await renderPage();
    await choose('What BHU becomes in Level of care', '!leave-out');
    expect(screen.getByText(/By a word:/).textContent).toBe('By a word: BHU, 3 rows');
    use('Load this file').focus();
    await fireEvent.click(use('Change what BHU becomes'));
    expect(document.activeElement).toBe(screen.getByLabelText('What BHU becomes in Level of care'));
    await choose('What BHU becomes in Level of care', 'iop');
    expect(screen.queryByText(/By a word:/)).toBeNull();
    expect(current(fake).reading.leaveOut).toEqual([]);
  });

  it('leave rows out by a rule about any column, with the number of rows', async () => {
    const fake = withFiles({});
    await renderPage();
    await fireEvent.click(use('Add a rule'));
    await choose('Leave rows out by the words of', '3');
    await fireEvent.click(screen.getByRole('checkbox', { name: /\(empty\)/ }));
    await fireEvent.click(use('Leave 1 row out'));
    expect(current(fake).reading.leaveOut).toEqual([{ at: 3, words: [''] }]);
    await fireEvent.click(use('Remove the rule about Payor'));
    expect(current(fake).reading.leaveOut).toEqual([]);
  });
});

describe('questions', () => {
  it('block the file, take an answer, and can be asked again', async () => {
    fakes.questions = [order];
    const fake = withFiles({});
    await renderPage();
    expect(screen.getByRole('heading', { name: /1 question before this file/ })).toBeTruthy();
    expect(use('Load this file').disabled).toBe(true);
    await fireEvent.click(use('3 September'));
    expect(current(fake).reading.dayFormats['admitted_on']).toBe('dmy');
    expect(use('Load this file').disabled).toBe(false);
    const answered = screen.getByRole('list', { name: 'Answered questions' });
    expect(answered.textContent).toContain('3 September');
    await fireEvent.click(use(/^Change: Is 03/));
    expect(use('3 September')).toBeTruthy();
    expect(use('Load this file').disabled).toBe(true);
    await fireEvent.click(use('9 March'));
    expect(screen.getByRole('list', { name: 'Answered questions' }).textContent).toContain(
      '9 March',
    );
    expect(fake.mapping.pending[0]!.answered).toEqual({ 'day-order': '9 March' });
  });
});

describe('a question that its answer settles', () => {
  const level: Question = {
    id: 'missing-level_of_care',
    text: 'Which level of care are these stays?',
    detail: 'No column of the file gives it.',
    answers: ['php', 'iop'].map((code) => ({
      label: code.toUpperCase(),
      note: null,
      apply: (before) => ({
        ...before,
        reading: { ...before.reading, values: { level_of_care: code } },
      }),
    })),
  };
  const { level_of_care: _, ...columns } = plan.columns;

  it('stays among the answered ones, and is asked again', async () => {
    fakes.questionsOf = ({ columns: mapped, reading }) =>
      'level_of_care' in mapped || 'level_of_care' in reading.values ? [] : [level];
    const fake = withFiles({ plan: { ...plan, columns } });
    await renderPage();
    const reason = use('Load this file').getAttribute('aria-describedby')!;
    expect(document.getElementById(reason)?.textContent).toBe('Not yet: 1 question is open.');
    expect(
      screen.getByText(/^Answer the question about Level of care first; then the first rows/),
    ).toBeTruthy();
    await fireEvent.click(use('PHP'));
    expect(screen.getByRole('heading', { name: 'Questions answered' })).toBeTruthy();
    const answered = (): string =>
      screen.getByRole('list', { name: 'Answered questions' }).textContent;
    expect(answered()).toContain('PHP');
    expect(use('Load this file').disabled).toBe(false);
    await choose('Level of care of every row', 'iop');
    expect(answered()).toContain('IOP');
    await fireEvent.click(use(/^Change: Which level/));
    expect(current(fake).reading.values).toEqual({});
    expect(use('Load this file').disabled).toBe(true);
    await fireEvent.click(use('IOP'));
    await choose('Column for Level of care', '1');
    expect(screen.queryByRole('list', { name: 'Answered questions' })).toBeNull();
  });

  it('waits again where the plan does not raise it any more', async () => {
    fakes.questionsOf = ({ reading }) =>
      reading.dayFormats['admitted_on'] === 'mdy' ? [order] : [];
    const fake = withFiles({});
    await renderPage();
    await fireEvent.click(use('3 September'));
    await fireEvent.click(use(/^Change: Is 03/));
    expect(use('Load this file').disabled).toBe(true);
    await fireEvent.click(use('3 September'));
    expect(use('Load this file').disabled).toBe(false);
    expect(fake.mapping.pending[0]!.answered).toEqual({ 'day-order': '3 September' });
  });
});

describe('several files', () => {
  it('are listed with their state, and one that is used can be opened again', async () => {
    const fake = withFiles({}, { name: 'second.csv' }, { name: 'third.csv' });
    await renderPage();
    const list = screen.getByRole('navigation', { name: 'Files to map' });
    const states = (): string[] =>
      within(list)
        .getAllByRole('button')
        .map((button) => button.querySelector('.state')!.textContent);
    expect(states()).toEqual(['this one', 'waits', 'waits']);
    await fireEvent.click(use('Use this file'));
    expect(states()).toEqual(['used', 'this one', 'waits']);
    await fireEvent.click(within(list).getByRole('button', { name: /clinic_stays/ }));
    expect(states()).toEqual(['this one', 'waits', 'waits']);
    const title = screen.getByRole('heading', { level: 1, name: 'clinic_stays.csv' });
    await waitFor(() => expect(document.activeElement).toBe(title));
    const here = within(list).getByRole('button', { current: 'step' });
    expect(here.textContent).toContain('clinic_stays.csv');
    await fireEvent.click(use('Use this file'));
    expect(states()).toEqual(['used', 'this one', 'waits']);
    await fireEvent.click(within(list).getByRole('button', { name: /third/ }));
    await fireEvent.click(use('Use this file'));
    expect(fake.load).not.toHaveBeenCalled();
    expect(states()).toEqual(['used', 'this one', 'used']);
    await fireEvent.click(use('Load 3 files'));
    await waitFor(() => expect(fake.load).toHaveBeenCalledOnce());
  });
});

describe('a kept mapping that leaves something open', () => {
  it('is named with its day', async () => {
    withFiles({ recalledOn: '2026-11-26' });
    await renderPage();
    expect(
      screen.getByText(/Your mapping of 26 Nov 2026 fits this file; what is new/),
    ).toBeTruthy();
    expect(screen.queryByText(/propose a mapping/)).toBeNull();
  });
});

describe('a step back', () => {
  it('keeps the answers that came before it', async () => {
    fakes.questions = [order, { ...order, id: 'other', text: 'Another question?' }];
    const fake = withFiles({});
    await renderPage();
    const first = screen.getByRole('group', { name: order.text });
    await fireEvent.click(within(first).getByRole('button', { name: '3 September' }));
    await fireEvent.click(use('9 March'));
    await fireEvent.click(use('Undo the last change'));
    expect(fake.mapping.pending[0]!.answered).toEqual({ 'day-order': '3 September' });
    expect(screen.getByRole('group', { name: 'Another question?' })).toBeTruthy();
    await fireEvent.click(use(/^Change: Is 03/));
    await waitFor(() => expect(document.activeElement?.textContent).toBe(order.text));
  });

  it('brings the former kind of the file back with its reasons', async () => {
    const fake = withFiles({});
    await renderPage();
    await fireEvent.click(screen.getByRole('radio', { name: 'Scores' }));
    await waitFor(() => expect(current(fake).kind).toBe('scores'));
    await fireEvent.click(use('Undo the last change'));
    expect(fake.mapping.pending[0]).toMatchObject({ plan, reasons });
  });
});

describe('scores in columns', () => {
  const wide = planOf('scores', ['id', 'day', 'phq9', 'hope'], {
    columns: { person_id: 0, taken_on: 1 },
    reading: {
      shape: { kind: 'scores', parts: [{ measure: 'phq9', at: [2], phase: null }] },
    },
  });
  const scores = () => fileOf(wide, [['a', '2026-01-05', '12', '30']]);

  it('need an instrument each, which can be one of the program', async () => {
    const fake = withFiles(scores());
    await renderPage();
    await fireEvent.click(use('Add a score'));
    expect(use('Load this file').disabled).toBe(true);
    await choose('Instrument of hope', '!define-own');
    const dialog = screen.getByRole('dialog', { name: 'Define an instrument of your own' });
    const highest = within(dialog).getByLabelText('Highest score');
    expect(document.activeElement).toBe(highest);
    expect(within(dialog).getByLabelText<HTMLInputElement>('Step').value).toBe('1');
    await fireEvent.input(highest, { target: { value: '40' } });
    const add = within(dialog).getByRole('button', { name: 'Add the instrument' });
    await fireEvent.click(add);
    expect(within(dialog).getByText('Choose whether a higher score is better.')).toBeTruthy();
    await fireEvent.click(within(dialog).getByRole('radio', { name: 'better' }));
    const type = (label: string, value: string): Promise<unknown> =>
      fireEvent.input(within(dialog).getByLabelText(label), { target: { value } });
    await type('SD of the clinical group', '6');
    await type('Reliability', '0.86');
    expect(within(dialog).getByRole('status').textContent).toContain('more than 6.22 points');
    await fireEvent.click(add);
    await waitFor(() => expect(use('Load this file').disabled).toBe(false));
    const session = fakes.session as Session;
    expect(session.settings.instruments).toMatchObject([
      { id: 'hope', direction: 'higher_better', step: 1 },
    ]);
    expect(session.settings.thresholds).toEqual({
      hope: { sd: 6, reliability: 0.86, clinicalMean: null, norm: null },
    });
    expect(vi.mocked(session.changeSettings)).toHaveBeenCalledOnce();
    expect(current(fake).reading.shape).toMatchObject({
      parts: [{ measure: 'phq9' }, { measure: 'hope', at: [3] }],
    });
  });
});

describe('the last file', () => {
  it('lets all in and shows the Overview with the filters of the address', async () => {
    const fake = withFiles({}, { name: 'second.csv' });
    await renderPage();
    await fireEvent.click(use('Use this file'));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('second.csv');
    const title = screen.getByRole('heading', { level: 1 });
    await waitFor(() => expect(document.activeElement).toBe(title));
    await fireEvent.click(use('Load 2 files'));
    await waitFor(() => expect(fakes.goto).toHaveBeenCalledWith('/overview/?level=php'));
    expect(fake.load.mock.calls[0]![0 as never]).toHaveLength(2);
  });

  it('goes back to Data where a loaded file was mapped anew', async () => {
    withFiles({ replaces: 7 });
    await renderPage();
    expect(screen.getByText(/It stays loaded as it was/)).toBeTruthy();
    await fireEvent.click(use('Load this file'));
    await waitFor(() => expect(fakes.goto).toHaveBeenCalledWith('/data/?level=php'));
  });

  it('goes back to Data where the mapping of a loaded file stays as it was', async () => {
    const fake = withFiles({ replaces: 7 });
    await renderPage();
    await fireEvent.click(use('Keep the mapping as it was'));
    await waitFor(() => expect(fakes.goto).toHaveBeenCalledWith('/data/?level=php'));
    expect(fake.load).not.toHaveBeenCalled();
  });

  it('can be left out, and then nothing is loaded', async () => {
    const fake = withFiles({});
    await renderPage();
    await fireEvent.click(use('Leave this file out'));
    expect(screen.getByText('No file waits for its mapping.')).toBeTruthy();
    expect(fake.load).not.toHaveBeenCalled();
    expect(fakes.goto).not.toHaveBeenCalled();
  });
});

describe('instruments and thresholds of the program', () => {
  it('are entered with what follows from them, and given to the session', async () => {
    withFiles();
    const session = fakes.session as Session;
    render(Instruments, { session });
    await choose('Enter thresholds of', 'phq9');
    const dialog = screen.getByRole('dialog', { name: 'Thresholds of PHQ-9' });
    const type = async (label: string, value: string): Promise<void> => {
      await fireEvent.input(within(dialog).getByLabelText(label), { target: { value } });
    };
    await type('SD of the clinical group', '6');
    expect(within(dialog).getByRole('status').textContent).toContain('With SD and reliability');
    await type('Reliability', '0.86');
    await type('Mean of the clinical group', '15');
    expect(within(dialog).getByRole('status').textContent).toContain('more than 6.22 points');
    expect(within(dialog).getByRole('status').textContent).toContain('criterion a');
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Use these thresholds' }));
    expect(session.settings).toEqual({
      ...DEFAULT_SETTINGS,
      thresholds: { phq9: { sd: 6, reliability: 0.86, clinicalMean: 15, norm: null } },
    });
  });

  it('are set directly, with what is wrong beside the field', async () => {
    withFiles();
    const session = fakes.session as Session;
    render(Instruments, { session });
    await choose('Enter thresholds of', 'phq9');
    const dialog = screen.getByRole('dialog', { name: 'Thresholds of PHQ-9' });
    const field = (label: string): HTMLElement => within(dialog).getByLabelText(label);
    const type = async (label: string, value: string): Promise<void> => {
      await fireEvent.input(field(label), { target: { value } });
    };
    const save = within(dialog).getByRole('button', { name: 'Use these thresholds' });
    await fireEvent.click(save);
    expect(within(dialog).getByText('Enter SD and reliability, or set a value.')).toBeTruthy();
    await type('Cut-off: this score and above', '28');
    const says = document.getElementById(
      field('Cut-off: this score and above').getAttribute('aria-describedby')!,
    );
    expect(says?.textContent).toBe('A score from 0 to 27, or nothing.');
    await type('Cut-off: this score and above', '12');
    await type('Response, in % of the baseline', '40');
    await type('Remission: below this score', '6');
    const { textContent } = within(dialog).getByRole('status');
    expect(textContent).toContain('Scores of 12 and above are on the unwell side.');
    expect(textContent).toContain('A last score below 6 is a remission.');
    await fireEvent.click(save);
    expect(session.settings.thresholds).toEqual({
      phq9: {
        ...{ sd: null, reliability: null, clinicalMean: null, norm: null },
        direct: { reliableChange: null, cutoff: 12, responseShare: 0.4, remission: 6 },
      },
    });
  });
});
