import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ColumnText, Finding } from '$lib/identity/find';
import { PersonKeys } from '$lib/identity/pseudonyms';
import type { FilePlan } from '$lib/ingest/types';
import { openFindings } from '$lib/ingest/open-findings';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { MAPPING_RULES } from '$lib/session/mapping-rules';
import { Mapping } from '$lib/session/mapping.svelte';
import FileMapping from '../../src/routes/mapping/FileMapping.svelte';
import { fileOf, planOf } from '../unit/mapping/files';
import { withoutCanvas } from './no-canvas';

const fakes = vi.hoisted(() => ({ session: null as unknown }));
vi.mock('$lib/session/context', () => ({ useSession: () => fakes.session }));
vi.mock('$lib/ingest/propose/propose', async (original) => ({
  ...(await original<object>()),
  questionsOf: () => [],
}));
// What looks like an identifier is tested elsewhere; here the column says it.
vi.mock('$lib/identity/find', () => ({
  findIdentifiers: (columns: readonly ColumnText[]): readonly Finding[] =>
    columns.flatMap(({ at, name }) => {
      const kind = ({ Mail: 'email', Zip: 'zip5', Contact: 'name' } as const)[name];
      if (!kind) return [];
      return [{ at, name, kind, by: 'header', cells: 2, hits: 2, because: 'the header says so' }];
    }),
  identifierIn: () => null,
}));

beforeAll(withoutCanvas);

const HEADER = ['Client', 'LOC', 'Admit', 'Mail', 'Zip', 'Contact'];
const PLAN = planOf('stays', HEADER, {
  columns: { person_id: 0, level_of_care: 1, admitted_on: 2, program: 3 },
  extras: [
    { name: 'x_zip', header: 'Zip' },
    { name: 'x_contact', header: 'Contact' },
  ],
});
const ROWS = [
  ['c1', 'iop', '2026-03-09', 'first@example.org', '02139', 'Example Person'],
  ['c2', 'php', '2026-03-10', 'second@example.org', '03601', 'Sample Person'],
];

interface Shown {
  readonly plan: () => FilePlan;
  readonly open: () => number;
  readonly preview: ReturnType<typeof vi.fn>;
  readonly mapping: Mapping;
  readonly container: HTMLElement;
}

function show(plan = PLAN): Shown {
  const preview = vi.fn(() => new Promise<never>(() => undefined));
  const mapping = new Mapping({
    rules: () => MAPPING_RULES,
    today: () => '2026-06-30',
    preview,
    load: () => Promise.resolve([]),
  });
  mapping.add(fileOf(plan, ROWS));
  fakes.session = {
    mapping,
    settings: DEFAULT_SETTINGS,
    personKeys: new PersonKeys(),
    hasData: false,
  };
  const props = (): { file: NonNullable<typeof mapping.current> } => ({ file: mapping.current! });
  const view = render(FileMapping, {
    ...props(),
    onuse: () => undefined,
    onleaveout: () => undefined,
  });
  const change = mapping.change.bind(mapping);
  mapping.change = (id, changed) => {
    change(id, changed);
    void view.rerender(props());
  };
  const undo = mapping.undo.bind(mapping);
  mapping.undo = (id) => {
    undo(id);
    void view.rerender(props());
  };
  return {
    plan: () => mapping.current!.plan,
    open: () => openFindings(mapping.current!.plan, mapping.current!.profile).length,
    preview,
    mapping,
    container: view.container,
  };
}

const column = (name: string): HTMLElement => screen.getByRole('group', { name });
const button = (name: RegExp | string): HTMLElement => screen.getByRole('button', { name });

