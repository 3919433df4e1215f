/**
 * What the loaded files are under HIPAA, as far as their columns can show: free of the identifiers of
 * the Safe Harbor method (45 CFR 164.514(b)(2)), a limited data set (164.514(e)), or identified. The
 * worst file decides.
 */
import { listOf } from '$lib/format/words';
import type { IdentityAction } from './decision';
import { KIND_WORDS } from './kind-words';
import type { IdentifierKind } from './kinds';

/**
 * What a person id looks like: a direct identifier such as a name, a record number, a hash, or a code
 * that tells nothing by its looks.
 */
export type PersonIdLook = 'identifier' | 'record number' | 'hash' | 'other';

/** A decision as the verdict needs it. */
export interface DecidedColumn {
  /** Name in the file. */
  readonly column: string;
  readonly kind: IdentifierKind;
  readonly action: IdentityAction;
  /** Why it is kept, in the person's words; null where it is not. */
  readonly reason: string | null;
}

/** A loaded file as far as it can identify somebody. */
export interface VerdictFile {
  readonly name: string;
  /** Came with the app and is about nobody; it does not count. */
  readonly isSynthetic: boolean;
  readonly timeMode: 'dates' | 'relative' | 'order';
  /** Its days were moved on purpose. */
  readonly isShifted: boolean;
  /** Some column holds days about a person. */
  readonly hasDays: boolean;
  /** Decisions about columns that are loaded or were dropped. */
  readonly decisions: readonly DecidedColumn[];
  /** null = every person_id is a random pseudonym, or the file has none. */
  readonly personId: PersonIdLook | null;
}

/** From the least to the most that the files tell about a person. */
export const VERDICTS = ['safe-harbor', 'limited', 'identified'] as const;

/** What the files are. */
export type VerdictState = (typeof VERDICTS)[number];

/** The verdict with its reasons. */
export interface Verdict {
  readonly state: VerdictState;
  /** Such as `Limited data set`. */
  readonly title: string;
  readonly sentence: string;
  /** Why it is no better, each with the files that it is about; what was removed comes last. */
  readonly reasons: readonly string[];
  /** One short line for prints and exports. */
  readonly short: string;
}

interface Ground {
  readonly state: VerdictState;
  /** As part of a sentence, such as `full dates`. */
  readonly words: string;
  /** Why the person keeps it. */
  readonly because?: string;
}

const WORDS: Readonly<Record<VerdictState, Pick<Verdict, 'title' | 'sentence'>>> = {
  'safe-harbor': {
    title: 'De-identified by the Safe Harbor method, as far as columns can show',
    sentence:
      'No column that is loaded holds one of the 18 identifiers. The organization must also have no actual knowledge that what is left could identify a person, alone or with other information, and a person_id that is kept must not be derived from anything about the person.',
  },
  limited: {
    title: 'Limited data set',
    sentence:
      'No direct identifier is loaded, but something that the Safe Harbor method removes is. It stays protected health information: for research, public health or health care operations, and for another organization only under a data use agreement.',
  },
  identified: {
    title: 'Identified',
    sentence:
      "The files identify people. They are for the organization's own treatment and health care operations; nothing about single people may leave it on the strength of this page.",
  },
};

/** Kinds that a limited data set may hold; all others identify. */
const LIMITED_KINDS: ReadonlySet<IdentifierKind> = new Set([
  'zip5',
  'zip3',
  'birth_date',
  'event_date',
  'age_over_89',
  'other_number',
]);

const PLACE_WORDS = /(^|[^a-z])(city|town|county|state|province|region|municipality)([^a-z]|$)/i;

