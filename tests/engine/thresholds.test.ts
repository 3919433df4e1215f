/** What decides about change under each profile, and the cases on the limits, in the engine. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { setOwnInstruments, type Measure } from '$lib/measures/library';
import type { EnteredThresholds, OwnInstrument } from '$lib/measures/own';
import { computeFigure } from '$lib/metrics/compute';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { thresholdTable } from '$lib/model/derive/threshold';
import type { ProfileId } from '$lib/model/profiles';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { scoreRow, stayRow } from '../naive/rows';
import type { Canonical } from '../naive/types';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';

type Pair = readonly [measure: Measure['id'], first: number, last: number];

const PAIRS: readonly Pair[] = [
  ['phq9', 10, 5], ['phq9', 11, 6], ['phq9', 10, 4], ['phq9', 0, 0], ['phq9', 8, 4],
  ['phq9', 16, 10], ['phq9', 17, 10], ['ybocs', 20, 13], ['ybocs', 20, 14],
]; // prettier-ignore

/** One finished stay of a person of its own for each pair. */
function rowsOf(pairs: readonly Pair[]): Canonical {
  const days = ['2024-01-01', '2024-02-01'] as const;
  return {
    stays: pairs.map((_, at) =>
      stayRow({
        person_id: `p${at}`, stay_id: `s${at}`, level_of_care: 'iop', admitted_on: days[0],
        discharged_on: days[1], program: 'North', rowNo: at,
      }),
    ),
    scores: pairs.flatMap(([measure, ...scores], at) =>
      scores.map((score, end) =>
        scoreRow({
          person_id: `p${at}`, taken_on: days[end]!, measure, score, rowNo: 2 * at + end,
        }),
      ),
    ),
    sessions: [],
  }; // prettier-ignore
}

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
  await fillCanonicalTables(engine, rowsOf(PAIRS));
  await derive(engine);
});
afterAll(() => engine.terminate());
afterEach(() => setOwnInstruments([]));

/** The settings that the table `threshold` is made of. */
let made: Settings = DEFAULT_SETTINGS;

async function make(settings: Settings): Promise<void> {
  if (settings !== made) await engine.execute(thresholdTable(settings).text);
  made = settings;
}

/** The row of a profile and measure under settings. */
async function threshold(
  profile: ProfileId,
  measure: string,
  settings: Settings = DEFAULT_SETTINGS,
): Promise<FigureRow> {
  await make(settings);
  const found = await engine.query(
    `SELECT * REPLACE (is_strict::INTEGER AS is_strict) FROM threshold
     WHERE profile = '${profile}' AND measure = '${measure}'`,
  );
  const rows = found.rows();
  expect(rows).toHaveLength(1);
  return rows[0]!;
}

const entered = (measure: string, thresholds: EnteredThresholds): Settings => ({
  ...DEFAULT_SETTINGS,
  thresholds: { [measure]: thresholds },
});

const BOTH_GROUPS = { sd: 3.3, reliability: 0.8, clinicalMean: 14, norm: { mean: 6, sd: 3.3 } };

const NO_SPREAD = { sd: null, reliability: null, clinicalMean: null, norm: null };
const NOTHING_SET = { reliableChange: null, cutoff: null, responseShare: null, remission: null };
const ALL_SET = { reliableChange: 5, cutoff: 11, responseShare: 0.6, remission: 4 };

const NO_RULES = {
  reliable_change: null,
  cutoff_op: null,
  cutoff: null,
  response_share: null,
  remission_op: null,
  remission: null,
};

describe('published thresholds', () => {
  it('are those of the library', async () => {
    expect(await threshold('published', 'phq9')).toMatchObject({
      reliable_change: 6,
      is_strict: 0,
      cutoff_op: '>=',
      cutoff: 10,
      cutoff_words: null,
      response_share: 0.5,
      remission_op: '<',
      remission: 5,
    });
    expect(await threshold('published', 'who5')).toMatchObject({ cutoff_op: '<', cutoff: 52 });
  });

  it('leave out values without a published source', async () => {
    const gad7 = { reliable_change: 4, cutoff: 8, response_share: null, remission: null };
    expect(await threshold('published', 'gad7')).toMatchObject(gad7);
    expect(await threshold('published', 'phqa')).toMatchObject({
      reliable_change: null,
      cutoff: 10,
    });
    expect(await threshold('published', 'bam_use')).toMatchObject(NO_RULES);
  });

  it('stay what they are when the program enters its own', async () => {
    const settings = entered('phq9', BOTH_GROUPS);
    expect(await threshold('published', 'phq9', settings)).toMatchObject({
      reliable_change: 6,
      cutoff: 10,
    });
  });
});

