// Scores as forms give them: item by item, in another version, with numbers for no answer.

import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { loadFile } from '$lib/ingest/load';
import { PLAIN_READING, type Reading, type ScorePart } from '$lib/ingest/reading';
import { type FilePlan, PLAIN_FILE } from '$lib/ingest/types';
import { startNodeEngine } from '../../support/node-engine';
import { aside, emptied, lostCells, settleAll, TODAY } from './support';

let engine: Engine;

beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());
beforeEach(() => emptied(engine));

/** Loads scores with `id` and `day` in front; other columns by their names. */
async function take(
  text: string,
  reading: Partial<Reading>,
  columns: Record<string, string> = {},
  delimiter: ',' | ';' = ',',
): Promise<void> {
  const header = text.split('\n')[0]!.split(delimiter);
  const named = { person_id: 'id', taken_on: 'day', ...columns };
  const plan: FilePlan = {
    kind: 'scores',
    dialect: { encoding: 'utf-8', delimiter, quote: '"', escape: 'doubled' },
    header,
    columns: Object.fromEntries(
      Object.entries(named).map(([name, column]) => [name, header.indexOf(column)]),
    ),
    extras: [],
    ...PLAIN_FILE,
    reading: { ...PLAIN_READING, ...reading },
  };
  await loadFile(engine, new Blob([text]), 1, plan, { today: TODAY });
  await settleAll(engine, [1]);
}

/** One part of the columns from `from` on. */
function part(measure: string, from: number, count = 1): ScorePart {
  return { measure, at: Array.from({ length: count }, (_, no) => from + no), phase: null };
}

async function scores(): Promise<string[]> {
  const found = await engine.query(
    'SELECT person_id, measure, score::DOUBLE AS score FROM scores ORDER BY row_no, measure',
  );
  return found.rows().map((row) => Object.values(row).map(String).join(' '));
}

async function notices(): Promise<string[]> {
  const found = await engine.query(
    `SELECT code, column_name, CAST(sum(n) AS INTEGER) AS n FROM notice_load
     GROUP BY ALL ORDER BY ALL`,
  );
  return found.rows().map((row) => Object.values(row).map(String).join(' '));
}

const names = (count: number): string =>
  Array.from({ length: count }, (_, no) => `q${no + 1}`).join(',');

describe('items', () => {
  it('of a PHQ-9 with one or two missing are filled with the mean, rounded; more make no total', async () => {
    const rows = [
      'A,2024-01-02,1,1,1,1,1,1,1,1,1',
      'B,2024-01-02,1,1,1,1,1,2,,1,1', // 9 of 8 answers: 10.125
      'C,2024-01-02,3,3,3,2,2,2,2,,', // 17 of 7 answers: 21.857
      'D,2024-01-02,1,1,1,1,1,1,,,',
      'E,2024-01-02,,,,,,,,,',
      'F,2024-01-02,1,1,1,1,1,1,1,1,4',
      'G,2024-01-02,1,1,1,1,1,1,1,NA,Several days (1)',
    ];
    await take(`id,day,${names(9)}\n${rows.join('\n')}\n`, {
      shape: { kind: 'scores', parts: [part('phq9', 2, 9)] },
    });
    expect(await scores()).toEqual(['A phq9 9', 'B phq9 10', 'C phq9 22', 'G phq9 9']);
    expect(await lostCells(engine)).toEqual([
      '1:4 incomplete_form q1 to q9=items: 1, 1, 1, 1, 1, 1, ?, ?, ?',
      '1:6 incomplete_form q1 to q9=items: 1, 1, 1, 1, 1, 1, 1, 1, 4',
    ]);
    expect(await notices()).toEqual(['no_answer score 1', 'prorated_form score 3']);
    const risk = await engine.query(
      'SELECT risk_item::INTEGER AS risk FROM scores ORDER BY row_no',
    );
    expect(risk.column('risk')).toEqual([1, 1, null, 1]);
  });

  it('of an instrument without a rule are all required', async () => {
    const text = `id,day,${names(7)}\nA,2024-01-02,1,1,1,1,1,1,\nB,2024-01-02,1,1,1,1,1,1,1\n`;
    await take(text, { shape: { kind: 'scores', parts: [part('gad7', 2, 7)] } });
    expect(await scores()).toEqual(['B gad7 7']);
    expect(await lostCells(engine)).toEqual([
      '1:1 incomplete_form q1 to q7=items: 1, 1, 1, 1, 1, 1, ?',
    ]);
  });

  it('that are turned, or are not all items, make no total', async () => {
    const text = `id,day,${names(10)}\nA,2024-01-02,1,1,1,1,1,1,1,1,1,1\nB,2024-01-02,,,,,,,,,,\n`;
    await take(text, {
      shape: { kind: 'scores', parts: [part('pss10', 2, 10), part('phq9', 2, 8)] },
    });
    expect(await scores()).toEqual([]);
    expect(await lostCells(engine)).toEqual([
      '1:1 no_item_sum q1 to q10=items: 1, 1, 1, 1, 1, 1, 1, 1, 1, 1',
      '1:1 no_item_sum q1 to q8=items: 1, 1, 1, 1, 1, 1, 1, 1',
    ]);
  });

  it('of an AUDIT have 0, 2 and 4 points where there are three answers', async () => {
    const text = `id,day,${names(10)}\nA,2024-01-02,1,1,1,1,1,1,1,1,2,4\nB,2024-01-02,1,1,1,1,1,1,1,1,1,2\n`;
    await take(text, { shape: { kind: 'scores', parts: [part('audit', 2, 10)] } });
    expect(await scores()).toEqual(['A audit 14']);
    expect(await lostCells(engine)).toHaveLength(1);
  });

  it('of random forms make the totals of a naive count', async () => {
    const spec = { phq9: [9, 3, 2], whodas12: [12, 5, 1], gad7: [7, 3, 0] } as const;
    const answer = fc.oneof(
      { weight: 14, arbitrary: fc.integer({ min: 0, max: 3 }).map(String) },
      { weight: 1, arbitrary: fc.constantFrom('', 'NA', '.', '99', 'x', '6') },
    );
    const forms = fc.sample(fc.array(answer, { minLength: 28, maxLength: 28 }), {
      numRuns: 250,
      seed: 3,
    });
    const rows = forms.map((cells, no) => `P${no},2024-01-02,${cells.join(',')}`);
    await take(`id,day,${names(28)}\n${rows.join('\n')}\n`, {
      noAnswer: ['99'],
      shape: {
        kind: 'scores',
        parts: [part('phq9', 2, 9), part('whodas12', 11, 12), part('gad7', 23, 7)],
      },
    });
    const expected = forms.flatMap((cells, no) =>
      (['gad7', 'phq9', 'whodas12'] as const).flatMap((measure) => {
        const [count, max, missing] = spec[measure];
        const from = { phq9: 0, whodas12: 9, gad7: 21 }[measure];
        const own = cells.slice(from, from + count);
        const given = own.filter((cell) => !['', 'NA', '.', '99'].includes(cell));
        const isWrong = given.some((cell) => !(Number(cell) <= max));
        if (given.length === 0 || isWrong || count - given.length > missing) return [];
        const sum = given.reduce((all, cell) => all + Number(cell), 0);
        return [`P${no} ${measure} ${Math.round((sum * count) / given.length)}`];
      }),
    );
    expect(expected.length).toBeGreaterThan(200);
    expect(await scores()).toEqual(expected);
  });
});

