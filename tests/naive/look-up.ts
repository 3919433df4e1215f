/**
 * Rows by the value of one column. An index is remembered for each array, so that the plain code
 * stays usable on a hundred thousand rows; the arrays of the derivation never change once made.
 */

const indexes = new WeakMap<readonly object[], Map<PropertyKey, Map<unknown, object[]>>>();

/** The rows that have a value in a column, in their order. */
export function rowsWith<Row extends object, Key extends keyof Row>(
  rows: readonly Row[],
  column: Key,
  value: Row[Key],
): readonly Row[] {
  const ofRows = indexes.get(rows) ?? new Map<PropertyKey, Map<unknown, object[]>>();
  indexes.set(rows, ofRows);
  const index = ofRows.get(column) ?? indexBy(rows, column);
  ofRows.set(column, index);
  return (index.get(value) ?? []) as Row[];
}

function indexBy<Row extends object>(
  rows: readonly Row[],
  column: keyof Row,
): Map<unknown, object[]> {
  const index = new Map<unknown, object[]>();
  for (const row of rows) {
    const known = index.get(row[column]);
    if (known) known.push(row);
    else index.set(row[column], [row]);
  }
  return index;
}
