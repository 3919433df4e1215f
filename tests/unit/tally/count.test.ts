/** Counting units equals the obvious way, group by group, on random units. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TypedColumns } from '$lib/sql/typed-columns';
import { countUnits } from '$lib/tally/count';
import { type Stays, membersOf } from '$lib/tally/stays';
import type { Count, Views } from '$lib/tally/tally';
import { groupUnits, unitTable } from '$lib/tally/unit-table';

interface Unit {
  readonly stay: number;
  readonly key: number | null;
  readonly x: number;
  readonly y: number;
  readonly flag: number;
}

/** Stay 1 to 8 of four persons, in three places of two levels and two programs. */
const STAYS: Stays = {
  persons: Int32Array.of(0, 1, 1, 2, 2, 2, 3, 4, 4),
  places: Int32Array.of(0, 0, 1, 2, 0, 1, 1, 2, 2),
  levelOf: Int32Array.of(0, 1, 1),
  programOf: Int32Array.of(0, 0, 1),
  levels: ['php', 'iop'],
  programs: ['North', 'South'],
};
const STAY_COUNT = 8;

const unit = fc.record({
  stay: fc.integer({ min: 1, max: STAY_COUNT }),
  key: fc.option(fc.integer({ min: -2, max: 3 })),
  x: fc.integer({ min: -3, max: 300 }),
  y: fc.integer({ min: 0, max: 9 }).map((value) => value / 2),
  flag: fc.integer({ min: 0, max: 1 }),
});

const UNITS = {
  'any units': fc.array(unit, { maxLength: 60 }),
  'units of which a stay has one in each group': fc.uniqueArray(unit, {
    selector: ({ stay, key }) => `${stay} ${key}`,
    maxLength: 60,
  }),
};

const COUNTS = {
  n: { of: 'rows' },
  x: { of: 'sum', column: 'x' },
  y: { of: 'sum', column: 'y' },
  persons: { of: 'persons' },
  flagged: { of: 'persons', where: 'flag' },
  xy: { of: 'product', columns: ['x', 'y'] },
  xx: { of: 'product', columns: ['x', 'x'] },
  median: { of: 'quantile', column: 'y', share: 0.5 },
  upper: { of: 'quantile', column: 'x', share: 0.75, where: 'flag' },
  least: { of: 'least', column: 'x' },
  greatest: { of: 'greatest', column: 'y' },
  levels: { of: 'levels' },
  programs: { of: 'programs' },
  only: { of: 'only level' },
} satisfies Record<string, Count>;

function columnsOf(rows: readonly Unit[]): TypedColumns {
  const ints = (of: (unit: Unit) => number): Int32Array => Int32Array.from(rows, of);
  return new Map([
    ['stay_no', { values: ints(({ stay }) => stay), valid: null }],
    [
      'key',
      {
        values: ints(({ key }) => key ?? 99),
        valid: Uint8Array.from(rows, ({ key }) => (key === null ? 0 : 1)),
      },
    ],
    ['x', { values: ints(({ x }) => x), valid: null }],
    ['y', { values: Float64Array.from(rows, ({ y }) => y), valid: null }],
    ['flag', { values: ints(({ flag }) => flag), valid: null }],
  ]);
}

const levelOf = (stay: number): string => STAYS.levels[STAYS.levelOf[STAYS.places[stay]!]!]!;
const programOf = (stay: number): string => STAYS.programs[STAYS.programOf[STAYS.places[stay]!]!]!;

/** The views in their order, and which units belong to each. */
const VIEWS: Readonly<Record<Views, readonly [object, (unit: Unit) => boolean][]>> = {
  everybody: [[{}, () => true]],
  programs: STAYS.programs.map((program) => [
    { program },
    ({ stay }: Unit) => programOf(stay) === program,
  ]),
  each: [
    [{ level: null, program: null }, () => true],
    ...STAYS.levels.map((level): [object, (unit: Unit) => boolean] => [
      { level, program: null },
      ({ stay }) => levelOf(stay) === level,
    ]),
    ...STAYS.programs.map((program): [object, (unit: Unit) => boolean] => [
      { level: null, program },
      ({ stay }) => programOf(stay) === program,
    ]),
  ],
};

function quantileOf(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((one, other) => one - other);
  const rank = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!];
  return low + (high - low) * (rank % 1);
}

