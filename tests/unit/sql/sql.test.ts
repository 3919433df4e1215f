/** SQL that is quoted by construction: a value can never become a part of the statement. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { all, ident, join, list, raw, sql } from '$lib/sql/sql';

describe('a value in the template', () => {
  it.each<[string, string | number | boolean | null, string]>([
    ['text', 'a b', "'a b'"],
    ['empty text', '', "''"],
    ['text with a quote', "O'Hara", "'O''Hara'"],
    ['text that ends the literal', "'; DROP TABLE stay; --", "'''; DROP TABLE stay; --'"],
    ['text with a backslash before a quote', "\\' OR TRUE", "'\\'' OR TRUE'"],
    ['text with double quotes', 'a "b"', `'a "b"'`],
    ['text with a line break', "a\n-- b'", "'a\n-- b'''"],
    ['text with a dollar quote', '$$ x $$', "'$$ x $$'"],
    ['text like a placeholder', '${1}', "'${1}'"],
    ['text with a NUL', "a\0'b", "('a' || chr(0) || '''b')"],
    ['a whole number', 7, '7'],
    ['a negative number', -1.5, '-1.5'],
    ['a very small number', 1e-21, '1e-21'],
    ['true', true, 'TRUE'],
    ['false', false, 'FALSE'],
    ['null', null, 'NULL'],
  ])('becomes a literal: %s', (_name, value, text) => {
    expect(sql`SELECT ${value} AS x`.text).toBe(`SELECT ${text} AS x`);
  });

  it.each([NaN, Infinity, -Infinity])('is refused where SQL has no literal for it: %d', (value) => {
    expect(() => sql`SELECT ${value}`).toThrow(RangeError);
  });

  it('stays inside its quotes, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (drawn) => {
        const value = drawn.replaceAll('\0', '');
        const { text } = sql`${value}`;
        expect(text.startsWith("'") && text.endsWith("'")).toBe(true);
        const inside = text.slice(1, -1);
        expect(inside.replaceAll("''", '')).not.toContain("'");
        expect(inside.replaceAll("''", "'")).toBe(value);
      }),
    );
  });

  it('is SQL only when this module made it', () => {
    const part = sql`b = ${'x'}`;
    expect(sql`SELECT a FROM t WHERE ${part}`.text).toBe("SELECT a FROM t WHERE b = 'x'");
    expect(sql`WHERE ${part.text}`.text).toBe("WHERE 'b = ''x'''");
  });
});

describe('a name', () => {
  it.each([
    ['stay_no', '"stay_no"'],
    ['select', '"select"'],
    ['a b', '"a b"'],
    ['x"; DROP TABLE stay; --', '"x""; DROP TABLE stay; --"'],
    ['""', '""""""'],
    ["it's", `"it's"`],
  ])('is quoted: %s', (name, text) => {
    expect(ident(name).text).toBe(text);
  });
});

describe('lists and conditions', () => {
  it('quotes each value of a list', () => {
    expect(list(['a', "b') OR ('1'='1", 3]).text).toBe("('a', 'b'') OR (''1''=''1', 3)");
  });

  it('lets an empty list match nothing', () => {
    expect(list([]).text).toBe('(NULL)');
  });

  it('joins pieces, with a comma unless told otherwise', () => {
    expect(join([raw('a'), raw('b')]).text).toBe('a, b');
    expect(join([raw('a'), raw('b')], ' UNION ALL ').text).toBe('a UNION ALL b');
    expect(join([]).text).toBe('');
  });

  it('holds all conditions in brackets of their own', () => {
    expect(all([raw('a OR b'), raw('c')]).text).toBe('(a OR b) AND (c)');
  });

  it('holds without any condition', () => {
    expect(all([]).text).toBe('TRUE');
  });
});
