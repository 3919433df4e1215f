/** The bytes of a result to typed arrays, for rows that are added up and not shown; see `read-columns.ts`. */
import { DataType, RecordBatchReader, Table, type Vector } from 'apache-arrow';
import type { Numbers, TypedColumn, TypedColumns } from '$lib/sql/typed-columns';
import { UnsupportedColumn } from './errors';

/**
 * Reads all columns: numbers of up to 32 bits, DOUBLE, and a blob where there is a single row; throws
 * `UnsupportedColumn` for what must be cast.
 */
export function readTyped(bytes: Uint8Array): TypedColumns {
  const reader = RecordBatchReader.from(bytes).open();
  const batches = [...reader];
  const table = batches.length > 0 ? new Table(batches) : new Table(reader.schema);
  return new Map(
    table.schema.fields.flatMap(({ name }): [string, TypedColumn][] => {
      const vector = table.getChild(name);
      return vector ? [[name, readVector(name, vector)]] : [];
    }),
  );
}

function readVector(name: string, vector: Vector): TypedColumn {
  const type = vector.type as DataType;
  if (DataType.isBinary(type)) {
    const blob = vector.get(0) as Uint8Array | null;
    return blob
      ? { values: blob.slice(), valid: null }
      : { values: new Uint8Array(), valid: Uint8Array.of(0) };
  }
  const isRead = DataType.isFloat(type) || (DataType.isInt(type) && type.bitWidth <= 32);
  if (!isRead) throw new UnsupportedColumn(name, String(type));
  return { values: numbersOf(vector), valid: validOf(vector) };
}

function numbersOf(vector: Vector): Numbers {
  const parts = vector.data.map(({ values, length }) => (values as Numbers).subarray(0, length));
  const [first] = parts;
  if (!first) return new Uint8Array();
  const whole = new (first.constructor as new (length: number) => Numbers)(vector.length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function validOf(vector: Vector): Uint8Array | null {
  if (vector.nullCount === 0) return null;
  const valid = new Uint8Array(vector.length);
  let start = 0;
  for (const { nullBitmap: bits, nullCount, offset, length } of vector.data) {
    if (nullCount === 0) valid.fill(1, start, start + length);
    else if (nullCount < length) {
      for (let row = 0; row < length; row += 1) {
        const bit = offset + row;
        valid[start + row] = (bits![bit >> 3]! >> (bit & 7)) & 1;
      }
    }
    start += length;
  }
  return valid;
}
