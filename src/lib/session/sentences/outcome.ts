/**
 * What every sentence about change ends with: how many are missing, and that nothing is compared. Open
 * stays are not missing, nor is a measure that the program does not use.
 */
import { plural } from '$lib/format/words';
import type { Exclusion, FigureData } from '$lib/metrics/metric';
import { NHS_EXCLUSIONS } from '$lib/metrics/symptoms/nhs-pairs';

/** Said once with every change. */
export const NO_COMPARISON = 'Change during the program; no comparison group.';

/** Which exclusions of a figure are missing scores, and what is said where there are none. */
interface Missing {
  /** Words by reason, in their order. */
  readonly words: Readonly<Record<string, string>>;
  readonly none: string;
}

const NO_PAIR: Missing = {
  words: {
    no_baseline: 'no baseline',
    no_later_score: 'no later score',
    no_score: 'no score',
  },
  none: 'No scores are missing.',
};

const NO_PAIR_OF_BOTH: Missing = {
  words: { [NHS_EXCLUSIONS.unpaired]: NHS_EXCLUSIONS.unpaired },
  none: NO_PAIR.none,
};

const OUTCOMES: Readonly<Record<string, Missing>> = {
  'mean-change': NO_PAIR,
  'effect-size': NO_PAIR,
  'severity-adjusted-effect-size': NO_PAIR,
  response: NO_PAIR,
  remission: NO_PAIR,
  'reliable-change': NO_PAIR,
  'clinically-significant-change': NO_PAIR,
  sensitivity: NO_PAIR,
  recovery: NO_PAIR_OF_BOTH,
  'reliable-recovery': NO_PAIR_OF_BOTH,
  // Its finding is about those without a later score.
  'missing-bounds': { words: { no_baseline: 'no baseline', no_score: 'no score' }, none: '' },
  'no-use-at-last': NO_PAIR,
  'step-change': NO_PAIR,
  'severity-bands': NO_PAIR,
  'pre-post': NO_PAIR,
  'score-course': {
    words: { 'no score in a window': 'no score' },
    none: 'No stay is without a score.',
  },
};

/**
 * What follows the finding of a figure about change; nothing for other figures.
 *
 * @param finding Null = hidden.
 */
export function outcomeWords(id: string, data: FigureData, finding: string | null): string[] {
  const missing = OUTCOMES[id];
  if (!missing) return [];
  const own = Object.entries(missing.words).flatMap(([reason, words]) =>
    data.excluded
      .filter((exclusion) => exclusion.reason === reason)
      .map(({ n }): Exclusion => ({ reason: words, n })),
  );
  const isEmpty = finding !== null && !(data.denominator ?? data.n);
  if (isEmpty) return own.length > 0 ? [missingWords(own)] : [];
  return [
    own.length > 0 ? missingWords(own) : missing.none,
    finding?.includes(NO_COMPARISON) ? '' : NO_COMPARISON,
  ];
}

/** `41 others have no baseline, no later score or no score.` */
function missingWords(own: readonly Exclusion[]): string {
  const shown = own.filter(({ n }) => n !== null);
  const hidden = own.filter(({ n }) => n === null);
  const count = shown.reduce((sum, { n }) => sum + (n ?? 0), 0);
  const parts = [
    shown.length > 0 ? `${plural(count, 'other has', 'others have')} ${either(shown)}` : '',
    hidden.length > 0
      ? `${shown.length > 0 ? 'others' : 'Others'} have ${either(hidden)} (number hidden)`
      : '',
  ];
  return `${parts.filter(Boolean).join('; ')}.`;
}

function either(reasons: readonly Exclusion[]): string {
  const words = reasons.map(({ reason }) => reason);
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
