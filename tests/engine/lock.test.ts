/** The lock of the engine: after it no statement reaches anything but the files that were added. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueryFailed } from '$lib/engine/errors';
import { LOCK_STATEMENTS } from '$lib/engine/lock';
import type { Engine } from '$lib/engine/port';
import { startNodeEngine } from '../support/node-engine';

let engine: Engine;
let outside: string;
beforeAll(async () => {
  engine = await startNodeEngine();
  outside = mkdtempSync(join(tmpdir(), 'stepdown-lock-'));
  writeFileSync(join(outside, 'secret.csv'), 'a\n1\n');
  await engine.addFile('data.csv', new Blob(['a,b\n1,x\n2,y\n']));
});
afterAll(async () => {
  await engine.terminate();
  rmSync(outside, { recursive: true });
});

const REFUSED: readonly (readonly [what: string, statement: (folder: string) => string])[] = [
  ['reading from the network', () => "FROM read_csv('http://localhost:9/a.csv')"],
  ['reading from the network with TLS', () => "FROM read_csv('https://localhost:9/a.csv')"],
  ['reading a table file from the network', () => "FROM 'https://localhost:9/a.parquet'"],
  ['reading from a bucket', () => "FROM read_csv('s3://bucket/a.csv')"],
  ['reading text from the network', () => "FROM read_text('http://localhost:9/a')"],
  ['reading another file of the machine', (folder) => `FROM read_csv('${folder}/secret.csv')`],
  ['reading text of another file', (folder) => `FROM read_text('${folder}/secret.csv')`],
  ['climbing out of the folder', () => "FROM read_csv('upload/../package.json')"],
  ['listing another folder', (folder) => `FROM glob('${folder}/*')`],
  ['attaching a database of the network', () => "ATTACH 'https://localhost:9/a.db' AS other"],
  ['attaching a database of the machine', (folder) => `ATTACH '${folder}/a.db' AS other`],
  ['loading an extension', () => 'LOAD httpfs'],
  ['loading an extension from a file', (folder) => `LOAD '${folder}/a.duckdb_extension'`],
  ['writing outside', (folder) => `COPY (SELECT 1 AS a) TO '${folder}/out.csv'`],
  ['writing to the network', () => "COPY (SELECT 1 AS a) TO 'https://localhost:9/out.csv'"],
  ['exporting all tables', (folder) => `EXPORT DATABASE '${folder}/all'`],
];

describe('after the lock', () => {
  it.each(REFUSED)('%s is refused', async (_what, statement) => {
    await expect(engine.query(statement(outside))).rejects.toBeInstanceOf(QueryFailed);
    expect(existsSync(join(outside, 'out.csv'))).toBe(false);
    expect(existsSync(join(outside, 'all'))).toBe(false);
  });

  // In WebAssembly INSTALL does nothing and says so with success; only LOAD would fetch.
  it.each(['INSTALL httpfs', 'INSTALL h3 FROM community'])(
    '%s brings no extension that could be loaded',
    async (statement) => {
      await engine.execute(statement);
      const name = statement.split(' ')[1]!;
      const found = await engine.query(
        `SELECT extension_name FROM duckdb_extensions()
         WHERE extension_name = '${name}' AND (loaded OR installed)`,
      );
      expect(found.rowCount).toBe(0);
      await expect(engine.execute(`LOAD ${name}`)).rejects.toBeInstanceOf(QueryFailed);
    },
  );

  const options = LOCK_STATEMENTS.map((text) => /^SET (\w+) =/.exec(text)?.[1] ?? text);

  it.each(options)('the option %s cannot be set', async (option) => {
    const values = option === 'allowed_directories' ? ["['/']"] : ['true', 'false'];
    for (const value of values) {
      await expect(engine.execute(`SET ${option} = ${value}`)).rejects.toThrow(/lock/i);
      await expect(engine.execute(`SET GLOBAL ${option} = ${value}`)).rejects.toThrow(/lock/i);
    }
  });

  it.each(options)('the option %s cannot be reset', async (option) => {
    await expect(engine.execute(`RESET ${option}`)).rejects.toThrow(/lock/i);
  });

  it('no other option can be set either', async () => {
    await expect(engine.execute("SET home_directory = '/'")).rejects.toThrow(/lock/i);
    await expect(engine.execute("PRAGMA temp_directory = '/tmp'")).rejects.toThrow(/lock/i);
  });

  it('a file that was added is still read', async () => {
    const found = await engine.query("SELECT a::INTEGER AS a, b FROM read_csv('upload/data.csv')");
    expect(found.rows()).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: 'y' },
    ]);
  });

  it('a file that is added later is read, and gone when it is dropped', async () => {
    await engine.addFile('later.csv', new Blob(['a\n5\n']));
    const query = "SELECT a::INTEGER AS a FROM read_csv('upload/later.csv')";
    expect((await engine.query(query)).column('a')).toEqual([5]);
    await engine.dropFile('later.csv');
    await expect(engine.query(query)).rejects.toBeInstanceOf(QueryFailed);
  });

  it('tables are made, filled and dropped as before', async () => {
    await engine.execute('CREATE TABLE kept AS SELECT 1 AS a');
    await engine.execute('INSERT INTO kept VALUES (2)');
    expect((await engine.query('SELECT a FROM kept ORDER BY a')).column('a')).toEqual([1, 2]);
    await engine.execute('DROP TABLE kept');
  });
});