describe('columns that could identify somebody', () => {
  it('come first, with a proposal for each and no value of them anywhere on the page', async () => {
    const { container } = show();
    const [first] = screen.getAllByRole('heading', { level: 2 });
    expect(first!.textContent).toBe('3 columns could identify somebody');
    const chosen = (name: string): string =>
      within(column(name)).getByRole<HTMLInputElement>('radio', { checked: true }).value;
    expect(['Mail', 'Zip', 'Contact'].map(chosen)).toEqual(['drop', 'coarsen', 'drop']);
    await vi.waitFor(() => expect(container.textContent).toContain('(not shown)'));
    await vi.waitFor(() => expect(container.querySelector('[aria-busy="true"]')).toBeNull());
    expect(container.innerHTML).not.toMatch(/@example|02139|Example Person|Sample Person/);
  });

  it('hold the file and its preview back until they are decided', async () => {
    const { preview } = show();
    expect(button('Load this file').hasAttribute('disabled')).toBe(true);
    expect(screen.getAllByText(/3 columns could identify somebody and are undecided/)).toHaveLength(
      1,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(preview).not.toHaveBeenCalled();
    await fireEvent.click(button('Apply these 3 decisions'));
    expect(button('Load this file').hasAttribute('disabled')).toBe(false);
    await vi.waitFor(() => expect(preview).toHaveBeenCalledTimes(1));
  });

  it('are decided as proposed by one press, which can be taken back', async () => {
    const shown = show();
    await fireEvent.click(button('Apply these 3 decisions'));
    expect(shown.open()).toBe(0);
    expect(shown.plan().columns).not.toHaveProperty('program');
    expect(shown.plan().extras.map(({ header }) => header)).toEqual(['Zip']);
    expect(shown.container.textContent).not.toMatch(/@example|02139/);
    expect(
      within(screen.getByRole('list', { name: 'Decisions' })).getAllByRole('listitem'),
    ).toHaveLength(3);
    await fireEvent.click(button('Undo the last change'));
    expect(shown.open()).toBe(3);
    expect(shown.plan().columns).toHaveProperty('program');
  });

  it('are kept only with a reason', async () => {
    const shown = show();
    await fireEvent.click(within(column('Contact')).getByRole('radio', { name: 'Keep' }));
    await fireEvent.click(button('Apply these 3 decisions'));
    expect(shown.open()).toBe(3);
    const reason = screen.getByRole('textbox', { name: 'Why Contact is needed' });
    expect(reason.getAttribute('aria-invalid')).toBe('true');
    await fireEvent.input(reason, { target: { value: 'names of houses' } });
    await fireEvent.click(button('Apply these 3 decisions'));
    expect(shown.open()).toBe(0);
    expect(shown.plan().identity.columns.at(-1)).toMatchObject({
      at: 5,
      action: 'keep',
      reason: 'names of houses',
    });
  });

  it('can be dropped together where they identify directly', async () => {
    const shown = show();
    await fireEvent.click(button('Drop 2 direct identifiers'));
    expect(shown.open()).toBe(1);
    expect(shown.plan().identity.columns.map(({ at, action }) => [at, action])).toEqual([
      [3, 'drop'],
      [5, 'drop'],
    ]);
  });

  it('can be decided anew', async () => {
    const shown = show();
    await fireEvent.click(button('Apply these 3 decisions'));
    await fireEvent.click(button('Change decisions'));
    await fireEvent.click(within(column('Zip')).getByRole('radio', { name: 'Drop' }));
    await fireEvent.click(button('Apply these 3 decisions'));
    expect(shown.plan().extras).toEqual([]);
  });
});

it('columns of other files than stays can only be dropped, since nothing else would load them', async () => {
  const shown = show(
    planOf('scores', HEADER, { columns: { person_id: 0, measure: 1, taken_on: 2, score: 1 } }),
  );
  for (const name of ['Mail', 'Zip', 'Contact']) {
    expect(within(column(name)).getAllByRole('radio')).toHaveLength(1);
  }
  await fireEvent.click(button('Apply these 3 decisions'));
  expect(shown.plan().identity.columns.map(({ action }) => action)).toEqual([
    'drop',
    'drop',
    'drop',
  ]);
});

describe('the id of the person', () => {
  it('becomes a random pseudonym on the person’s say', async () => {
    const shown = show();
    const group = screen.getByRole('group', { name: /Client the id of the person/ });
    expect(group.textContent).toMatch(/made from the person/);
    await fireEvent.click(within(group).getByRole('radio', { name: 'Random pseudonym' }));
    expect(shown.plan().identity.personId).toBe('pseudonym');
    expect(button('Take in a key file')).toBeTruthy();
  });

  it('takes the pseudonyms of an earlier month from a key file', async () => {
    show({ ...PLAN, identity: { columns: [], personId: 'pseudonym' } });
    const input = screen.getByLabelText('Key file');
    const file = new File(['person_id,pseudonym,kind\nc1,P-0123456789,person\n'], 'key.csv');
    await fireEvent.change(input, { target: { files: [file] } });
    await screen.findByText('1 id taken in.');
    expect(button('Save the key file (1 person)')).toBeTruthy();
    await fireEvent.change(input, { target: { files: [new File(['a,b\n'], 'x.csv')] } });
    await screen.findByText(/lacks one of the columns/);
  });
});
