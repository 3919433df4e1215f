/** How a file is written: what the page says about it, and what a change does to its columns. */
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import type { ComponentProps } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { inspectFile } from '$lib/ingest/inspect';
import { propose } from '$lib/ingest/propose/propose';
import type { FilePlan } from '$lib/ingest/types';
import { NO_IDENTITY } from '$lib/identity/decision';
import { MAPPING_RULES } from '$lib/session/mapping-rules';
import { Mapping } from '$lib/session/mapping.svelte';
import WrittenPart from '../../src/routes/mapping/WrittenPart.svelte';
import { fileOf } from '../unit/mapping/files';

const TODAY = '2026-06-30';
const TABLE = 'Client;LOC;Admit Dt;Ort\nC-1;IOP;2026-01-05;Köln\nC-2;PHP;2026-01-07;Bonn\n';

/** A mapping with one file that waits. */
async function waiting(content: string | Uint8Array<ArrayBuffer>): Promise<Mapping> {
  const file = new File([content], 'clinic.csv');
  const found = await inspectFile(file);
  if (found.state !== 'needs-mapping') throw new Error(found.state);
  const { header, dialect, layout, profile } = found;
  const written = { dialect, layout, identity: NO_IDENTITY };
  const { plan } = propose(written, header, profile, TODAY);
  const never = (): Promise<never> => Promise.reject(new Error('not asked for'));
  const mapping = new Mapping({
    rules: () => MAPPING_RULES,
    today: () => TODAY,
    preview: never,
    load: never,
  });
  mapping.add({ ...fileOf(plan, []), file, profile });
  return mapping;
}

const planNow = (mapping: Mapping): FilePlan => mapping.current!.plan;

async function show(mapping: Mapping): Promise<void> {
  const props = (): ComponentProps<typeof WrittenPart> => ({
    file: mapping.current!,
    onrewrite: (change) => mapping.rewrite(1, change),
  });
  const { rerender } = render(WrittenPart, props());
  await fireEvent.click(screen.getByText('Change how it is read'));
  mapping.rewrite = new Proxy(mapping.rewrite.bind(mapping), {
    async apply(rewrite, _, args: Parameters<Mapping['rewrite']>) {
      const problem = await rewrite(...args);
      await rerender(props());
      return problem;
    },
  });
}

const choose = (label: string, value: string): Promise<unknown> =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('how a file is written', () => {
  it('stands in words, and its first lines do not', async () => {
    await show(await waiting(TABLE));
    expect(screen.getByText(/UTF-8.*divided by semicolons/)).toBeTruthy();
    expect(screen.getByText(/names of the columns stand on line 1/)).toBeTruthy();
    expect(document.body.textContent).not.toContain('C-1');
  });

  it('names the lines above the table and those of another table', async () => {
    const other = '\n\nClient;Taken;PHQ-9\nC-1;2026-01-05;12\nC-2;2026-01-07;9\n';
    await show(await waiting(`Census of the clinic\n\n${TABLE}${other}`));
    expect(screen.getByText(/names of the columns stand on line 3/)).toBeTruthy();
    expect(
      screen.getByText(/This is the one on lines 3 to 5; the other one, lines 8 to 10,/),
    ).toBeTruthy();
  });
});

describe('a change of how it is written', () => {
  it('brings the columns anew, and can be undone', async () => {
    const mapping = await waiting(TABLE);
    await show(mapping);
    await fireEvent.click(screen.getByLabelText(/first line of the table holds the names/));
    await waitFor(() => expect(planNow(mapping).header[0]).toBe('Column 1'));
    expect(mapping.current!.profile.rowCount).toBe(3);
    await screen.findByText(/No line holds the names/);
    mapping.undo(1);
    expect(planNow(mapping).header).toEqual(['Client', 'LOC', 'Admit Dt', 'Ort']);
    expect(mapping.current!.profile.rowCount).toBe(2);
  });

  it('keeps mapping, answers and decisions where the columns stay', async () => {
    const latin = Uint8Array.from(TABLE, (c) => c.charCodeAt(0));
    const mapping = await waiting(latin);
    const columns = [{ at: 3, kind: 'place', action: 'drop', reason: null }] as never;
    mapping.change(1, { ...planNow(mapping), identity: { columns, personId: 'keep' } });
    mapping.answer(
      1,
      { id: 'q', text: '', detail: '', answers: [] },
      { label: 'Yes', note: null, apply: (plan) => plan },
    );
    const before = planNow(mapping);
    await show(mapping);
    await choose('Encoding of the text', 'latin-1');
    await waitFor(() => expect(planNow(mapping).dialect.encoding).toBe('latin-1'));
    expect(planNow(mapping)).toEqual({
      ...before,
      dialect: { ...before.dialect, encoding: 'latin-1' },
    });
    expect(mapping.current!.answered).toEqual({ q: 'Yes' });
  });

  it('keeps decisions about columns that go on under the same name elsewhere', async () => {
    const mapping = await waiting(`x;y;z\n${TABLE}`);
    const columns = [{ at: 0, kind: 'name', action: 'drop', reason: null }] as never;
    mapping.change(1, {
      ...planNow(mapping),
      header: ['Ort', 'y', 'z'],
      columns: {},
      extras: [],
      identity: { columns, personId: 'pseudonym' },
    });
    expect(await mapping.rewrite(1, { layout: { startLine: 2 } })).toBeNull();
    const { identity, header } = planNow(mapping);
    expect(header[3]).toBe('Ort');
    expect(identity.columns.map(({ at, action }) => [at, action])).toEqual([[3, 'drop']]);
    expect(identity.personId).toBe('pseudonym');
  });

  it('that leaves no table is refused with a sentence and changes nothing', async () => {
    const mapping = await waiting(TABLE);
    const before = mapping.current;
    await show(mapping);
    await choose('Cells are divided by', '|');
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText(/only one column/)).toBeTruthy();
    expect(mapping.current).toBe(before);
    const field = screen.getByLabelText<HTMLSelectElement>('Cells are divided by');
    expect(field.value).toBe(';');
    expect(document.activeElement?.tagName).toBe('SUMMARY');
  });

  it('takes whole lines only', async () => {
    const mapping = await waiting(TABLE);
    const rewrite = vi.spyOn(mapping, 'rewrite');
    await show(mapping);
    await choose('First line of the table', '1.5');
    expect(await screen.findByText('Enter a whole number.')).toBeTruthy();
    expect(rewrite).not.toHaveBeenCalled();
    await choose('Last line of the table', '2');
    await waitFor(() => expect(planNow(mapping).layout.endLine).toBe(3));
    expect(mapping.current!.profile.rowCount).toBe(1);
  });

  it('of two at once, the later one counts', async () => {
    const mapping = await waiting(TABLE);
    await Promise.all([
      mapping.rewrite(1, { layout: { endLine: 2 } }),
      mapping.rewrite(1, { layout: { endLine: 3 } }),
    ]);
    expect(planNow(mapping).layout.endLine).toBe(3);
    expect(mapping.current!.history).toHaveLength(1);
  });
});