describe.each(['site', 'jacobson-truax'] as const)('what the program enters, under %s', (id) => {
  it('gives reliable change from SD and reliability, and a cut-off between both groups', async () => {
    const found = await threshold(id, 'gad7', entered('gad7', BOTH_GROUPS));
    expect(found).toMatchObject({
      is_strict: 1,
      change_words: 'entered by the program: SD 3.3, reliability 0.80',
      cutoff_op: '>=',
      cutoff: 10,
      cutoff_words: 'entered by the program, criterion c',
    });
    expect(found['reliable_change']).toBeCloseTo(1.96 * 3.3 * Math.sqrt(0.4), 12);
  });

  it.each([
    ['b', 'gad7', { ...BOTH_GROUPS, clinicalMean: null }, '>=', 12.6],
    ['b', 'ors', { ...BOTH_GROUPS, clinicalMean: null, norm: { mean: 30, sd: 2 } }, '<=', 26],
    ['a', 'gad7', { ...BOTH_GROUPS, norm: null }, '>=', 7.4],
    ['a', 'ors', { ...BOTH_GROUPS, norm: null }, '<=', 20.6],
  ] as const)('gives criterion %s for the %s', async (criterion, measure, own, op, value) => {
    const found = await threshold(id, measure, entered(measure, own));
    expect(found['cutoff_op']).toBe(op);
    expect(found['cutoff']).toBeCloseTo(value, 12);
    expect(found['cutoff_words']).toBe(`entered by the program, criterion ${criterion}`);
  });

  it('leaves cut-off, response and remission published where no group is known', async () => {
    const settings = entered('phq9', { ...BOTH_GROUPS, clinicalMean: null, norm: null });
    expect(await threshold(id, 'phq9', settings)).toMatchObject({
      is_strict: 1,
      cutoff: 10,
      cutoff_words: null,
      response_share: 0.5,
      remission: 5,
    });
  });
});

describe('the profile of the program', () => {
  it('is as published for an instrument of which nothing was entered', async () => {
    expect(await threshold('site', 'phq9', entered('gad7', BOTH_GROUPS))).toMatchObject({
      reliable_change: 6,
      is_strict: 0,
      cutoff: 10,
    });
  });
});

describe('values that the program sets directly', () => {
  const phq9Set = entered('phq9', { ...NO_SPREAD, direct: ALL_SET });

  it('decide in place of the published ones, from the value on', async () => {
    expect(await threshold('site', 'phq9', phq9Set)).toMatchObject({
      reliable_change: 5,
      is_strict: 0,
      change_words: 'entered by the program',
      cutoff_op: '>=',
      cutoff: 11,
      cutoff_words: 'entered by the program',
      response_share: 0.6,
      remission_op: '<',
      remission: 4,
    });
  });

  it('turn around where a higher score is better', async () => {
    const direct = { ...NOTHING_SET, cutoff: 25, remission: 30 };
    const found = await threshold('site', 'ors', entered('ors', { ...NO_SPREAD, direct }));
    const sides = { cutoff_op: '<=', cutoff: 25, remission_op: '>', remission: 30 };
    expect(found).toMatchObject(sides);
    const published = await threshold('published', 'ors', DEFAULT_SETTINGS);
    expect(found['reliable_change']).toBe(published['reliable_change']);
    expect(found['change_words']).toBe(published['change_words']);
  });

  it('bring in a rule that the library has without a published source', async () => {
    const direct = { ...NOTHING_SET, responseShare: 0.5, remission: 5 };
    const settings = entered('gad7', { ...NO_SPREAD, direct });
    expect(await threshold('published', 'gad7', settings)).toMatchObject({ remission: null });
    expect(await threshold('site', 'gad7', settings)).toMatchObject({
      reliable_change: 4,
      cutoff: 8,
      response_share: 0.5,
      remission_op: '<',
      remission: 5,
    });
  });

  it('go before what follows from SD and reliability, one by one, and not in Jacobson-Truax', async () => {
    const direct = { ...NOTHING_SET, reliableChange: 5 };
    const settings = entered('gad7', { ...BOTH_GROUPS, direct });
    const cutoff = { cutoff: 10, cutoff_words: 'entered by the program, criterion c' };
    expect(await threshold('site', 'gad7', settings)).toMatchObject({
      reliable_change: 5,
      is_strict: 0,
      change_words: 'entered by the program',
      ...cutoff,
    });
    const found = await threshold('jacobson-truax', 'gad7', settings);
    expect(found).toMatchObject({ is_strict: 1, ...cutoff });
    expect(found['reliable_change']).toBeCloseTo(1.96 * 3.3 * Math.sqrt(0.4), 12);
  });

  it('leave every other profile as it is', async () => {
    for (const profile of ['published', 'jacobson-truax', 'nhs', 'hedis'] as const) {
      const without = await threshold(profile, 'phq9', DEFAULT_SETTINGS);
      expect(await threshold(profile, 'phq9', phq9Set)).toEqual(without);
    }
  });
});

