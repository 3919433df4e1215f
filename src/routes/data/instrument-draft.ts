/** What is typed about an instrument or its thresholds, what is wrong with it, and what it becomes. */
import { measureId } from '$lib/measures/library';
import type { EnteredThresholds, OwnInstrument } from '$lib/measures/own';
import { isPublished } from '$lib/measures/published';

/** The fields of an instrument as text. */
export interface InstrumentDraft {
  readonly name: string;
  readonly scoreMin: string;
  readonly scoreMax: string;
  /** Empty = any decimal. */
  readonly step: string;
  /** Empty = not chosen yet: a wrong direction turns every change around. */
  readonly direction: OwnInstrument['direction'] | '';
  /** Empty = none. */
  readonly cutoff: string;
  /** Empty = not known; goes with the reliability. */
  readonly sd: string;
  /** Empty = not known; goes with the SD. */
  readonly reliability: string;
}

/** The fields of thresholds as text; empty = not known. */
export interface ThresholdDraft {
  readonly sd: string;
  readonly reliability: string;
  readonly clinicalMean: string;
  readonly normMean: string;
  readonly normSd: string;
}

/** What is wrong with a draft, by field; a field that is absent is right. */
export type Problems<Draft> = Partial<Record<keyof Draft, string>>;

/**
 * A draft to begin with: of an instrument that is changed, or of a new one with a name. `values` are
 * scores of it as they stand in a file: where all are whole, so is its step.
 */
export function draftOf(
  instrument: OwnInstrument | null,
  name: string,
  values: readonly string[] = [],
): InstrumentDraft {
  return {
    name: instrument?.name ?? name,
    scoreMin: String(instrument?.scoreMin ?? 0),
    scoreMax: instrument ? String(instrument.scoreMax) : '',
    step: instrument ? String(instrument.step ?? '') : areWhole(values) ? '1' : '',
    direction: instrument?.direction ?? '',
    cutoff: String(instrument?.cutoff ?? ''),
    sd: '',
    reliability: '',
  };
}

/** What is wrong with the draft of an instrument; `taken` are ids that it may not have. */
export function instrumentProblems(
  draft: InstrumentDraft,
  taken: readonly string[],
): Problems<InstrumentDraft> {
  const [min, max, step] = [draft.scoreMin, draft.scoreMax, draft.step].map(numberOf);
  const id = measureId(draft.name);
  const problems: Problems<InstrumentDraft> = {};
  if (id === '') problems.name = 'Give it a name with letters or numbers.';
  else if (isPublished(id)) {
    problems.name = 'The library has an instrument of this name; choose that one.';
  } else if (taken.includes(id)) problems.name = 'You have an instrument of this name.';
  if (min === null) problems.scoreMin = 'A number.';
  if (max === null) problems.scoreMax = 'A number.';
  else if (min != null && max! <= min) problems.scoreMax = 'Above the lowest score.';
  if (draft.step.trim() !== '' && !(step! > 0)) problems.step = 'A number above 0, or nothing.';
  if (draft.direction === '') problems.direction = 'Choose whether a higher score is better.';
  if (draft.cutoff.trim() !== '') {
    const cutoff = numberOf(draft.cutoff);
    const isInside =
      cutoff !== null && min != null && max != null && cutoff >= min && cutoff <= max;
    if (!isInside) problems.cutoff = 'A score in the range, or nothing.';
  }
  if (draft.sd.trim() === '' && draft.reliability.trim() === '') return problems;
  const { sd, reliability } = thresholdProblems({
    ...thresholdDraftOf(undefined),
    sd: draft.sd,
    reliability: draft.reliability,
  });
  return { ...problems, ...(sd && { sd }), ...(reliability && { reliability }) };
}

/** The instrument of a draft without problems; a changed instrument keeps its id. */
export function instrumentOf(draft: InstrumentDraft, id: string | null): OwnInstrument {
  if (draft.direction === '') throw new Error('No direction is chosen.');
  return {
    id: id ?? measureId(draft.name),
    name: draft.name.trim(),
    scoreMin: Number(draft.scoreMin),
    scoreMax: Number(draft.scoreMax),
    step: numberOf(draft.step),
    direction: draft.direction,
    cutoff: numberOf(draft.cutoff),
  };
}

/** The thresholds of a draft without problems; null = none were entered. */
export function enteredOf(draft: InstrumentDraft): EnteredThresholds | null {
  const [sd, reliability] = [draft.sd, draft.reliability].map(numberOf);
  if (sd == null || reliability == null) return null;
  return { sd, reliability, clinicalMean: null, norm: null };
}

/** A draft of thresholds to begin with. */
export function thresholdDraftOf(entered: EnteredThresholds | undefined): ThresholdDraft {
  const text = (value: number | null | undefined): string => String(value ?? '');
  return {
    sd: text(entered?.sd),
    reliability: text(entered?.reliability),
    clinicalMean: text(entered?.clinicalMean),
    normMean: text(entered?.norm?.mean),
    normSd: text(entered?.norm?.sd),
  };
}

/** What is wrong with the draft of thresholds. */
export function thresholdProblems(draft: ThresholdDraft): Problems<ThresholdDraft> {
  const problems: Problems<ThresholdDraft> = {};
  const isPositive = (text: string): boolean => (numberOf(text) ?? 0) > 0;
  if (!isPositive(draft.sd)) problems.sd = 'A number above 0.';
  const reliability = numberOf(draft.reliability);
  if (reliability === null || reliability < 0 || reliability >= 1) {
    problems.reliability = 'From 0 to below 1.';
  }
  if (draft.clinicalMean.trim() !== '' && numberOf(draft.clinicalMean) === null) {
    problems.clinicalMean = 'A number, or nothing.';
  }
  const hasMean = draft.normMean.trim() !== '';
  const hasSd = draft.normSd.trim() !== '';
  if (hasSd && !isPositive(draft.normSd)) problems.normSd = 'A number above 0.';
  else if (hasMean && !hasSd) problems.normSd = 'Goes with the norm mean.';
  if ((hasMean || hasSd) && numberOf(draft.normMean) === null) {
    problems.normMean = 'Goes with the norm SD.';
  }
  return problems;
}

/** The thresholds of a draft without problems. */
export function thresholdsOf(draft: ThresholdDraft): EnteredThresholds {
  const mean = numberOf(draft.normMean);
  const sd = numberOf(draft.normSd);
  return {
    sd: Number(draft.sd),
    reliability: Number(draft.reliability),
    clinicalMean: numberOf(draft.clinicalMean),
    norm: mean === null || sd === null ? null : { mean, sd },
  };
}

/** Words among scores say nothing; without a number nothing is known. */
function areWhole(values: readonly string[]): boolean {
  const numbers = values.map(numberOf).filter((number) => number !== null);
  return numbers.length > 0 && numbers.every(Number.isInteger);
}

function numberOf(text: string): number | null {
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? null : number;
}