describe('numbers for no answer', () => {
  it('are no scores where the instrument does not reach them, in a wide file', async () => {
    const text =
      'id,day,phq,who,cgi\nA,2024-01-02,99,88,9\nB,2024-01-02,9,99,4\nC,2024-01-02,99,99,9\n';
    await take(text, {
      noAnswer: ['99', '9'],
      shape: { kind: 'scores', parts: [part('phq9', 2), part('who5', 3), part('cgi_s', 4)] },
    });
    expect(await scores()).toEqual(['A who5 88', 'B cgi_s 4', 'B phq9 9']);
    expect(await lostCells(engine)).toEqual([
      '1:2 invalid_score who=99',
      '1:3 invalid_score who=99',
    ]);
    expect(await notices()).toEqual(['no_answer score 4']);
  });

  it('are missing scores in a long file, and scores without the answer of the person', async () => {
    const text =
      'id,day,what,score\nA,2024-01-02,PHQ9,99\nB,2024-01-02,WHO5,96\nC,2024-01-02,PHQ9,9\n';
    const columns = { measure: 'what', score: 'score' };
    await take(text, { noAnswer: ['99', '96'] }, columns);
    expect(await scores()).toEqual(['B who5 96', 'C phq9 9']);
    expect(await aside(engine)).toEqual(['1:2 missing_required score=99']);
  });

  it('are not valid where nobody said that they are none', async () => {
    const text = 'id,day,what,score\nA,2024-01-02,PHQ9,99\n';
    await take(text, {}, { measure: 'what', score: 'score' });
    expect(await aside(engine)).toEqual(['1:2 invalid_score score=99']);
  });
});

describe('another version of an instrument', () => {
  it('is brought to the scale of the library by a factor and points', async () => {
    const text =
      'id,day,what,score\nA,2024-01-02,k10,0\nB,2024-01-02,k10,40\nC,2024-01-02,k10,41\n' +
      'A,2024-01-02,coreom,68\nA,2024-01-02,phq9,4\n';
    await take(
      text,
      { factors: { coreom: 10 / 34 }, offsets: { k10: 10 } },
      { measure: 'what', score: 'score' },
    );
    expect(await scores()).toEqual(['A k10 10', 'B k10 50', 'A coreom 20', 'A phq9 4']);
    expect(await aside(engine)).toEqual(['1:4 invalid_score score=41']);
  });
});

describe('numbers with marks', () => {
  it('are read in scores, items and totals by the format of the file', async () => {
    const text =
      'id;day;core;ors1;ors2;ors3;ors4\nA;2024-01-02;12,5;8,5;9;7,5;10\nB;2024-01-02;12.5;1;1;1;1\n';
    await take(
      text,
      {
        numbers: { score: 'comma' },
        shape: { kind: 'scores', parts: [part('core10', 2), part('ors', 3, 4)] },
      },
      {},
      ';',
    );
    expect(await scores()).toEqual(['A core10 12.5', 'A ors 35', 'B ors 4']);
    expect(await lostCells(engine)).toEqual(['1:2 invalid_score core=12.5']);
  });
});