describe('Jacobson-Truax', () => {
  it('takes the alpha of the library and the SD of the loaded baselines', async () => {
    const firsts = PAIRS.filter(([measure]) => measure === 'phq9').map(([, first]) => first);
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
    const squares = firsts.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const sd = Math.sqrt(squares / (firsts.length - 1));
    const found = await threshold('jacobson-truax', 'phq9');
    expect(found['reliable_change']).toBeCloseTo(1.96 * sd * Math.sqrt(2 * 0.11), 10);
    expect(found).toMatchObject({
      is_strict: 1,
      change_words: `SD ${sd.toFixed(2)} of the loaded baselines, reliability 0.89 (alpha)`,
      cutoff: 10,
      response_share: 0.5,
    });
  });

  it('takes the SD of the library before that of the loaded baselines', async () => {
    const found = await threshold('jacobson-truax', 'dass21_depression');
    expect(found['reliable_change']).toBeCloseTo(1.96 * 7.74 * Math.sqrt(2 * 0.12), 10);
    expect(found['change_words']).toContain('of the library');
  });

  it('knows no reliable change without a reliability, or without any SD', async () => {
    const unknown = { reliable_change: null };
    expect(await threshold('jacobson-truax', 'gad7')).toMatchObject(unknown);
    expect(await threshold('jacobson-truax', 'barc10')).toMatchObject(unknown);
  });
});

describe('the profiles of others', () => {
  it.each([
    ['phq9', 6, 10],
    ['gad7', 4, 8],
    ['pswq', 10, 45],
  ])('NHS: the %s changes from %d points and is a case from %d', async (id, change, caseness) => {
    expect(await threshold('nhs', id)).toMatchObject({
      ...NO_RULES,
      reliable_change: change,
      is_strict: 0,
      cutoff_op: '>=',
      cutoff: caseness,
    });
  });

  it('HEDIS-like: the PHQ-9 above 9, half or less, below 5, no reliable change', async () => {
    expect(await threshold('hedis', 'phq9')).toMatchObject({
      reliable_change: null,
      cutoff_op: '>',
      cutoff: 9,
      response_share: 0.5,
      remission_op: '<',
      remission: 5,
    });
  });

  it.each([
    ['nhs', 'who5'],
    ['hedis', 'gad7'],
  ] as const)('%s has no rule for the %s, whatever the program enters', async (profile, id) => {
    expect(await threshold(profile, id, entered(id, BOTH_GROUPS))).toMatchObject(NO_RULES);
  });
});

describe('an instrument that the program added', () => {
  const mood: OwnInstrument = {
    id: 'mood',
    name: 'Mood scale',
    scoreMin: 0,
    scoreMax: 10,
    step: 1,
    direction: 'higher_better',
    cutoff: 4,
  };

  it('has its own cut-off, and a reliable change only where one was entered', async () => {
    setOwnInstruments([mood]);
    const settings = { ...entered('mood', BOTH_GROUPS), instruments: [mood] };
    const cutoff = { cutoff_op: '<=', cutoff: 4 };
    expect(await threshold('published', 'mood', settings)).toMatchObject({
      ...NO_RULES,
      ...cutoff,
    });
    const own = entered('mood', { ...BOTH_GROUPS, clinicalMean: null, norm: null });
    const found = await threshold('site', 'mood', { ...own, instruments: [mood] });
    expect(found).toMatchObject(cutoff);
    expect(found['reliable_change']).toBeCloseTo(1.96 * 3.3 * Math.sqrt(0.4), 12);
  });
});

async function figure(
  id: string,
  profile: ProfileId,
  settings: Settings = DEFAULT_SETTINGS,
): Promise<FigureData> {
  await make(settings);
  const facts = { cohort: { ...ALL_STAYS, profile }, settings, dataCut: '2024-06-30' };
  return (await computeFigure(metricOf(id), facts, (query) => engine.query(query))).data;
}

