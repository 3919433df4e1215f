/** The settings file: out and in again, one text for equal settings, refused by its place when broken. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { findMeasure, setOwnInstruments } from '$lib/measures/library';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { explain } from '$lib/session/explain';
import { KeptMemory } from '$lib/session/kept-memory.svelte';
import { memoryJson, NO_MEMORY } from '$lib/session/mapping-memory';
import {
  DEFAULT_PROGRAM_SETTINGS,
  parseSettings,
  type ProgramSettings,
  programSettings,
  readKeptSettings,
  settingsFingerprint,
  settingsJson,
  SettingsNotReadable,
  withProgramSettings,
  writeKeptSettings,
} from '$lib/session/settings-file';

const OWN = {
  ...{ id: 'shaps', name: 'SHAPS', scoreMin: 0, scoreMax: 14, step: 1, cutoff: 3 },
  direction: 'higher_worse',
} as const;

/** Settings with something in every part. */
const FULL: ProgramSettings = {
  pathGapDays: 14,
  scoreWindow: { baselineBefore: 3, baselineAfter: 10, lastAfter: 0, dischargeAround: 14 },
  scoreWindowByLevel: {
    op: { baselineBefore: 30, baselineAfter: 30, lastAfter: 7, dischargeAround: 30 },
  },
  primaryMeasure: { North: 'gad7', 'Made-up "x", 2': 'shaps' },
  instruments: [OWN, { ...OWN, id: 'coping', name: 'Coping', step: null, cutoff: null }],
  thresholds: {
    phq8: { sd: 6, reliability: 0.86, clinicalMean: null, norm: null },
    shaps: { sd: 2, reliability: 0, clinicalMean: 6, norm: { mean: 1, sd: 1.5 } },
    gad7: {
      ...{ sd: null, reliability: null, clinicalMean: null, norm: null },
      direct: { reliableChange: 5, cutoff: 9, responseShare: 0.29, remission: null },
    },
    who5: {
      ...{ sd: 20, reliability: 0.8, clinicalMean: null, norm: null },
      direct: { reliableChange: null, cutoff: null, responseShare: null, remission: 70 },
    },
  },
  conventions: {
    measureEveryDays: 7,
    measureEveryDaysByLevel: { residential: 30 },
    retentionEvent: 'unplanned',
    isTransferUpPlanned: false,
    earlyDropout: 'planned length',
    isFirstRiseReadmission: true,
    fewPeople: 12,
  },
  targets: {
    levels: {
      iop: { hours_per_week: { low: 9, high: 19 }, group_size: { low: null, high: 8.5 } },
      residential: { length_days: { low: 28, high: null } },
    },
    programs: { North: { floor_hours_per_week: { low: 6, high: null } } },
    shares: { 'paired-data': 0, 'attendance-rate': 1 },
  },
};

/** A browser that keeps texts. */
function storageWith(texts: Readonly<Record<string, string>> = {}): Storage {
  const kept = new Map(Object.entries(texts));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    clear: () => kept.clear(),
  } as Storage;
}

afterEach(() => setOwnInstruments([]));

describe('a settings file', () => {
  it.each([
    ['all parts', FULL],
    ['the defaults', DEFAULT_PROGRAM_SETTINGS],
  ])('comes back as it went out: %s', (_, settings) => {
    const { instruments, ...others } = parseSettings(settingsJson(settings));
    const { instruments: before, ...wanted } = settings;
    expect(others).toEqual(wanted);
    expect(new Set(instruments)).toEqual(new Set(before));
  });

  it('holds nothing about loaded files, and leaves that as it is', () => {
    const answers = { dataCut: '2026-03-01', dischargesOnly: true, idsPerAdmission: true };
    const now = { ...DEFAULT_SETTINGS, ...answers };
    const text = settingsJson(programSettings(now));
    expect(text).toBe(settingsJson(DEFAULT_PROGRAM_SETTINGS));
    expect(text).not.toMatch(/dataCut|dischargesOnly|idsPerAdmission|2026-03-01/);
    expect(withProgramSettings(now, parseSettings(settingsJson(FULL)))).toMatchObject(answers);
  });

  it('is one text for equal settings, in whatever order they were made', () => {
    const turned: ProgramSettings = {
      ...FULL,
      instruments: FULL.instruments.toReversed(),
      thresholds: Object.fromEntries(Object.entries(FULL.thresholds).toReversed()),
      targets: {
        shares: FULL.targets.shares,
        programs: FULL.targets.programs,
        levels: {
          residential: FULL.targets.levels.residential!,
          iop: {
            group_size: { high: 8.5, low: null },
            hours_per_week: { high: 19, low: 9 },
          },
        },
      },
    };
    expect(settingsJson(turned)).toBe(settingsJson(FULL));
  });

  it('has the fingerprint that a tool gives for the file, and another for other settings', async () => {
    const sha = createHash('sha256').update(settingsJson(FULL)).digest('hex');
    expect(await settingsFingerprint(FULL)).toBe(sha.slice(0, 12));
    expect(await settingsFingerprint({ ...FULL, pathGapDays: 15 })).not.toBe(sha.slice(0, 12));
  });
});