/** The verdict about all loaded files; without files it is that of nothing. */
export function verdictOf(all: readonly VerdictFile[]): Verdict {
  const files = all.filter(({ isSynthetic }) => !isSynthetic);
  if (all.length > 0 && files.length === 0) return SYNTHETIC;
  const grounds = new Map<string, { ground: Ground; files: string[] }>();
  for (const file of files) {
    for (const ground of groundsOf(file)) {
      const key = JSON.stringify([ground.words, ground.because]);
      const known = grounds.get(key) ?? { ground, files: [] };
      if (!known.files.includes(file.name)) known.files.push(file.name);
      grounds.set(key, known);
    }
  }
  const found = [...grounds.values()].sort((a, b) => rank(b.ground) - rank(a.ground));
  const state = found[0]?.ground.state ?? 'safe-harbor';
  const deciding = found.filter(({ ground }) => ground.state === state);
  const because = [...new Set(deciding.map(({ ground }) => ground.words))];
  return {
    state,
    ...WORDS[state],
    reasons: [
      ...found.map(({ ground: { words, because: why }, files: names }) => {
        const reason = why === undefined ? '' : `, because: ${why}`;
        return `${capital(words)} (${listOf(names)})${reason}`;
      }),
      ...removedWords(files),
    ],
    short: `Identity of the loaded data: ${SHORT[state]}${because.length > 0 ? ` (${listOf(because, 3)})` : ''}`,
  };
}

const SYNTHETIC: Verdict = {
  state: 'safe-harbor',
  title: 'Synthetic data',
  sentence: 'The files came with the app; nobody in them exists.',
  reasons: [],
  short: 'Identity of the loaded data: synthetic, about nobody',
};

const SHORT: Readonly<Record<VerdictState, string>> = {
  'safe-harbor': 'Safe Harbor as far as columns show',
  limited: 'limited data set',
  identified: "identified, for the organization's own operations",
};

const ID_WORDS = {
  'record number': 'person_id that looks like a record number',
  identifier: 'person_id that looks like a name, an address or a number that identifies',
} as const;

function groundsOf(file: VerdictFile): readonly Ground[] {
  const { timeMode, isShifted, hasDays, personId, decisions } = file;
  const limited = (words: string): Ground => ({ state: 'limited', words });
  return [
    ...(hasDays && isShifted
      ? [limited('days that were moved; a moved day is made from the real one')]
      : hasDays && timeMode === 'dates'
        ? [limited('full dates')]
        : []),
    ...(personId === 'record number' || personId === 'identifier'
      ? [{ state: 'identified', words: ID_WORDS[personId] } as const]
      : personId === 'hash'
        ? [limited('person_id that looks like a hash, which is derived from the person')]
        : []),
    ...decisions
      .filter(({ action }) => action === 'keep')
      .map(({ kind, column, reason }): Ground => {
        const words = `${KIND_WORDS[kind].label} kept in "${column}"`;
        const isPlace = kind === 'address' && PLACE_WORDS.test(column);
        return {
          state: isPlace || LIMITED_KINDS.has(kind) ? 'limited' : 'identified',
          words,
          ...(reason ? { because: reason } : {}),
        };
      }),
  ];
}

function removedWords(files: readonly VerdictFile[]): readonly string[] {
  const of = (action: IdentityAction): readonly string[] => [
    ...new Set(
      files.flatMap(({ decisions }) =>
        decisions.filter((one) => one.action === action).map(({ column }) => `"${column}"`),
      ),
    ),
  ];
  const dropped = of('drop');
  const coarse = of('coarsen');
  return [
    ...(dropped.length > 0 ? [`Not loaded: ${listOf(dropped, 12)}`] : []),
    ...(coarse.length > 0 ? [`Loaded in coarse form: ${listOf(coarse, 12)}`] : []),
  ];
}

/** What is said about 42 CFR Part 2; stronger where something loaded is about substance use. */
export function part2Words(isSubstanceUse: boolean): string {
  return isSubstanceUse
    ? 'Records about substance use are loaded. If the program is a federally assisted one under 42 CFR Part 2, they may be disclosed only as that rule allows, which is stricter than HIPAA: nothing about single people leaves the program without consent or another ground of Part 2.'
    : 'Where a program treats substance use with federal assistance, 42 CFR Part 2 applies beside HIPAA and is stricter.';
}

function rank({ state }: Ground): number {
  return VERDICTS.indexOf(state);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
