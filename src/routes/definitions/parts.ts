/** The parts of the page, by the address behind `#`; entries of a part have addresses of their own. */

/** The parts in the order of the page. */
export const PARTS = [
  { id: 'metrics', label: 'Metrics' },
  { id: 'instruments', label: 'Instruments' },
  { id: 'levels', label: 'Levels of care' },
  { id: 'thresholds', label: 'Thresholds' },
  { id: 'targets', label: 'Targets' },
  { id: 'conventions', label: 'Conventions' },
] as const;

/** One part. */
export type PartId = (typeof PARTS)[number]['id'];

/** Where the address points to. */
export interface Place {
  readonly part: PartId;
  /** Id of a metric or instrument; null = the part as a whole. */
  readonly entry: string | null;
}

/** The place of an address such as `#targets` or `#metric-retention`; null = it names none. */
export function placeOf(hash: string): Place | null {
  const name = decodeURIComponent(hash.replace(/^#/, ''));
  const part = PARTS.find(({ id }) => id === name);
  if (part) return { part: part.id, entry: null };
  const [, kind, entry] = /^(metric|instrument)-(.+)$/.exec(name) ?? [];
  if (!kind || !entry) return null;
  return { part: kind === 'metric' ? 'metrics' : 'instruments', entry };
}