type Json = Record<string, unknown>;

/** The document of `FULL` with one value changed; undefined takes the key out. */
function documentWith(path: readonly string[], value: unknown): string {
  const document = JSON.parse(settingsJson(FULL)) as Json;
  const parent = path.slice(0, -1).reduce((found, key) => found[key] as Json, document);
  const last = path.at(-1)!;
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return JSON.stringify(document);
}

/** What is changed, and what the sentence says after the place, where that is another one. */
type Broken = readonly [path: string, value: unknown, says: RegExp, place?: string];
const BROKEN: readonly Broken[] = [
  ['format', 'stepdown-mappings', /stepdown-settings/],
  ['version', 2, /Expected 1/],
  ['dataCut', '2026-01-01', /dataCut/],
  ['pathGapDays', undefined, /pathGapDays/],
  ['pathGapDays', -1, />=0/],
  ['pathGapDays', 1.5, /integer/],
  ['pathGapDays', '7', /number/],
  ['scoreWindow/lastAfter', null, /number/],
  ['scoreWindow/baselineBefore', 400, /<=366/],
  ['scoreWindow/more', 1, /more/],
  ['scoreWindowByLevel/sober', {}, /sober/],
  ['scoreWindowByLevel/op/lastAfter', undefined, /lastAfter/],
  ['primaryMeasure/North', 7, /string/],
  ['primaryMeasure/North', 'audit', /audit is no outcome instrument/],
  ['primaryMeasure/North', 'phq99', /phq99 is no outcome instrument/],
  ['instruments', {}, /Array/],
  ['instruments/0/id', 'Coping 9', /format/],
  ['instruments/0/id', 'phq9', /the library has the instrument phq9/],
  ['instruments/0/id', 'cssrs', /the library has the instrument cssrs/],
  ['instruments/1/id', 'coping', /coping stands here twice/],
  ['instruments/0/scoreMax', 0, /the range is empty/, 'instruments.0'],
  ['instruments/0/weight', 1, /weight/],
  ['thresholds/phq99', FULL.thresholds['phq8'], /there is no such instrument/],
  ['thresholds/cssrs', FULL.thresholds['phq8'], /there is no such instrument/],
  ['thresholds/phq8/sd', 0, />0/],
  ['thresholds/phq8/reliability', 1, /<1/],
  ['thresholds/shaps/norm/sd', -1, />0/],
  ['thresholds/phq8/sd', null, /Expected null/, 'thresholds.phq8.reliability'],
  ['thresholds/gad7/reliability', 0.8, /Expected null/],
  ['thresholds/gad7/direct', undefined, /direct/],
  ['thresholds/gad7/direct/points', 5, /points/],
  ['thresholds/gad7/direct/reliableChange', 0, />0/],
  ['thresholds/gad7/direct/cutoff', '9', /number/],
  ['thresholds/gad7/direct/responseShare', 0, />0/],
  ['thresholds/gad7/direct/responseShare', 1.01, /<=1/],
  ['thresholds/gad7/direct/responseShare', 0.355, /not a whole number of percent/],
  ['thresholds/gad7/direct/remission', undefined, /remission/],
  ['thresholds/who5/direct/remission', null, /no value is set/, 'thresholds.who5.direct'],
  ['conventions/measureEveryDays', 0, />=1/],
  ['conventions/measureEveryDaysByLevel/php', 0, />=1/],
  ['conventions/retentionEvent', 'none', /"any"/],
  ['conventions/isTransferUpPlanned', 'yes', /boolean/],
  ['conventions/earlyDropout', 'weeks', /"sessions"/],
  ['conventions/isFirstRiseReadmission', undefined, /isFirstRiseReadmission/],
  ['targets/levels/day', {}, /day/],
  ['targets/levels/iop/hours_per_month', { low: 1, high: null }, /hours_per_month/],
  [
    'targets/levels/iop/hours_per_week',
    { low: 19, high: 9 },
    /The low value is above the high one/,
  ],
  ['targets/levels/iop/hours_per_week', { low: -1, high: 9 }, /not below 0/],
  ['targets/levels/iop/hours_per_week', { low: null, high: null }, /needs a low or a high value/],
  ['targets/levels/iop/hours_per_week', { low: 9, high: 200 }, /no more than 168/],
  [
    'targets/levels/iop/hours_per_week',
    { low: 9 },
    /high/,
    'targets.levels.iop.hours_per_week.high',
  ],
  ['targets/levels/iop/days_per_week', { low: 3, high: 8 }, /no more than 7/],
  ['targets/programs/North/floor_hours_per_week', { low: 6, high: 9 }, /A floor has no high value/],
  ['targets/shares/paired-data', 1.01, /<=1/],
  ['targets/shares/readmission-30', 0.1, /no metric of this name with a least share/],
  ['targets/shares/no-such-metric', 0.1, /no metric of this name with a least share/],
];

