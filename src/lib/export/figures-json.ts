/** All figures as one JSON document, in full precision, with everything needed to make them again. */
import { type Cohort, hasPeriod } from '$lib/cohort/cohort';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { FigureData, Metric } from '$lib/metrics/metric';
import { resolveProfile } from '$lib/model/profiles';
import type { Settings } from '$lib/model/settings';
import { exportedCell } from './cells';

/** A loaded file as the document names it. */
export interface ExportedFile {
  readonly name: string;
  /** SHA-256 of its bytes in hex. */
  readonly sha256: string | null;
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsSetAside: number;
}

/** The verdict about identity as the document states it. */
export interface ExportedIdentity {
  /** `safe-harbor`, `limited` or `identified`. */
  readonly state: string;
  readonly summary: string;
  readonly reasons: readonly string[];
}

/** What the document is made from. */
export interface ExportSource {
  /** The moment of the export, ISO 8601. */
  readonly generated: string;
  /** null where days are relative or not known. */
  readonly dataCut: string | null;
  readonly timeMode: 'dates' | 'relative' | 'order';
  readonly cohort: Cohort;
  readonly settings: Settings;
  /** Fingerprint of the settings file. */
  readonly settingsMark: string;
  /** Version of the app. */
  readonly appVersion: string;
  /** Some of the files came with the app and are about nobody. */
  readonly synthetic: boolean;
  readonly files: readonly ExportedFile[];
  /** What the loaded files are under HIPAA, as far as their columns can show. */
  readonly identity: ExportedIdentity;
  readonly figures: readonly ComputedFigure[];
  /** Metrics that could not be computed, and why, in full sentences. */
  readonly unavailable: readonly { readonly metric: Metric; readonly needs: string }[];
}

/** The figures document as text; proportions are 0 to 1, not reached, not known and hidden are null. */
export function figuresJson(source: ExportSource): string {
  const { cohort, settings } = source;
  const document = {
    generated: source.generated,
    app: { name: 'Stepdown', version: source.appVersion },
    dataCut: source.dataCut,
    timeMode: source.timeMode,
    filters: {
      period: hasPeriod(cohort.period) ? cohort.period : null,
      basis: cohort.basis,
      ...cohort.filters,
    },
    settings: {
      ...settings,
      fingerprint: source.settingsMark,
      unit: cohort.unit,
      profile: resolveProfile(cohort.profile, settings),
      suppression: cohort.mode,
      synthetic: source.synthetic,
    },
    files: source.files,
    identity: source.identity,
    figures: [
      ...source.figures.map(({ metric, context, data }) => figure(metric, context.basis, data)),
      ...source.unavailable.map(({ metric, needs }) => ({
        ...figure(metric, metric.defaultBasis, EMPTY),
        notes: [needs],
      })),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const EMPTY: FigureData = {
  n: null,
  persons: null,
  numerator: null,
  denominator: null,
  value: null,
  low: null,
  high: null,
  about: null,
  excluded: [],
  columns: [],
  rows: [],
  notes: [],
};

function figure(metric: Metric, basis: string, data: FigureData): Record<string, unknown> {
  return {
    id: metric.id,
    title: metric.question,
    unit: metric.unit,
    basis,
    profile: data.profile ?? metric.profile,
    interval: metric.interval,
    about: data.about,
    n: data.n,
    persons: data.persons,
    numerator: data.numerator,
    denominator: data.denominator,
    excluded: data.excluded,
    value: data.value,
    low: data.low,
    high: data.high,
    suppressed: data.suppressed ?? false,
    columns: data.columns,
    rows: data.rows.map((row) =>
      Object.fromEntries(data.columns.map((column) => [column, exportedCell(row, column)])),
    ),
    notes: data.notes,
    definitionVersion: metric.version,
  };
}
