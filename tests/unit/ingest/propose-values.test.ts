/** How values are written: numbers, days in several forms, words for empty, versions of instruments. */
import { describe, expect, it } from 'vitest';
import { readNumber } from '$lib/ingest/number-text';
import type { ColumnProfile, Question } from '$lib/ingest/proposal';
import { isPlain, questionsOf } from '$lib/ingest/propose/propose';
import { dayFormatOf } from '$lib/ingest/propose/days';
import { numberFormatOf } from '$lib/ingest/propose/numbers';
import { stillFits } from '$lib/ingest/propose/still-fits';
import { profileOf } from '$lib/ingest/profile';
import { AS_EMPTY } from '$lib/ingest/reading';
import type { FilePlan } from '$lib/ingest/types';
import { itemScoring } from '$lib/measures/item-scoring';
import { findMeasure, MEASURES } from '$lib/measures/library';
import { canBeScore, versionedMeasures, versionsOf } from '$lib/measures/versions';
import { numberRows } from '../../../src/routes/mapping/number-formats';
import { shortYearsNote } from '../../../src/routes/mapping/day-formats';
import { versionChanges } from '../../../src/routes/mapping/score-changes';
import { csv, look, pick, question, TODAY } from './propose-support';

function column(values: readonly string[], name = 'Value'): ColumnProfile {
  return profileOf(
    [name],
    values.map((value) => [value]),
    true,
  ).columns[0]!;
}

function answered(plan: FilePlan, asked: Question, start: string): FilePlan {
  const found = asked.answers.find(({ label }) => label.startsWith(start));
  if (!found) throw new Error(asked.answers.map(({ label }) => label).join(', '));
  return found.apply(plan);
}

describe('numbers', () => {
  it.each([
    [['1', '2.5', '1e3'], 'plain', null],
    [['1,5', '2', '3,25'], 'comma', null],
    [['1.234,5', '7'], 'comma', null],
    [['1,234.5', '7'], 'point', null],
    [['85 %', '90%'], 'point', null],
    [['(12)', '4'], 'point', null],
    [['1 234', '500'], 'point', null],
    [['1,234', '500'], 'point', '1,234'],
    [['1,234', '2,5'], 'comma', null],
    [['1,234', '1,234.5'], 'point', null],
    [['1.234', '500'], 'plain', null],
    // One slip does not decide over many plain decimals.
    [['1.5', '2.5', '3.5', '4,5'], 'plain', null],
    [['NA', 'unknown', '3,5'], 'comma', null],
  ] as const)('written as %j are read as %s', (values, format, open) => {
    const found = numberFormatOf(column(values));
    expect([found.format, found.open?.value ?? null]).toEqual([format, open]);
  });

  it('with a single mark are asked about, and the answer holds for every such column', () => {
    const row = (n: number): string => `${n},2025-03-13,Attended,"1,${200 + n}"`;
    const file = look(csv('Client ID,Session Date,Status,Scheduled Minutes', row));
    const asked = question(file, 'number-marks');
    expect(asked.text).toBe('Which number is 1,200?');
    expect(asked.answers.map(({ label }) => label)).toEqual([
      '1200: the mark stands between thousands',
      '1.2: the mark is the decimal mark',
    ]);
    expect(file.plan.reading.numbers).toEqual({ scheduled_minutes: 'point' });
    const after = answered(file.plan, asked, '1.2');
    expect(after.reading.numbers).toEqual({ scheduled_minutes: 'comma' });
    expect(numberRows(after, file.profile)).toEqual([
      {
        name: 'scheduled_minutes',
        header: 'Scheduled Minutes',
        format: 'comma',
        example: '1,200 is read as 1.2',
        isUnread: false,
      },
    ]);
  });

  it('with a decimal comma are scores, in long and in wide files', () => {
    const scores = ['12,5', '8,25', '20'];
    const long = look(
      csv('ID,Measure,Date,Score', (n) => `${n},CORE-10,2025-01-02,"${pick(n, scores)}"`),
    );
    const wide = look(csv('ID,Date,CORE-10', (n) => `${n},2025-01-02,"${pick(n, scores)}"`));
    for (const file of [long, wide]) {
      expect(file.plan.kind).toBe('scores');
      expect(file.plan.reading.numbers).toEqual({ score: 'comma' });
      expect(file.plan.reading.codes['score'] ?? {}).toEqual({});
      expect(file.asked).toEqual([]);
    }
  });

  it('that are not plain make a file with our column names one to be mapped', () => {
    const text = (score: string): string =>
      csv('person_id,taken_on,measure,score', (n) => `${n},2025-01-02,core10,"${score}"`);
    const plain = look(text('12.5'));
    expect(isPlain(plain.plan, plain.profile)).toBe(true);
    const comma = look(text('12,5'));
    expect(isPlain(comma.plan, comma.profile)).toBe(false);
    expect(readNumber('12,5', comma.plan.reading.numbers['score']!)).toBe(12.5);
  });
});