function naive(rows: readonly Unit[], views: Views, nullsFirst: boolean): object[] {
  const keys = [...new Set(rows.map(({ key }) => key))].sort((one, other) => {
    if (one === null || other === null)
      return one === other ? 0 : (one === null) === nullsFirst ? -1 : 1;
    return one - other;
  });
  return VIEWS[views].flatMap(([view, isIn]) =>
    keys.flatMap((key): object[] => {
      const group = rows.filter((unit) => unit.key === key && isIn(unit));
      if (group.length === 0) return [];
      const sum = (of: (unit: Unit) => number, among = group): number =>
        among.reduce((total, unit) => total + of(unit), 0);
      const people = [...new Set(group.map(({ stay }) => STAYS.persons[stay]!))];
      const flagged = group.filter(({ flag }) => flag === 1);
      const ofPerson = (person: number): Unit[] =>
        group.filter(({ stay }) => STAYS.persons[stay] === person);
      const product = (one: 'x' | 'y', other: 'x' | 'y'): number =>
        people.reduce((total, person) => {
          const own = ofPerson(person);
          return total + sum((unit) => unit[one], own) * sum((unit) => unit[other], own);
        }, 0);
      const levels = new Set(group.map(({ stay }) => levelOf(stay)));
      return [
        {
          ...view,
          key,
          n: group.length,
          x: sum(({ x }) => x),
          y: sum(({ y }) => y),
          persons: people.length,
          flagged: new Set(flagged.map(({ stay }) => STAYS.persons[stay])).size,
          xy: product('x', 'y'),
          xx: product('x', 'x'),
          median: quantileOf(
            group.map(({ y }) => y),
            0.5,
          ),
          upper: quantileOf(
            flagged.map(({ x }) => x),
            0.75,
          ),
          least: Math.min(...group.map(({ x }) => x)),
          greatest: Math.max(...group.map(({ y }) => y)),
          levels: levels.size,
          programs: new Set(group.map(({ stay }) => programOf(stay))).size,
          only: levels.size === 1 ? [...levels][0] : null,
        },
      ];
    }),
  );
}

function rowsOf({ rowCount, columns }: ReturnType<typeof countUnits>): object[] {
  return Array.from({ length: rowCount }, (_, row) =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row]])),
  );
}

describe('counting units', () => {
  it.each(
    Object.entries(UNITS).flatMap(([name, units]) =>
      (['each', 'everybody', 'programs'] as const).map((views) => ({ name, units, views })),
    ),
  )('equals the obvious way: $name, by $views', ({ units, views }) => {
    fc.assert(
      fc.property(
        units,
        fc.uint8Array({ minLength: 1, maxLength: 1 }),
        fc.boolean(),
        (drawn, bits, nullsFirst) => {
          const table = unitTable(columnsOf(drawn));
          const keys = [{ column: 'key', ...(nullsFirst && { nullsFirst: true as const }) }];
          const groups = groupUnits(table, keys, {});
          const members = membersOf([[bits]], STAY_COUNT);
          const isMember = ({ stay }: Unit): boolean =>
            ((bits[0]! >> (STAY_COUNT - stay)) & 1) === 1;
          const counted = countUnits(table, groups, STAYS, members, {
            views,
            keys,
            counts: COUNTS,
          });
          expect(rowsOf(counted)).toEqual(naive(drawn.filter(isMember), views, nullsFirst));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('names groups by labels, in the order of these', () => {
    const table = unitTable(
      columnsOf([1, 2, 3].map((key) => ({ stay: key, key, x: 1, y: 1, flag: 1 }))),
    );
    const keys = [{ column: 'key', labels: { table: 't', columns: ['name'], order: ['name'] } }];
    const groups = groupUnits(table, keys, {
      key: { numbers: [3, 9, 1, 2], columns: { name: ['c', 'unused', 'a', null] } },
    });
    expect(groups.names).toEqual({ name: ['c', 'a', null] });
  });

  it('refuses a quantile of units without a value, and adds nothing for them', () => {
    const columns = new Map(columnsOf([{ stay: 1, key: 1, x: 5, y: 2, flag: 1 }]));
    columns.set('y', { values: Float64Array.of(7), valid: Uint8Array.of(0) });
    const table = unitTable(columns);
    const groups = groupUnits(table, [], {});
    const members = membersOf([], STAY_COUNT);
    const count = (counts: Record<string, Count>) =>
      countUnits(table, groups, STAYS, members, { views: 'everybody', keys: [], counts });
    expect(count({ y: { of: 'sum', column: 'y' } }).columns['y']).toEqual([0]);
    expect(() => count({ m: { of: 'quantile', column: 'y', share: 0.5 } })).toThrow(
      'y has units without a value',
    );
  });
});

describe('the stays of a cohort', () => {
  const bits = (...stays: number[]): Uint8Array => {
    const bytes = new Uint8Array(2);
    for (const stay of stays) {
      const bit = 16 - 11 + stay - 1;
      bytes[bit >> 3]! |= 1 << (7 - (bit & 7));
    }
    return bytes;
  };
  const numbers = (members: Uint8Array): number[] =>
    [...members.keys()].filter((stay) => stay > 0 && members[stay] === 1);

  it('are in some set of each list', () => {
    const members = membersOf([[bits(1, 2, 11), bits(5)], [bits(2, 5, 9, 11)]], 11);
    expect(numbers(members)).toEqual([2, 5, 11]);
  });

  it('are all where nothing is chosen, none where a set is empty', () => {
    expect(numbers(membersOf([], 3))).toEqual([1, 2, 3]);
    expect(numbers(membersOf([[null]], 3))).toEqual([]);
    expect(numbers(membersOf([[]], 3))).toEqual([]);
  });
});
