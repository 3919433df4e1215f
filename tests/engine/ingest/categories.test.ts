/**
 * Instruments with categories, the answer to the item about suicide, and the days that follow a score,
 * from the file to the derived tables.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { loadFile } from '$lib/ingest/load';
import { PLAIN_READING, type ScorePart } from '$lib/ingest/reading';
import { type FilePlan, PLAIN_FILE } from '$lib/ingest/types';
import { derive } from '../../support/canonical-tables';
import { startNodeEngine } from '../../support/node-engine';
import { aside, emptied, load, lostCells, settleAll, TODAY } from './support';

let engine: Engine;

beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());
beforeEach(() => emptied(engine));

async function rows(query: string): Promise<string[]> {
  const found = await engine.query(query);
  return found.rows().map((row) => Object.values(row).map(String).join(' '));
}

/** Loads a file of a person, a day, and parts given by instrument and positions of their columns. */
async function loadParts(
  text: string,
  parts: readonly (readonly [string, ...number[]])[],
): Promise<void> {
  const shape = {
    kind: 'scores' as const,
    parts: parts.map(([measure, ...at]): ScorePart => ({ measure, at, phase: null })),
  };
  const plan: FilePlan = {
    kind: 'scores',
    dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled' },
    header: text.split('\n')[0]!.split(','),
    columns: { person_id: 0, taken_on: 1 },
    extras: [],
    ...PLAIN_FILE,
    reading: { ...PLAIN_READING, shape },
  };
  await loadFile(engine, new Blob([text]), 1, plan, { today: TODAY });
  await settleAll(engine, [1]);
}

describe('words of the C-SSRS', () => {
  it('are numbers in their order, in a long file; a number or another word is set aside', async () => {
    const lines = [
      'person_id,taken_on,measure,score',
      'P1,2024-01-01,C-SSRS,Negative',
      'P1,2024-01-02,cssrs,none',
      'P1,2024-01-03,cssrs, LOW ',
      'P1,2024-01-04,c-ssrs,Moderate Risk',
      'P1,2024-01-05,cssrs,high',
      'P1,2024-01-06,phq9,12',
      'P1,2024-01-07,cssrs,2',
      'P1,2024-01-08,cssrs,severe',
      'P1,2024-01-09,phq9,high',
      'P1,2024-01-10,cssrs,',
    ];
    await load(engine, `${lines.join('\n')}\n`, 1);
    await settleAll(engine, [1]);
    expect(await rows('SELECT measure, score::INTEGER FROM scores ORDER BY row_no')).toEqual([
      'cssrs 0',
      'cssrs 0',
      'cssrs 1',
      'cssrs 2',
      'cssrs 3',
      'phq9 12',
    ]);
    expect(await aside(engine)).toEqual([
      '1:8 invalid_score score=2',
      '1:9 invalid_score score=severe',
      '1:10 invalid_score score=high',
      '1:11 missing_required score=null',
    ]);
  });

  it('stand in a column of their own too, and make no change', async () => {
    await loadParts(
      'id,day,CSSRS,PHQ\nA,2024-01-02,high,20\nA,2024-02-02,low,8\nB,2024-01-03,?,7\n',
      [
        ['cssrs', 2],
        ['phq9', 3],
      ],
    );
    expect(await lostCells(engine)).toEqual(['1:3 invalid_score CSSRS=?']);
    await derive(engine);
    expect(
      await rows(`SELECT measure, score::INTEGER, band FROM score_point
        WHERE measure = 'cssrs' ORDER BY score`),
    ).toEqual(['cssrs 1 null', 'cssrs 3 null']);
    expect(
      await rows(`SELECT is_outcome::INTEGER AS is_outcome, change_class FROM classified_pair
        WHERE profile = 'published' AND unit = 'stay' AND measure = 'cssrs' AND status = 'paired'`),
    ).toEqual(['0 null']);
  });
});