describe('days in several forms', () => {
  const formatOf = (values: readonly string[], others: readonly string[] = []): string | null => {
    const rows = values.map((value, no) => [value, others[no] ?? '']);
    const profile = profileOf(['Admit Date', 'Other Date'], rows, true);
    return dayFormatOf(profile.columns[0]!, profile);
  };
  const repeat = (n: number, value: (no: number) => string): string[] =>
    Array.from({ length: n }, (_, no) => value(no));

  it('are mixed where more than a slip is written otherwise', () => {
    const us = repeat(100, (no) => `3/${13 + (no % 9)}/2025`);
    expect(formatOf(us)).toBe('mdy');
    expect(formatOf([...us, '2025-03-09'])).toBe('mdy');
    expect(formatOf([...us, '2025-03-09', '2025-03-10', '2025-03-11'])).toBe('mixed-mdy');
    expect(formatOf([...us, ...repeat(3, (no) => `4572${no}`)])).toBe('mixed-mdy');
    expect(formatOf([...us, ...repeat(3, (no) => `1${no} Mar 2025`)])).toBe('mixed-mdy');
  });

  it('have no order where none of their numbers tells, or where they tell against each other', () => {
    const iso = repeat(20, (no) => `2025-03-${10 + no}`);
    expect(formatOf([...iso, ...repeat(9, (no) => `9-Mar-${10 + no}`)])).toBe('mixed');
    expect(formatOf([...iso, ...repeat(9, (no) => `03/0${1 + no}/2025`)])).toBe('mixed');
    const both = [
      ...repeat(20, (no) => `3/${13 + (no % 9)}/2025`),
      ...repeat(9, () => '25/3/2025'),
    ];
    expect(formatOf(both)).toBe('mixed');
  });

  it('are asked about only where a value reads as two days', () => {
    const file = (other: string): ReturnType<typeof look> =>
      look(csv('Client ID,LOC,Admit Date', (n) => `${n},IOP,${n % 2 ? '2025-03-09' : other}`));
    expect(file('9 Mar 2025').asked).toEqual([]);
    expect(file('25/3/2025').asked).toEqual([]);
    expect(file('25/3/2025').plan.reading.dayFormats).toEqual({ admitted_on: 'mixed-dmy' });
    const open = file('04/03/2025');
    const asked = question(open, 'day-order');
    expect(asked.detail).toContain('12 of 24 rows have a day that can be read in two');
    expect(asked.answers.map(({ label }) => label)).toEqual([
      '04/03/2025 is 3 Apr 2025',
      '04/03/2025 is 4 Mar 2025',
      'Set such days aside',
    ]);
    const formats = asked.answers.map(({ apply }) => apply(open.plan).reading.dayFormats);
    expect(formats).toEqual([
      { admitted_on: 'mixed-mdy' },
      { admitted_on: 'mixed-dmy' },
      { admitted_on: 'mixed' },
    ]);
  });

  it('say what two-digit years stand for where there are some', () => {
    const note = 'Two-digit years: 69 to 99 are 19xx, 00 to 68 are 20xx.';
    expect(shortYearsNote(column(['3/9/24']), 'mdy2')).toBe(note);
    expect(shortYearsNote(column(['2024-03-09', '9-Mar-24']), 'mixed')).toBe(note);
    expect(shortYearsNote(column(['3/9/2024']), 'mdy')).toBeNull();
    expect(shortYearsNote(column(['3/9/24']), 'mdy')).toBeNull();
  });
});

