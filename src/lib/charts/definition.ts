/** The definition of a metric in one or two sentences, for popovers and images. */
import type { Metric } from '$lib/metrics/metric';

/** What is counted out of what; a count has no second part. */
export function definitionOf(metric: Metric): string {
  const numerator = metric.numerator.replace(/\.$/, '');
  const denominator = metric.denominator.replace(/\.$/, '');
  const out = denominator.startsWith('None') ? '' : ` Out of: ${denominator}.`;
  return `Counted: ${numerator}.${out}`;
}
