/**
 * Instruments that a program adds to the library, and thresholds that it enters. One page works with
 * one library, so the added instruments stand beside the published ones wherever those are looked up.
 */
import { NOTHING_KNOWN } from './instrument';
import type { Measure } from './library';

/** An instrument that the library does not have. */
export interface OwnInstrument {
  /** In the spelling of ids, never that of a library instrument. */
  readonly id: string;
  readonly name: string;
  readonly scoreMin: number;
  readonly scoreMax: number;
  /** The grid of valid scores; null = any decimal in range. */
  readonly step: number | null;
  readonly direction: 'higher_worse' | 'higher_better';
  /** The first score on the unwell side, coming from the well side; null = none. */
  readonly cutoff: number | null;
}

/** Two groups of people on an instrument, for change by Jacobson and Truax (1991). */
export interface EnteredSpread {
  /** Standard deviation of the clinical group, in points. */
  readonly sd: number;
  /** Reliability of the instrument, from 0 to below 1. */
  readonly reliability: number;
  /** Mean of the clinical group; null = not known, then no cut-off between two groups. */
  readonly clinicalMean: number | null;
  /** Mean and standard deviation of the norm group; null = not known. */
  readonly norm: { readonly mean: number; readonly sd: number } | null;
}

/** Thresholds that a program sets themselves; null = not set, at least one is. */
export interface DirectThresholds {
  /** A change of so many points or more is reliable. */
  readonly reliableChange: number | null;
  /** This score and worse ones are on the unwell side. */
  readonly cutoff: number | null;
  /** The part of the baseline by which a response improves, in whole hundredths, above 0 up to 1. */
  readonly responseShare: number | null;
  /** A last score that is better than this one is a remission. */
  readonly remission: number | null;
}

/** What a program enters about an instrument: SD and reliability, values set directly, or both. */
export type EnteredThresholds =
  | (EnteredSpread & { readonly direct?: DirectThresholds })
  | ({ readonly [Key in keyof EnteredSpread]: null } & { readonly direct: DirectThresholds });

/** SD and reliability, with the means that go with them; null = only values were set directly. */
export function spreadOf(entered: EnteredThresholds): EnteredSpread | null {
  return entered.sd === null ? null : entered;
}

/** An added instrument in the form of the library. */
export function asMeasure(own: OwnInstrument): Measure {
  const { id, name, scoreMin, scoreMax, step, direction, cutoff } = own;
  return {
    ...NOTHING_KNOWN,
    id,
    name,
    domain: 'own',
    use: 'outcome',
    items: null,
    scoreType: 'as entered by the program',
    rater: null,
    age: null,
    scoreMin,
    scoreMax,
    step,
    direction,
    recall: null,
    recallDays: null,
    isCategorical: false,
    clinicalCutoff:
      cutoff === null
        ? null
        : {
            op: direction === 'higher_worse' ? '>=' : '<=',
            value: cutoff,
            mark: 'U',
            sources: [],
            note: null,
            alternatives: [],
          },
    licence: { status: 'not known', mark: 'U', sources: [] },
    citation: 'Entered by the program',
  };
}

/** Reliable change and cut-off that follow from what was entered. */
export interface DerivedThresholds {
  /** A change is reliable when it is larger than this, in points: 1.96 · SD · sqrt(2 · (1 - r)). */
  readonly reliableChange: number;
  /** null = nothing to tell the two groups apart by. */
  readonly cutoff: { readonly value: number; readonly criterion: 'a' | 'b' | 'c' } | null;
}

/**
 * Thresholds by Jacobson & Truax 1991 (J Consult Clin Psychol 59:12-19): criterion c where both
 * groups are known, else b, else a. b is two norm SD from the norm mean, a is two clinical SD from
 * the clinical mean, both towards the other group.
 */
export function deriveThresholds(
  entered: EnteredSpread,
  direction: OwnInstrument['direction'],
): DerivedThresholds {
  const { sd, reliability, clinicalMean, norm } = entered;
  const reliableChange = 1.96 * sd * Math.sqrt(2 * (1 - reliability));
  const worse = direction === 'higher_worse' ? 1 : -1;
  if (norm && clinicalMean !== null) {
    const value = (norm.sd * clinicalMean + sd * norm.mean) / (norm.sd + sd);
    return { reliableChange, cutoff: { value, criterion: 'c' } };
  }
  if (norm) {
    const value = norm.mean + 2 * worse * norm.sd;
    return { reliableChange, cutoff: { value, criterion: 'b' } };
  }
  if (clinicalMean !== null) {
    const value = clinicalMean - 2 * worse * sd;
    return { reliableChange, cutoff: { value, criterion: 'a' } };
  }
  return { reliableChange, cutoff: null };
}
