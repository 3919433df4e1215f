/** The loaded files as the verdict about identity needs them, and what Part 2 depends on. */
import { personIdLook } from '$lib/identity/person-id';
import { type Verdict, type VerdictFile, verdictOf } from '$lib/identity/verdict';
import { heldDecisions } from '$lib/ingest/identity-plan';
import { isFilled } from '$lib/ingest/sources';
import { allMeasures } from '$lib/measures/library';
import { CANONICAL } from '$lib/model/canonical';
import type { Columns } from '$lib/sql/columns';
import { list, sql } from '$lib/sql/sql';
import type { KeptFile } from './kept-file';

/** What the loaded files are, by their plans and the first part of each; see `verdictOf`. */
export function verdictOfFiles(
  files: readonly Pick<KeptFile, 'name' | 'plan' | 'profile' | 'isSample'>[],
): Verdict {
  return verdictOf(files.map(verdictFile));
}

/**
 * Whether anything about substance use is loaded: a diagnosis of F10 to F19, withdrawal management, or
 * an instrument about alcohol or drugs. Rejects as the query does.
 */
export async function isAboutSubstanceUse(
  run: (text: string) => Promise<Columns>,
): Promise<boolean> {
  const instruments = allMeasures()
    .filter(({ domain }) => /alcohol|drug|substance/i.test(domain))
    .map(({ id }) => id);
  const found = await run(
    sql`SELECT ((SELECT count(*) FROM stay WHERE condition = 'Substance use'
        OR dual_diagnosis = 'yes' OR level = 'withdrawal_management')
      + (SELECT count(*) FROM score_point WHERE measure IN ${list(instruments)}))::INTEGER AS n`
      .text,
  );
  return (found.number('n', 0) ?? 0) > 0;
}

function verdictFile({
  name,
  plan,
  profile,
  isSample,
}: Pick<KeptFile, 'name' | 'plan' | 'profile' | 'isSample'>): VerdictFile {
  const { identity, reading, header, columns } = plan;
  const personAt = columns['person_id'];
  const days = CANONICAL[plan.kind].filter(({ type }) => type === 'day');
  return {
    name,
    isSynthetic: isSample,
    timeMode: reading.time,
    isShifted: reading.isShifted,
    hasDays: days.some((day) => isFilled(plan, day.name)),
    decisions: heldDecisions(plan).map(({ at, kind, action, reason }) => ({
      column: header[at]?.trim() ?? '',
      kind,
      action,
      reason: reason?.trim() ?? null,
    })),
    personId:
      personAt === undefined || identity.personId === 'pseudonym'
        ? null
        : personIdLook(profile.columns[personAt]),
  };
}
