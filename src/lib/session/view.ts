/** The words around a figure: subtitle, exclusions, provenance; made from what was computed. */
import { type Basis, type Cohort, hasPeriod, type Mode } from '$lib/cohort/cohort';
import type { FilterField } from '$lib/cohort/fields';
import { formatDay, formatPeriod } from '$lib/format/days';
import { formatCount } from '$lib/format/numbers';
import { listOf, plural } from '$lib/format/words';
import { findMeasure } from '$lib/measures/library';
import { profileOf } from '$lib/model/profiles';
import { measureShortName } from '$lib/measures/short-names';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { Exclusion, FigureData, Metric } from '$lib/metrics/metric';
import type { TimeMode } from '$lib/ingest/reading';
import { APP_VERSION } from './app-version';
import { type DataFacts, optionLabel } from './facts';
import { sentenceOf } from './sentences';

const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  admitted: 'admitted',
  discharged: 'discharged',
  active: 'in care',
};

const REASON_WORDS: Readonly<Record<string, string>> = {
  open: 'still open',
  deceased: 'deceased',
  housing: 'housing, never a move',
  'too close to the cut': 'too close to the data cut',
  'end of observation not known': 'end of observation not known',
  'too few sessions': 'attended on fewer than 2 days',
  'no absences recorded': 'sessions of programs that record no absences',
  client_cancel: 'cancelled by the client in time',
  provider_cancel: 'cancelled by the program',
  excused: 'excused',
  scheduled: 'booked, not yet held',
  not_due: 'measure not due in the program',
  no_score: 'no score',
  no_baseline: 'no baseline',
  no_later_score: 'no later score',
  'no score in a window': 'no score in a window',
  'before admission': 'before admission',
  late_cancel: 'cancelled late',
  transfer: 'transferred within two days',
  'against advice': 'left against advice, counted apart',
  'not PHP, IOP or OP': 'at another level than PHP, IOP or OP',
};

/** An exclusion reason in words. */
export function reasonWords(reason: string, time: TimeMode = 'dates'): string {
  if (time === 'relative' && reason === 'too close to the cut') {
    return 'too close to the end of observation';
  }
  return REASON_WORDS[reason] ?? reason;
}

/**
 * `38 not counted: 21 no later score, 17 still open`; empty when nothing was left out. Where a number
 * is hidden there is no sum, which would tell it.
 */
export function excludedText(excluded: readonly Exclusion[], time: TimeMode = 'dates'): string {
  if (excluded.length === 0) return '';
  const parts = excluded.map(({ reason, n }) => {
    const words = reasonWords(reason, time);
    return n === null ? `${words} (number hidden)` : `${formatCount(n)} ${words}`;
  });
  if (excluded.some(({ n }) => n === null)) return `Not counted: ${parts.join(', ')}`;
  const total = excluded.reduce((sum, { n }) => sum + (n ?? 0), 0);
  return `${formatCount(total)} not counted: ${parts.join(', ')}`;
}

/** What was left out of each measure that a figure holds, by measure id; empty where nothing was. */
export function excludedByMeasure(
  { columns, focuses = [] }: FigureData,
  time: TimeMode = 'dates',
): Record<string, string> {
  if (!columns.includes('measure')) return {};
  return Object.fromEntries(
    focuses
      .filter(({ key }) => findMeasure(key))
      .map(({ key, excluded }) => {
        const text = excludedText(excluded, time);
        return [key, text && `${measureShortName(key)}: ${text}`];
      }),
  );
}

/** The filters of a cohort in words, one phrase a field. */
export function filterWords(cohort: Cohort, fields: readonly FilterField[]): string[] {
  return Object.entries(cohort.filters).map(([key, values]) => {
    const label = fields.find((field) => field.key === key)?.label ?? key;
    return `${label}: ${listOf(values.map((value) => optionLabel(key, value)))}`;
  });
}

