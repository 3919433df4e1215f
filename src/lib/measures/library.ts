/**
 * The instrument library: facts about published instruments, no item wording. Every threshold keeps
 * its mark: V verified in its source, L from the literature, D derived, U convention, not published.
 */
import library from './library.json';
import { asMeasure, type OwnInstrument } from './own';

/** How sure a value of the library is. */
export type Mark = 'V' | 'L' | 'D' | 'U';

/** What an instrument is for; only outcomes enter courses and change. */
export type MeasureUse = 'outcome' | 'screen' | 'process' | 'risk';

/** One instrument. */
export interface Measure {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly use: MeasureUse;
  readonly direction: 'higher_worse' | 'higher_better';
  readonly scoreMin: number;
  readonly scoreMax: number;
  /** The grid of valid scores; null = any decimal in range. */
  readonly step: number | null;
  /** Days that the answers look back on; null = not stated. */
  readonly recallDays: number | null;
  /** Severity bands by their smallest score, ascending; null = none published. */
  readonly bands: readonly { readonly label: string; readonly min: number }[] | null;
  /** Describes the unwell side; null = none published. */
  readonly clinicalCutoff: {
    readonly op: '>=' | '>' | '<' | '<=';
    readonly value: number;
    readonly mark: Mark;
  } | null;
  /** Points that a change must reach to be reliable; null = none published. */
  readonly reliableChange: {
    readonly points: number;
    readonly basis: string | null;
    readonly mark: Mark;
  } | null;
  readonly citation: string;
  readonly licence: string;
}

/** All published instruments with a numeric score. */
export const MEASURES: readonly Measure[] = library as readonly Measure[];

const published = new Map(MEASURES.map((measure) => [measure.id, measure]));
let own: readonly Measure[] = [];

/** Puts the instruments that a program added beside the published ones, in place of earlier ones. */
export function setOwnInstruments(instruments: readonly OwnInstrument[]): void {
  own = instruments.filter(({ id }) => !published.has(id)).map(asMeasure);
}

/** All instruments: the published ones and those that the program added. */
export function allMeasures(): readonly Measure[] {
  return [...MEASURES, ...own];
}

/** The instrument with an id; undefined when there is none. */
export function findMeasure(id: string): Measure | undefined {
  return published.get(id) ?? own.find((measure) => measure.id === id);
}

/** A name in the spelling of ids: `PHQ-9` and `phq 9` become `phq9`; underscores stay. */
export function measureId(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9_]/g, '');
}

/** +1 where a falling score is an improvement, -1 where a rising score is. */
export function improvementSign(measure: Measure): 1 | -1 {
  return measure.direction === 'higher_worse' ? 1 : -1;
}
