/** What crosses from the engine unharmed, and what is refused by name because it would not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnsupportedColumn } from '$lib/engine/errors';
import type { Engine } from '$lib/engine/port';
import { startNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

describe('a column that must be cast', () => {
  it.each([
    ['BIGINT', '1::BIGINT'],
    ['a count', 'count(*)'],
    ['UBIGINT', '1::UBIGINT'],
    ['HUGEINT', '1::HUGEINT'],
    ['a sum of whole numbers', 'sum(x)'],
    ['DECIMAL', '1.5::DECIMAL(9, 2)'],
    ['a number with a point', '1.5'],
    ['BOOLEAN', 'true'],
    ['TIMESTAMP', "'2025-03-09 23:30:00'::TIMESTAMP"],
    ['TIME', "'23:30:00'::TIME"],
    ['INTERVAL', 'INTERVAL 1 DAY'],
    ['a list', '[1, 2]'],
    ['a struct', "{'a': 1}"],
    ['a map', "MAP {'a': 1}"],
    ['bytes', "'a'::BLOB"],
  ])('is refused by its name: %s', async (_type, value) => {
    const refused = engine.query(
      `SELECT 1::INTEGER AS fine, ${value} AS odd_one FROM range(3) t(x)`,
    );
    await expect(refused).rejects.toBeInstanceOf(UnsupportedColumn);
    await expect(refused).rejects.toThrow('odd_one');
  });

  it('does no harm to what follows', async () => {
    await expect(engine.query('SELECT count(*) AS n')).rejects.toBeInstanceOf(UnsupportedColumn);
    expect((await engine.query('SELECT count(*)::INTEGER AS n')).number('n', 0)).toBe(1);
  });
});

describe('a column that crosses', () => {
  it.each([
    ['INTEGER', '-7::INTEGER', -7],
    ['SMALLINT', '300::SMALLINT', 300],
    ['TINYINT', '-1::TINYINT', -1],
    ['UINTEGER', '4294967295::UINTEGER', 4294967295],
    ['DOUBLE', '0.1::DOUBLE', 0.1],
    ['VARCHAR', "'Zürich 😀'", 'Zürich 😀'],
    ['the empty text', "''", ''],
    ['nothing but null', 'NULL', null],
  ])('keeps its value: %s', async (_type, value, expected) => {
    expect((await engine.query(`SELECT ${value} AS x`)).column('x')).toEqual([expected]);
  });

  it('keeps null among values of every kind', async () => {
    const found = await engine.query(`SELECT * FROM (VALUES
      (1::INTEGER, 1.5::DOUBLE, 'a', DATE '2025-01-01'), (NULL, NULL, NULL, NULL),
      (0, 0, '', DATE '1970-01-01')) AS v(whole, number, word, day)`);
    expect(found.rows()).toEqual([
      { whole: 1, number: 1.5, word: 'a', day: '2025-01-01' },
      { whole: null, number: null, word: null, day: null },
      { whole: 0, number: 0, word: '', day: '1970-01-01' },
    ]);
  });

  it('has no rows when the query finds none, and all its names', async () => {
    const found = await engine.query("SELECT 1::INTEGER AS a, 'x' AS b WHERE FALSE");
    expect(found.rowCount).toBe(0);
    expect(found.names).toEqual(['a', 'b']);
    expect(found.column('b')).toEqual([]);
  });

  it('keeps more rows than one chunk of the engine holds, in their order', async () => {
    const found = await engine.query('SELECT x::INTEGER AS x FROM range(5000) t(x) ORDER BY x');
    expect(found.column('x')).toEqual(Array.from({ length: 5000 }, (_, index) => index));
  });
});

describe('a day', () => {
  const days = ['1899-12-31', '1900-01-01', '1969-12-31', '1970-01-01', '2024-02-29', '2025-03-09',
    '2025-03-30', '2025-10-26', '2025-11-02', '2062-05-04', '9999-12-31']; // prettier-ignore
  const ownZone = process.env['TZ'];
  afterAll(() => {
    process.env['TZ'] = ownZone;
  });

  it.each(['America/Los_Angeles', 'UTC', 'Pacific/Auckland', 'Pacific/Kiritimati', 'Asia/Kolkata'])(
    'is the same ISO text in the zone %s',
    async (zone) => {
      process.env['TZ'] = zone;
      const list = days.map((day) => `(DATE '${day}')`).join(', ');
      const found = await engine.query(`SELECT day FROM (VALUES ${list}) AS v(day)`);
      expect(found.column('day')).toEqual(days);
    },
  );
});
