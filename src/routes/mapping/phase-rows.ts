/** The words for visits and phases of a scores file, with the place and the role of each. */
import type { FileProfile } from '$lib/ingest/proposal';
import { type PhaseRule, wordKey } from '$lib/ingest/reading';
import type { FilePlan } from '$lib/ingest/types';
import { partWords } from './profile-words';

/** One word for a phase. */
export interface PhaseRow {
  readonly word: string;
  readonly key: string;
  /** Rows in the first part of the file; null = a column of each row. */
  readonly n: number | null;
  /** null = nothing is known of it yet. */
  readonly rule: PhaseRule | null;
}

/** The words of the phase column and of the columns that stand for a phase, by their place. */
export function phaseRows(plan: FilePlan, profile: FileProfile): readonly PhaseRow[] {
  if (plan.kind !== 'scores') return [];
  const { shape, phases } = plan.reading;
  const at = plan.columns['phase'];
  const given = plan.reading.values['phase'];
  const rows = new Map<string, PhaseRow>();
  const put = (word: string, n: number | null): void => {
    const key = wordKey(word);
    if (key === '' || rows.has(key)) return;
    const number = Number(key);
    // A number has its place, and may start or end a change, as long as nobody says otherwise.
    const own: PhaseRule | null = Number.isNaN(number)
      ? null
      : { position: number, role: 'either' };
    rows.set(key, { word, key, n, rule: phases[key] ?? own });
  };
  if (shape.kind === 'scores') for (const { phase } of shape.parts) if (phase) put(phase, null);
  if (at !== undefined) for (const { word, n } of partWords(profile, [at])) put(word, n);
  if (given) put(given, null);
  return [...rows.values()].sort(byPlace);
}

/** The place after the last one. */
export function nextPosition(rows: readonly PhaseRow[]): number {
  return Math.max(0, ...rows.map(({ rule }) => rule?.position ?? 0)) + 1;
}

function byPlace(a: PhaseRow, b: PhaseRow): number {
  if (!a.rule || !b.rule) return Number(a.rule !== null) - Number(b.rule !== null);
  return a.rule.position - b.rule.position;
}
