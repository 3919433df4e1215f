/** The canonical columns of a file as rows of the page: order, confidence, what would be lost. */
import { plural } from '$lib/format/words';
import { formatCount } from '$lib/format/numbers';
import type { AsideGroup, MappingPreview } from '$lib/ingest/preview';
import type { Confidence } from '$lib/ingest/proposal';
import { isFilled, isRequired } from '$lib/ingest/sources';
import type { FilePlan } from '$lib/ingest/types';
import { CELL_WORDS, REASON_WORDS } from '$lib/ingest/words';
import { CANONICAL, type CanonicalColumn } from '$lib/model/canonical';
import type { PendingFile } from '$lib/session/mapping.svelte';
import { missingColumns } from './missing';
import { sourceOf } from './plan-changes';

/** Examples that are shown of what is set aside. */
const MOST_EXAMPLES = 3;

/**
 * How sure a column or word is: as proposed, chosen by the person now (`yours`) or confirmed before
 * (`kept`), needed and not there (`missing`), or still to be decided (`open`).
 */
export interface Sureness {
  readonly level: Confidence | 'yours' | 'kept' | 'missing' | 'open';
  readonly because: string | undefined;
}

/** The plan as it was proposed for the kind that the file is taken for now. */
export function proposedPlan(file: PendingFile): FilePlan {
  const plans = [...file.history, file.plan];
  const lastOther = plans.findLastIndex(({ kind }) => kind !== file.plan.kind);
  return plans[lastOther + 1] ?? file.plan;
}

/**
 * The rows in an order that does not change while the person works: needed columns, then those that
 * were found, then the others. Columns that the shape of the rows fills have no row.
 */
export function columnOrder(file: PendingFile): readonly CanonicalColumn[] {
  const { plan } = file;
  const proposed = proposedPlan(file);
  const rank = (column: CanonicalColumn): number => {
    if (isRequired(proposed, column) || column.required) return 0;
    return isFilled(proposed, column.name) ? 1 : 2;
  };
  return CANONICAL[plan.kind]
    .filter(({ name }) => !isGiven(plan, name))
    .map((column) => ({ column, rank: rank(column) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ column }) => column);
}

/** Whether a row is shown before the person asks for the others. */
export function isMainRow(file: PendingFile, column: CanonicalColumn): boolean {
  const { plan } = file;
  return (
    isRequired(plan, column) ||
    column.required ||
    sourceOf(plan, column.name).kind !== 'none' ||
    isFilled(proposedPlan(file), column.name)
  );
}

/** How sure the source of a column is; null = nothing to say about it. */
export function surenessOf(file: PendingFile, name: string): Sureness | null {
  const { plan, reasons } = file;
  const source = sourceOf(plan, name);
  if (source.kind === 'none') {
    if (!missingColumns(plan).includes(name)) return null;
    return { level: 'missing', because: undefined };
  }
  const before = sourceOf(proposedPlan(file), name);
  const reason = reasons[name];
  const isProposed = JSON.stringify(before) === JSON.stringify(source);
  if (!isProposed) return { level: 'yours', because: undefined };
  if (reason) return { level: reason.confidence, because: reason.because };
  return file.replaces === null ? null : { level: 'kept', because: undefined };
}

/** What a preview says against a column: `12 cells left empty, not a date: "pending", "tbd"`. */
export function columnProblems(preview: MappingPreview | null, name: string): readonly string[] {
  if (!preview) return [];
  const rows = preview.rows.filter(({ column }) => column === name);
  const cells = preview.cells.filter(({ column }) => column === name);
  return [
    ...rows.map((group) => problem(group, 'row', 'set aside', REASON_WORDS[group.reason].label)),
    ...cells.map((group) => problem(group, 'cell', 'left empty', CELL_WORDS[group.reason].label)),
  ];
}

/** The first examples of a group, with their lines: `line 14 "pending", line 20 "tbd"`. */
export function exampleWords(group: AsideGroup<string>): string {
  return group.examples
    .slice(0, MOST_EXAMPLES)
    .map(({ line, value }) => `line ${formatCount(line)}${value === null ? '' : ` "${value}"`}`)
    .join(', ');
}

function problem(group: AsideGroup<string>, unit: string, fate: string, label: string): string {
  const values = group.examples.map(({ value }) => value).filter((value) => value !== null);
  const shown = [...new Set(values)].slice(0, MOST_EXAMPLES).map((value) => `"${value}"`);
  const examples = shown.length > 0 ? `: ${shown.join(', ')}` : '';
  return `${plural(group.n, unit)} ${fate}, ${label.toLowerCase()}${examples}`;
}

function isGiven(plan: FilePlan, name: string): boolean {
  const { shape, duration } = plan.reading;
  if (shape.kind === 'scores') return name === 'measure' || name === 'score';
  if (shape.kind === 'stays') {
    return ['level_of_care', 'admitted_on', 'discharged_on'].includes(name);
  }
  return duration !== null && ['admitted_on', 'discharged_on', 'observed_until'].includes(name);
}
