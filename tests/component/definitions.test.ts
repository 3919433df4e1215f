/** The target editor: what is typed enters the settings, what is wrong is said and changes nothing. */
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { DEFAULT_TARGETS } from '$lib/model/targets';
import type { Session } from '$lib/session/session.svelte';
import ChangeLine from '../../src/routes/definitions/ChangeLine.svelte';
import { SettingsHistory } from '../../src/routes/definitions/settings-history.svelte';
import Targets from '../../src/routes/definitions/Targets.svelte';
import { FakeSession } from './fake-session.svelte';
import { withoutCanvas } from './no-canvas';

beforeAll(withoutCanvas);

let session: FakeSession;

beforeEach(() => {
  session = new FakeSession();
  render(Targets, { session: session as unknown as Session, programs: ['North', 'South'] });
});

async function type(label: string, text: string): Promise<HTMLInputElement> {
  const field = screen.getByLabelText<HTMLInputElement>(label);
  await fireEvent.change(field, { target: { value: text } });
  return field;
}

const targets = (): Settings['targets'] => session.settings.targets;

describe('the targets of levels', () => {
  it('show ours, and an empty field where there is no limit', () => {
    expect(screen.getByLabelText('IOP, hours a week, at least')).toHaveProperty('value', '9');
    expect(screen.getByLabelText('IOP, people in a group, at least')).toHaveProperty('value', '');
    expect(screen.queryByLabelText('Residential, hours a week, at least')).toBeNull();
    expect(screen.queryByRole('button', { name: /back/i })).toBeNull();
  });

  it('take a value, and go back to ours by one button', async () => {
    await type('IOP, hours a week, at least', '10.5');
    expect(targets().levels.iop?.hours_per_week).toEqual({ low: 10.5, high: 15 });
    const name = 'IOP, hours a week: Back to 9 to 15 h';
    await fireEvent.click(await screen.findByRole('button', { name }));
    expect(targets()).toEqual(DEFAULT_TARGETS);
    await waitFor(() => expect(screen.queryByRole('button', { name })).toBeNull());
  });

  it('are gone where both fields are empty', async () => {
    await type('IOP, people in a group, at most', '');
    expect(targets().levels.iop).not.toHaveProperty('group_size');
    await type('OP, attended sessions a week, at least', '');
    expect(targets().levels).not.toHaveProperty('op');
  });

  it.each([
    ['IOP, hours a week, at least', '20', 'The low value is above the high one.'],
    ['IOP, hours a week, at least', '-1', 'A number that is not below 0.'],
    ['IOP, attended days a week, at most', '8', 'There are no more than 7.'],
  ])('refuse %s = %s in words', async (label, text, words) => {
    const before = session.settings;
    const field = await type(label, text);
    expect((await screen.findByRole('alert')).textContent).toBe(words);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.value).toBe(text);
    expect(session.settings).toBe(before);
    await type(label, '4');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('of all levels are a click away', async () => {
    await fireEvent.click(screen.getByRole('button', { name: 'Show 4 more levels' }));
    await type('Residential, length of a stay, at most', '30');
    expect(targets().levels.residential).toEqual({ length_days: { low: null, high: 30 } });
  });
});

describe('the targets of a program', () => {
  async function choose(program: string): Promise<void> {
    const list = screen.getByLabelText('Program');
    await fireEvent.change(list, { target: { value: program } });
  }

  it('replace those of its level until they are taken back', async () => {
    await choose('South');
    await type('South, hours a week, at least', '6');
    expect(targets().programs).toEqual({ South: { hours_per_week: { low: 6, high: null } } });
    await fireEvent.click(
      await screen.findByRole('button', { name: "South, hours a week: Back to the level's" }),
    );
    expect(targets().programs).toEqual({});
  });

  it('can be set for a program whose name is typed', async () => {
    const name = screen.getByLabelText('Or type its name, as in the stays file');
    await fireEvent.input(name, { target: { value: ' West ' } });
    await fireEvent.submit(name.closest('form')!);
    await type('West, people in a group, at most', '8');
    expect(targets().programs).toEqual({ West: { group_size: { low: null, high: 8 } } });
  });
});

describe('least shares', () => {
  it('are typed in percent', async () => {
    await type('Paired data, at least, in percent', '87.5');
    expect(targets().shares['paired-data']).toBe(0.875);
    await type('Paired data, at least, in percent', '101');
    expect((await screen.findByRole('alert')).textContent).toBe('From 0 to 100 %.');
    expect(targets().shares['paired-data']).toBe(0.875);
  });

  it('can be set for a metric of which more is better, and removed', async () => {
    const list = screen.getByLabelText<HTMLSelectElement>('Set a target for');
    const ids = [...list.options].map(({ value }) => value);
    expect(ids).toContain('attendance-rate');
    expect(ids).not.toContain('no-show-rate');
    await fireEvent.change(list, { target: { value: 'attendance-rate' } });
    expect(targets().shares['attendance-rate']).toBe(0.8);
    await fireEvent.click(
      await screen.findByRole('button', { name: 'Attendance rate: remove the target' }),
    );
    expect(targets().shares).toEqual(DEFAULT_TARGETS.shares);
  });
});

describe('a change', () => {
  it('is said with a way back, which can itself be undone', async () => {
    const history = new SettingsHistory(session);
    render(ChangeLine, { history });
    await type('IOP, hours a week, at most', '19');
    flushSync(() => history.follow());
    const line = await screen.findByText(/IOP, hours a week: 9 to 15 h, now 9 to 19 h/);
    await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    flushSync(() => history.follow());
    expect(targets()).toEqual(DEFAULT_TARGETS);
    await waitFor(() => expect(line.textContent).toContain('9 to 19 h, now 9 to 15 h'));
    await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(targets().levels.iop?.hours_per_week).toEqual({ low: 9, high: 19 });
  });

  it('does not come back after everything was forgotten', async () => {
    const history = new SettingsHistory(session);
    await type('IOP, hours a week, at most', '19');
    history.follow();
    session.settings = DEFAULT_SETTINGS;
    history.follow();
    expect(history.last).toBeNull();
  });
});
