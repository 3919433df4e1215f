/** Encodings of files: which one is found, and that re-encoding loses no character. */
import { describe, expect, it } from 'vitest';
import { decodeSlice, isBinary, sniffEncoding, toUtf8 } from '$lib/ingest/encoding';
import { loadRemarks } from '$lib/ingest/load-remarks';
import { inspectFile } from '$lib/ingest/inspect';
import type { Encoding } from '$lib/ingest/types';
import { planOf } from '../mapping/files';

const bytes = (...values: readonly number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

function utf16(text: string, bigEndian: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let at = 0; at < text.length; at += 1) {
    view.setUint16(2 * at, text.charCodeAt(at), !bigEndian);
  }
  return new Uint8Array(view.buffer);
}

describe('the encoding', () => {
  it('is Latin-1 only where a byte stands that Windows-1252 does not define', () => {
    for (const byte of [0x81, 0x8d, 0x8f, 0x90, 0x9d]) {
      expect(sniffEncoding(bytes(0x61, byte, 0xe9, 0x0a))).toBe('latin-1');
    }
    expect(sniffEncoding(bytes(0x61, 0x93, 0xe9, 0x0a))).toBe('windows-1252');
  });

  it('decides what the bytes from 0x80 to 0x9f mean', async () => {
    const file = bytes(0x80, 0xe9);
    expect(decodeSlice(file, 'latin-1')).toBe('\u0080é');
    expect(decodeSlice(file, 'windows-1252')).toBe('€é');
    expect(await (await toUtf8(new Blob([file]), 'latin-1')).text()).toBe('\u0080é');
  });

  it.each<Encoding>(['utf-16le', 'utf-16be', 'windows-1252', 'latin-1'])(
    'is left behind without a change: %s, longer than one piece',
    async (encoding) => {
      const line = encoding.startsWith('utf-16') ? 'Zoë;€;𝒳;1' : 'Zoë;é;ÿ;1';
      const text = `${line.repeat(40)}\r\n`.repeat(12_000);
      const file = encoding.startsWith('utf-16')
        ? utf16(`\ufeff${text}`, encoding === 'utf-16be')
        : Uint8Array.from(text, (character) => character.charCodeAt(0));
      const seen: number[] = [];
      const done = await toUtf8(new Blob([file]), encoding, undefined, (n) => seen.push(n));
      expect((await done.text()) === text).toBe(true);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
    },
  );

  it('is not changed any further once the person cancels', async () => {
    const cancel = new AbortController();
    const reason = new Error('enough');
    cancel.abort(reason);
    const file = new Blob([bytes(0xe9)]);
    await expect(toUtf8(file, 'windows-1252', cancel.signal)).rejects.toBe(reason);
  });

  it('that is UTF-8 already costs nothing', async () => {
    const file = new Blob(['é']);
    expect(await toUtf8(file, 'utf-8')).toBe(file);
  });
});

describe('a control character', () => {
  it('is no reason to refuse a text, many of them are', async () => {
    expect(isBinary(`a,b\n1,\u00002${'\n3,4'.repeat(100)}`)).toBe(false);
    expect(isBinary('a\u0000b\u0001\u0002c')).toBe(true);
    const stray = await inspectFile(new Blob(['a,b\n\u00001,2\n3,4\n']));
    expect(stray.state).toBe('needs-mapping');
  });

  it('stays in its cell, also in a file without quotes', async () => {
    const rows = 'P1\t"tall\ty\n'.repeat(9);
    const found = await inspectFile(new Blob([`a\tb\tc\nP1\t"tall\tx\u0000y\n${rows}`]));
    if (found.state !== 'needs-mapping') throw new Error(found.state);
    expect(found.dialect.quote).toBeNull();
    expect(found.preview[0]).toEqual(['P1', '"tall', 'x\u0000y']);
  });
});

describe('a loaded file', () => {
  const plan = planOf('scores', ['a', 'b']);

  it('is remarked on when it was read in another encoding than was planned, or is empty', () => {
    const [other] = loadRemarks('f.csv', plan, { encoding: 'windows-1252', rowsRead: 3 });
    expect(other).toMatch(/read as Windows-1252.*CSV UTF-8/);
    const [empty] = loadRemarks('f.csv', plan, { encoding: 'utf-8', rowsRead: 0 });
    expect(empty).toMatch(/no rows/);
    expect(loadRemarks('f.csv', plan, { encoding: 'utf-8', rowsRead: 1 })).toEqual([]);
  });
});
