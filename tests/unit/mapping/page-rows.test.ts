import { describe, expect, it } from 'vitest';
import type { MappingPreview } from '$lib/ingest/preview';
import {
  columnOrder,
  columnProblems,
  isMainRow,
  proposedPlan,
  surenessOf,
} from '../../../src/routes/mapping/column-rows';
import { dayColumns, dayExample, isMisread } from '../../../src/routes/mapping/day-formats';
import { leftOutWords } from '../../../src/routes/mapping/left-out';
import { nextPosition, phaseRows } from '../../../src/routes/mapping/phase-rows';
import { setShape, setSource } from '../../../src/routes/mapping/plan-changes';
import { countSentence } from '../../../src/routes/mapping/preview-words';
import {
  columnValues,
  filledWords,
  firstValues,
  partWords,
  valuesWhere,
} from '../../../src/routes/mapping/profile-words';
import { replaceSource } from '../../../src/routes/mapping/propose-again';
import { fileColumnOptions, WHOLE_FILE } from '../../../src/routes/mapping/select-options';
import { inFirstOrder, shownRows } from '../../../src/routes/mapping/row-order';
import { scoreWords, undecided, wordTables } from '../../../src/routes/mapping/word-tables';
import { LEAVE_OUT } from '$lib/ingest/reading';
import { lossyWays, undecidedWay } from '../../../src/routes/mapping/word-choice';
import { CANONICAL } from '$lib/model/canonical';
import { fileOf, planOf } from './files';

const header = ['Client', 'Unit', 'Admit Dt', 'Payor'];
const plan = planOf('stays', header, { columns: { person_id: 0, level_of_care: 1, payer: 3 } });
const file = fileOf(
  plan,
  [
    ['p1', 'Res', '03/19/2026', 'Aetna'],
    ['p2', 'PHP', '04/02/2026', ''],
    ['p3', 'res', 'soon', ''],
  ],
  { person_id: { confidence: 'sure', because: 'the header says "Client"' } },
);

describe('the rows of our columns', () => {
  it('begin with the needed ones, then what was found, and hide the others', () => {
    const names = columnOrder(file).map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual(['person_id', 'level_of_care', 'admitted_on', 'payer']);
    const shown = columnOrder(file).filter((column) => isMainRow(file, column));
    expect(shown.map(({ name }) => name)).toEqual(names.slice(0, 4));
  });

  it('stay where they are when the person maps or unmaps one', () => {
    const mapped = setSource(plan, 'program', { kind: 'column', at: 2 });
    const changed = {
      ...file,
      plan: setSource(mapped, 'payer', { kind: 'none' }),
      history: [plan, mapped],
    };
    expect(columnOrder(changed)).toEqual(columnOrder(file));
    const shown = columnOrder(changed).filter((column) => isMainRow(changed, column));
    expect(shown.map(({ name }) => name)).toContain('program');
    expect(shown.map(({ name }) => name)).toContain('payer');
  });

  it('leave out what the shape of a row gives', () => {
    const wide = { ...file, plan: setShape(plan, { kind: 'stays', parts: [] }) };
    const names = columnOrder(wide).map(({ name }) => name);
    expect(names).not.toContain('level_of_care');
    expect(names).toContain('person_id');
  });

  it('say how sure the proposal is, that the person chose, or that one is needed', () => {
    expect(surenessOf(file, 'person_id')).toEqual({
      level: 'sure',
      because: 'the header says "Client"',
    });
    expect(surenessOf(file, 'admitted_on')?.level).toBe('missing');
    expect(surenessOf(file, 'program')).toBeNull();
    const chosen = {
      ...file,
      plan: setSource(plan, 'person_id', { kind: 'column', at: 3 }),
      history: [plan],
    };
    expect(surenessOf(chosen, 'person_id')?.level).toBe('yours');
    expect(surenessOf(file, 'payer')).toBeNull();
    expect(surenessOf({ ...file, replaces: 3 }, 'payer')?.level).toBe('kept');
  });

  it('take the proposal for the kind that the file is taken for now', () => {
    const other = planOf('scores', header);
    const changed = { ...file, history: [other] };
    expect(proposedPlan(changed)).toBe(plan);
    expect(proposedPlan({ ...changed, plan: other, history: [plan] })).toBe(other);
  });

  it('say what a preview sets aside in them, with the values', () => {
    const preview: MappingPreview = {
      isWhole: false,
      rowsRead: 524,
      rowsTyped: 498,
      rowsSetAside: 26,
      made: null,
      rows: [
        {
          reason: 'unknown_code',
          column: 'level_of_care',
          n: 26,
          examples: [{ line: 3, value: 'BHU' }],
        },
      ],
      cells: [
        {
          reason: 'not_a_date',
          column: 'discharged_on',
          n: 12,
          examples: [
            { line: 4, value: 'pending' },
            { line: 9, value: 'pending' },
          ],
        },
      ],
      columns: [],
      sample: [],
    };
    expect(columnProblems(preview, 'level_of_care')).toEqual([
      '26 rows set aside, unknown code: "BHU"',
    ]);
    expect(columnProblems(preview, 'discharged_on')).toEqual([
      '12 cells left empty, not a date: "pending"',
    ]);
    expect(countSentence(preview, 'stays')).toBe(
      '498 of 524 rows in the first part of the file would be loaded, 26 set aside.',
    );
  });
});

