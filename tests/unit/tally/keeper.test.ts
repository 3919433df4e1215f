/** What the worker holds: a count is made once, and says so where something is missing. */
import { beforeEach, describe, expect, it } from 'vitest';
import { Keeper, type KeptTally } from '$lib/tally/keeper';

const int = (...values: number[]) => ({ values: Int32Array.from(values), valid: null });
const TALLY: KeptTally = {
  units: 1,
  groups: 2,
  members: [[3]],
  grouping: { views: 'everybody', keys: [], counts: { n: { of: 'rows' } } },
};

let keeper: Keeper;

beforeEach(() => {
  keeper = new Keeper();
  keeper.answer({
    id: 0,
    type: 'stays',
    places: {
      levelOf: Int32Array.of(0),
      programOf: Int32Array.of(0),
      levels: ['php'],
      programs: ['North'],
    },
    columns: new Map([
      ['stay_no', int(1, 2)],
      ['person_no', int(1, 2)],
      ['place_no', int(1, 1)],
    ]),
  });
  keeper.answer({ id: 1, type: 'units', units: 1, columns: new Map([['stay_no', int(1, 2)]]) });
  keeper.answer({ id: 2, type: 'groups', units: 1, groups: 2, keys: [], labels: {} });
  const stays = { values: Uint8Array.of(0b10), valid: null };
  keeper.answer({ id: 3, type: 'set', set: 3, columns: new Map([['stays', stays]]) });
});

const count = () => keeper.answer({ id: 9, type: 'count', tallies: [TALLY] });

describe('a count', () => {
  it('is made of the stays of its cohort', () => {
    expect(count()).toEqual({ id: 9, counted: [{ rowCount: 1, columns: { n: [1] } }] });
  });

  it('that was made ahead is not made again', () => {
    expect(keeper.answer({ id: 8, type: 'ahead', tallies: [TALLY] })).toEqual({ id: 8 });
    keeper.answer({ id: 4, type: 'drop', units: 1 });
    expect(count().counted).toEqual([{ rowCount: 1, columns: { n: [1] } }]);
  });

  it('says what is missing', () => {
    keeper.answer({ id: 4, type: 'drop', units: 1 });
    expect(count()).toEqual({ id: 9, message: 'These units are not kept' });
    const other = { ...TALLY, members: [[7]] };
    expect(keeper.answer({ id: 8, type: 'ahead', tallies: [other] }).message).toBeDefined();
  });
});
