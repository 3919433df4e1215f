// The form of the library, key by key, so that a misspelt or missing fact cannot pass unseen.

import * as v from 'valibot';

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(300));
const texts = v.array(text);
const mark = v.picklist(['V', 'L', 'D', 'U']);
const comparison = v.picklist(['>=', '>', '<', '<=']);
const direction = v.picklist(['higher_worse', 'higher_better']);
const positive = v.pipe(v.number(), v.gtValue(0));
const whole = v.pipe(v.number(), v.integer(), v.gtValue(0));
const note = v.nullable(text);
const origin = { mark, sources: texts };
const band = v.strictObject({ label: text, min: v.number() });

const instrument = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9_]+$/)),
  name: text,
  domain: text,
  use: v.picklist(['outcome', 'screen', 'process', 'risk']),
  useNote: note,
  items: v.nullable(whole),
  scoreType: text,
  rater: v.picklist(['self', 'clinician', 'clinician/self']),
  age: text,
  scoreMin: v.nullable(v.number()),
  scoreMax: v.nullable(v.number()),
  step: v.nullable(positive),
  direction,
  recall: note,
  recallDays: v.nullable(whole),
  categories: v.nullable(v.array(v.strictObject({ code: text, value: v.number(), rule: text }))),
  bands: v.nullable(v.pipe(v.array(band), v.minLength(2))),
  bandsOrigin: v.nullable(v.strictObject({ ...origin, note })),
  otherBands: v.array(v.strictObject({ ...origin, name: text, bands: v.array(band) })),
  clinicalCutoff: v.nullable(
    v.strictObject({
      ...origin,
      op: comparison,
      value: v.number(),
      note,
      alternatives: v.array(v.strictObject({ value: v.number(), basis: text })),
    }),
  ),
  reliableChange: v.nullable(
    v.strictObject({
      ...origin,
      points: v.nullable(positive),
      exact: v.nullable(positive),
      basis: note,
      note,
      alternatives: v.array(v.strictObject({ ...origin, points: positive, basis: text })),
    }),
  ),
  reliability: v.nullable(
    v.strictObject({
      ...origin,
      alpha: v.pipe(positive, v.ltValue(1)),
      sd: v.nullable(positive),
    }),
  ),
  minimalDifference: v.nullable(
    v.strictObject({ ...origin, points: v.nullable(positive), words: note }),
  ),
  response: v.nullable(v.strictObject({ ...origin, share: v.pipe(positive, v.maxValue(1)), note })),
  remission: v.nullable(v.strictObject({ ...origin, op: comparison, value: v.number(), note })),
  completeness: v.nullable(v.strictObject({ missing: whole, words: text, sources: texts })),
  riskItem: v.nullable(whole),
  subscales: v.array(
    v.strictObject({
      id: text,
      items: note,
      min: v.nullable(v.number()),
      max: v.nullable(v.number()),
      direction,
      cutoff: note,
    }),
  ),
  subscaleSources: texts,
  variants: v.array(
    v.strictObject({
      id: text,
      reliableChange: positive,
      reliableChangeMark: mark,
      cutoff: v.nullable(v.number()),
      cutoffMark: v.nullable(mark),
    }),
  ),
  norms: note,
  crosswalk: note,
  note,
  scoringNote: note,
  licence: v.strictObject({ ...origin, status: text }),
  citation: text,
  furtherSources: texts,
});

/** All instruments, with nothing left out. */
export const instrumentsSchema = v.array(instrument);

/** The file as it is shipped: its table of sources and the facts that there are. */
export const fileSchema = v.strictObject({
  sources: v.record(v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)), text),
  instruments: v.array(v.partial(instrument)),
});
