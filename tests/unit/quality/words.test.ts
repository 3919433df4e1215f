/** Words of the parts about problems and quality. */
import { describe, expect, it } from 'vitest';
import { PLAIN_READING, type Reading } from '$lib/ingest/reading';
import { PLAIN_LAYOUT } from '$lib/ingest/types';
import { NOTICES, NOTICE_WORDS, REASONS } from '$lib/ingest/words';
import { ACCURACY_CHECKS, ACCURACY_WORDS } from '$lib/quality/accuracy';
import { countedColumns, expectedWords } from '$lib/quality/completeness';
import { LATE_NOTICES, LATE_ROWS, LATE_WORDS } from '$lib/quality/late-notices';
import { type Problem, problemRows, problemWords } from '$lib/quality/problems';
import { sumOf, valueOf } from '$lib/quality/share';
import { versionsAmong, waysOfReading } from '$lib/quality/versions';
import { encodingWords, layoutWords } from '../../../src/routes/data/file-words';
import { listProblems } from '../../../src/routes/data/problem-list';
import { dayWords, groupLabel, percentOf } from '../../../src/routes/data/quality-words';
import { planOf } from '../mapping/files';

describe('a share', () => {
  it('adds up by counts and is none of nothing', () => {
    expect(
      sumOf([
        { n: 1, of: 2 },
        { n: 3, of: 10 },
      ]),
    ).toEqual({ n: 4, of: 12 });
    expect(valueOf({ n: 0, of: 0 })).toBeNull();
  });

  it.each([
    [0, 10, '0'],
    [10, 10, '100'],
    [9_999, 10_000, '>99'],
    [1, 10_000, '<1'],
    [2, 3, '67'],
  ])('of %i of %i is written %s %%, never rounded to all or none', (n, of, text) => {
    expect(percentOf({ n, of })).toBe(`${text}\u202f%`);
  });

  it('of nothing is a dash', () => expect(percentOf({ n: 0, of: 0 })).toBe('–'));
});

describe('words', () => {
  it('name months, the earlier ones together, and rows that are in none', () => {
    expect(['2026-03', 'before 2025-01', 'set aside', 'North 2026'].map(groupLabel)).toEqual([
      'Mar 2026',
      'before Jan 2025',
      'Set aside',
      'North 2026',
    ]);
  });

  it('say days beside an event', () => {
    expect(dayWords(-1, 'admission')).toBe('1 day before admission');
    expect(dayWords(2.5, 'discharge')).toBe('2.5 days after discharge');
    expect(dayWords(0, 'discharge')).toBe('on the day of discharge');
  });

  it('say where a table stands only where it is not the whole file', () => {
    expect(layoutWords(PLAIN_LAYOUT)).toBeNull();
    expect(layoutWords({ startLine: 4, hasHeader: false, unitRows: 0, endLine: 121 })).toBe(
      'lines 4 to 120, no header',
    );
    expect(layoutWords({ ...PLAIN_LAYOUT, startLine: 3, unitRows: 1 })).toBe(
      'from line 3, 1 line of units below the header',
    );
    // The last line with anything in it is known where the table was found.
    const layout = { ...PLAIN_LAYOUT, startLine: 1, endLine: 7 };
    expect(layoutWords(layout)).toBe('lines 1 to 6');
    expect(layoutWords(layout, [{ layout, lastLine: 5 }])).toBe('lines 1 to 5');
    expect(encodingWords('utf-16le')).toBe('UTF-16');
  });

  it('stand for every reason, notice and check', () => {
    for (const code of NOTICES) expect(NOTICE_WORDS[code].remedy).not.toBe('');
    for (const code of LATE_NOTICES) {
      expect(problemWords({ severity: 'note', code })).toBe(LATE_WORDS[code]);
      expect(LATE_ROWS[code].text).toContain('row_no');
    }
    for (const code of REASONS) expect(problemWords({ severity: 'row', code }).label).not.toBe('');
    for (const check of ACCURACY_CHECKS) expect(ACCURACY_WORDS[check].among).not.toBe('');
  });
});

describe('completeness', () => {
  it('leaves out columns in which an empty cell says something', () => {
    expect(countedColumns('stays', ['admitted_on', 'discharged_on', 'sex'])).toEqual([
      'admitted_on',
      'sex',
    ]);
    expect(expectedWords('stays', 'discharge_reason')).toBe('ended stays');
    expect(expectedWords('stays', 'sex')).toBeNull();
  });
});

describe('versions of instruments', () => {
  it('are told where at least two of one have scores', () => {
    expect(versionsAmong(['gad7', 'phq8', 'phq9', 'audit'])).toEqual([['phq9', 'phq8']]);
  });

  it('are told where files are read in different ways', () => {
    const file = (name: string, reading: Partial<Reading>) => ({
      ...{ name, measures: ['who5', 'gad7'] },
      plan: { reading: { ...PLAIN_READING, ...reading } },
    });
    const items: Reading['shape'] = {
      kind: 'scores',
      parts: [{ measure: 'gad7', at: [1, 2], phase: null }],
    };
    expect(
      waysOfReading([
        file('a', { factors: { who5: 4 }, shape: items }),
        file('b', { offsets: { who5: -1 }, shape: items }),
        file('c', { factors: { who5: 4 }, shape: items }),
      ]),
    ).toEqual([
      {
        measure: 'who5',
        ways: [
          { words: 'as a total, times 4', files: ['a', 'c'] },
          { words: 'as a total, minus 1', files: ['b'] },
        ],
      },
    ]);
  });
});

describe('the list of problems', () => {
  const problem = (code: Problem['code'], fileId: number, n: number): Problem => ({
    ...{ severity: 'row', code, fileId, n, column: 'admitted_on' },
  });
  const files = [
    { id: 1, name: 'b.csv', plan: planOf('stays', ['Admit Dt'], { columns: { admitted_on: 0 } }) },
    {
      id: 2,
      name: 'a.csv',
      plan: planOf('stays', ['ADMITTED_ON'], { columns: { admitted_on: 0 } }),
    },
  ];
  const problems = [problem('not_a_date', 1, 3), problem('future_day', 2, 9)];

  it('is filtered by file and sorted by number or file', () => {
    const numbers = (fileId: number | null, sort: Parameters<typeof listProblems>[3]): number[] =>
      listProblems(problems, files, fileId, sort).map((one) => one.problem.n);
    expect(numbers(null, 'severity')).toEqual([3, 9]);
    expect(numbers(null, 'count')).toEqual([9, 3]);
    expect(numbers(null, 'file')).toEqual([9, 3]);
    expect(numbers(1, 'count')).toEqual([3]);
  });

  it('names columns as the file does, beside our name where they differ', () => {
    expect(listProblems(problems, files, null, 'severity').map(({ column }) => column)).toEqual([
      'Admit Dt (admitted_on)',
      'admitted_on',
    ]);
  });

  it('finds rows of sessions by what holds for them, and others where they are written down', () => {
    const note = { severity: 'note', fileId: 1, n: 4, column: 'status' } as const;
    const rows = (code: Problem['code']): string => problemRows({ ...note, code }, 10).text;
    expect(rows('unresolved_booking')).toContain('FROM sessions');
    expect(rows('outside_stay')).toContain('FROM notice');
    expect(rows('outside_stay')).toContain('LIMIT 10');
  });
});
