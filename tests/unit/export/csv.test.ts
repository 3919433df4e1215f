import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { figureCsv } from '$lib/export/csv';
import { wrap } from '$lib/export/png';
import { sampleData } from '../charts/sample-figure';

const origin = {
  figure: 'attendance-rate',
  definitionVersion: 2,
  excluded: '3 excluded: 3 open',
  provenance: ['Mode internal', 'File: "stays, June".csv'],
};

describe('a figure as CSV', () => {
  it('is a plain table in which every row carries its origin', () => {
    const data = sampleData([
      { level: 'php', value: 1 / 3, low: null },
      { level: null, value: -2, low: 0 },
    ]);
    const parsed = Papa.parse<Record<string, string>>(figureCsv(data, origin), { header: true });
    expect(parsed.errors).toEqual([]);
    expect(parsed.data).toHaveLength(2);
    expect(parsed.data[0]).toEqual({
      level: 'php',
      value: '0.3333333333333333',
      low: '',
      figure: 'attendance-rate',
      definition_version: '2',
      excluded: '3 excluded: 3 open',
      provenance: 'Mode internal | File: "stays, June".csv',
    });
    expect(parsed.data[1]!['value']).toBe('-2');
  });

  it('keeps the origin of a figure without rows', () => {
    const text = figureCsv(sampleData([], { columns: ['level', 'value'] }), origin);
    expect(text.split('\r\n')).toHaveLength(2);
  });

  it('never hands a formula to a spreadsheet', () => {
    const text = figureCsv(sampleData([{ program: '=HYPERLINK("x")' }]), origin);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
  });
});

describe('words on an image', () => {
  it('break where a line is full', () => {
    expect(wrap('one two three', 7, (text) => text.length)).toEqual(['one two', 'three']);
    expect(wrap('', 7, (text) => text.length)).toEqual(['']);
  });
});
