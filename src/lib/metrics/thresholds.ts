/**
 * Which thresholds decide about a measure, in words: what the program entered, else the library. The
 * numbers themselves stand in the table `measure`.
 */
import { formatNumber, formatShort } from '$lib/format/numbers';
import { findMeasure } from '$lib/measures/library';
import { deriveThresholds } from '$lib/measures/own';
import { measureShortName } from '$lib/measures/short-names';
import type { Settings } from '$lib/model/settings';

/** From when on a change is reliable, such as `PHQ-9 6 points (…)`; empty where nothing is known. */
export function reliableWords(id: string, settings: Settings): string {
  const measure = findMeasure(id);
  const entered = settings.thresholds[id];
  const name = measureShortName(id);
  if (measure && entered) {
    const points = formatNumber(deriveThresholds(entered, measure.direction).reliableChange, 2);
    const basis = `SD ${formatShort(entered.sd)}, reliability ${formatNumber(entered.reliability, 2)}`;
    return `${name} more than ${points} points (entered by the program: ${basis})`;
  }
  const change = measure?.reliableChange;
  if (!change) return '';
  return `${name} ${change.points} points${change.basis ? ` (${change.basis})` : ''}`;
}

/** Which scores are on the unwell side, such as `PHQ-9 10 or more`; empty where nothing is known. */
export function cutoffWords(id: string, settings: Settings): string {
  const measure = findMeasure(id);
  const name = measureShortName(id);
  const entered = enteredCutoff(id, settings);
  if (measure && entered) {
    const side = measure.direction === 'higher_worse' ? 'or more' : 'or less';
    return `${name} ${formatShort(entered.value)} ${side} (entered by the program, criterion ${entered.criterion})`;
  }
  const cutoff = measure?.clinicalCutoff;
  if (!cutoff) return '';
  const value = formatShort(cutoff.value);
  const side = {
    '>=': `${value} or more`,
    '>': `above ${value}`,
    '<=': `${value} or less`,
    '<': `below ${value}`,
  }[cutoff.op];
  return `${name} ${side}`;
}

/** Clinical cut-offs that follow from what the program entered, by measure. */
export function enteredCutoffs(settings: Settings): Readonly<Record<string, number>> {
  const ids = Object.keys(settings.thresholds);
  return Object.fromEntries(
    ids.flatMap((id) => {
      const cutoff = enteredCutoff(id, settings);
      return cutoff ? [[id, cutoff.value]] : [];
    }),
  );
}

/** Whose thresholds decide about measures: `published`, `as entered by the program`, or both. */
export function profileWords(ids: readonly string[], settings: Settings): string {
  const own = [...new Set(ids)].filter((id) => id in settings.thresholds);
  if (own.length === 0) return 'published';
  if (ids.every((id) => own.includes(id))) return 'as entered by the program';
  return `published; as entered by the program for ${own.map(measureShortName).join(', ')}`;
}

function enteredCutoff(
  id: string,
  settings: Settings,
): ReturnType<typeof deriveThresholds>['cutoff'] {
  const measure = findMeasure(id);
  const entered = settings.thresholds[id];
  return measure && entered ? deriveThresholds(entered, measure.direction).cutoff : null;
}
