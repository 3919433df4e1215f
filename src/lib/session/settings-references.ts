/** What settings refer to by id, and whether it is there: instruments and metrics. */
import { MEASURES } from '$lib/measures/library';
import { isPublished } from '$lib/measures/published';
import { DEFAULT_TARGETS } from '$lib/model/targets';
import type { ProgramSettings } from './settings-schema';
import { SHARE_TARGETS } from './share-targets';

/** A reference to something that is not there. */
export interface Dangling {
  /** Such as `thresholds.phq99`. */
  readonly place: string;
  readonly problem: string;
}

type Check = (settings: ProgramSettings) => readonly Dangling[];

/** Whether a metric may have a target: the least share that is wanted. */
export function hasShareTarget(id: string): boolean {
  return id in DEFAULT_TARGETS.shares || SHARE_TARGETS.has(id);
}

/** The first reference to something that is not there; null = all is well. */
export function danglingReference(settings: ProgramSettings): Dangling | null {
  return CHECKS.flatMap((check) => check(settings))[0] ?? null;
}

/** The settings without what refers to something that is not there. */
export function withoutDangling(settings: ProgramSettings): ProgramSettings {
  const instruments = settings.instruments.filter(
    ({ id }, at, all) => !isPublished(id) && all.findIndex((other) => other.id === id) === at,
  );
  const own = { ...settings, instruments };
  return {
    ...own,
    thresholds: keep(own.thresholds, (id) => isKnown(own, id)),
    primaryMeasure: keep(own.primaryMeasure, (_, id) => isOutcome(own, id)),
    targets: { ...own.targets, shares: keep(own.targets.shares, hasShareTarget) },
  };
}

const CHECKS: readonly Check[] = [
  ({ instruments }) =>
    instruments.flatMap(({ id }, at) => {
      const place = `instruments.${at}.id`;
      if (isPublished(id)) return [{ place, problem: `the library has the instrument ${id}` }];
      const isTwice = instruments.findIndex((other) => other.id === id) < at;
      return isTwice ? [{ place, problem: `${id} stands here twice` }] : [];
    }),
  (settings) =>
    Object.keys(settings.thresholds)
      .filter((id) => !isKnown(settings, id))
      .map((id) => ({ place: `thresholds.${id}`, problem: 'there is no such instrument' })),
  (settings) =>
    Object.entries(settings.primaryMeasure)
      .filter(([, id]) => !isOutcome(settings, id))
      .map(([program, id]) => ({
        place: `primaryMeasure.${program}`,
        problem: `${id} is no outcome instrument`,
      })),
  ({ targets }) =>
    Object.keys(targets.shares)
      .filter((id) => !hasShareTarget(id))
      .map((id) => ({
        place: `targets.shares.${id}`,
        problem: 'there is no metric of this name with a least share',
      })),
];

function isKnown({ instruments }: ProgramSettings, id: string): boolean {
  return MEASURES.some((measure) => measure.id === id) || instruments.some((own) => own.id === id);
}

function isOutcome({ instruments }: ProgramSettings, id: string): boolean {
  return (
    MEASURES.some((measure) => measure.id === id && measure.use === 'outcome') ||
    instruments.some((own) => own.id === id)
  );
}

function keep<Value>(
  record: Readonly<Record<string, Value>>,
  isKept: (key: string, value: Value) => boolean,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([key, value]) => isKept(key, value)));
}