/** The period of a cohort by a basis, in words. */
export function periodWords(cohort: Cohort, basis: Basis): string {
  return hasPeriod(cohort.period)
    ? `${BASIS_WORDS[basis]} ${formatPeriod(cohort.period.from, cohort.period.to)}`
    : 'all days';
}

/** The period of a figure in words: by its basis, or by the day of the events that it counts. */
export function periodOf({ metric, context }: ComputedFigure): string {
  const { cohort, basis } = context;
  const words = periodWords(cohort, basis);
  if (!hasPeriod(cohort.period)) return words;
  if (metric.periodWord) return words.replace(BASIS_WORDS[basis], metric.periodWord);
  const hasOwnBasis = cohort.basis !== null && cohort.basis !== basis;
  return hasOwnBasis ? `${words} (this figure has no other basis)` : words;
}

/** The line under a figure's title. */
export function subtitleOf(figure: ComputedFigure, fields: readonly FilterField[]): string {
  const { context } = figure;
  return [
    periodOf(figure),
    ...filterWords(context.cohort, fields),
    ...countWords(figure),
    ...thresholdWords(figure),
    ...intervalWords(figure),
  ].join(' · ');
}

/** What a reader looks at inside a figure, as far as its words depend on it. */
export interface Look {
  readonly isDivided: boolean;
  /** Measure id; null = the figure's own choice. */
  readonly measure: string | null;
  /** Days of the window; null = the figure's own choice. */
  readonly window: number | null;
}

/** The first view of a figure. */
export const FIRST_LOOK: Look = { isDivided: false, measure: null, window: null };

/** The figure with the headline of what the reader looks at, where it has several. */
export function focused(figure: ComputedFigure, look: Look): ComputedFigure {
  const { data } = figure;
  const wanted = [
    look.measure,
    `${look.window} days`,
    look.isDivided ? 'divided' : null,
    data.about,
  ];
  const focus = wanted
    .map((key) => data.focuses?.find((candidate) => candidate.key === key))
    .find((found) => found !== undefined);
  if (!focus) return figure;
  const { suppressed: _, ...others } = data;
  return { ...figure, data: { ...others, ...focus } };
}

/** What is printed in every download: filters, mode, cut or kind of time. */
export function provenanceOf(
  figure: ComputedFigure,
  fields: readonly FilterField[],
  files: readonly string[],
  time: TimeMode = 'dates',
): string[] {
  const { metric, context } = figure;
  const filters = filterWords(context.cohort, fields);
  return [
    `Figure: ${metric.id}, definition version ${metric.version}`,
    `Period: ${periodOf(figure)}`,
    `Filters: ${filters.length > 0 ? filters.join('; ') : 'none'}`,
    ...(metric.followsUnit
      ? [`Change over: ${context.unit === 'path' ? 'whole paths' : 'one stay'}`]
      : []),
    ...thresholdWords(figure).map((words) => `T${words.slice(1)}`),
    `Mode: ${modeWords(context.cohort)}`,
    cutWords(context.dataCut, time),
    ...files,
    `Stepdown ${APP_VERSION}`,
  ];
}

/** The last day that counts; where days are relative there is no common one. */
export function cutWords(dataCut: string, time: TimeMode): string {
  if (time === 'relative') return 'Time: days since admission, without a common data cut';
  if (time === 'order') return 'Time: order of visits, without days';
  return `Data cut: ${formatDay(dataCut)}`;
}

/** What the loaded files cannot tell about a figure, to be said beside its own notes. */
export function notesBeside(metric: Metric, facts: DataFacts | null): readonly string[] {
  // Whatever needs to know until when a person was observed looks for a later stay.
  if (!facts?.idsPerAdmission || !metric.needs.includes('observation')) return [];
  return [
    'The ids in the stays file are per admission: returns and moves between admissions cannot be seen.',
  ];
}

/** The mode in words, as every print and export says it. */
export function modeWords({ mode }: Pick<Cohort, 'mode'>): string {
  return MODE_WORDS[mode];
}