describe('words for empty', () => {
  it('are proposed as such where every row needs a day or a number', () => {
    const row = (n: number): string =>
      `${n},${n % 8 ? 'PHQ-9' : 'GAD-7'},${n % 6 ? '2025-01-02' : 'Unknown'},${n % 5 ? n : '(blank)'}`;
    const file = look(csv('ID,Measure,Date,Score', row));
    expect(file.plan.reading.codes['taken_on']).toEqual({ unknown: AS_EMPTY });
    expect(file.plan.reading.codes['score']).toEqual({ '(blank)': AS_EMPTY });
  });

  it('are never proposed for the end of a stay, and not where a word only loses its cell', () => {
    const row = (n: number): string =>
      `${n},IOP,2025-01-02,${n % 5 ? '2025-02-03' : 'unknown'},${n % 5 ? '2025-01-01' : 'unknown'}`;
    const file = look(csv('Client ID,LOC,Admit Date,Discharge Date,Referral Date', row));
    expect(file.plan.reading.codes).toEqual({});
    expect(file.asked).toContain('open-words');
  });
});

describe('numbers that no score can be', () => {
  const wide = (cell: (n: number) => string | number, header = 'PHQ-9'): ReturnType<typeof look> =>
    look(csv(`ID,Date,${header}`, (n) => `${n},2025-01-02,${cell(n)}`));

  it('are asked about once, and are no scores after a yes', () => {
    const file = wide((n) => (n % 6 === 0 ? 99 : n % 11 === 0 ? -9 : n));
    const asked = question(file, 'no-answer');
    expect(asked.text).toBe('Do 99 and -9 mean that there is no answer?');
    expect(asked.detail).toContain('in 6 cells of scores or items');
    expect(file.plan.reading.noAnswer).toEqual([]);
    expect(answered(file.plan, asked, 'Yes').reading.noAnswer).toEqual(['99', '-9']);
    expect(answered(file.plan, asked, 'No').reading.noAnswer).toEqual([]);
  });

  it('are not asked about where the instrument reaches them, nor for a single one', () => {
    expect(wide((n) => (n % 4) * 25 - 1, 'ORS Total').asked).not.toContain('unknown');
    expect(wide((n) => (n % 6 === 0 ? 88 : 4 * n), 'WHO-5').asked).not.toContain('no-answer');
    expect(wide((n) => (n === 0 ? 99 : n)).asked).not.toContain('no-answer');
  });

  it('may be 9 among items, which no answer of the instrument has', () => {
    const header = `ID,Date,${Array.from({ length: 7 }, (_, no) => `gad7_${no + 1}`).join(',')}`;
    const file = look(
      csv(header, (n) => `${n},2025-01-02,1,2,3,0,1,2,${n % 5 ? 1 : n % 2 ? 9 : 99}`),
    );
    expect(file.plan.reading.shape).toMatchObject({ parts: [{ measure: 'gad7' }] });
    expect(question(file, 'no-answer').text).toContain('99');
    expect(question(file, 'no-answer').text).toContain('9');
  });
});

