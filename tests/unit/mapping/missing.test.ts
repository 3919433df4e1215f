import { describe, expect, it } from 'vitest';
import {
  chooseFirst,
  missingColumns,
  missingWords,
  unfinishedParts,
  whyNotYet,
} from '../../../src/routes/mapping/missing';
import {
  setDuration,
  setShape,
  setSource,
  setTime,
} from '../../../src/routes/mapping/plan-changes';
import { planOf } from './files';

describe('what a plan still lacks', () => {
  it('is every needed column without a column or a value', () => {
    const stays = planOf('stays', ['a', 'b'], { columns: { person_id: 0 } });
    expect(missingColumns(stays)).toEqual(['level_of_care', 'admitted_on']);
    const valued = setSource(stays, 'level_of_care', { kind: 'value', value: 'php' });
    expect(missingWords(valued)).toEqual(['Admitted on']);
    const length = setDuration(valued, { daysAt: 1, endedAt: 1, endedWords: ['1'] });
    expect(missingColumns(length)).toEqual([]);
  });

  it('is no level and no admission where the columns of a row give them', () => {
    const stays = planOf('stays', ['id', 'res_start', 'php_start'], { columns: { person_id: 0 } });
    const parts = [{ level: 'residential', startAt: 1, endAt: null }];
    expect(missingColumns(setShape(stays, { kind: 'stays', parts }))).toEqual([]);
  });

  it('is one of visit and phase in a scores file without days', () => {
    const scores = setTime(
      planOf('scores', ['id', 'm', 's'], { columns: { person_id: 0, measure: 1, score: 2 } }),
      'order',
    );
    expect(missingWords(scores)).toEqual(['Visit or Phase']);
    const phased = setSource(scores, 'phase', { kind: 'value', value: 'pre' });
    expect(missingWords(phased)).toEqual([]);
  });

  it('is an instrument for every score column', () => {
    const scores = planOf('scores', ['id', 'day', 'x'], { columns: { person_id: 0, taken_on: 1 } });
    const none = setShape(scores, { kind: 'scores', parts: [] });
    expect(unfinishedParts(none)).toEqual(['no column with scores yet']);
    const nameless = setShape(scores, {
      kind: 'scores',
      parts: [{ measure: '', at: [2], phase: null }],
    });
    expect(unfinishedParts(nameless)).toEqual(['1 score column without an instrument']);
  });
});

describe('why a file cannot be used yet', () => {
  const stays = planOf('stays', ['a', 'b', 'c'], {
    columns: { person_id: 0, level_of_care: 1, admitted_on: 2 },
  });

  it('is said in words, and nothing where it can', () => {
    expect(whyNotYet(stays, [])).toBeNull();
    expect(whyNotYet(stays, ['day-order', 'shifted'])).toBe('Not yet: 2 questions are open.');
    expect(whyNotYet(setSource(stays, 'person_id', { kind: 'none' }), ['day-order'])).toBe(
      'Not yet: 1 question is open; Person id has no column.',
    );
  });

  it('counts a column that is asked for once', () => {
    const noLevel = setSource(stays, 'level_of_care', { kind: 'none' });
    expect(whyNotYet(noLevel, ['missing-level_of_care'])).toBe('Not yet: 1 question is open.');
    expect(whyNotYet(noLevel, [])).toBe('Not yet: Level of care has no column.');
  });
});

describe('what is chosen first', () => {
  const stays = planOf('stays', ['a', 'b', 'c'], {
    columns: { person_id: 0, level_of_care: 1, admitted_on: 2 },
  });

  it('is every missing column, or the answer that gives it', () => {
    expect(chooseFirst(stays, ['day-order'])).toBeNull();
    const bare = planOf('stays', ['a'], { columns: { person_id: 0 } });
    expect(chooseFirst(bare, [])).toBe('Choose a column for Level of care and Admitted on first');
    expect(chooseFirst(bare, ['missing-level_of_care'])).toBe(
      'Choose a column for Admitted on and answer the question about Level of care first',
    );
  });

  it('is an instrument or a level for every part of a row', () => {
    const scores = planOf('scores', ['id', 'x'], { columns: { person_id: 0 } });
    const parts = [{ measure: '', at: [1], phase: null }];
    expect(chooseFirst(setShape(scores, { kind: 'scores', parts }), [])).toBe(
      'Choose a column for Taken on and an instrument for every score column first',
    );
    expect(chooseFirst(setShape(stays, { kind: 'stays', parts: [] }), [])).toBe(
      'Choose a column with the start of a stay first',
    );
  });
});
