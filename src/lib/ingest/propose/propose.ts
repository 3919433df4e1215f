/** The mapping that is proposed for a file, with the reasons for each part of it and what to ask. */
import { KINDS, type Kind } from '$lib/model/canonical';
import { extraColumns, recogniseKind } from '../kinds';
import type { FileProfile, Proposal, Question, Reason } from '../proposal';
import type { FilePlan } from '../types';
import { askAll } from './ask';
import { isClaimStatus } from './column-fit';
import type { Match } from './columns';
import { type Draft, draftOf, evidenceFor } from './draft';
import { headerWords } from './header-text';
import { billingColumn } from './minutes';
import { readingOf } from './reading-of';
import { possibleScoreColumns } from './score-shape';

export { isPlain } from './plain';
export { possibleScoreColumns };

/** More columns of numbers than this are the items of one instrument, or something else. */
const MOST_UNNAMED = 6;

/** How a file is written, whatever it holds, and what was decided about its columns. */
export type Written = Pick<FilePlan, 'dialect' | 'layout' | 'identity'>;

/** The likeliest kind of a file, with a mapping to it. */
export function propose(
  written: Written,
  header: readonly string[],
  profile: FileProfile,
  today: string,
): Proposal {
  const ranked = rankedKinds(header, profile);
  return proposalFor(ranked[0]!, ranked, written, header, profile, today);
}

/** A mapping to the kind that the person chose. */
export function proposeAs(
  kind: Kind,
  written: Written,
  header: readonly string[],
  profile: FileProfile,
  today: string,
): Proposal {
  return proposalFor(kind, rankedKinds(header, profile), written, header, profile, today);
}

function proposalFor(
  kind: Kind,
  ranked: readonly Kind[],
  { dialect, layout, identity }: Written,
  header: readonly string[],
  profile: FileProfile,
  today: string,
): Proposal {
  const draft = draftOf(kind, profile);
  const columns = columnsOf(draft, profile);
  const reading = readingOf(draft, columns, profile);
  const plan = withUnnamedScores(
    {
      kind,
      dialect,
      layout,
      header,
      identity,
      columns,
      extras: kind === 'stays' ? extraColumns(header, usedColumns(columns, draft)) : [],
      reading,
    },
    profile,
  );
  const reasons = Object.fromEntries(
    Object.entries(columns).map(([column, at]): [string, Reason] => {
      const match = draft.matches[column] ?? matchAt(draft, at);
      return [column, match.reason];
    }),
  );
  return {
    plan,
    reasons,
    questions: questionsOf(plan, profile, today),
    otherKinds: ranked.filter((other) => other !== kind),
  };
}

/** Columns of numbers under names of no known instrument: the person says which instruments they are. */
function withUnnamedScores(plan: FilePlan, profile: FileProfile): FilePlan {
  const isNamed = 'measure' in plan.columns || 'score' in plan.columns;
  if (plan.kind !== 'scores' || plan.reading.shape.kind !== 'rows' || isNamed) return plan;
  const columns = possibleScoreColumns(plan, profile);
  if (columns.length === 0 || columns.length > MOST_UNNAMED) return plan;
  const parts = columns.map((at) => ({ measure: '', at: [at], phase: null }));
  return { ...plan, reading: { ...plan.reading, shape: { kind: 'scores', parts } } };
}

/** Every question that a plan, as it is now, raises about a file, in the order of asking. */
export function questionsOf(
  plan: FilePlan,
  profile: FileProfile,
  today: string,
): readonly Question[] {
  return askAll(plan, profile, today);
}

/** Kinds by what speaks for them; a header in canonical names speaks for itself. */
function rankedKinds(header: readonly string[], profile: FileProfile): readonly Kind[] {
  const recognised = recogniseKind(header);
  const named = recognised.state === 'recognised' ? recognised.kind : null;
  return KINDS.map((kind) => ({
    kind,
    evidence: kind === named ? Infinity : evidenceFor(draftOf(kind, profile), profile),
  }))
    .sort((a, b) => b.evidence - a.evidence)
    .map(({ kind }) => kind);
}

/** The match whose column serves for a second canonical column too. */
function matchAt({ matches }: Draft, at: number): Match {
  return Object.values(matches).find((match) => match.at === at)!;
}

/** Positions by canonical column; codes of a hospital claim serve as reason and as destination. */
function columnsOf({ kind, matches }: Draft, profile: FileProfile): Record<string, number> {
  const columns = Object.fromEntries(
    Object.entries(matches).map(([column, { at }]): [string, number] => [column, at]),
  );
  const header = (at: number): string => profile.columns[at]?.name ?? '';
  const reasonAt = columns['discharge_reason'];
  if (kind === 'stays' && reasonAt !== undefined && !('discharged_to' in columns)) {
    if (isClaimStatus(profile.columns[reasonAt]!)) columns['discharged_to'] = reasonAt;
  }
  const minutesAt = columns['scheduled_minutes'];
  // Units of a claim count services or days as often as quarters of an hour.
  const isUnits = minutesAt !== undefined && headerWords(header(minutesAt)).includes('unit');
  if (kind === 'sessions' && isUnits && billingColumn(profile) !== null) {
    delete columns['scheduled_minutes'];
  }
  return columns;
}

function usedColumns(
  columns: Readonly<Record<string, number>>,
  draft: Draft,
): Record<string, number> {
  const { shape, duration } = draft;
  const more =
    shape.kind === 'stays'
      ? shape.parts.flatMap(({ startAt, endAt }) => [startAt, endAt ?? startAt])
      : duration
        ? [duration.daysAt, duration.endedAt]
        : [];
  return { ...columns, ...Object.fromEntries(more.map((at, n) => [`used ${n}`, at])) };
}
