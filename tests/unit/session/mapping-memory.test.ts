/** What the browser keeps about mappings: kept, found again, carried elsewhere, refused when broken. */
import { describe, expect, it } from 'vitest';
import { PLAIN_READING, type Reading } from '$lib/ingest/reading';
import { type FilePlan, PLAIN_FILE } from '$lib/ingest/types';
import { explain } from '$lib/session/explain';
import {
  headerFingerprint,
  MappingsNotReadable,
  type Memory,
  memoryJson,
  merge,
  NO_MEMORY,
  parseMemory,
  readMemory,
  recall,
  remember,
  type SavedMapping,
  writeMemory,
} from '$lib/session/mapping-memory';
import { planOf } from '../mapping/files';

const HEADER = ['Client', 'Day', 'PHQ', 'Items 1', 'Items 2', 'Other'];

/** A reading with something in every part, so that nothing is lost on the way. */
const FULL_READING: Reading = {
  ...PLAIN_READING,
  time: 'order',
  isShifted: true,
  shape: {
    kind: 'scores',
    parts: [
      { measure: 'phq9', at: [2], phase: 'pre' },
      { measure: 'auditc', at: [3, 4], phase: null },
    ],
  },
  values: { program: 'North' },
  dayFormats: { taken_on: 'mixed-dmy' },
  numbers: { score: 'comma' },
  noAnswer: ['99', '999'],
  codes: { score: { declined: '', 'not done': '!leave-out' } },
  units: { scheduled_minutes: 'clock' },
  leaveOut: [{ at: 5, words: ['void', ''] }],
  duration: { daysAt: 1, endedAt: 5, endedWords: ['1'] },
  minutesBetween: { startAt: 1, endAt: 2 },
  billing: { at: 5, programDayMinutes: 180 },
  phases: { pre: { position: -1, role: 'baseline' }, d90: { position: 1.5, role: 'follow_up' } },
  factors: { who5: 4 },
  offsets: { k10: 10 },
  history: { episodeAt: 5 },
  mergeGapDays: 0,
};

function saved(name: string, plan: FilePlan, savedOn = '2026-11-01'): SavedMapping {
  return { name, savedOn, plan, answered: { 'day-order': '5/12/2026 is 12 May 2026' } };
}

const SCORES: SavedMapping = {
  ...saved('scores.csv', {
    ...planOf('scores', HEADER, { columns: { person_id: 0, taken_on: 1 }, reading: FULL_READING }),
    dialect: { encoding: 'latin-1', delimiter: '|', quote: null, escape: 'backslash' },
    layout: { startLine: 4, hasHeader: false, unitRows: 1, endLine: 121 },
    identity: {
      columns: [
        { at: 4, kind: 'zip5', action: 'coarsen', reason: null },
        { at: 5, kind: 'free_text', action: 'keep', reason: 'codes of rooms' },
      ],
      personId: 'pseudonym',
    },
  }),
  undecided: ['0a1b2c3d'],
};
const STAYS = saved(
  'stays.csv',
  planOf('stays', ['Id', 'LOC', 'In', 'Housing'], {
    columns: { person_id: 0, level_of_care: 1, admitted_on: 2 },
    extras: [{ name: 'x_housing', header: 'Housing' }],
    reading: {
      shape: { kind: 'stays', parts: [{ level: 'php', startAt: 2, endAt: null }] },
      history: { episodeAt: null },
    },
  }),
);

const MEMORY: Memory = {
  mappings: [SCORES, STAYS],
  instruments: [
    {
      id: 'shaps',
      name: 'SHAPS',
      scoreMin: 0,
      scoreMax: 14,
      step: 1,
      direction: 'higher_worse',
      cutoff: 3,
    },
    {
      id: 'coping_9',
      name: 'Coping',
      scoreMin: -1.5,
      scoreMax: 4,
      step: null,
      direction: 'higher_better',
      cutoff: null,
    },
  ],
  thresholds: {
    phq9: { sd: 6.1, reliability: 0, clinicalMean: null, norm: null },
    shaps: {
      ...{ sd: 2, reliability: 0.99, clinicalMean: 6, norm: { mean: 1, sd: 1.5 } },
      direct: { reliableChange: 3, cutoff: null, responseShare: null, remission: null },
    },
  },
};