const MODE_WORDS: Readonly<Record<Mode, string>> = {
  internal: 'internal, contains small cells',
  release: 'release, small cells are hidden',
  off: 'off, nothing is hidden (public or synthetic data)',
};

/** The versions of all definitions, for a print: the common one, and which have another. */
export function definitionWords(metrics: readonly Metric[]): string {
  const versions = metrics.map(({ version }) => version);
  const common = Math.min(...versions);
  const others = metrics.filter(({ version }) => version !== common);
  const named = others.map(({ id, version }) => `${id} ${version}`);
  return [`definitions version ${common}`, ...named].join(', ');
}

/** Everything in words that a figure's frame shows. */
export function viewWords(
  figure: ComputedFigure,
  fields: readonly FilterField[],
  files: readonly string[],
  look: Look = FIRST_LOOK,
  time: TimeMode = 'dates',
): {
  title: string;
  subtitle: string;
  sentence: string;
  excludedText: string;
  provenance: string[];
} {
  const { metric, data } = focused(figure, look);
  const excluded = excludedText(data.excluded, time);
  const isOfMeasure = data.columns.includes('measure') && data.about !== null && excluded !== '';
  return {
    title: metric.question,
    subtitle: subtitleOf({ ...figure, data }, fields),
    sentence: sentenceOf(metric, data),
    excludedText:
      isOfMeasure && findMeasure(data.about ?? '')
        ? `${measureShortName(data.about ?? '')}: ${excluded}`
        : excluded,
    provenance: provenanceOf(figure, fields, files, time),
  };
}

/** What was counted, with the people among it where it is something else. */
function countWords(figure: ComputedFigure): string[] {
  const { n, persons } = figure.data;
  if (n === null) return [];
  const noun = nounOf(figure);
  if (noun === 'person') return [`n = ${plural(n, 'person', 'people')}`];
  const many = noun === 'score off track' ? 'scores off track' : undefined;
  const people = persons === null ? '' : ` of ${plural(persons, 'person', 'people')}`;
  return [`n = ${plural(n, noun, many)}${people}`];
}

/** The interval of what is counted: a metric over stays or paths names both. */
function intervalWords({ metric, context, data }: ComputedFigure): string[] {
  if (metric.interval === null) return [];
  const [ofStays, ofPaths] = metric.interval.split('; of paths: ');
  if (ofPaths === undefined) return [`interval: ${metric.interval}`];
  const isOfPaths = data.about === 'paths' || (metric.followsUnit && context.unit === 'path');
  return [`interval: ${isOfPaths ? `${ofPaths}, 95 %` : ofStays}`];
}

/** Whose thresholds decided, where any did. */
function thresholdWords({ metric, context, data }: ComputedFigure): string[] {
  if (metric.profile === null) return [];
  return [`thresholds: ${data.profile ?? profileOf(context.profile).label}`];
}

const NOUNS: Readonly<Record<string, string>> = {
  admissions: 'admission',
  discharges: 'discharge',
  'next-move': 'discharge',
  'level-flow': 'discharge',
  'transition-matrix': 'discharge',
  'continuity-7': 'discharge',
  'continuity-30': 'discharge',
  'gap-days': 'discharge',
  'readmission-30': 'index stay',
  'readmission-90': 'index stay',
  'acute-admission-30': 'index stay',
  'first-session-attended': 'step-down',
  'not-on-track': 'score',
  'group-size': 'group meeting',
  'frequent-paths': 'path',
  'hours-per-improved': 'pair',
  'improvement-by-dose': 'pair',
  'experience-top-box': 'survey',
  'measure-adherence': 'due measurement',
  'off-track-review': 'score off track',
  'risk-screened': 'admission',
  'risk-follow-through': 'positive screen',
  'state-occupancy': 'person',
};

/** What n of a figure counts. */
export function nounOf({ metric, context, data }: ComputedFigure): string {
  if (data.about === 'paths') return 'path';
  if (metric.followsUnit && context.unit === 'path') return 'path';
  return NOUNS[metric.id] ?? 'stay';
}
