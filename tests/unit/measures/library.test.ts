/** The instrument library: its form, rules that hold for every instrument, and values by name. */
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import type { Instrument } from '$lib/measures/instrument';
import { markWords } from '$lib/measures/instrument';
import {
  allMeasures,
  findMeasure,
  improvementSign,
  INSTRUMENTS,
  measureId,
  MEASURES,
  setOwnInstruments,
  sourceTexts,
} from '$lib/measures/library';
import file from '$lib/measures/library.json';
import { measureShortName } from '$lib/measures/short-names';
import { fileSchema, instrumentsSchema } from './library-schema';

/** What holds of some instruments, as their ids. */
const idsWhere = (holds: (instrument: Instrument) => boolean): string[] =>
  INSTRUMENTS.filter(holds).map(({ id }) => id);

/** Every text and every list of sources in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function sourcesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    /sources$/i.test(key) ? textsIn(inner) : sourcesIn(inner),
  );
}

describe('the library', () => {
  it('has every fact in its form, and nothing else', () => {
    expect(v.safeParse(fileSchema, file).issues ?? []).toEqual([]);
    expect(v.safeParse(instrumentsSchema, INSTRUMENTS).issues ?? []).toEqual([]);
  });

  it('holds each instrument once, by use', () => {
    expect(INSTRUMENTS).toHaveLength(52);
    expect(new Set(INSTRUMENTS.map(({ id }) => id)).size).toBe(52);
    expect(idsWhere(({ use }) => use === 'screen')).toEqual(['audit', 'auditc', 'dast10', 'mdq']);
    expect(idsWhere(({ use }) => use === 'process')).toEqual(['bam', 'bamr', 'srs']);
    expect(idsWhere(({ use }) => use === 'risk')).toEqual(['cssrs']);
    expect(idsWhere(({ use }) => use === 'outcome')).toHaveLength(44);
  });

  it('stays small, without texts as long as wording and without places on a disk', () => {
    expect(JSON.stringify(file).length).toBeLessThan(60_000);
    const texts = textsIn(file);
    expect(texts.filter((text) => text.length > 300)).toEqual([]);
    const place = /file:|[a-z]:\\|(^|\s)\/(home|work|tmp|users|mnt|var)\b|localhost/i;
    expect(texts.filter((text) => place.test(text))).toEqual([]);
  });

  it('names no source that is missing, and keeps none that is not used', () => {
    const used = INSTRUMENTS.flatMap(sourcesIn);
    const keys = Object.keys(file.sources);
    expect(keys.filter((key) => !used.includes(key))).toEqual([]);
    expect(used.filter((source) => /^[a-z0-9-]+$/.test(source) && !keys.includes(source))).toEqual(
      [],
    );
    expect(sourceTexts(['camcops', 'Topp 2015'])).toEqual([
      'CamCOPS 56a303e, https://github.com/ucam-department-of-psychiatry/camcops',
      'Topp 2015',
    ]);
  });
});

describe('every instrument', () => {
  const unwell = { higher_worse: ['>=', '>'], higher_better: ['<', '<='] };

  it('has a range, but for the three without a total', () => {
    expect(idsWhere(({ scoreMin }) => scoreMin === null)).toEqual(['bam', 'bamr', 'cssrs']);
    for (const { id, scoreMin, scoreMax, step } of MEASURES) {
      expect(scoreMin, id).toBeLessThan(scoreMax);
      expect((scoreMax - scoreMin) / (step ?? 1), id).toSatisfy(
        (n) => step === null || n % 1 === 0,
      );
    }
  });

  it('has ascending bands that begin with the range and lie inside it', () => {
    for (const { id, scoreMin, scoreMax, bands, otherBands } of MEASURES) {
      for (const list of [bands ?? [], ...otherBands.map((other) => other.bands)]) {
        const mins = list.map(({ min }) => min);
        expect(
          [...new Set(mins)].sort((a, b) => a - b),
          id,
        ).toEqual(mins);
        if (mins.length > 0) expect(mins[0], id).toBe(scoreMin);
        expect(mins.at(-1) ?? scoreMin, id).toBeLessThan(scoreMax);
      }
    }
    expect(
      INSTRUMENTS.filter(
        ({ bands, categories, bandsOrigin }) =>
          (bands ?? categories) === null && bandsOrigin !== null,
      ),
    ).toEqual([]);
    expect(
      INSTRUMENTS.filter(({ bands, bandsOrigin }) => bands !== null && bandsOrigin === null),
    ).toEqual([]);
  });

  it('has cut-offs inside its range that describe the unwell side', () => {
    for (const { id, scoreMin, scoreMax, clinicalCutoff, direction } of MEASURES) {
      if (!clinicalCutoff) continue;
      expect(unwell[direction], id).toContain(clinicalCutoff.op);
      for (const { value } of [clinicalCutoff, ...clinicalCutoff.alternatives]) {
        expect(value, id).toBeGreaterThan(scoreMin);
        expect(value, id).toBeLessThan(scoreMax);
      }
    }
  });

  it('has bands and cut-offs on its grid, but for the doubled scores of the DASS', () => {
    const off = MEASURES.flatMap(({ id, scoreMin, step, bands, clinicalCutoff }) => {
      const values = [...(bands ?? []).map(({ min }) => min), clinicalCutoff?.value ?? scoreMin];
      const isOff = (value: number): boolean => step !== null && (value - scoreMin) % step !== 0;
      return [...new Set(values)].filter(isOff).map((value) => `${id} ${value}`);
    });
    expect(off).toEqual([
      'dass21_depression 21',
      'dass21_anxiety 15',
      'dass21_stress 15',
      'dass21_stress 19',
    ]);
  });

  it('has a reliable change that its range can hold, or a mark that says it has none', () => {
    for (const { id, scoreMin, scoreMax, reliableChange } of MEASURES) {
      const values = [reliableChange?.points ?? [], reliableChange?.alternatives ?? []].flat();
      for (const value of values) {
        const points = typeof value === 'number' ? value : value.points;
        expect(points, id).toBeLessThan((scoreMax - scoreMin) / 2);
      }
    }
    for (const { id, reliableChange } of INSTRUMENTS) {
      if (reliableChange?.points === null) expect(reliableChange.mark, id).toBe('U');
    }
  });

  it('has a remission on the well side, and a response that is a share', () => {
    for (const { id, scoreMin, scoreMax, direction, remission } of MEASURES) {
      if (!remission) continue;
      expect(unwell[direction], id).not.toContain(remission.op);
      expect(remission.value, id).toBeGreaterThan(scoreMin);
      expect(remission.value, id).toBeLessThan(scoreMax);
    }
    const shares = INSTRUMENTS.flatMap(({ id, response }) =>
      response ? [`${id} ${response.share}`] : [],
    );
    expect(shares).toEqual([
      'phq9 0.5',
      'phqa 0.5',
      'gad7 0.5',
      'bdi2 0.5',
      'ybocs 0.35',
      'qids_sr16 0.5',
    ]);
  });

  it('has no thresholds of change unless it measures outcomes', () => {
    const others = INSTRUMENTS.filter(({ use }) => use !== 'outcome');
    expect(others).toHaveLength(8);
    for (const { id, reliableChange, response, remission, minimalDifference } of others) {
      expect(reliableChange?.points ?? null, id).toBeNull();
      expect([response, remission, minimalDifference], id).toEqual([null, null, null]);
    }
  });

  it('has derived values that follow from what is shown: 1.96 · SD · sqrt(2 · (1 - alpha))', () => {
    const derived = MEASURES.filter(({ reliableChange }) => reliableChange?.mark === 'D');
    expect(derived.map(({ id }) => id)).toEqual([
      'dass21_depression',
      'dass21_anxiety',
      'dass21_stress',
      'cesd',
      'edeq',
    ]);
    for (const { id, reliability, reliableChange, step } of derived) {
      const { alpha, sd } = reliability!;
      const exact = 1.96 * sd! * Math.sqrt(2 * (1 - alpha));
      expect(reliableChange!.exact, id).toBeCloseTo(exact, 2);
      expect(reliableChange!.points, id).toBe(
        step === null ? reliableChange!.exact : Math.ceil(exact),
      );
    }
  });
});

describe('values by name', () => {
  it.each([
    ['phq9', 0, 27, 1, '>= 10 V', '6 V', 14],
    ['phqa', 0, 27, 1, '>= 10 L', '6 U', 14],
    ['gad7', 0, 21, 1, '>= 8 V', '4 V', 14],
    ['pcl5', 0, 80, 1, '>= 31 V', '10 V', 30],
    ['who5', 0, 100, 4, '< 52 V', '10 V', 14],
    ['oq45', 0, 180, 1, '>= 64 L', '14 V', 7],
    ['coreom', 0, 40, null, '>= 10 V', '5 L', 7],
    ['core10', 0, 40, null, '>= 11 L', '6 L', 7],
    ['k10', 10, 50, 1, '>= 20 V', null, 28],
    ['dass21_stress', 0, 42, 2, '>= 15 V', '8 D', 7],
    ['bdi2', 0, 63, 1, '>= 14 V', '9 L', 14],
    ['edeq', 0, 6, null, '>= 2.8 L', '1.06 D', 28],
    ['ybocs', 0, 40, 1, '>= 16 L', null, 7],
    ['isi', 0, 28, 1, '>= 15 V', '8 L', 14],
    ['ors', 0, 40, null, '<= 25 V', '5 V', 7],
    ['honos', 0, 48, 1, '>= 11 V', '8 V', 14],
    ['swemwbs', 7, 35, null, '<= 20 L', '3 V', 14],
    ['barc10', 10, 60, 1, '< 47 V', null, null],
    ['dla20', 1, 7, null, '<= 6 V', null, 30],
    ['epds', 0, 30, 1, '>= 13 V', '4 L', 7],
    ['bam_use', 0, 12, 1, null, null, 30],
    ['audit', 0, 40, 1, '>= 8 V', null, 360],
  ] as const)('of %s', (id, scoreMin, scoreMax, step, cutoff, change, recallDays) => {
    const { clinicalCutoff, reliableChange, ...measure } = findMeasure(id)!;
    expect(measure).toMatchObject({ scoreMin, scoreMax, step, recallDays });
    const cutoffWords =
      clinicalCutoff && `${clinicalCutoff.op} ${clinicalCutoff.value} ${clinicalCutoff.mark}`;
    expect(cutoffWords).toBe(cutoff);
    expect(reliableChange && `${reliableChange.points} ${reliableChange.mark}`).toBe(change);
  });

  it('that compete are all there', () => {
    const points = (id: string): number[] =>
      findMeasure(id)!.reliableChange!.alternatives.map((other) => other.points);
    expect(points('phq9')).toEqual([5]);
    expect(points('gad7')).toEqual([6]);
    expect(points('pcl5')).toEqual([15, 18]);
    expect(points('ors')).toEqual([6]);
    const cutoffs = (id: string): number[] =>
      findMeasure(id)!.clinicalCutoff!.alternatives.map(({ value }) => value);
    expect(cutoffs('gad7')).toEqual([10]);
    expect(cutoffs('edeq')).toEqual([2.5, 4]);
    expect(cutoffs('auditc')).toEqual([3]);
    expect(findMeasure('k10')!.otherBands[0]!.bands.map(({ min }) => min)).toEqual([
      10, 20, 25, 30,
    ]);
    expect(INSTRUMENTS.find(({ id }) => id === 'oq45')!.variants).toHaveLength(5);
  });

  it('say when somebody is in remission, and which items matter', () => {
    const remission = (id: string): string => {
      const { op, value, mark } = findMeasure(id)!.remission!;
      return `${op} ${value} ${mark}`;
    };
    expect(['phq9', 'gad7', 'ybocs', 'isi', 'honos', 'qids_sr16'].map(remission)).toEqual([
      '< 5 V',
      '< 5 U',
      '<= 14 V',
      '< 8 V',
      '<= 5 V',
      '<= 5 V',
    ]);
    expect(idsWhere(({ riskItem }) => riskItem !== null)).toEqual(['phq9']);
    expect(findMeasure('phq9')).toMatchObject({ riskItem: 9, completeness: { missing: 2 } });
    expect(findMeasure('phq9')!.reliability).toMatchObject({ alpha: 0.89, sd: null, mark: 'V' });
    expect(findMeasure('phq9')!.bands!.map(({ min }) => min)).toEqual([0, 5, 10, 15, 20]);
  });
});

describe('what can be loaded', () => {
  it('are the 49 with a score and the one with categories, whose numbers are an order', () => {
    expect(MEASURES).toHaveLength(49);
    expect(allMeasures().filter(({ isCategorical }) => isCategorical)).toMatchObject([
      {
        id: 'cssrs',
        use: 'risk',
        scoreMin: 0,
        scoreMax: 3,
        step: 1,
        categories: [
          { code: 'negative', value: 0 },
          { code: 'low', value: 1 },
          { code: 'moderate', value: 2 },
          { code: 'high', value: 3 },
        ],
      },
    ]);
    expect(allMeasures()).toHaveLength(50);
    expect(findMeasure('bam')).toBeUndefined();
    expect(measureId('C-SSRS')).toBe('cssrs');
    expect(improvementSign(findMeasure('who5')!)).toBe(-1);
  });

  it('are those of the program too, with every field, and none in the place of ours', () => {
    const own = {
      scoreMin: 0,
      scoreMax: 9,
      step: 1,
      direction: 'higher_better',
      cutoff: 4,
    } as const;
    setOwnInstruments([
      { id: 'hope', name: 'Hope', ...own },
      { id: 'phq9', name: 'Ours', ...own },
    ]);
    expect(allMeasures()).toHaveLength(51);
    const hope = findMeasure('hope')!;
    expect(Object.keys(hope).sort()).toEqual(Object.keys(findMeasure('phq9')!).sort());
    expect(hope.clinicalCutoff).toMatchObject({ op: '<=', value: 4, mark: 'U' });
    expect(findMeasure('phq9')!.name).toBe('Patient Health Questionnaire-9');
    setOwnInstruments([]);
    expect(allMeasures()).toHaveLength(50);
  });

  it('have a short name each', () => {
    const long = INSTRUMENTS.filter(({ id }) => measureShortName(id).length > 20);
    expect(long.map(({ id }) => id)).toEqual([]);
    expect(measureShortName('cssrs')).toBe('C-SSRS');
  });
});

describe('marks', () => {
  it('are shown in words', () => {
    expect((['V', 'L', 'D', 'U'] as const).map((mark) => markWords(mark).label)).toEqual([
      'verified',
      'from the literature',
      'derived',
      'not published',
    ]);
    expect(markWords('U').meaning).toMatch(/unless the program sets it\.$/);
  });
});
