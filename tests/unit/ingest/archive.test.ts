/** Archives: what comes out of them, and what is said about what does not. */
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { unpack } from '$lib/ingest/archive';
import { Growth, GrowsTooLarge } from '$lib/ingest/unpack-stream';

const CSV = new TextEncoder().encode('person_id,held_on\nP1,2024-01-01\n');
const OTHER = new TextEncoder().encode('a,b\n1,2\n');
const DAY = new Date(2024, 4, 6, 7, 8, 10);

type Bytes = Uint8Array<ArrayBuffer>;
const fileOf = (content: Uint8Array, name: string): File =>
  new File([content as Bytes], name, { lastModified: 1_700_000_000_000 });
const zip = (members: Record<string, Uint8Array>, name = 'export.zip'): File =>
  fileOf(zipSync(members, { mtime: DAY }), name);

/** An archive with other bytes at a distance from each entry of its list. */
function changed(archive: Uint8Array, distance: number, values: readonly number[]): Uint8Array {
  const copy = archive.slice();
  for (let at = 0; at + 4 < copy.length; at += 1) {
    if (copy[at] === 0x50 && copy[at + 1] === 0x4b && copy[at + 2] === 1 && copy[at + 3] === 2) {
      copy.set(values, at + distance);
    }
  }
  return copy;
}

async function texts(file: File): Promise<Record<string, string>> {
  const { files } = await unpack(file);
  const found: Record<string, string> = {};
  for (const one of files) found[one.name] = await one.text();
  return found;
}

describe('a zip archive', () => {
  it('gives its tables by their own names, and nothing of what systems hide in it', async () => {
    const archive = zip({
      'export/2024/Stays.CSV': CSV,
      'export/notes.txt': OTHER,
      'export/more.tsv': OTHER,
      '__MACOSX/export/._Stays.CSV': OTHER,
      'export/.hidden.csv': OTHER,
      'export/empty/': new Uint8Array(),
    });
    const { files, problems } = await unpack(archive);
    expect(files.map(({ name }) => name)).toEqual(['Stays.CSV', 'notes.txt', 'more.tsv']);
    expect(await files[0]!.text()).toBe(new TextDecoder().decode(CSV));
    expect(files[0]!.lastModified).toBe(DAY.getTime());
    expect(problems).toEqual([]);
  });

  it('may store its files as they are', async () => {
    const stored = fileOf(zipSync({ 'a.csv': CSV }, { level: 0 }), 'a.zip');
    expect(await texts(stored)).toEqual({ 'a.csv': new TextDecoder().decode(CSV) });
  });

  it('gives what can be read beside what cannot', async () => {
    const inner = zipSync({ 'c.csv': OTHER });
    const archive = zip({ 'a.csv': CSV, 'b.zip': inner, 'c.xlsx': OTHER, 'd.pdf': OTHER });
    const { files, problems } = await unpack(archive);
    expect(files.map(({ name }) => name)).toEqual(['a.csv']);
    expect(problems.map(({ name, message }) => `${name}: ${message}`)).toEqual([
      'b.zip (in export.zip): It is an archive inside the archive.',
      'c.xlsx (in export.zip): It is a workbook.',
      'export.zip: The archive also holds what is no CSV file, which was left out: d.pdf.',
    ]);
  });

  it.each([
    ['locked with a password', 8, [1]],
    ['packed in a way', 10, [12]],
    ['damaged', 16, [1, 2, 3, 4]],
    ['damaged', 42, [7]],
  ])('says that a file in it is %s', async (words, distance, values) => {
    const archive = changed(zipSync({ 'a.csv': CSV }), distance, values);
    const { files, problems } = await unpack(fileOf(archive, 'x.zip'));
    expect(files).toEqual([]);
    expect(problems[0]!.message).toContain(words);
    expect(problems[0]!.nextStep).toMatch(/CSV/);
  });

  it('that was cut off anywhere is refused and does not hang', async () => {
    const whole = zipSync({ 'a.csv': CSV, 'b.csv': OTHER });
    for (let length = 4; length < whole.length; length += 9) {
      const { files, problems } = await unpack(fileOf(whole.slice(0, length), 'x.zip'));
      expect(files).toEqual([]);
      expect(problems[0]!.message).toMatch(/damaged or incomplete|could not be read/);
    }
  });

  it('without a table says so', async () => {
    const { problems } = await unpack(zip({ 'a.pdf': OTHER }));
    expect(problems[0]!.message).toContain('no .csv');
  });

  it.each([
    ['an Excel workbook', { '[Content_Types].xml': OTHER, 'xl/workbook.xml': OTHER }, 'CSV UTF-8'],
    ['a document', { '[Content_Types].xml': OTHER, 'word/document.xml': OTHER }, 'as CSV'],
    ['a workbook', { mimetype: OTHER, 'content.xml': OTHER }, 'as CSV'],
  ])('that is %s is refused with the way to save it', async (words, members, step) => {
    const { files, problems } = await unpack(zip(members, 'book.xlsx'));
    expect(files).toEqual([]);
    expect(problems[0]!.message).toContain(words);
    expect(problems[0]!.nextStep).toContain(step);
  });

  it('that grows without end is given up', () => {
    const small = new Growth(1000);
    small.add(100 * 2 ** 20);
    expect(() => small.add(1)).toThrow(GrowsTooLarge);
    const large = new Growth(2 ** 30);
    large.add(4 * 2 ** 30);
    expect(() => large.add(1)).toThrow(GrowsTooLarge);
  });
});

