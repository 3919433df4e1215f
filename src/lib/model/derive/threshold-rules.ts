/**
 * The rules of each profile for a measure. A published value without a source is not used; what the
 * program sets directly goes before what follows from its SD and reliability, and both before what is
 * published.
 */
import type { Measure } from '$lib/measures/library';
import { deriveThresholds, type DirectThresholds, spreadOf } from '$lib/measures/own';
import { formatNumber, formatShort } from '$lib/format/numbers';
import type { ProfileId } from '../profiles';
import type { Settings } from '../settings';

/** What decides about change on a measure; null = no rule. */
export interface Threshold {
  readonly change: number | null;
  /** A change must exceed the value, not just reach it. */
  readonly isStrict: boolean;
  readonly changeWords: string | null;
  /** Where the SD of the loaded baselines decides: the reliability; `change` is null then. */
  readonly reliability: number | null;
  readonly cutoff: { readonly op: string; readonly value: number } | null;
  readonly cutoffWords: string | null;
  readonly responseShare: number | null;
  readonly remission: { readonly op: string; readonly value: number } | null;
}

const NONE: Threshold = {
  change: null,
  isStrict: false,
  changeWords: null,
  reliability: null,
  cutoff: null,
  cutoffWords: null,
  responseShare: null,
  remission: null,
};

const BY_PROGRAM = 'entered by the program';

/** Instruments of the NHS Talking Therapies manual whose values the library holds. */
const NHS: Readonly<Record<string, { readonly change: number; readonly caseness: number }>> = {
  phq9: { change: 6, caseness: 10 },
  gad7: { change: 4, caseness: 8 },
  pswq: { change: 10, caseness: 45 },
};

/** The rules of a measure under each profile. */
export const THRESHOLD_RULES: Readonly<
  Record<ProfileId, (measure: Measure, settings: Settings) => Threshold>
> = {
  published,
  'jacobson-truax': jacobsonTruax,
  nhs: ({ id }) => {
    const found = NHS[id];
    if (!found) return NONE;
    const changeWords = 'NHS Talking Therapies manual';
    return {
      ...NONE,
      change: found.change,
      changeWords,
      cutoff: { op: '>=', value: found.caseness },
    };
  },
  hedis: ({ id }) =>
    id === 'phq9'
      ? {
          ...NONE,
          cutoff: { op: '>', value: 9 },
          responseShare: 0.5,
          remission: { op: '<', value: 5 },
        }
      : NONE,
  site: (measure, settings) => {
    const base = withSpread(measure, settings) ?? published(measure, settings);
    const direct = settings.thresholds[measure.id]?.direct;
    return direct ? { ...base, ...setDirectly(measure, direct) } : base;
  },
};

function published(measure: Measure, settings: Settings): Threshold {
  const isOwn = settings.instruments.some(({ id }) => id === measure.id);
  const { clinicalCutoff, reliableChange, response, remission } = measure;
  const cutoff = clinicalCutoff?.mark === 'U' && !isOwn ? null : clinicalCutoff;
  const change = reliableChange?.mark === 'U' ? null : reliableChange;
  return {
    ...NONE,
    change: change?.points ?? null,
    changeWords: change?.basis ?? null,
    cutoff: cutoff ? { op: cutoff.op, value: cutoff.value } : null,
    responseShare: response && response.mark !== 'U' ? response.share : null,
    remission: remission && remission.mark !== 'U' ? remission : null,
  };
}

function jacobsonTruax(measure: Measure, settings: Settings): Threshold {
  const entered = withSpread(measure, settings);
  if (entered) return entered;
  const base = published(measure, settings);
  const { reliability } = measure;
  if (!reliability || reliability.mark === 'U') {
    return { ...base, change: null, changeWords: null, isStrict: true };
  }
  const { alpha, sd } = reliability;
  const alphaWords = `${formatNumber(alpha, 2)} (alpha)`;
  if (sd === null) {
    return { ...base, isStrict: true, change: null, changeWords: alphaWords, reliability: alpha };
  }
  const change = 1.96 * sd * Math.sqrt(2 * (1 - alpha));
  const changeWords = `SD ${formatShort(sd)} of the library, reliability ${alphaWords}`;
  return { ...base, isStrict: true, change, changeWords };
}

/** The published rules with what follows from the entered SD and reliability; null = none entered. */
function withSpread(measure: Measure, settings: Settings): Threshold | null {
  const entered = settings.thresholds[measure.id];
  const spread = entered ? spreadOf(entered) : null;
  if (!spread) return null;
  const { reliableChange, cutoff } = deriveThresholds(spread, measure.direction);
  const { sd, reliability } = spread;
  return {
    ...published(measure, settings),
    change: reliableChange,
    isStrict: true,
    changeWords: `${BY_PROGRAM}: SD ${formatShort(sd)}, reliability ${formatNumber(reliability, 2)}`,
    ...(cutoff && {
      cutoff: { op: signsOf(measure).unwell, value: cutoff.value },
      cutoffWords: `${BY_PROGRAM}, criterion ${cutoff.criterion}`,
    }),
  };
}

/** The rules that the program set itself. */
function setDirectly(measure: Measure, direct: DirectThresholds): Partial<Threshold> {
  const { reliableChange, cutoff, responseShare, remission } = direct;
  const { unwell, better } = signsOf(measure);
  return {
    ...(reliableChange !== null && {
      change: reliableChange,
      isStrict: false,
      changeWords: BY_PROGRAM,
    }),
    ...(cutoff !== null && {
      cutoff: { op: unwell, value: cutoff },
      cutoffWords: BY_PROGRAM,
    }),
    ...(responseShare !== null && { responseShare }),
    ...(remission !== null && { remission: { op: better, value: remission } }),
  };
}

function signsOf({ direction }: Measure): { readonly unwell: string; readonly better: string } {
  return direction === 'higher_worse'
    ? { unwell: '>=', better: '<' }
    : { unwell: '<=', better: '>' };
}