describe('versions of an instrument', () => {
  const scores = (name: string, score: (n: number) => number, rows = 24): ReturnType<typeof look> =>
    look(csv(`ID,Date,${name}`, (n) => `${n},2025-01-02,${score(n)}`, rows));

  it('that the values tell are proposed with their reason, and can be undone', () => {
    const file = scores('K10', (n) => n);
    expect(file.plan.reading).toMatchObject({ factors: {}, offsets: { k10: 10 } });
    const asked = question(file, 'k10-unit');
    expect(asked.text).toBe('Are the K10 scores sums from 0 to 40, with items from 0?');
    expect(asked.detail).toContain('10 scores cannot be on that scale, and none is above 23');
    const after = answered(file.plan, asked, 'No');
    expect(after.reading).toMatchObject({ factors: { k10: 1 }, offsets: { k10: 0 } });
    expect(answered(after, asked, 'Yes: add 10').reading.offsets).toEqual({ k10: 10 });
    expect(versionChanges(file.plan).map(({ sentence }) => sentence)).toEqual([
      'Scores of K10 are raised by 10: the file holds sums from 0 to 40, with items from 0.',
    ]);
    expect(versionChanges(after)).toEqual([]);
  });

  it.each([
    ['K10', (n: number) => 10 + 2 * n, [], {}],
    ['K10', (n: number) => 10 + n, ['k10-unit'], {}],
    ['K6', (n: number) => n, [], {}],
    ['K6', (n: number) => 6 + n, ['k6-unit'], { k6: -6 }],
    ['WHODAS 2.0 12-item', (n: number) => 2 * n, [], {}],
    ['WHODAS 2.0 12-item', (n: number) => 12 + 2 * n, ['whodas12-unit'], { whodas12: -12 }],
  ] as const)('are clear, open, or those of the library for %s (%#)', (name, score, asked, set) => {
    const file = scores(name, score);
    expect(file.asked).toEqual(asked);
    expect(file.plan.reading.offsets).toEqual(set);
  });

  it('of the CORE measures are means, sums or clinical scores', () => {
    const mean = scores('CORE-OM', (n) => n / 8);
    expect(question(mean, 'coreom-unit').detail).toContain('Every score of the file can be either');
    expect(mean.plan.reading.factors).toEqual({});
    const sum = scores('CORE-OM', (n) => 5 * n);
    expect(sum.plan.reading.factors).toEqual({ coreom: 10 / 34 });
    expect(scores('CORE-OM', (n) => n / 0.7).asked).toEqual([]);
  });

  it('that come from a table of weights are left out or taken as they are', () => {
    const file = look(
      csv(
        'ID,Measure,Date,Score',
        (n) => `${n},${n % 2 ? 'PHQ-9' : 'WHODAS 2.0'},2025-01-02,${n % 2 ? n : 4 * n}`,
      ),
    );
    const asked = question(file, 'whodas12-complex');
    const after = answered(file.plan, asked, 'Yes');
    expect(after.reading.codes['measure']).toMatchObject({ 'whodas 2.0': '!leave-out' });
    expect(questionsOf(after, file.profile, TODAY)).toEqual([]);
  });

  it('of items are told by their answers', () => {
    const header = `ID,Date,${Array.from({ length: 10 }, (_, no) => `k10_${no + 1}`).join(',')}`;
    const items = (from: number): ReturnType<typeof look> =>
      look(
        csv(header, (n) => {
          const answers = Array.from({ length: 10 }, (_, no) => from + ((n + no) % 5));
          return `${n},2025-01-02,${answers.join(',')}`;
        }),
      );
    expect(items(0).plan.reading.offsets).toEqual({ k10: 10 });
    expect(items(1).plan.reading.offsets).toEqual({});
    expect(items(1).asked).toEqual([]);
  });

  it('keep fitting the next file of the same columns, or do not', () => {
    const first = scores('K10', (n) => n);
    expect(stillFits(first.plan, first.profile)).toBe(true);
    const next = scores('K10', (n) => 30 + (n % 20));
    expect(stillFits(first.plan, next.profile)).toBe(false);
  });
});

describe('items', () => {
  it('that no plain sum makes are named, and go on without a score', () => {
    const columns = Array.from({ length: 10 }, (_, no) => `pss10_${no + 1}`);
    const text = csv(
      `ID,Date,PHQ-9,${columns.join(',')}`,
      (n) => `${n},2025-01-02,${n},${columns.map((_, no) => (n + no) % 5).join(',')}`,
    );
    const file = look(text);
    const asked = question(file, 'pss10-items');
    expect(asked.detail).toContain('items 4, 5, 7 and 8 are worded the other way round');
    expect(asked.answers.map(({ apply }) => apply(file.plan))).toEqual([file.plan]);
    expect(look(text.replace('PHQ-9', 'PSS-10')).asked).toEqual([]);
  });
});

describe('the tables of items and versions', () => {
  it('agree with the ranges of the library', () => {
    for (const { id, items, scoreMin, scoreMax, step } of MEASURES) {
      const scoring = itemScoring(id);
      expect(scoring, id).not.toBeNull();
      if (scoring?.kind !== 'sum') continue;
      expect(scoring.count, id).toBe(items);
      const scales = [{ min: scoreMin, max: scoreMax, factor: 1 }, ...versionsOf(id)];
      const raw = scales.map(({ min, max, factor }) => ({ min, max, factor }));
      const own = versionsOf(id).some(({ factor }) => factor !== 1) ? raw.slice(1) : raw;
      expect(Math.min(...own.map(({ min }) => min / scoring.count)), id).toBe(scoring.min);
      expect(Math.max(...own.map(({ max }) => max / scoring.count)), id).toBe(scoring.max);
      expect(step, id).not.toBe(0);
    }
  });

  it('bring every version onto the scale of the library', () => {
    for (const { measure, min, max, factor, offset } of versionedMeasures().flatMap(versionsOf)) {
      const { scoreMin, scoreMax } = findMeasure(measure)!;
      expect(min * factor + offset, measure).toBeCloseTo(scoreMin, 9);
      expect(max * factor + offset, measure).toBeCloseTo(scoreMax, 9);
      expect(canBeScore(measure, min) && canBeScore(measure, max), measure).toBe(true);
    }
    expect([canBeScore('k10', 5), canBeScore('k10', 51), canBeScore('phq9', 99)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