describe('the columns of the file', () => {
  it('show their first values and how many rows have one', () => {
    expect(firstValues(file.profile.columns[1])).toBe('Res · PHP · res');
    expect(filledWords(file.profile.columns[1], file.profile)).toBeNull();
    expect(filledWords(file.profile.columns[3], file.profile)).toBe('filled in 1 of 3 rows');
    expect(partWords(file.profile, [1])[0]).toEqual({ word: 'Res', key: 'res', n: 2 });
  });

  it('give their values, of all rows or of those with a word', () => {
    expect(columnValues(file.profile, [3, undefined])).toEqual(['Aetna']);
    expect(valuesWhere(file.profile, 0, 1, 'res')).toEqual(['p1', 'p3']);
    expect(valuesWhere(file.profile, undefined, 1, 'res')).toEqual([]);
  });

  it('say in the list what they are used for, and one value is offered where it makes sense', () => {
    const column = (name: string) => CANONICAL.stays.find((found) => found.name === name)!;
    const labels = fileColumnOptions(plan, column('program')).map(({ label }) => label);
    expect(labels).toContain('Payor (used as Payer)');
    expect(fileColumnOptions(plan, column('program'))[1]?.value).toBe(WHOLE_FILE);
    expect(fileColumnOptions(plan, column('person_id')).map(({ value }) => value)).not.toContain(
      WHOLE_FILE,
    );
  });
});

describe('days', () => {
  const mapped = setSource(plan, 'admitted_on', { kind: 'column', at: 2 });

  it('show a day of the file and what it is read as', () => {
    const column = file.profile.columns[2];
    expect(dayExample(column, 'mdy')).toBe('03/19/2026 is read as 19 Mar 2026');
    expect(dayExample(column, 'ymd')).toBe('03/19/2026 is not written so');
    expect(isMisread(column, 'mdy')).toBe(false);
    expect(isMisread(column, 'ymd')).toBe(true);
  });

  it('show a day that stands for an open end only where there is no other', () => {
    const rows = [['12/31/9999'], ['12/31/9999'], ['03/19/2026']];
    const ends = fileOf(planOf('stays', ['End']), rows).profile.columns[0];
    expect(dayExample(ends, 'mdy')).toBe('03/19/2026 is read as 19 Mar 2026');
    const open = fileOf(planOf('stays', ['End']), rows.slice(0, 2)).profile.columns[0];
    expect(dayExample(open, 'mdy')).toBe('12/31/9999 is read as an open end');
  });

  it('are those of the mapped columns and of the parts of wide stays', () => {
    expect(dayColumns(mapped)).toEqual([{ name: 'admitted_on', at: 2 }]);
    const parts = [{ level: 'php', startAt: 2, endAt: 3 }];
    expect(dayColumns(setShape(plan, { kind: 'stays', parts }))).toEqual([
      { name: 'admitted_on', at: 2 },
      { name: 'discharged_on', at: 3 },
    ]);
  });

  it('get the format of a newly chosen column', () => {
    const changed = replaceSource(file, 'admitted_on', { kind: 'column', at: 2 });
    expect(changed.reading.dayFormats).toEqual({ admitted_on: 'mdy' });
  });
});