describe('items of the C-SSRS', () => {
  const header = 'id,day,i1,i2,i3,i4,i5,i6,recent';
  const cases: readonly (readonly [answers: string, what: string, expected: string])[] = [
    ['no,no,,,,no,', 'no to the three that everybody is asked', '0'],
    ['yes,no,,,,no,', 'item 1', '1'],
    ['Y,Y,N,N,N,N,', 'item 2', '1'],
    ['yes,yes,yes,no,no,no,', 'item 3', '2'],
    ['no,no,,,,yes,no', 'item 6 long ago', '2'],
    ['no,no,,,,yes,', 'item 6 at a time not known', '2'],
    ['no,no,,,,yes,yes', 'item 6 of late', '3'],
    ['yes,yes,no,yes,no,no,', 'item 4', '3'],
    ['yes,yes,no,no,1,no,', 'item 5', '3'],
    ['yes,yes,yes,,,,', 'item 3, the rest missing', '2'],
    ['yes,yes,no,no,,no,', 'item 2, item 5 missing', 'incomplete_form'],
    ['no,,,,,no,', 'item 2 missing', 'incomplete_form'],
    [',,,,,,', 'not done', 'nothing'],
  ];

  it('become the category of the published triage, or none where too much is missing', async () => {
    const lines = cases.map(([answers], no) => `${100 + no},2024-01-02,${answers}`);
    await loadParts(`${[header, ...lines].join('\n')}\n`, [['cssrs', 2, 3, 4, 5, 6, 7, 8]]);
    const found = new Map(
      [
        ...(await rows('SELECT row_no, score::INTEGER FROM scores')),
        ...(await rows('SELECT row_no, reason FROM cell_aside')),
      ].map((row) => row.split(' ') as [string, string]),
    );
    const results = cases.map(([, what], no) => [what, found.get(`${no + 1}`) ?? 'nothing']);
    expect(results).toEqual(cases.map(([, what, expected]) => [what, expected]));
  });

  it('need no column about the past months', async () => {
    await loadParts(`${header}\nA,2024-01-02,no,no,,,,yes,yes\n`, [['cssrs', 2, 3, 4, 5, 6, 7]]);
    expect(await rows('SELECT score::INTEGER FROM scores')).toEqual(['2']);
  });
});

describe('what follows a score', () => {
  const items = (answers: string): string => answers.split('').join(',');

  it('keeps the answer to item 9 of a PHQ-9 that was loaded by items, and of nothing else', async () => {
    await loadParts(
      `id,day,${items('123456789')},total,gad\n` +
        `A,2024-01-02,${items('111111112')},,3\nB,2024-01-02,${items('111111110')},,\n` +
        `C,2024-01-02,,,,,,,,,2,12,4\n`,
      [
        ['phq9', 2, 3, 4, 5, 6, 7, 8, 9, 10],
        ['phq8', 11],
        ['gad7', 12],
      ],
    );
    await derive(engine);
    expect(
      await rows(`SELECT person_id, measure, score::INTEGER, risk_item::INTEGER
        FROM score_point JOIN person USING (person_no) ORDER BY ALL`),
    ).toEqual(['A gad7 3 null', 'A phq9 10 2', 'B phq9 8 0', 'C gad7 4 null', 'C phq8 12 null']);
  });

  it('has days and a reason of its own; what is no day is a lost cell', async () => {
    await load(
      engine,
      'person_id,taken_on,measure,score,risk_assessed_on,shared_on,not_done_reason\n' +
        'A,2024-01-02,cssrs,high,2024-01-03,2024-01-09,declined PHQ-9\n' +
        'A,2024-02-02,phq9,9,soon,,\n',
      1,
    );
    await settleAll(engine, [1]);
    expect(await rows('SELECT shared_on, not_done_reason FROM scores ORDER BY row_no')).toEqual([
      '2024-01-09 declined PHQ-9',
      'null null',
    ]);
    expect(await lostCells(engine)).toEqual(['1:2 not_a_date risk_assessed_on=soon']);
    await derive(engine);
    expect(
      await rows('SELECT measure, risk_item, risk_assessed_on FROM score_point ORDER BY ALL'),
    ).toEqual(['cssrs null 2024-01-03', 'phq9 null null']);
  });
});
