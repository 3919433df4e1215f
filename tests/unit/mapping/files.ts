/** Small files as the mapping page knows them. */
import { profileOf } from '$lib/ingest/profile';
import { PLAIN_READING, type Reading } from '$lib/ingest/reading';
import type { Reason } from '$lib/ingest/proposal';
import { type FilePlan, PLAIN_FILE } from '$lib/ingest/types';
import type { Kind } from '$lib/model/canonical';
import type { PendingFile } from '$lib/session/mapping.svelte';

/** What a test may say about a plan. */
export interface PlanParts {
  readonly columns?: Readonly<Record<string, number>>;
  readonly reading?: Partial<Reading>;
  readonly extras?: FilePlan['extras'];
}

/** A plan for a header. */
export function planOf(kind: Kind, header: readonly string[], parts: PlanParts = {}): FilePlan {
  return {
    kind,
    dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled' },
    header,
    columns: parts.columns ?? {},
    extras: parts.extras ?? [],
    ...PLAIN_FILE,
    reading: { ...PLAIN_READING, ...parts.reading },
  };
}

/** A file that waits, with its rows. */
export function fileOf(
  plan: FilePlan,
  rows: readonly (readonly string[])[],
  reasons: Readonly<Record<string, Reason>> = {},
): PendingFile {
  return {
    id: 1,
    name: 'clinic_stays.csv',
    file: new File(['x'], 'clinic_stays.csv'),
    isSample: false,
    profile: profileOf(plan.header, rows, true),
    plan,
    reasons,
    otherKinds: [],
    answered: {},
    asked: [],
    history: [],
    replaces: null,
    recalledOn: null,
    isConfirmed: false,
  };
}
