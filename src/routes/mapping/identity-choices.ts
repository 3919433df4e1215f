/** What a person can decide about a column that could identify somebody, and what is proposed. */
import type { IdentityAction, IdentityDecision } from '$lib/identity/decision';
import type { Finding } from '$lib/identity/find';
import { KIND_WORDS } from '$lib/identity/kind-words';
import { isRead } from '$lib/ingest/identity-plan';
import type { FilePlan } from '$lib/ingest/types';

/** A choice about one column, which may still lack its reason. */
export interface Choice {
  readonly action: IdentityAction;
  /** Why the column is kept; empty = not said yet. */
  readonly reason: string;
}

/** The actions that make sense for a finding, with their names. */
export function actionOptions(
  plan: FilePlan,
  { at, kind }: Finding,
): readonly { readonly value: IdentityAction; readonly label: string }[] {
  const drop = { value: 'drop', label: 'Drop' } as const;
  if (!canBeLoaded(plan, at)) return [drop];
  return [
    drop,
    ...(KIND_WORDS[kind].coarsened === null
      ? []
      : [{ value: 'coarsen' as const, label: 'Make coarse' }]),
    { value: 'keep', label: 'Keep' },
  ];
}

/** What the plan says about a finding; else what is proposed for its kind. */
export function choiceOf(plan: FilePlan, { at, kind }: Finding): Choice {
  const decision = plan.identity.columns.find((one) => one.at === at);
  if (!canBeLoaded(plan, at)) return { action: 'drop', reason: '' };
  if (decision && (decision.kind === kind || decision.action === 'drop')) {
    return { action: decision.action, reason: decision.reason ?? '' };
  }
  return { action: KIND_WORDS[kind].action, reason: '' };
}

/** Only stays have columns beside ours; in other files a column without a use is not loaded anyway. */
function canBeLoaded(plan: FilePlan, at: number): boolean {
  return plan.kind === 'stays' || isRead(plan, at);
}

/** Whether a choice lacks the reason without which nothing identifying is kept. */
export function lacksReason({ action, reason }: Choice): boolean {
  return action === 'keep' && reason.trim() === '';
}

/** The decision that a choice is. */
export function decisionOf({ at, kind }: Finding, { action, reason }: Choice): IdentityDecision {
  return { at, kind, action, reason: action === 'keep' ? reason.trim() : null };
}

/** What a decision does, in words for the list of decisions. */
export function decisionWords({ kind }: Finding, { action, reason }: Choice): string {
  if (action === 'drop') return 'Dropped: not loaded, not shown, not kept.';
  if (action === 'keep') return `Kept as it is: ${reason}`;
  return KIND_WORDS[kind].coarsened ?? '';
}
