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
}

/** Lines by record; records count from 1. */
export class LineMap {
  constructor(readonly data: LineMapData) {}

  /** The physical line on which a record begins. */
  lineOf(record: number): number {
    const { firstLine, records, lines } = this.data;
    const at = countWhile(records.length, (index) => records[index]! <= record) - 1;
    return at < 0 ? firstLine + record - 1 : lines[at]! + record - records[at]!;
  }
}

/** Collects the records that break the rule of one line per record. */
export class LineMapBuilder {
  private readonly records = new GrowingNumbers();
  private readonly lines = new GrowingNumbers();
  private expected: number;

  constructor(private readonly firstLine: number) {
    this.expected = firstLine;
  }

  /** Notes that a record begins on a line. */
  add(record: number, line: number): void {
    if (line !== this.expected) {
      this.records.add(record);
      this.lines.add(line);
    }
    this.expected = line + 1;
  }

  /** The finished map. */
  finish(): LineMap {
    return new LineMap({
      firstLine: this.firstLine,
      records: this.records.finish(),
      lines: this.lines.finish(),
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
