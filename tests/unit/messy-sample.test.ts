/** The messy sample is what its generator makes and what its README says. */
import { readdirSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { sniffDialect } from '$lib/ingest/dialect';
import { decodeSlice, sniffEncoding } from '$lib/ingest/encoding';
import { CELL_REASONS, REASONS } from '$lib/ingest/words';
import { CANONICAL } from '$lib/model/canonical';
import type { Expected, ExpectedFile } from '../../sample-data/messy/expected';
import { makeMessySample } from '../../sample-data/messy/generate';

const FOLDER = 'sample-data/messy';
const NAMES = ['Census_Report.csv', 'Assessments.csv', 'Attendance_Export.csv', 'Experience.csv'];

const bytesOf = (name: string): Buffer => readFileSync(`${FOLDER}/${name}`);
const readme = bytesOf('README.md').toString();
const { dataCut, files } = JSON.parse(bytesOf('expected.json').toString()) as Expected;

/** The text of a file in the encoding that the README names. */
function textOf({ file, dialect }: ExpectedFile): string {
  return new TextDecoder(dialect.encoding, { fatal: true }).decode(bytesOf(file));
}

/** The records of a file without header and blank lines. */
function recordsOf(expected: ExpectedFile): string[][] {
  const { delimiter } = expected.dialect;
  const { data } = Papa.parse<string[]>(textOf(expected), { delimiter, skipEmptyLines: true });
  return data.slice(1);
}

/** The cells of a column as they stand in the file. */
function cellsOf(expected: ExpectedFile, header: string): string[] {
  const at = expected.mapping.header.indexOf(header);
  return recordsOf(expected).map((cells) => cells[at] ?? '');
}

const [census, assessments, attendance, experience] = NAMES.map((name) =>
  files.find(({ file }) => file === name)!,
) as [ExpectedFile, ExpectedFile, ExpectedFile, ExpectedFile];

describe('the generator of the messy sample', () => {
  it('gives the committed files byte for byte, at every call', () => {
    for (const files of [makeMessySample(), makeMessySample()]) {
      expect([...files.keys()]).toEqual([...NAMES, 'expected.json']);
      for (const [name, bytes] of files) expect(bytesOf(name).equals(bytes), name).toBe(true);
    }
  });

  it('keeps the folder small', () => {
    const sizes = readdirSync(FOLDER).map((name) => bytesOf(name).length);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(600_000);
  });
});

describe.each(files)('$file', (expected) => {
  const { file, mapping, aside, lost } = expected;

  it('has the rows that the README and expected.json name', () => {
    expect(recordsOf(expected)).toHaveLength(expected.rows);
    expect(expected.rows - aside.length).toBe(expected.rowsLoaded);
    const counts = `\\| ${expected.rows} +\\| ${expected.rowsLoaded} +\\|`;
    expect(readme).toMatch(new RegExp(`\`${file.replace('.', '\\.')}\`.*${counts}`));
  });

  it('is told by its bytes', () => {
    const bytes = bytesOf(file);
    const encoding = sniffEncoding(bytes);
    expect(encoding).toBe(expected.dialect.encoding);
    const { delimiter } = sniffDialect(decodeSlice(bytes, encoding), encoding);
    expect(delimiter).toBe(expected.dialect.delimiter);
  });

  it('holds every planted value on the line that is named', () => {
    const lines = textOf(expected).split('\n');
    for (const { line, value } of [...aside, ...lost])
      expect(lines[line - 1]).toContain(value ?? '');
  });

  it('maps headers that exist to columns, codes and reasons that exist', () => {
    const canonical = CANONICAL[mapping.kind];
    const headers = [...Object.values(mapping.columns), ...Object.values(mapping.scores ?? {})];
    expect(mapping.header).toEqual(expect.arrayContaining(headers));
    const names = canonical.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(mapping.columns)));
    for (const { name, codes } of canonical) {
      const targets = Object.values(mapping.codes[name] ?? {});
      if (codes) expect([...codes, '!leave-out']).toEqual(expect.arrayContaining(targets));
    }
    expect([...REASONS, 'left_out']).toEqual(
      expect.arrayContaining(aside.map((row) => row.reason)),
    );
    const reasons = lost.map(({ reason }) => reason);
    expect([...CELL_REASONS, 'invalid_score']).toEqual(expect.arrayContaining(reasons));
  });

  it('uses every word of the mapping, and no other but those planted', () => {
    const planted = new Set([...aside, ...lost].map(({ value }) => value?.toLowerCase()));
    for (const [column, codes] of Object.entries(mapping.codes)) {
      const header = mapping.columns[column];
      if (header === undefined) continue;
      const words = new Set(cellsOf(expected, header).map((cell) => cell.toLowerCase()));
      expect([...words]).toEqual(expect.arrayContaining(Object.keys(codes)));
      const others = [...words].filter((word) => word !== '' && !(word in codes));
      expect(others.filter((word) => !planted.has(word))).toEqual([]);
    }
  });
});

describe('people, places and days of the messy sample', () => {
  it('has ids of random digits and no free text that could name anybody', () => {
    const rows = [census, assessments, attendance].flatMap(recordsOf);
    const ids = new Set(rows.map(([id = '']) => id));
    ids.delete('');
    for (const id of ids) expect(id).toMatch(/^(C-[1-9]\d{4}|Total: \d+)$/);
    expect(new Set(cellsOf(census, 'Facility'))).toEqual(new Set(['Quarry site', 'Fern site', '']));
    expect(new Set(cellsOf(assessments, 'Entered By')).size).toBe(4);
    expect(new Set(cellsOf(experience, 'Survey')).size).toBe(2);
  });

  it('writes stays month first, with days that prove it', () => {
    const days = cellsOf(census, 'Admit Dt').filter((cell) => /^\d/.test(cell));
    for (const day of days) expect(day).toMatch(/^([1-9]|1[0-2])\/([1-9]|[12]\d|3[01])\/\d{4}$/);
    expect(days.filter((day) => Number(day.split('/')[1]) > 12).length).toBeGreaterThan(50);
  });

  it('writes sessions on days whose order cannot be told', () => {
    for (const day of cellsOf(attendance, 'DOS')) {
      expect(day).toMatch(/^([1-9]|1[0-2])\/([1-9]|1[0-2])\/202[56]$/);
    }
  });

  it('reaches the data cut, and holds WHO-5 as raw sums', () => {
    expect(dataCut).toBe('2026-10-31');
    expect(cellsOf(assessments, 'Completed')).toContain('31-Oct-2026');
    const sums = cellsOf(assessments, 'WHO-5')
      .filter((cell) => cell !== '')
      .map(Number);
    expect(Math.max(...sums)).toBeLessThanOrEqual(25);
    expect(sums.some((sum) => sum % 4 !== 0)).toBe(true);
  });
});
