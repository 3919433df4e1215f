/** Which kind of file a metric lacks. */
import type { Kind } from '$lib/model/canonical';
import type { Metric } from '$lib/metrics/metric';

/** The first file that a metric needs and that is not loaded, in words; null = nothing is missing. */
export function missingFile(metric: Metric, kinds: readonly Kind[]): string | null {
  const missing = metric.needs.find((need) => !kinds.includes(need));
  return missing ? `a file of ${missing}` : null;
}
