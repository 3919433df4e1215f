/** What must hold for any file; asked a few hundred times in every test run, and far more by `npm run fuzz`. */
import { expect } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { accounting } from '$lib/ingest/accounting';
import { sniffEncoding, SLICE_BYTES, toUtf8 } from '$lib/ingest/encoding';
import { readHeader } from '$lib/ingest/header';
import { inspectFile } from '$lib/ingest/inspect';
import { loadFile } from '$lib/ingest/load';
import { removeFile } from '$lib/ingest/remove-file';
import { setAsideRows } from '$lib/ingest/set-aside';
import { settle } from '$lib/ingest/settle';
import { type FilePlan, PLAIN_LAYOUT } from '$lib/ingest/types';
import type { DamagedFile } from './damaged-files';
import { readRaw, type Written } from './raw-read';
import type { WrittenTable } from './written-tables';

const TODAY = '2024-06-30';

/** A table that was written comes back, where the reader is told how it is written. */
export async function comesBack(engine: Engine, table: WrittenTable): Promise<void> {
  const { style, header, rows, bytes } = table;
  const written = { dialect: style.dialect, layout: PLAIN_LAYOUT, header };
  const { records, found } = await readRaw(engine, new Blob([bytes]), written);
  expect(records).toEqual(rows);
  expect(found.unclosedQuotes).toBeNull();
}

/**
 * A table that was written comes back, where the reader has to find out how it is written. Rows of
 * chance can look like the header of a second table; that is asked, and the answer here is no.
 */
export async function comesBackUnasked(engine: Engine, table: WrittenTable): Promise<void> {
  const { header, rows, bytes } = table;
  const look = await inspectFile(new Blob([bytes]));
  if (look.state === 'refused') throw new Error(look.sentence);
  const found: Written = look.state === 'ready' ? look.plan : look;
  expect(found.header).toEqual(header);
  const written = { ...found, layout: { ...found.layout, endLine: null } };
  const { records } = await readRaw(engine, new Blob([bytes]), written);
  expect(records).toEqual(rows);
}

/**
 * Whatever a file holds, it is refused with a sentence, or each of its records is read or set aside
 * on a line and at a place of the file.
 */
export async function isAccounted(engine: Engine, file: DamagedFile): Promise<void> {
  const blob = new Blob([file.bytes]);
  const look = await inspectFile(blob);
  if (look.state === 'refused') expect(look.sentence).toMatch(/\.$/);
  if (look.state === 'ready') await isLoaded(engine, blob, look.plan);
  if (look.state === 'needs-mapping') await isRead(engine, blob, look);
  const dialect = { ...file.dialect, encoding: sniffEncoding(file.bytes, true) };
  const utf8 = await toUtf8(blob, dialect.encoding);
  const start = new Uint8Array(await utf8.slice(0, SLICE_BYTES).arrayBuffer());
  const header = readHeader(start, dialect);
  if (!header || header.names.length < 2) return;
  await isRead(engine, blob, { dialect, header: header.names, layout: PLAIN_LAYOUT });
}

async function isRead(engine: Engine, blob: Blob, written: Written): Promise<void> {
  const { records, lines, found, bytes, encoding } = await readRaw(engine, blob, written);
  const { unreadable, brokenRecords } = found;
  const bad = records.flatMap((record, at) => (record === null ? [at + 1] : []));
  expect([...unreadable.records]).toEqual(bad);
  expect(brokenRecords).toBeLessThanOrEqual(bad.length);
  expect(records.length).toBe(found.records);
  const last = await lineCount(blob, encoding);
  lines.forEach((line, at) => {
    expect(line).toBeGreaterThan(lines[at - 1] ?? 0);
    expect(line).toBeLessThanOrEqual(last);
  });
  unreadable.offsets.forEach((offset, at) => {
    const before = at === 0 ? 0 : unreadable.offsets[at - 1]! + unreadable.lengths[at - 1]!;
    expect(offset).toBeGreaterThanOrEqual(before);
    expect(unreadable.lengths[at]).toBeGreaterThan(0);
    expect(offset + unreadable.lengths[at]!).toBeLessThanOrEqual(bytes);
  });
}

async function isLoaded(engine: Engine, blob: Blob, plan: FilePlan): Promise<void> {
  await removeFile(engine, 1).catch(() => undefined);
  const { rowsRead: read, encoding } = await loadFile(engine, blob, 1, plan, { today: TODAY });
  await settle(engine, [{ fileId: 1, name: 'f1.csv', order: 1 }]);
  const [account] = await accounting(engine);
  const { rowsRead, rowsLoaded, rowsSetAside } = account!;
  expect(rowsRead).toBe(read);
  expect(rowsLoaded + rowsSetAside).toBe(rowsRead);
  const aside = await setAsideRows(engine, { fileId: 1, limit: 1000, offset: 0 });
  expect(aside).toHaveLength(rowsSetAside);
  const last = await lineCount(blob, encoding);
  expect(aside.every(({ line }) => line >= 1 && line <= last)).toBe(true);
  await removeFile(engine, 1);
}

async function lineCount(blob: Blob, encoding: Written['dialect']['encoding']): Promise<number> {
  const text = await (await toUtf8(blob, encoding)).text();
  return text.split(/\r\n|\r|\n/).length;
}