/** Numerator and denominator for everybody of a measure, by scope or class. */
function counts({ rows }: FigureData, measure: string): Record<string, string> {
  const own = rows.filter(
    (row) => row['level'] === null && row['program'] === null && row['measure'] === measure,
  );
  return Object.fromEntries(
    own.map((row) => [
      [row['scope'], row['class']].filter(Boolean).join(' '),
      `${row['numerator']} of ${row['denominator']}`,
    ]),
  );
}

describe('changes on the limit', () => {
  it('respond with exactly half of the baseline; a baseline of 0 is never counted', async () => {
    const found = await figure('response', 'published');
    // Unwell: 10-5, 11-6, 10-4, 16-10, 17-10; of these 10-5 and 10-4 respond, and among all 8-4 too.
    expect(counts(found, 'phq9')).toEqual({ clinical: '2 of 5', all: '3 of 6' });
    expect(found.excluded).toContainEqual({ reason: 'baseline on the well side', n: 2 });
  });

  it('respond with exactly the published share of an instrument', async () => {
    // 7 is 35 % of 20, which a product of decimals misses.
    expect(counts(await figure('response', 'published'), 'ybocs')).toEqual({
      clinical: '1 of 2',
      all: '1 of 2',
    });
  });

  it('remit below the value, not at it', async () => {
    expect(counts(await figure('remission', 'published'), 'phq9')).toEqual({ clinical: '1 of 5' });
  });

  it('are reliable at exactly the published points', async () => {
    expect(counts(await figure('reliable-change', 'published'), 'phq9')).toMatchObject({
      'all improved': '3 of 7',
    });
  });

  it('are not reliable at exactly 1.96 standard errors of the difference', async () => {
    // 1.96 · SD · sqrt(2 · 0.5) = 6
    const own = { sd: 6 / 1.96, reliability: 0.5, clinicalMean: null, norm: null };
    const settings = entered('phq9', own);
    expect((await threshold('site', 'phq9', settings))['reliable_change']).toBe(6);
    for (const profile of ['site', 'jacobson-truax'] as const) {
      const found = await figure('reliable-change', profile, settings);
      expect(counts(found, 'phq9')).toMatchObject({ 'all improved': '1 of 7' });
    }
  });
});

describe('changes on a limit that the program set', () => {
  const settings = entered('phq9', { ...NO_SPREAD, direct: ALL_SET });

  it('are reliable at exactly the points that were set', async () => {
    // By 5 points or more: 10-5, 11-6, 10-4, 16-10, 17-10.
    const found = await figure('reliable-change', 'site', settings);
    expect(counts(found, 'phq9')).toMatchObject({ 'all improved': '5 of 7' });
    expect(found.notes).toContain(
      'A change is reliable from: PHQ-9 5 points (entered by the program).',
    );
  });

  it('respond from exactly the share on, and are unwell at exactly the cut-off', async () => {
    // Unwell: 11-6, 16-10, 17-10; of all, 10-4 alone improves by 60 %.
    const found = await figure('response', 'site', settings);
    expect(counts(found, 'phq9')).toEqual({ clinical: '0 of 3', all: '1 of 6' });
    expect(found.notes?.join(' ')).toContain('PHQ-9 11 or more (entered by the program)');
  });

  it('remit below the value that was set, not at it', async () => {
    const at = (remission: number): Settings =>
      entered('phq9', { ...NO_SPREAD, direct: { ...NOTHING_SET, remission } });
    expect(counts(await figure('remission', 'site', at(5)), 'phq9')['clinical']).toBe('1 of 5');
    expect(counts(await figure('remission', 'site', at(6)), 'phq9')['clinical']).toBe('2 of 5');
  });
});

describe('a profile without a rule', () => {
  it.each([
    ['response', 'nhs', 'NHS Talking Therapies'],
    ['remission', 'nhs', 'NHS Talking Therapies'],
    ['missing-bounds', 'hedis', 'HEDIS-like'],
  ] as const)('leaves %s empty and says so: %s', async (id, profile, label) => {
    const found = await figure(id, profile);
    expect(found.rows).toEqual([]);
    expect(found.emptyReason).toContain(`"${label}"`);
    expect(found.emptyReason).toContain('Choose others under Thresholds');
  });

  it('names the instruments that are left out beside those that are shown', async () => {
    const found = await figure('response', 'hedis');
    expect(counts(found, 'phq9')).toEqual({ clinical: '2 of 5', all: '3 of 6' });
    expect(found.notes).toContain(
      'Left out, having no rule for response under the thresholds "HEDIS-like": Y-BOCS.',
    );
  });
});
