/**
 * The form of the settings of a program, as a file and the browser keep them. Every key is required
 * and no other is taken, so that nothing in a document is ignored without a word.
 */
import * as v from 'valibot';
import { LEVEL_CODES } from '$lib/model/canonical';
import type { LevelCode } from '$lib/model/levels';
import type { Settings } from '$lib/model/settings';
import { rangeProblem } from '$lib/model/target-rules';
import { TARGET_KINDS, type TargetKind, type TargetRange } from '$lib/model/targets';

/** The settings that are about the program, not about the files that happen to be loaded. */
export type ProgramSettings = Omit<Settings, 'dataCut' | 'dischargesOnly' | 'idsPerAdmission'>;

const finite = v.pipe(v.number(), v.finite());
const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(366));
const daysBetween = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(366));
const name = v.pipe(v.string(), v.minLength(1));

/** Instruments of a program. */
export const instrumentsSchema = v.array(
  v.pipe(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^[a-z0-9_]+$/)),
      name,
      scoreMin: finite,
      scoreMax: finite,
      step: v.nullable(v.pipe(finite, v.gtValue(0))),
      direction: v.picklist(['higher_worse', 'higher_better']),
      cutoff: v.nullable(finite),
    }),
    v.check(({ scoreMin, scoreMax }) => scoreMin < scoreMax, 'the range is empty'),
  ),
);

const direct = v.pipe(
  v.strictObject({
    reliableChange: v.nullable(v.pipe(finite, v.gtValue(0))),
    cutoff: v.nullable(finite),
    responseShare: v.nullable(
      v.pipe(
        finite,
        v.gtValue(0),
        v.maxValue(1),
        // Responses are counted in whole numbers, so that exactly the share is one.
        v.check(isWholePercent, 'not a whole number of percent'),
      ),
    ),
    remission: v.nullable(finite),
  }),
  v.check((values) => Object.values(values).some((value) => value !== null), 'no value is set'),
);

const spread = v.strictObject({
  sd: v.pipe(finite, v.gtValue(0)),
  reliability: v.pipe(finite, v.minValue(0), v.ltValue(1)),
  clinicalMean: v.nullable(finite),
  norm: v.nullable(v.strictObject({ mean: finite, sd: v.pipe(finite, v.gtValue(0)) })),
  direct: v.exactOptional(direct),
});

const directOnly = v.strictObject({
  sd: v.null(),
  reliability: v.null(),
  clinicalMean: v.null(),
  norm: v.null(),
  direct,
});

/** Entered thresholds by instrument; documents from before values could be set have no `direct`. */
export const thresholdsSchema = v.record(
  v.string(),
  // Not a union: that would name the instrument, not the field that is wrong.
  v.lazy((entered) => (hasNoSpread(entered) ? directOnly : spread)),
);

function isWholePercent(share: number): boolean {
  return Math.abs(share * 100 - Math.round(share * 100)) < 1e-9;
}

function hasNoSpread(entered: unknown): boolean {
  return typeof entered === 'object' && entered !== null && 'sd' in entered && entered.sd === null;
}

const scoreWindow = v.strictObject({
  baselineBefore: days,
  baselineAfter: days,
  lastAfter: days,
  dischargeAround: days,
});

function rangeOf(kind: TargetKind) {
  return v.pipe(
    v.strictObject({ low: v.nullable(finite), high: v.nullable(finite) }),
    v.check(
      (range: TargetRange) => rangeProblem(kind, range) === null,
      ({ input }) => rangeProblem(kind, input) ?? '',
    ),
  );
}

const targetSet = v.strictObject(
  perKey(
    TARGET_KINDS.map(({ kind }) => kind),
    (kind) => v.exactOptional(rangeOf(kind)),
  ),
);

const levelOf = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.strictObject(
    perKey<LevelCode, v.ExactOptionalSchema<Schema, undefined>>(LEVEL_CODES, () =>
      v.exactOptional(schema, undefined),
    ),
  );

/** The settings of a program; what they refer to is checked by `danglingReference`. */
export const programSettingsSchema = v.strictObject({
  pathGapDays: days,
  scoreWindow,
  scoreWindowByLevel: levelOf(scoreWindow),
  primaryMeasure: v.record(name, v.string()),
  instruments: instrumentsSchema,
  thresholds: thresholdsSchema,
  conventions: v.strictObject({
    measureEveryDays: daysBetween,
    measureEveryDaysByLevel: levelOf(daysBetween),
    retentionEvent: v.picklist(['any', 'unplanned']),
    isTransferUpPlanned: v.boolean(),
    earlyDropout: v.picklist(['days', 'sessions', 'planned length']),
    isFirstRiseReadmission: v.boolean(),
    // Documents from before releases have none.
    fewPeople: v.optional(v.pipe(finite, v.integer(), v.minValue(5), v.maxValue(30)), 10),
  }),
  targets: v.strictObject({
    levels: levelOf(targetSet),
    programs: v.record(name, targetSet),
    shares: v.record(name, v.pipe(finite, v.minValue(0), v.maxValue(1))),
  }),
});

function perKey<Key extends string, Schema>(
  keys: readonly Key[],
  make: (key: Key) => Schema,
): Record<Key, Schema> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, Schema>;
}
