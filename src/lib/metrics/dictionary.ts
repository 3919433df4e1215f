/** The metric dictionary as a document, made from the registry alone, so that it cannot be stale. */
import { SHARED_RULES } from './shared-rules';
import type { Metric, MetricGroup } from './metric';

/** Headings of the groups, in the order of the dictionary. */
export const GROUP_TITLES: Readonly<Record<MetricGroup, string>> = {
  measurement: 'Measurement',
  symptoms: 'Symptoms',
  attendance: 'Attendance and dose',
  length: 'Length, completion, retention',
  transitions: 'Transitions',
  access: 'Access and experience',
};

/** Writes the dictionary in Markdown. */
export function dictionaryMarkdown(metrics: readonly Metric[]): string {
  const groups = Object.entries(GROUP_TITLES).flatMap(([group, title]) => {
    const own = metrics.filter((metric) => metric.group === group);
    return own.length === 0 ? [] : [`## ${title}`, ...own.map(entryMarkdown)];
  });
  return `${['# Metric dictionary', ...SHARED_RULES, ...groups].join('\n\n')}\n`;
}

function entryMarkdown(metric: Metric): string {
  const { id, version, unit, bases, defaultBasis, interval, profile } = metric;
  const basis = bases
    .map((name) => (name === defaultBasis && bases.length > 1 ? `${name} (default)` : name))
    .join(', ');
  const facts: readonly (readonly [string, string])[] = [
    ['Question', metric.question],
    ['Unit of analysis', metric.unitOfAnalysis],
    ['Numerator', metric.numerator],
    ['Denominator', metric.denominator],
    ['Not counted', metric.exclusions],
    ['Value', `${unit}; ${metric.direction}`],
    ['Interval', interval ?? 'none'],
    ['Basis', basis],
    ['Thresholds', profile === null ? 'none' : 'by the chosen profile'],
    ['Needs', metric.needs.join(', ')],
    ['Source', metric.source],
    ['Rows', metric.rows],
    ['Columns', `\`${metric.columns.join(', ')}\``],
  ];
  const lines = facts.map(([name, text]) => `- **${name}**: ${text}`);
  return [`### \`${id}\``, `${metric.name}, version ${version}`, lines.join('\n')].join('\n\n');
}
