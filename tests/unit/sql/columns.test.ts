/** Results in columns: what is there is read, what is not there is said. */
import { describe, expect, it } from 'vitest';
import { type Cell, Columns } from '$lib/sql/columns';

const result = new Columns(
  3,
  new Map<string, readonly Cell[]>([
    ['n', [1, null, 3]],
    ['day', ['2025-01-01', '2025-01-02', null]],
  ]),
);

describe('columns', () => {
  it('have their names in the order of the query', () => {
    expect(result.names).toEqual(['n', 'day']);
  });

  it('are read by name', () => {
    expect(result.column('n')).toEqual([1, null, 3]);
  });

  it('name what the query has when a column is missing', () => {
    expect(() => result.column('m')).toThrow('no column m; it has n, day');
  });

  it('give numbers and texts, and null as null', () => {
    expect(result.number('n', 0)).toBe(1);
    expect(result.number('n', 1)).toBeNull();
    expect(result.text('day', 1)).toBe('2025-01-02');
    expect(result.text('day', 2)).toBeNull();
  });

  it('give null behind the last row', () => {
    expect(result.number('n', 3)).toBeNull();
    expect(result.text('day', 3)).toBeNull();
  });

  it('refuse text as a number and a number as text', () => {
    expect(() => result.number('day', 0)).toThrow('Column day holds text');
    expect(() => result.text('n', 0)).toThrow('Column n holds numbers');
  });

  it('become plain rows', () => {
    expect(result.rows()).toEqual([
      { n: 1, day: '2025-01-01' },
      { n: null, day: '2025-01-02' },
      { n: 3, day: null },
    ]);
  });

  it('become no row when the result is empty', () => {
    expect(new Columns(0, new Map([['n', []]])).rows()).toEqual([]);
  });
});
