/**
 * Writes a file anew so that the engine's strict reader can take it: every record ends with a line
 * feed, and a record with broken quotes, or a far too long one, becomes a row that is rejected for
 * certain. The strict reader gives up where LF, CRLF and CR meet, swallows what follows a quote that
 * never closes, and after two broken quotes in one record it can make a row out of what is left; the
 * lenient one loses cells without a word.
 */
import { GrowingBytes } from './growing-bytes';
import { Scanner } from './scan';
import type { RecordFault, RecordPlace, ScanOptions } from './scan-result';

/** Text is handed to the browser in pieces of this size, which it may keep on the disk. */
const PIECE_BYTES = 4 << 20;

const NOTHING = new Uint8Array(0);
const LINE_FEED = new Uint8Array([10]);

/**
 * The same records in the same order and with the same blank lines between them; rejects with the
 * signal's reason when it aborts.
 */
export async function plainRecords(
  blob: Blob,
  options: Pick<ScanOptions, 'dialect' | 'cells'>,
  signal?: AbortSignal,
): Promise<Blob> {
  const writer = new PlainWriter(options);
  const pieces: Blob[] = [];
  const reader = blob.stream().getReader();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      writer.push(value);
      if (writer.output.length >= PIECE_BYTES) {
        pieces.push(new Blob([writer.output.finish()]));
        writer.output.clear();
      }
    }
  } finally {
    await reader.cancel();
  }
  writer.finish();
  return new Blob([...pieces, writer.output.finish()]);
}

class PlainWriter {
  readonly output = new GrowingBytes();
  private readonly scanner: Scanner;
  private readonly rejected: Uint8Array;
  private blanks = 0;
  /** The bytes in which records that end now may lie, and the position of the first of them. */
  private text: Uint8Array = NOTHING;
  private base = 0;

  constructor({ dialect, cells }: Pick<ScanOptions, 'dialect' | 'cells'>) {
    // One cell too many, each with something in it.
    const marks = Array.from({ length: cells + 1 }, () => '?');
    this.rejected = new TextEncoder().encode(`${marks.join(dialect.delimiter)}\n`);
    this.scanner = new Scanner({ dialect, firstLine: 1, cells }, (fault, place) =>
      this.write(fault, place),
    );
  }

  push(chunk: Uint8Array): void {
    this.text = this.text.length === 0 ? chunk : joined(this.text, chunk);
    this.scanner.push(chunk);
    const end = this.base + this.text.length;
    const open = this.scanner.openRecord ?? end;
    this.text = this.text.slice(open - this.base);
    this.base = open;
  }

  finish(): void {
    this.scanner.finish();
  }

  private write(fault: RecordFault, { start, end, blankLines }: RecordPlace): void {
    for (; this.blanks < blankLines; this.blanks += 1) this.output.append(LINE_FEED);
    const record = this.text.subarray(start - this.base, end - this.base);
    // Too many cells are the engine's to see as well, but it takes a NUL in one of them for nothing.
    const isSeen = fault === null || (fault === 'cells' && !record.includes(0));
    if (!isSeen) this.output.append(this.rejected);
    else {
      this.output.append(record);
      this.output.append(LINE_FEED);
    }
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