describe('a gzip archive', () => {
  it('gives its file by the name in its header, else by its own', async () => {
    const named = fileOf(gzipSync(CSV, { filename: 'stays.csv', mtime: DAY }), 'x.gz');
    const { files } = await unpack(named);
    expect(files.map(({ name, lastModified }) => [name, lastModified])).toEqual([
      ['stays.csv', DAY.getTime()],
    ]);
    const bare = await unpack(fileOf(gzipSync(CSV, { mtime: 0 }), 'stays.csv.gz'));
    expect(bare.files[0]!.name).toBe('stays.csv');
    expect(bare.files[0]!.lastModified).toBe(1_700_000_000_000);
    expect(await bare.files[0]!.text()).toBe(new TextDecoder().decode(CSV));
  });

  it('may be several, one after the other', async () => {
    const one = gzipSync(CSV);
    const two = fileOf(Uint8Array.from([...one, ...gzipSync(OTHER)]), 'a.csv.gz');
    const text = new TextDecoder().decode(CSV) + new TextDecoder().decode(OTHER);
    expect(await texts(two)).toEqual({ 'a.csv': text });
  });

  it('that is larger than one step comes out whole', async () => {
    const noise = Uint8Array.from({ length: 700_000 }, (_, at) => (at * at * 31 + (at >> 7)) & 255);
    const [large] = (await unpack(fileOf(gzipSync(noise, { level: 1 }), 'n.csv.gz'))).files;
    const found = new Uint8Array(await large!.arrayBuffer());
    expect(found.length).toBe(noise.length);
    expect(found.every((byte, at) => byte === noise[at])).toBe(true);
  });

  it('that is a bomb is given up with a sentence', async () => {
    const member = gzipSync(new Uint8Array(2 ** 20));
    const bomb = new File(Array(101).fill(member), 'bomb.csv.gz');
    const { files, problems } = await unpack(bomb);
    expect(files).toEqual([]);
    expect(problems[0]!.message).toContain('more than 4 GB');
  });

  it('that is cut off, changed or holds another archive is refused', async () => {
    const whole = gzipSync(CSV);
    for (let length = 3; length < whole.length; length += 5) {
      const cut = await unpack(fileOf(whole.slice(0, length), 'a.gz'));
      expect([cut.files.length, cut.problems.length]).toEqual([0, 1]);
    }
    const flipped = whole.slice();
    flipped[flipped.length - 7]! ^= 1;
    expect((await unpack(fileOf(flipped, 'a.gz'))).problems[0]!.message).toContain('damaged');
    const nested = fileOf(gzipSync(zipSync({ 'a.csv': CSV })), 'a.gz');
    expect((await unpack(nested)).problems[0]!.message).toContain('another archive');
  });
});

describe('a file that is no archive', () => {
  it('comes out as it is, a workbook of the old kind does not', async () => {
    const plain = fileOf(CSV, 'a.csv');
    expect((await unpack(plain)).files).toEqual([plain]);
    const old = fileOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1]), 'a.xls');
    const { files, problems } = await unpack(old);
    expect(files).toEqual([]);
    expect(problems[0]!.nextStep).toContain('CSV UTF-8 (comma delimited)');
  });

  it('is not opened any more once the person cancels', async () => {
    const cancel = new AbortController();
    const reason = new Error('enough');
    cancel.abort(reason);
    await expect(unpack(zip({ 'a.csv': CSV }), cancel.signal)).rejects.toBe(reason);
  });
});