function refusal(text: string): SettingsNotReadable {
  try {
    parseSettings(text);
  } catch (error) {
    if (error instanceof SettingsNotReadable) return error;
    throw error;
  }
  throw new Error('The document was taken.');
}

describe('a settings file that cannot be used', () => {
  const cases = BROKEN.map(([path, value, says, place]) => ({ path, value, says, place }));

  it.each(cases)('is refused by its place: $path = $value', ({ path, value, says, place }) => {
    const { message } = refusal(documentWith(path.split('/'), value));
    expect(message).toMatch(/^The settings file cannot be used \(.*\)\.$/);
    expect(message).toContain(`(${place ?? path.replaceAll('/', '.')}: `);
    expect(message).toMatch(says);
  });

  it.each(['', '{', 'stays.csv\nA,B\n'])('is refused where it is no JSON: %j', (text) => {
    expect(explain(refusal(text))).toEqual({
      message: 'The file is not JSON.',
      nextStep:
        'Nothing was changed. Choose a file that was saved with "Export settings", or mend this place in it.',
    });
  });

  it.each(['null', '[]', '7', '"stepdown-settings"'])('is refused where it is %s', (text) => {
    expect(refusal(text).message).toMatch(/^The settings file cannot be used \(/);
  });
});

describe('what the browser keeps', () => {
  it('is the whole settings, and comes back in a new session', () => {
    const storage = storageWith();
    new KeptMemory(storage).rememberSettings(withProgramSettings(DEFAULT_SETTINGS, FULL));
    const memory = new KeptMemory(storage);
    const settings = memory.recallInto({ ...DEFAULT_SETTINGS, dischargesOnly: true });
    expect(settingsJson(settings)).toBe(settingsJson(FULL));
    expect(settings.dischargesOnly).toBe(true);
    expect(findMeasure('shaps')?.scoreMax).toBe(14);
    expect(memory.current.thresholds).toEqual(FULL.thresholds);
  });

  it('is read where only mappings with instruments and thresholds were kept', () => {
    const old = memoryJson({
      ...NO_MEMORY,
      instruments: [OWN],
      thresholds: { ...FULL.thresholds, gone: FULL.thresholds['phq8']! },
    });
    const memory = new KeptMemory(storageWith({ 'stepdown-mappings': old }));
    expect(memory.recallInto(DEFAULT_SETTINGS)).toEqual({
      ...DEFAULT_SETTINGS,
      instruments: [OWN],
      thresholds: FULL.thresholds,
    });
  });

  it('loses only what refers to something that is gone', () => {
    const storage = storageWith();
    const thresholds = { ...FULL.thresholds, gone: FULL.thresholds['phq8']! };
    const primaryMeasure = { North: 'gone', South: 'gad7' };
    writeKeptSettings(storage, { ...FULL, thresholds, primaryMeasure });
    expect(readKeptSettings(storage)).toMatchObject({
      pathGapDays: 14,
      thresholds: FULL.thresholds,
      primaryMeasure: { South: 'gad7' },
    });
  });

  it.each(['', '{', '{"format":"stepdown-settings","version":9}'])(
    'is nothing where it cannot be read: %j',
    (text) => {
      expect(readKeptSettings(storageWith({ 'stepdown-settings': text }))).toBeNull();
      const memory = new KeptMemory(storageWith({ 'stepdown-settings': text }));
      expect(memory.recallInto(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
    },
  );

  it('takes instruments and thresholds of imported mappings in, and forgets all at once', () => {
    const storage = storageWith();
    const memory = new KeptMemory(storage);
    memory.rememberSettings({ ...DEFAULT_SETTINGS, pathGapDays: 3 });
    memory.add({ ...NO_MEMORY, instruments: [OWN] });
    expect(new KeptMemory(storage).settings).toMatchObject({ pathGapDays: 3, instruments: [OWN] });
    memory.clear();
    expect(memory.settings).toEqual(DEFAULT_PROGRAM_SETTINGS);
    expect(new KeptMemory(storage).settings).toEqual(DEFAULT_PROGRAM_SETTINGS);
  });
});
