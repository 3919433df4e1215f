/** All metrics, in the order of the dictionary. */
import type { Metric } from './metric';
import { ACCESS } from './access';
import { ATTENDANCE } from './attendance';
import { LENGTH } from './length';
import { MEASUREMENT } from './measurement';
import { SYMPTOMS } from './symptoms';
import { TRANSITIONS } from './transitions';

/** Every metric of the app. */
export const METRICS: readonly Metric[] = [
  ...MEASUREMENT,
  ...SYMPTOMS,
  ...ATTENDANCE,
  ...LENGTH,
  ...TRANSITIONS,
  ...ACCESS,
];

/** The metric with an id; throws when there is none, since ids are written in our own code. */
export function metricOf(id: string): Metric {
  const metric = METRICS.find((candidate) => candidate.id === id);
  if (!metric) throw new Error(`There is no metric ${id}`);
  return metric;
}
