/** A new source for one of our columns, with what is proposed for its words and days. */
import { dayFormatOf } from '$lib/ingest/propose/days';
import { numberFormatOf } from '$lib/ingest/propose/numbers';
import { phaseRules } from '$lib/ingest/propose/phases';
import { suggestScore } from '$lib/ingest/propose/score-words';
import { suggestCode } from '$lib/ingest/propose/words';
import type { ColumnProfile } from '$lib/ingest/proposal';
import { wordKey } from '$lib/ingest/reading';
import type { FilePlan } from '$lib/ingest/types';
import { CANONICAL } from '$lib/model/canonical';
import type { PendingFile } from '$lib/session/mapping.svelte';
import { setNumberFormat, setSource, type Source, withReading } from './plan-changes';

/** The plan with another source for a column; its words and days are proposed anew. */
export function replaceSource(
  file: Pick<PendingFile, 'plan' | 'profile'>,
  name: string,
  source: Source,
): FilePlan {
  const plan = setSource(file.plan, name, source);
  const column = source.kind === 'column' ? file.profile.columns[source.at] : undefined;
  const type = CANONICAL[plan.kind].find((candidate) => candidate.name === name)?.type;
  if (!column || !type) return plan;
  const { dayFormats, phases, shape } = plan.reading;
  if (type === 'day') {
    const format = dayFormatOf(column, file.profile);
    return format === null || format === 'ymd'
      ? plan
      : withReading(plan, { dayFormats: { ...dayFormats, [name]: format } });
  }
  if (type === 'number' || type === 'whole') {
    const { format } = numberFormatOf(column);
    const written = format === 'plain' ? plan : setNumberFormat(plan, name, format);
    if (name !== 'score') return written;
    const words = suggested(name, type, column, shape.kind === 'scores');
    return withCodesOf(written, name, words);
  }
  if (name === 'phase') {
    const rules = phaseRules([column.values.map(({ value }) => value)]);
    return withReading(plan, { phases: shape.kind === 'rows' ? rules : { ...rules, ...phases } });
  }
  const words = suggested(name, type, column, shape.kind === 'scores');
  return withCodesOf(plan, name, words);
}

function withCodesOf(plan: FilePlan, name: string, words: Record<string, string>): FilePlan {
  if (Object.keys(words).length === 0) return plan;
  return withReading(plan, { codes: { ...plan.reading.codes, [name]: words } });
}

/** The plan with places for the phases of its score columns that have none yet. */
export function placePhases(plan: FilePlan): FilePlan {
  const { shape, phases } = plan.reading;
  if (shape.kind !== 'scores') return plan;
  const words = shape.parts.flatMap(({ phase }) => (phase === null ? [] : [phase]));
  return withReading(plan, { phases: { ...phaseRules([words]), ...phases } });
}

function suggested(
  name: string,
  type: string,
  { values }: ColumnProfile,
  isWide: boolean,
): Record<string, string> {
  const suggest = (word: string): string | null | undefined => {
    if (name === 'score') return suggestScore(word, isWide);
    const isCoded = type === 'code' || type === 'yes_no' || name === 'measure';
    return isCoded ? suggestCode(name, word)?.code : null;
  };
  return Object.fromEntries(
    values.flatMap(({ value }) => {
      const key = wordKey(value);
      const code = suggest(value) ?? null;
      return code === null || code === key ? [] : [[key, code]];
    }),
  );
}
