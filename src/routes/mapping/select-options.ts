/** The entries of the lists on the mapping page. */
import type { MinuteUnit, PhaseRole } from '$lib/ingest/reading';
import type { FilePlan } from '$lib/ingest/types';
import { type CanonicalColumn, LEVEL_CODES } from '$lib/model/canonical';
import { findLevel } from '$lib/model/levels';
import type { SelectOption } from '$lib/ui/Select.svelte';
import { columnTitle } from './missing';

/** Stands for "one value for the whole file" in a list of columns. */
export const WHOLE_FILE = 'whole-file';

/** Columns whose values tell rows apart, so that one value for all makes no sense. */
const IDS = ['person_id', 'stay_id', 'session_id', 'score'];

/** What else gives a column that no column of the file stands for; null = nothing. */
function madeFrom({ kind, reading }: FilePlan, name: string): string | null {
  if (kind !== 'sessions') return null;
  const { minutesBetween, billing } = reading;
  const sources = [
    ...(minutesBetween && name === 'scheduled_minutes' ? ['start and end'] : []),
    ...(billing && ['scheduled_minutes', 'session_type'].includes(name) ? ['billing code'] : []),
  ];
  return sources.length === 0 ? null : `From ${sources.join(', else ')}`;
}

/** The columns of a file as the source of one of ours, and the ways to do without. */
export function fileColumnOptions(plan: FilePlan, column: CanonicalColumn): SelectOption[] {
  return [
    { value: '', label: madeFrom(plan, column.name) ?? 'Not in this file' },
    ...(IDS.includes(column.name)
      ? []
      : [{ value: WHOLE_FILE, label: 'One value for the whole file…' }]),
    ...headerOptions(plan, column.name).map((option) => ({
      ...option,
      group: 'Columns of the file',
    })),
  ];
}

/** The columns of a file; those that are used already say for what. */
export function headerOptions(plan: FilePlan, except: string | null = null): SelectOption[] {
  const uses = new Map(
    Object.entries(plan.columns)
      .filter(([name]) => name !== except)
      .map(([name, at]) => [at, name]),
  );
  return plan.header.map((header, at) => {
    const name = header.trim() === '' ? `Column ${at + 1}, without a name` : header;
    const use = uses.get(at);
    return {
      value: String(at),
      label: use === undefined ? name : `${name} (used as ${columnTitle(use)})`,
    };
  });
}

/** The levels of care. */
export const LEVEL_OPTIONS: readonly SelectOption[] = LEVEL_CODES.map((code) => ({
  value: code,
  label: findLevel(code)?.label ?? code,
}));

/** How an amount of time is written. */
export const UNIT_OPTIONS: readonly (SelectOption & { readonly value: MinuteUnit })[] = [
  { value: 'minutes', label: 'Minutes: 90' },
  { value: 'hours', label: 'Hours: 1.5' },
  { value: 'clock', label: 'Hours and minutes: 1:30' },
  { value: 'units15', label: 'Units of 15 minutes: 6' },
];

/** What a visit or phase counts as. */
export const ROLE_OPTIONS: readonly (SelectOption & { readonly value: PhaseRole })[] = [
  { value: 'baseline', label: 'First: a change starts here' },
  { value: 'later', label: 'Later: a change may end here' },
  { value: 'either', label: 'Either, by its place' },
  { value: 'follow_up', label: 'Follow-up: neither' },
];
