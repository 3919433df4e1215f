/**
 * What the library says about an instrument: facts with a mark and sources, no item wording. What is
 * not known is null or an empty list; nothing is filled in.
 */

/** How sure a value is: verified, from the literature, derived, not published; see `markWords`. */
export type Mark = 'V' | 'L' | 'D' | 'U';

/** What an instrument is for; only outcomes enter courses and change. */
export type MeasureUse = 'outcome' | 'screen' | 'process' | 'risk';

/** Which way is worse; nothing may assume that lower is better. */
export type Direction = 'higher_worse' | 'higher_better';

/** How a score is compared with a threshold. */
export type Comparison = '>=' | '>' | '<' | '<=';

/** Where a value comes from. */
export interface Origin {
  readonly mark: Mark;
  /** Citations, addresses, or keys of the table of sources: see `sourceTexts`. Empty = the citation. */
  readonly sources: readonly string[];
}

/** A severity band; it reaches up to the next one. */
export interface Band {
  readonly label: string;
  /** Its smallest score. */
  readonly min: number;
}

/** One answer of an instrument that has categories in place of a score. */
export interface Category {
  readonly code: string;
  /** The number that stands for it in `score`: an order, never to be averaged. */
  readonly value: number;
  /** When it holds, by numbers of items. */
  readonly rule: string;
}

/** Where the well side ends. */
export interface ClinicalCutoff extends Origin {
  /** With `value` it describes the unwell side. */
  readonly op: Comparison;
  readonly value: number;
  readonly note: string | null;
  readonly alternatives: readonly { readonly value: number; readonly basis: string }[];
}

/** How large a change must be to be reliable, in points of the score. */
export interface ReliableChange extends Origin {
  /** A change is reliable from here on; null = none published. */
  readonly points: number | null;
  /** Before rounding up; null = not known. */
  readonly exact: number | null;
  readonly basis: string | null;
  readonly note: string | null;
  readonly alternatives: readonly (Origin & { readonly points: number; readonly basis: string })[];
}

/** Internal consistency, and the standard deviation that was published with it. */
export interface Reliability extends Origin {
  readonly alpha: number;
  /** Points of the score; null = not known. */
  readonly sd: number | null;
}

/** Smallest difference that matters to a person: points, or words where it is no single number. */
export interface MinimalDifference extends Origin {
  readonly points: number | null;
  readonly words: string | null;
}

/** Response: an improvement of at least this share of the baseline. */
export interface Response extends Origin {
  readonly share: number;
  readonly note: string | null;
}

/** Remission: a last score on this side of the value. */
export interface Remission extends Origin {
  readonly op: Comparison;
  readonly value: number;
  readonly note: string | null;
}

/** How many of the items must be answered. */
export interface Completeness {
  /** Items that may have no answer; the mean of the others stands in their place. */
  readonly missing: number;
  readonly words: string;
  readonly sources: readonly string[];
}

/** A part of an instrument with a score of its own. */
export interface Subscale {
  readonly id: string;
  /** Numbers of its items; null = not known. */
  readonly items: string | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly direction: Direction;
  /** In words; null = none published. */
  readonly cutoff: string | null;
}

/** Another version of an instrument. */
export interface Variant {
  readonly id: string;
  /** Points. */
  readonly reliableChange: number;
  readonly reliableChangeMark: Mark;
  readonly cutoff: number | null;
  readonly cutoffMark: Mark | null;
}

/** A published instrument. */
export interface Instrument {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly use: MeasureUse;
  readonly useNote: string | null;
  /** Number of items; null where forms differ. */
  readonly items: number | null;
  /** How the score comes about. */
  readonly scoreType: string;
  /** Who answers. */
  readonly rater: string | null;
  /** For whom, such as `adult` or `8-18` years. */
  readonly age: string | null;
  /** null = the instrument has no total. */
  readonly scoreMin: number | null;
  readonly scoreMax: number | null;
  /** The grid of valid scores; null = any decimal in range. */
  readonly step: number | null;
  readonly direction: Direction;
  /** The time that the answers look back on, in words and in days; null = not stated. */
  readonly recall: string | null;
  readonly recallDays: number | null;
  /** The answers of an instrument without a score; null = it has scores. */
  readonly categories: readonly Category[] | null;
  /** Ascending; null = none published. */
  readonly bands: readonly Band[] | null;
  /** Where bands or categories come from; null = there are none. */
  readonly bandsOrigin: (Origin & { readonly note: string | null }) | null;
  /** Other published bands, of another form or author. */
  readonly otherBands: readonly (Origin & {
    readonly name: string;
    readonly bands: readonly Band[];
  })[];
  readonly clinicalCutoff: ClinicalCutoff | null;
  /** null = a change of this instrument says nothing about a person. */
  readonly reliableChange: ReliableChange | null;
  readonly reliability: Reliability | null;
  readonly minimalDifference: MinimalDifference | null;
  readonly response: Response | null;
  readonly remission: Remission | null;
  /** null = no published rule: all items are required. */
  readonly completeness: Completeness | null;
  /** Number of the item about suicide; null = none. */
  readonly riskItem: number | null;
  readonly subscales: readonly Subscale[];
  readonly subscaleSources: readonly string[];
  readonly variants: readonly Variant[];
  /** Where norms are published. */
  readonly norms: string | null;
  /** How its scores compare with those of another instrument. */
  readonly crosswalk: string | null;
  readonly note: string | null;
  readonly scoringNote: string | null;
  /** On which terms the instrument may be used. */
  readonly licence: Origin & { readonly status: string };
  readonly citation: string;
  readonly furtherSources: readonly string[];
}

/** What the library leaves out where there is nothing to say. */
export const NOTHING_KNOWN = {
  useNote: null,
  categories: null,
  bands: null,
  bandsOrigin: null,
  otherBands: [],
  clinicalCutoff: null,
  reliableChange: null,
  reliability: null,
  minimalDifference: null,
  response: null,
  remission: null,
  completeness: null,
  riskItem: null,
  subscales: [],
  subscaleSources: [],
  variants: [],
  norms: null,
  crosswalk: null,
  note: null,
  scoringNote: null,
  furtherSources: [],
} as const satisfies Partial<Instrument>;

const MARK_WORDS = {
  V: { label: 'verified', meaning: 'Read in the source that is named.' },
  L: {
    label: 'from the literature',
    meaning: 'Quoted from the literature that is named; confirm it there before you rely on it.',
  },
  D: { label: 'derived', meaning: 'Calculated by the published formula from the values shown.' },
  U: {
    label: 'not published',
    meaning: 'No published value was found; nothing is used unless the program sets it.',
  },
} as const;

/** A mark as people read it. */
export interface MarkWords {
  readonly label: 'verified' | 'from the literature' | 'derived' | 'not published';
  /** One sentence. */
  readonly meaning: string;
}

/** What a mark means, in words. */
export function markWords(mark: Mark): MarkWords {
  return MARK_WORDS[mark];
}
