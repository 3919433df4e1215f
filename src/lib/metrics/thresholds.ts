/** Which thresholds decide about measures under the chosen profile, in words, read from `threshold`. */
import { formatNumber, formatShort } from '$lib/format/numbers';
import { measureShortName } from '$lib/measures/short-names';
import { type ProfileId, profileOf } from '$lib/model/profiles';
import type { Settings } from '$lib/model/settings';
import type { Columns } from '$lib/sql/columns';
import { type Sql, sql } from '$lib/sql/sql';
import type { MetricContext } from './metric';

/** The thresholds of one measure; null = the profile has none. */
export interface MeasureThreshold {
  readonly measure: string;
  /** Points from which a change is reliable; where `isStrict` it must exceed them. */
  readonly reliableChange: number | null;
  readonly isStrict: boolean;
  readonly changeWords: string | null;
  /** With `cutoff` describes the unwell side. */
  readonly cutoffOp: string | null;
  readonly cutoff: number | null;
  readonly cutoffWords: string | null;
  readonly responseShare: number | null;
  readonly remissionOp: string | null;
  readonly remission: number | null;
}

/** Thresholds by measure id. */
export type ThresholdsByMeasure = ReadonlyMap<string, MeasureThreshold>;

/** The query for the thresholds of the profile; read by `readThresholds`. */
export function thresholdsQuery({ profile }: MetricContext): Sql {
  return sql`SELECT measure, reliable_change, is_strict::INTEGER AS is_strict, change_words,
      cutoff_op, cutoff, cutoff_words, response_share, remission_op, remission
    FROM threshold WHERE profile = ${profile}`;
}

/** Reads the result of `thresholdsQuery`. */
export function readThresholds(result: Columns): ThresholdsByMeasure {
  return new Map(
    Array.from({ length: result.rowCount }, (_, row): [string, MeasureThreshold] => {
      const measure = result.text('measure', row) ?? '';
      return [
        measure,
        {
          measure,
          reliableChange: result.number('reliable_change', row),
          isStrict: result.number('is_strict', row) === 1,
          changeWords: result.text('change_words', row),
          cutoffOp: result.text('cutoff_op', row),
          cutoff: result.number('cutoff', row),
          cutoffWords: result.text('cutoff_words', row),
          responseShare: result.number('response_share', row),
          remissionOp: result.text('remission_op', row),
          remission: result.number('remission', row),
        },
      ];
    }),
  );
}

/** From when on a change is reliable, such as `PHQ-9 6 points (…)`; empty where nothing is known. */
export function reliableWords(threshold: MeasureThreshold | undefined): string {
  if (!threshold || threshold.reliableChange === null) return '';
  const { measure, reliableChange, isStrict, changeWords } = threshold;
  const points = isStrict
    ? `more than ${formatNumber(reliableChange, 2)}`
    : formatShort(reliableChange);
  return `${measureShortName(measure)} ${points} points${changeWords ? ` (${changeWords})` : ''}`;
}

/** Which scores are on the unwell side, such as `PHQ-9 10 or more`; empty where nothing is known. */
export function cutoffWords(threshold: MeasureThreshold | undefined): string {
  if (!threshold || threshold.cutoff === null) return '';
  const { measure, cutoffOp, cutoff, cutoffWords: basis } = threshold;
  const side = sideWords(cutoffOp, cutoff);
  return `${measureShortName(measure)} ${side}${basis ? ` (${basis})` : ''}`;
}

/** A side of a value in words, such as `10 or more`. */
export function sideWords(op: string | null, value: number): string {
  const text = formatShort(value);
  if (op === '>=') return `${text} or more`;
  if (op === '>') return `above ${text}`;
  return op === '<=' ? `${text} or less` : `below ${text}`;
}

/** Sentences about the thresholds of some measures: the unwell side, and reliable change. */
export function thresholdNotes(
  thresholds: ThresholdsByMeasure,
  ids: readonly string[],
  about: readonly ('cutoff' | 'change')[] = ['cutoff', 'change'],
): string[] {
  const cutoffs = ids.map((id) => cutoffWords(thresholds.get(id))).filter(Boolean);
  const changes = ids.map((id) => reliableWords(thresholds.get(id))).filter(Boolean);
  return [
    about.includes('cutoff') && cutoffs.length > 0
      ? `On the unwell side: ${cutoffs.join('; ')}.`
      : '',
    about.includes('change') && changes.length > 0
      ? `A change is reliable from: ${changes.join('; ')}.`
      : '',
  ].filter(Boolean);
}

/** Clinical cut-offs of the profile, by measure, for lines in pictures. */
export function cutoffsOf(thresholds: ThresholdsByMeasure): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...thresholds.values()].flatMap(({ measure, cutoff }) =>
      cutoff === null ? [] : [[measure, cutoff]],
    ),
  );
}

/** Whose thresholds decided, as a figure prints it. */
export function profileWords(
  profile: ProfileId,
  ids: readonly string[],
  settings: Settings,
): string {
  if (profile !== 'site') return profileOf(profile).label;
  const own = [...new Set(ids)].filter((id) => id in settings.thresholds);
  if (own.length === 0) return 'Published (nothing is entered)';
  return `Entered by the program for ${own.map(measureShortName).join(', ')}, else published`;
}