/** A browser that keeps texts. */
function storageWith(text: string | null = null): Pick<Storage, 'getItem' | 'setItem'> {
  let kept = text;
  return { getItem: () => kept, setItem: (_, value) => (kept = value) };
}

describe('a memory', () => {
  it('comes back from its document as it went in', () => {
    expect(parseMemory(memoryJson(MEMORY))).toEqual(MEMORY);
    expect(parseMemory(memoryJson(NO_MEMORY))).toEqual(NO_MEMORY);
  });

  it('of a time before layouts, identity and numbers were kept reads as plain', () => {
    const document = JSON.parse(memoryJson(MEMORY)) as Json;
    for (const mapping of document['mappings'] as { plan: Json }[]) {
      for (const key of ['layout', 'identity']) Reflect.deleteProperty(mapping.plan, key);
      const reading = mapping.plan['reading'] as Json;
      for (const key of ['numbers', 'noAnswer', 'offsets']) Reflect.deleteProperty(reading, key);
    }
    const [scores] = parseMemory(JSON.stringify(document)).mappings;
    expect(scores?.plan).toEqual({
      ...SCORES.plan,
      ...PLAIN_FILE,
      reading: { ...FULL_READING, numbers: {}, noAnswer: [], offsets: {} },
    });
  });

  it('comes back from the browser as it went in', () => {
    const storage = storageWith();
    expect(readMemory(storage)).toEqual(NO_MEMORY);
    writeMemory(storage, MEMORY);
    expect(readMemory(storage)).toEqual(MEMORY);
  });

  it.each(['', '{', '{"format":"stepdown-mappings","version":2}', '"text"'])(
    'is empty where the browser keeps something else: %s',
    (text) => {
      expect(readMemory(storageWith(text))).toEqual(NO_MEMORY);
    },
  );

  it('is not kept by a browser that refuses, and nothing fails', () => {
    const full = {
      setItem: (): void => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(() => writeMemory(full, MEMORY)).not.toThrow();
  });
});

type Json = Record<string, unknown>;

/** The document of `MEMORY` with one thing changed in it. */
function documentWith(change: (document: Json) => void): string {
  const document = JSON.parse(memoryJson(MEMORY)) as Json;
  change(document);
  return JSON.stringify(document);
}

/** The thing at a path such as `mappings.0.plan`. */
function at(document: Json, path: string): Json {
  return path.split('.').reduce((found, key) => found[key] as Json, document);
}

function set(path: string, value: unknown): (document: Json) => void {
  const parts = path.split('.');
  const last = parts.pop()!;
  return (document) => {
    const parent = parts.length === 0 ? document : at(document, parts.join('.'));
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else parent[last] = value;
  };
}

const PLAN = 'mappings.0.plan';
const READING = `${PLAN}.reading`;

/** What is changed, the place that the sentence names, and what it says of it. */
const BROKEN: readonly (readonly [path: string, value: unknown, place: string, says: RegExp])[] = [
  ['format', 'another', 'format', /stepdown-mappings/],
  ['version', 2, 'version', /Expected 1 but received 2/],
  ['mappings', undefined, 'mappings', /mappings/],
  ['mappings', 'none', 'mappings', /Expected Array/],
  ['mappings.0.name', 1, 'mappings.0.name', /Expected string/],
  ['mappings.0.savedOn', '1 Nov 2026', 'mappings.0.savedOn', /date/],
  ['mappings.0.answered', { a: 1 }, 'mappings.0.answered.a', /Expected string/],
  ['mappings.0.undecided', ['Sober Coach'], 'mappings.0.undecided.0', /format/],
  [`${PLAN}.kind`, 'people', `${PLAN}.kind`, /"stays"/],
  [`${PLAN}.dialect.encoding`, 'latin1', `${PLAN}.dialect.encoding`, /"utf-8"/],
  [`${PLAN}.dialect.delimiter`, '#', `${PLAN}.dialect.delimiter`, /","/],
  [`${PLAN}.dialect.quote`, '`', `${PLAN}.dialect.quote`, /received "`"/],
  [`${PLAN}.dialect.escape`, 'none', `${PLAN}.dialect.escape`, /"doubled"/],
  [`${PLAN}.header`, [], `${PLAN}.header`, /length/],
  [`${PLAN}.columns.person_id`, -1, `${PLAN}.columns.person_id`, />=0/],
  [`${PLAN}.columns.person_id`, 0.5, `${PLAN}.columns.person_id`, /integer/],
  [`${PLAN}.columns.person_id`, 6, PLAN, /a column is missing/],
  [
    'mappings.1.plan.extras.0.name',
    'x_a; DROP TABLE stays',
    'mappings.1.plan.extras.0.name',
    /format/,
  ],
  ['mappings.1.plan.extras.0.name', 'person_id', 'mappings.1.plan.extras.0.name', /format/],
  ['mappings.1.plan.extras.0.header', 'Shelter', 'mappings.1.plan', /a column is missing/],
  [`${READING}.time`, 'weeks', `${READING}.time`, /"dates"/],
  [`${READING}.isShifted`, 'no', `${READING}.isShifted`, /Expected boolean/],
  [`${READING}.shape.kind`, 'items', `${READING}.shape.kind`, /"rows"/],
  [`${READING}.shape.parts.0.at`, [9], PLAN, /a column is missing/],
  [`${READING}.shape.parts.0.phase`, 1, `${READING}.shape.parts.0.phase`, /string/],
  ['mappings.1.plan.reading.shape.parts.0.startAt', 4, 'mappings.1.plan', /a column is missing/],
  ['mappings.1.plan.reading.shape.parts.0.endAt', 4, 'mappings.1.plan', /a column is missing/],
  [`${READING}.values.program`, 1, `${READING}.values.program`, /string/],
  [`${READING}.dayFormats.taken_on`, 'yyyy', `${READING}.dayFormats.taken_on`, /"ymd"/],
  [`${READING}.codes.score`, 'x', `${READING}.codes.score`, /Object/],
  [`${READING}.codes.score.declined`, 4, `${READING}.codes.score.declined`, /string/],
  [`${READING}.units.scheduled_minutes`, 'days', `${READING}.units.scheduled_minutes`, /"hours"/],
  [`${READING}.leaveOut.0.at`, 6, PLAN, /a column is missing/],
  [`${READING}.leaveOut.0.words`, 'void', `${READING}.leaveOut.0.words`, /Array/],
  [`${READING}.duration.daysAt`, 6, PLAN, /a column is missing/],
  [`${READING}.duration.endedAt`, 6, PLAN, /a column is missing/],
  [`${READING}.minutesBetween.startAt`, 6, PLAN, /a column is missing/],
  [`${READING}.minutesBetween.endAt`, 6, PLAN, /a column is missing/],
  [`${READING}.billing.at`, 6, PLAN, /a column is missing/],
  [`${READING}.billing.programDayMinutes`, -1, `${READING}.billing.programDayMinutes`, />=0/],
  [`${READING}.phases.pre.position`, '1', `${READING}.phases.pre.position`, /number/],
  [`${READING}.phases.pre.role`, 'first', `${READING}.phases.pre.role`, /"baseline"/],
  [`${READING}.factors.who5`, -4, `${READING}.factors.who5`, />=0/],
  [`${READING}.history.episodeAt`, 6, PLAN, /a column is missing/],
  [`${READING}.mergeGapDays`, 1.5, `${READING}.mergeGapDays`, /integer/],
  ['instruments.0.id', 'SHAPS 14', 'instruments.0.id', /format/],
  ['instruments.0.name', '', 'instruments.0.name', /length/],
  ['instruments.0.scoreMax', null, 'instruments.0.scoreMax', /number/],
  ['instruments.0.step', 0, 'instruments.0.step', />0/],
  ['instruments.0.direction', 'up', 'instruments.0.direction', /"higher_worse"/],
  ['instruments.0.cutoff', 'high', 'instruments.0.cutoff', /number/],
  ['thresholds.phq9.sd', 0, 'thresholds.phq9.sd', />0/],
  ['thresholds.phq9.reliability', 1, 'thresholds.phq9.reliability', /<1/],
  ['thresholds.phq9.reliability', -0.1, 'thresholds.phq9.reliability', />=0/],
  ['thresholds.phq9.clinicalMean', undefined, 'thresholds.phq9.clinicalMean', /clinicalMean/],
  ['thresholds.shaps.norm.sd', 0, 'thresholds.shaps.norm.sd', />0/],
  ['thresholds.shaps.direct.reliableChange', -1, 'thresholds.shaps.direct.reliableChange', />0/],
];

/** The error of a document that cannot be used. */
function refusal(text: string): MappingsNotReadable {
  try {
    parseMemory(text);
  } catch (error) {
    if (error instanceof MappingsNotReadable) return error;
    throw error;
  }
  throw new Error('The document was taken.');
}

describe('a document that cannot be used', () => {
  it.each(BROKEN)('is refused by its place: %s = %j', (path, value, place, says) => {
    const { message } = refusal(documentWith(set(path, value)));
    expect(message).toMatch(/^The file holds no mappings that can be used \(/);
    expect(message).toContain(`(${place}: `);
    expect(message).toMatch(says);
  });

  it.each(['', 'stays.csv\nA,B\n', '{"format":'])('is refused where it is no JSON: %j', (text) => {
    expect(refusal(text).message).toBe('The file is not JSON.');
  });

  it.each(['null', '[]', '"stepdown-mappings"', '7'])('is refused where it is %s', (text) => {
    expect(refusal(text).message).toMatch(/^The file holds no mappings that can be used \(/);
  });

  it('gives the person a sentence and a next step', () => {
    expect(explain(refusal('{'))).toEqual({
      message: 'The file is not JSON.',
      nextStep: 'Choose a file that was saved with "Export mappings"; nothing was changed.',
    });
  });

  it('is taken as it is when only unknown things are added', () => {
    expect(parseMemory(documentWith(set('note', 'from the old computer')))).toEqual(MEMORY);
  });
});

describe('the header of a file', () => {
  it('finds its mapping whatever space and case it is written in', () => {
    const written = [' client', 'DAY', 'phq ', 'Items 1', 'items 2', 'other'];
    expect(recall(MEMORY, written)).toBe(SCORES);
  });

  it.each([
    ['another order', ['Day', 'Client', 'PHQ', 'Items 1', 'Items 2', 'Other']],
    ['one column less', HEADER.slice(0, -1)],
    ['one column more', [...HEADER, 'New']],
    ['space inside a name', ['Client', 'Day', 'P HQ', 'Items 1', 'Items 2', 'Other']],
    ['cells that only together read the same', ['ClientDay', 'PHQ', 'Items 1', 'Items 2', 'Other']],
  ])('finds none with %s', (_, header) => {
    expect(recall(MEMORY, header)).toBeNull();
  });

  it('does not run into the next name', () => {
    expect(headerFingerprint(['a', 'b'])).not.toBe(headerFingerprint(['ab']));
    expect(headerFingerprint(['a', '', 'b'])).not.toBe(headerFingerprint(['a', 'b']));
  });
});

describe('a mapping that is confirmed again', () => {
  it('takes the place of the earlier one for the same header only', () => {
    const plan: FilePlan = { ...SCORES.plan, header: HEADER.map((name) => name.toUpperCase()) };
    const again = saved('scores-december.csv', plan, '2026-12-01');
    const memory = remember(MEMORY, again);
    expect(memory.mappings).toEqual([STAYS, again]);
    expect(recall(memory, HEADER)).toBe(again);
    expect(memory.instruments).toBe(MEMORY.instruments);
  });
});

describe('two memories', () => {
  it('are one, in which the second has the last word', () => {
    const scores = { ...SCORES, savedOn: '2026-12-01' };
    const other = saved('other.csv', planOf('sessions', ['A', 'B']));
    const [shaps] = MEMORY.instruments;
    const added: Memory = {
      mappings: [scores, other],
      instruments: [
        { ...shaps!, scoreMax: 28 },
        { ...shaps!, id: 'new' },
      ],
      thresholds: { phq9: { sd: 5, reliability: 0.8, clinicalMean: null, norm: null } },
    };
    const both = merge(MEMORY, added);
    expect(both.mappings).toEqual([STAYS, scores, other]);
    expect(both.instruments.map(({ id, scoreMax }) => [id, scoreMax])).toEqual([
      ['coping_9', 4],
      ['shaps', 28],
      ['new', 14],
    ]);
    expect(both.thresholds).toEqual({
      shaps: MEMORY.thresholds['shaps'],
      phq9: added.thresholds['phq9'],
    });
  });

  it('are the one where the other is empty', () => {
    expect(merge(NO_MEMORY, MEMORY)).toEqual(MEMORY);
    expect(merge(MEMORY, NO_MEMORY)).toEqual(MEMORY);
  });
});
