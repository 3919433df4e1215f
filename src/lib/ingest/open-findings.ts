/**
 * Which columns of a file a person must decide about before anything of it is loaded: those that look
 * like an identifier, as far as what they are mapped to does not explain their looks.
 */
import { type ColumnText, type Finding, findIdentifiers } from '$lib/identity/find';
import { KIND_WORDS } from '$lib/identity/kind-words';
import type { IdentifierKind } from '$lib/identity/kinds';
import { CANONICAL, type CanonicalColumn } from '$lib/model/canonical';
import { isRead, meaningsOf, neededPositions, withDecisions } from './identity-plan';
import { keepFindings, keptFindings } from './kept-findings';
import { isOwnColumn } from './own-column-names';
import type { ColumnProfile, FileProfile } from './proposal';
import { isFilled, isRequired } from './sources';
import type { FilePlan } from './types';
import { usedColumns } from './used-columns';

/** Kinds that a column of codes, numbers or labels cannot have by chance. */
const UNMISTAKABLE: ReadonlySet<IdentifierKind> = new Set([
  'phone',
  'fax',
  'email',
  'ssn',
  'url',
  'ip_address',
]);

/** Text columns whose meaning explains some looks: a diagnosis is no name, an id of a group no record. */
const EXPLAINED: Readonly<Record<string, readonly IdentifierKind[]>> = {
  primary_dx: ['name', 'address', 'free_text', 'other_number', 'licence_number'],
  other_dx: ['name', 'address', 'free_text', 'other_number', 'licence_number'],
  session_id: ['record_number', 'account_number', 'other_number', 'event_date'],
  group_id: ['record_number', 'account_number', 'other_number'],
  instrument: ['free_text'],
};

/** `measure` and `phase` are text, but only words with a meaning of ours pass. */
const CODED_TEXTS: readonly string[] = ['measure', 'phase'];

/** Kinds that the column with the ids of people may look like. */
const ID_KINDS: ReadonlySet<IdentifierKind> = new Set([
  'record_number',
  'account_number',
  'other_number',
]);

/** Everything in the first part of a file that looks like an identifier. */
export function findingsOf(profile: FileProfile): readonly Finding[] {
  const known = keptFindings(profile);
  if (known) return known;
  const findings = findIdentifiers(profile.columns.map((column) => textOf(column, profile)));
  keepFindings(profile, findings);
  return findings;
}

/** The findings that a person decides about, decided or not. */
export function askedFindings(plan: FilePlan, profile: FileProfile): readonly Finding[] {
  const needed = neededPositions(plan);
  return findingsOf(profile).filter(
    ({ at, kind, by }) =>
      !needed.has(at) && !isOwnColumn(plan.header[at] ?? '') && !isExplained(plan, at, kind, by),
  );
}

/**
 * The findings that the plan does not decide about; a file with any is not loaded, nor previewed. While
 * a needed id or day has no column, what may become it is not asked about yet.
 */
export function openFindings(plan: FilePlan, profile: FileProfile): readonly Finding[] {
  return undecided(plan, profile).filter(({ kind }) => !mayBeNeeded(plan, kind));
}

/**
 * The plan with every undecided column dropped that nothing needs: those that nothing reads, and further
 * days, which would make a poor filter. The person sees it and can decide otherwise.
 */
export function withNeedlessDropped(plan: FilePlan, profile: FileProfile): FilePlan {
  const used = usedColumns(plan);
  const needless = openFindings(plan, profile).filter(
    ({ at, kind }) => !used.has(at) && (kind === 'event_date' || !isRead(plan, at)),
  );
  if (needless.length === 0) return plan;
  return withDecisions(
    plan,
    needless.map(({ at, kind }) => ({ at, kind, action: 'drop', reason: null })),
  );
}

/** Positions whose values are shown nowhere: undecided, dropped, or loaded in coarser form only. */
export function hiddenPositions(plan: FilePlan, profile: FileProfile): ReadonlySet<number> {
  const needed = neededPositions(plan);
  return new Set([
    ...undecided(plan, profile).map(({ at }) => at),
    ...plan.identity.columns
      .filter(({ at, action }) => action !== 'keep' && !needed.has(at))
      .map(({ at }) => at),
  ]);
}

/** The last profile that was shown of each. */
const shown = new WeakMap<FileProfile, { readonly key: string; readonly profile: FileProfile }>();

/**
 * The profile as the screen may show it: without the values of some columns, with their counts. The same
 * columns of the same profile give the same object.
 */
export function shownProfile(profile: FileProfile, hidden: ReadonlySet<number>): FileProfile {
  if (hidden.size === 0) return profile;
  const key = [...hidden].sort((a, b) => a - b).join(' ');
  const before = shown.get(profile);
  if (before?.key === key) return before.profile;
  const result = {
    ...profile,
    columns: profile.columns.map((column) =>
      hidden.has(column.at) ? { ...column, values: [] } : column,
    ),
    rows: profile.rows.map((row) => row.map((cell, at) => (hidden.has(at) ? '' : cell))),
  };
  shown.set(profile, { key, profile: result });
  return result;
}

function undecided(plan: FilePlan, profile: FileProfile): readonly Finding[] {
  return askedFindings(plan, profile).filter((finding) => !isDecided(plan, finding));
}

function mayBeNeeded(plan: FilePlan, kind: IdentifierKind): boolean {
  const isMissing = (column: CanonicalColumn): boolean =>
    isRequired(plan, column) && !isFilled(plan, column.name);
  return CANONICAL[plan.kind].some(
    (column) =>
      isMissing(column) &&
      ((column.type === 'day' && kind === 'event_date') ||
        (column.name === 'person_id' && ID_KINDS.has(kind))),
  );
}

/** A drop holds while nothing reads the column; the others hold for the kind that was found then. */
function isDecided(plan: FilePlan, { at, kind }: Finding): boolean {
  const decision = plan.identity.columns.find((one) => one.at === at);
  if (!decision) return false;
  if (decision.action === 'drop') return !isRead(plan, at);
  if (decision.kind !== kind) return false;
  if (decision.action === 'coarsen') return KIND_WORDS[kind].coarsened !== null;
  return (decision.reason ?? '').trim() !== '';
}

function isExplained(plan: FilePlan, at: number, kind: IdentifierKind, by: Finding['by']): boolean {
  const names = meaningsOf(plan, at);
  const isCoded = isInParts(plan, at) || names.some((name) => isCode(plan, name));
  if (isCoded) return by === 'header' || !UNMISTAKABLE.has(kind);
  return names.length > 0 && names.every((name) => EXPLAINED[name]?.includes(kind) ?? false);
}

function isCode(plan: FilePlan, name: string): boolean {
  const column = CANONICAL[plan.kind].find((one) => one.name === name);
  return (column !== undefined && column.type !== 'text') || CODED_TEXTS.includes(name);
}

/** Scores of a wide file, marks that a stay ended, times of a session, billing codes. */
function isInParts({ reading }: FilePlan, at: number): boolean {
  const { shape, duration, minutesBetween, billing } = reading;
  return (
    (shape.kind === 'scores' && shape.parts.some((part) => part.at.includes(at))) ||
    duration?.endedAt === at ||
    minutesBetween?.startAt === at ||
    minutesBetween?.endAt === at ||
    billing?.at === at
  );
}

function textOf(column: ColumnProfile, { rows }: FileProfile): ColumnText {
  const { at, name, values, distinct } = column;
  if (values.length === distinct) return { at, name, values };
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = row[at]?.trim() ?? '';
    if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return { at, name, values: Array.from(counts, ([value, n]) => ({ value, n })) };
}
