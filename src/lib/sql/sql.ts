/**
 * A tagged template for SQL in which every value is quoted by construction: strings become
 * literals, names go through `ident`, and only an `Sql` is taken as it stands.
 */

/** A piece of SQL text that was built by this module. */
export interface Sql {
  readonly text: string;
}

/** What may stand in a `sql` template: SQL itself, or a value that becomes a literal. */
export type SqlValue = Sql | string | number | boolean | null;

/** Builds SQL from a template; strings, numbers, booleans and null become literals. */
export function sql(strings: TemplateStringsArray, ...values: readonly SqlValue[]): Sql {
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    text += toText(value) + (strings[index + 1] ?? '');
  });
  return { text };
}

/** Quotes a table or column name. */
export function ident(name: string): Sql {
  return { text: `"${name.replaceAll('"', '""')}"` };
}

/** Takes text as SQL without quoting it; only for text that stands in our own code. */
export function raw(text: string): Sql {
  return { text };
}

/** Joins pieces of SQL with a separator; an empty list gives empty SQL. */
export function join(parts: readonly Sql[], separator = ', '): Sql {
  return { text: parts.map((part) => part.text).join(separator) };
}

/** A parenthesised list of literals for `IN`; an empty list becomes `(NULL)`, which matches nothing. */
export function list(values: readonly (string | number)[]): Sql {
  if (values.length === 0) return raw('(NULL)');
  return raw(`(${values.map(literal).join(', ')})`);
}

/** All conditions joined with AND; no condition gives TRUE. */
export function all(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return raw('TRUE');
  return raw(conditions.map((condition) => `(${condition.text})`).join(' AND '));
}

function toText(value: SqlValue): string {
  if (typeof value === 'object' && value !== null) return value.text;
  return literal(value);
}

function literal(value: string | number | boolean | null): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return textLiteral(value);
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot stand in SQL`);
  return String(value);
}

/** The engine's parser takes a NUL for the end of the statement, so it stands outside of the quotes. */
function textLiteral(value: string): string {
  const parts = value.replaceAll("'", "''").split('\0');
  const quoted = `'${parts.join("' || chr(0) || '")}'`;
  return parts.length > 1 ? `(${quoted})` : quoted;
}
