/**
 * Arrow table to plain columns. Only types that arrive unharmed are read: HUGEINT and DECIMAL come
 * without their point, BIGINT as bigint, lists and structs corrupted, so a query must cast its
 * outputs, and anything else is refused by name.
 */
import { DataType, type Table, type Vector } from 'apache-arrow';
import { type Cell, Columns } from '$lib/sql/columns';
import { UnsupportedColumn } from './errors';

/** Reads all columns of an Arrow table; throws `UnsupportedColumn` for a type that must be cast. */
export function readColumns(table: Table): Columns {
  const data = new Map<string, readonly Cell[]>();
  for (const field of table.schema.fields) {
    const vector = table.getChild(field.name);
    if (vector) data.set(field.name, readVector(field.name, vector));
  }
  return new Columns(table.numRows, data);
}

function readVector(name: string, vector: Vector): readonly Cell[] {
  const type = vector.type as DataType;
  if (DataType.isDate(type)) return Array.from(vector, toIsoDay);
  const readable =
    DataType.isUtf8(type) ||
    DataType.isFloat(type) ||
    DataType.isNull(type) ||
    (DataType.isInt(type) && type.bitWidth <= 32);
  if (!readable) throw new UnsupportedColumn(name, String(type));
  return Array.from(vector, (value: Cell | undefined) => value ?? null);
}

function toIsoDay(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return new Date(Number(value)).toISOString().slice(0, 10);
}
