/** What the dictionary says of a metric, line by line, and how it is searched. */
import { GROUP_TITLES } from '$lib/metrics/dictionary';
import type { Metric, MetricGroup, Need } from '$lib/metrics/metric';

/** One line of an entry. */
export interface MetricFact {
  readonly label: string;
  readonly text: string;
  /** The text is code. */
  readonly isCode?: boolean;
}

/** Metrics of one group, under its heading. */
export interface MetricSection {
  readonly title: string;
  readonly metrics: readonly Metric[];
}

const NEEDS: Readonly<Record<Need, string>> = {
  stays: 'a file of stays',
  scores: 'a file of scores',
  sessions: 'a file of sessions',
  surveys: 'a file of surveys',
  days: 'days',
  dates: 'calendar dates',
  'open-stays': 'stays that are still open',
  observation: 'the day up to which people were observed',
};

/** The lines of an entry, in the order of the dictionary. */
export function metricFacts(metric: Metric): readonly MetricFact[] {
  const { bases, defaultBasis, interval, profile } = metric;
  const basis = bases.map((name) =>
    name === defaultBasis && bases.length > 1 ? `${name} (default)` : name,
  );
  return [
    { label: 'Numerator', text: metric.numerator },
    { label: 'Denominator', text: metric.denominator },
    { label: 'Not counted', text: metric.exclusions },
    { label: 'Unit of analysis', text: metric.unitOfAnalysis },
    { label: 'Value', text: `${metric.unit}; ${metric.direction}` },
    { label: 'Interval', text: interval ?? 'none: a count' },
    { label: 'Period by', text: basis.join(', ') },
    { label: 'Thresholds', text: profile === null ? 'none' : 'those of the profile in force' },
    { label: 'Needs', text: metric.needs.map((need) => NEEDS[need] ?? need).join(', ') },
    { label: 'Source', text: metric.source },
    { label: 'Rows', text: metric.rows },
    { label: 'Columns', text: metric.columns.join(', '), isCode: true },
    { label: 'Version', text: String(metric.version) },
  ];
}

/** The metrics that hold every word of a search, by group; groups without one are left out. */
export function findMetrics(metrics: readonly Metric[], search: string): readonly MetricSection[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = metrics.filter((metric) => {
    const { id, name, question, numerator, denominator, source } = metric;
    const text = [id, name, question, numerator, denominator, source].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return Object.entries(GROUP_TITLES)
    .map(([group, title]) => ({
      title,
      metrics: found.filter((metric) => metric.group === (group as MetricGroup)),
    }))
    .filter((section) => section.metrics.length > 0);
}
