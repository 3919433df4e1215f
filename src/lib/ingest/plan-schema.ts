/** The form of a kept mapping, so that a file from elsewhere is checked before it decides anything. */
import * as v from 'valibot';
import { NO_IDENTITY } from '$lib/identity/decision';
import { IDENTIFIER_KINDS } from '$lib/identity/kinds';
import { KINDS } from '$lib/model/canonical';
import { DAY_FORMATS } from './reading';
import { PLAIN_LAYOUT } from './types';

const position = v.pipe(v.number(), v.integer(), v.minValue(0));
const words = v.array(v.string());
const byName = v.record(v.string(), v.string());

const shape = v.variant('kind', [
  v.object({ kind: v.literal('rows') }),
  v.object({
    kind: v.literal('scores'),
    parts: v.array(
      v.object({ measure: v.string(), at: v.array(position), phase: v.nullable(v.string()) }),
    ),
  }),
  v.object({
    kind: v.literal('stays'),
    parts: v.array(v.object({ level: v.string(), startAt: position, endAt: v.nullable(position) })),
  }),
]);

const reading = v.object({
  time: v.picklist(['dates', 'relative', 'order']),
  isShifted: v.boolean(),
  shape,
  values: byName,
  dayFormats: v.record(v.string(), v.picklist(DAY_FORMATS)),
  numbers: v.optional(v.record(v.string(), v.picklist(['plain', 'point', 'comma'])), {}),
  noAnswer: v.optional(words, []),
  codes: v.record(v.string(), byName),
  units: v.record(v.string(), v.picklist(['minutes', 'hours', 'clock', 'units15'])),
  leaveOut: v.array(v.object({ at: position, words })),
  duration: v.nullable(v.object({ daysAt: position, endedAt: position, endedWords: words })),
  minutesBetween: v.nullable(v.object({ startAt: position, endAt: position })),
  billing: v.nullable(
    v.object({ at: position, programDayMinutes: v.pipe(v.number(), v.minValue(0)) }),
  ),
  phases: v.record(
    v.string(),
    v.object({
      position: v.number(),
      role: v.picklist(['baseline', 'later', 'either', 'follow_up']),
    }),
  ),
  factors: v.record(v.string(), v.pipe(v.number(), v.minValue(0))),
  offsets: v.optional(v.record(v.string(), v.number()), {}),
  history: v.nullable(v.object({ episodeAt: v.nullable(position) })),
  mergeGapDays: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

const line = v.pipe(v.number(), v.integer(), v.minValue(1));

const layout = v.object({
  startLine: line,
  hasHeader: v.boolean(),
  unitRows: v.pipe(v.number(), v.integer(), v.minValue(0)),
  endLine: v.nullable(line),
});

const identity = v.object({
  columns: v.array(
    v.object({
      at: position,
      kind: v.picklist(IDENTIFIER_KINDS),
      action: v.picklist(['drop', 'coarsen', 'keep']),
      reason: v.nullable(v.string()),
    }),
  ),
  personId: v.picklist(['keep', 'pseudonym']),
});

/** A plan, with every position inside its header. */
export const planSchema = v.pipe(
  v.object({
    kind: v.picklist(KINDS),
    dialect: v.object({
      encoding: v.picklist(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'latin-1']),
      delimiter: v.picklist([',', ';', '\t', '|']),
      quote: v.nullable(v.picklist(['"', "'"])),
      escape: v.picklist(['doubled', 'backslash']),
    }),
    layout: v.optional(layout, PLAIN_LAYOUT),
    header: v.pipe(words, v.minLength(1)),
    identity: v.optional(identity, NO_IDENTITY),
    columns: v.record(v.string(), position),
    extras: v.array(
      v.object({ name: v.pipe(v.string(), v.regex(/^x_[a-z0-9_]+$/)), header: v.string() }),
    ),
    reading,
  }),
  v.check(
    (plan) =>
      positionsOf(plan).every((at) => at < plan.header.length) &&
      plan.extras.every((extra) => plan.header.includes(extra.header)),
    'a column is missing',
  ),
);

function positionsOf(plan: {
  columns: Record<string, number>;
  identity: v.InferOutput<typeof identity>;
  reading: v.InferOutput<typeof reading>;
}): readonly number[] {
  const { shape: rows, leaveOut, duration, minutesBetween, billing, history } = plan.reading;
  return [
    ...Object.values(plan.columns),
    ...(rows.kind === 'scores' ? rows.parts.flatMap(({ at }) => at) : []),
    ...(rows.kind === 'stays' ? rows.parts.flatMap((p) => [p.startAt, p.endAt ?? 0]) : []),
    ...leaveOut.map(({ at }) => at),
    ...(duration ? [duration.daysAt, duration.endedAt] : []),
    ...(minutesBetween ? [minutesBetween.startAt, minutesBetween.endAt] : []),
    ...(billing ? [billing.at] : []),
    ...(history ? [history.episodeAt ?? 0] : []),
    ...plan.identity.columns.map(({ at }) => at),
  ];
}
