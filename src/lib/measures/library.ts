/**
 * The instrument library: all published instruments, and those that can be loaded as scores, beside
 * the ones that a program adds. The facts stand in `library.json`, their form in `instrument.ts`.
 */
import { type Instrument, NOTHING_KNOWN, type ReliableChange } from './instrument';
import library from './library.json';
import { asMeasure, type OwnInstrument } from './own';

export type { Mark, MeasureUse } from './instrument';

/** An instrument whose scores can be loaded. */
export interface Measure extends Omit<Instrument, 'scoreMin' | 'scoreMax' | 'reliableChange'> {
  /** Of an instrument with categories the number of the first and of the last. */
  readonly scoreMin: number;
  readonly scoreMax: number;
  /** Scores are categories: counted, never averaged. */
  readonly isCategorical: boolean;
  /** Points that a change must reach to be reliable; null = none published. */
  readonly reliableChange: (ReliableChange & { readonly points: number }) | null;
}

/** All published instruments, also those without a total. */
export const INSTRUMENTS: readonly Instrument[] = library.instruments.map(
  (facts) => ({ ...NOTHING_KNOWN, ...facts }) as Instrument,
);

/** All published instruments with a numeric score. */
export const MEASURES: readonly Measure[] = INSTRUMENTS.flatMap((instrument) => {
  const { scoreMin, scoreMax } = instrument;
  return scoreMin === null || scoreMax === null ? [] : [measureOf(instrument, scoreMin, scoreMax)];
});

const categorical: readonly Measure[] = INSTRUMENTS.flatMap((instrument) => {
  const values = instrument.categories?.map(({ value }) => value) ?? [];
  if (values.length === 0) return [];
  return [measureOf(instrument, Math.min(...values), Math.max(...values))];
});

const published = new Map([...MEASURES, ...categorical].map((measure) => [measure.id, measure]));
let entered: readonly OwnInstrument[] = [];
let own: readonly Measure[] = [];

/** Puts the instruments that a program added beside the published ones, in place of earlier ones. */
export function setOwnInstruments(instruments: readonly OwnInstrument[]): void {
  entered = instruments;
  own = instruments.filter(({ id }) => !published.has(id)).map(asMeasure);
}

/** The instruments that a program added, as they were entered; for a thread that has its own library. */
export function ownInstruments(): readonly OwnInstrument[] {
  return entered;
}

/** All instruments that can be loaded: published ones, with categories too, and those added. */
export function allMeasures(): readonly Measure[] {
  return [...published.values(), ...own];
}

/** The instrument with an id, if its scores can be loaded; undefined when there is none. */
export function findMeasure(id: string): Measure | undefined {
  return published.get(id) ?? own.find((measure) => measure.id === id);
}

/** A name in the spelling of ids: `PHQ-9` and `phq 9` become `phq9`; underscores stay. */
export function measureId(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9_]/g, '');
}

/** +1 where a falling score is an improvement, -1 where a rising score is. */
export function improvementSign(measure: Pick<Measure, 'direction'>): 1 | -1 {
  return measure.direction === 'higher_worse' ? 1 : -1;
}

/** The texts of sources: citations and addresses, with keys of the table of sources filled in. */
export function sourceTexts(sources: readonly string[]): readonly string[] {
  const table: Readonly<Record<string, string>> = library.sources;
  return sources.map((source) => table[source] ?? source);
}

function measureOf(instrument: Instrument, scoreMin: number, scoreMax: number): Measure {
  const { reliableChange, categories } = instrument;
  const points = reliableChange?.points ?? null;
  return {
    ...instrument,
    scoreMin,
    scoreMax,
    isCategorical: categories !== null,
    reliableChange: reliableChange && points !== null ? { ...reliableChange, points } : null,
  };
}