describe('the words of a file', () => {
  const coded = planOf('stays', ['id', 'LOC', 'end', 'plan'], {
    columns: { person_id: 0, level_of_care: 1, discharged_on: 2, aftercare_plan: 3 },
    reading: { codes: { level_of_care: { 'res 3.5': 'residential' } } },
  });
  const waiting = fileOf(coded, [
    ['a', 'Res 3.5', 'pending', 'yes'],
    ['b', 'PHP', '2026-01-05', 'maybe'],
    ['c', 'Zebra', '', 'N/A'],
    ['d', '', '2026-01-05', 'no'],
  ]);
  const tables = wordTables(coded, waiting.profile);
  const rowsOf = (name: string) =>
    tables.find(({ column }) => column === name)?.rows.map(({ word, code }) => [word, code]);

  it('keep their spelling, the undecided first, with a row for empty cells', () => {
    expect(rowsOf('level_of_care')?.[0]).toEqual(['Zebra', null]);
    expect(rowsOf('level_of_care')).toContainEqual(['Res 3.5', 'residential']);
    expect(rowsOf('level_of_care')).toContainEqual(['PHP', 'php']);
    expect(rowsOf('level_of_care')).toContainEqual(['', null]);
  });

  it('say whether one that is not read loses its row or its cell only', () => {
    const takes = Object.fromEntries(tables.map(({ column, takesRow }) => [column, takesRow]));
    expect(takes).toEqual({ level_of_care: true, discharged_on: true, aftercare_plan: false });
    const days = planOf('stays', ['id', 'ref'], { columns: { person_id: 0, referred_on: 1 } });
    const { profile } = fileOf(days, [['a', 'unknown']]);
    const [table] = wordTables(days, profile);
    expect(undecidedWay(table!, table!.rows[0]!).label).toBe('Leave the cell empty');
    expect(lossyWays(table!, table!.rows[0]!).map(({ label }) => label)).toEqual([
      'Read as empty',
      'Leave these rows out',
    ]);
  });

  it('are listed where they leave their rows out, those of scores too', () => {
    const codes = { level_of_care: { zebra: LEAVE_OUT, '': LEAVE_OUT } };
    const left = { ...coded, reading: { ...coded.reading, codes } };
    expect(leftOutWords(left, waiting.profile).map(({ word, n }) => [word, n])).toEqual([
      ['Zebra', 1],
      ['(empty)', 1],
    ]);
  });

  it('keep their place when they are decided, and later ones follow', () => {
    const row = (key: string) => ({ key });
    expect(inFirstOrder(['b', 'a'], ['a', 'c', 'b'].map(row))).toEqual(['b', 'a', 'c'].map(row));
  });

  it('are shown at first by their number, and always where rows are lost or just decided', () => {
    const rows = ['a', 'b', 'c', 'd'].map((key) => ({ key, code: key === 'c' ? LEAVE_OUT : 'x' }));
    expect(shownRows(rows, 1, ['d']).map(({ key }) => key)).toEqual(['a', 'c', 'd']);
  });

  it('are shown of days and of yes and no only where they do not say what they are', () => {
    expect(rowsOf('discharged_on')).toEqual([['pending', null]]);
    expect(rowsOf('aftercare_plan')).toEqual([['maybe', null]]);
    expect(rowsOf('person_id')).toBeUndefined();
  });
});

describe('the words of scores', () => {
  const scores = planOf('scores', ['id', 'when', 'phq'], {
    columns: { person_id: 0, phase: 1, measure: 1, score: 2 },
    reading: {
      codes: { score: { declined: '!leave-out' } },
      phases: { pre: { position: 0, role: 'baseline' } },
    },
  });
  const waiting = fileOf(scores, [
    ['a', 'Post', '12'],
    ['b', 'pre', 'declined'],
    ['c', 'post', '15 - severe'],
    ['d', '3', '7'],
  ]);

  it('are those that are no numbers, the undecided first', () => {
    const rows = scoreWords(scores, waiting.profile);
    expect(rows.map(({ word, code }) => [word, code])).toEqual([
      ['15 - severe', null],
      ['declined', '!leave-out'],
    ]);
    expect(undecided(rows)).toBe(1);
  });

  it('are phases too, the undecided first; a number has its own place', () => {
    const rows = phaseRows(scores, waiting.profile);
    expect(rows.map(({ key, n }) => [key, n])).toEqual([
      ['post', 2],
      ['pre', 1],
      ['3', 1],
    ]);
    expect(rows.at(-1)?.rule).toEqual({ position: 3, role: 'either' });
    expect(nextPosition(rows)).toBe(4);
  });
});
