/**
 * From the number of a record to the physical line on which it begins. Only records that do not
 * begin one line after the one before are kept, so a file without line breaks in cells costs nothing.
 */
import { GrowingNumbers } from './growing-numbers';

/** The numbers of a line map, as they pass from a worker: records that break the rule. */
export interface LineMapData {
  readonly firstLine: number;
  readonly records: Float64Array;
  /** Physical lines on which those records begin. */
  readonly lines: Float64Array;
  /** Blank lines before those records. */
  readonly blanks: Float64Array;
}

/** Lines and blank lines by record; records count from 1. */
export class LineMap {
  constructor(readonly data: LineMapData) {}

  /** The physical line on which a record begins. */
  lineOf(record: number): number {
    const { firstLine, records, lines } = this.data;
    const at = countWhile(records.length, (index) => records[index]! <= record) - 1;
    return at < 0 ? firstLine + record - 1 : lines[at]! + record - records[at]!;
  }

  /**
   * The record with a number that also counts blank lines, which is how the engine numbers the rows
   * that it rejects.
   */
  recordOfCounted(counted: number): number {
    const { records, blanks } = this.data;
    const at = countWhile(records.length, (i) => records[i]! + blanks[i]! <= counted) - 1;
    return at < 0 ? counted : counted - blanks[at]!;
  }
}

/** Collects the records that break the rule of one line per record. */
export class LineMapBuilder {
  private readonly records = new GrowingNumbers();
  private readonly lines = new GrowingNumbers();
  private readonly blanks = new GrowingNumbers();
  private expected: number;

  constructor(private readonly firstLine: number) {
    this.expected = firstLine;
  }

  /** Notes that a record begins on a line, after so many blank lines. */
  add(record: number, line: number, blanks: number): void {
    if (line !== this.expected) {
      this.records.add(record);
      this.lines.add(line);
      this.blanks.add(blanks);
    }
    this.expected = line + 1;
  }

  /** The finished map. */
  finish(): LineMap {
    return new LineMap({
      firstLine: this.firstLine,
      records: this.records.finish(),
      lines: this.lines.finish(),
      blanks: this.blanks.finish(),
    });
  }
}

/** How many of the first indices pass a test that holds up to some index and never after it. */
function countWhile(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
