/**
 * Writes a file anew so that the engine's strict reader can take it: every record ends with a line
 * feed, and a record with broken quotes becomes one cell that is rejected for certain. The strict
 * reader gives up where LF, CRLF and CR meet, and after two broken quotes in one record it can make
 * a row out of what is left; the lenient one loses cells without a word.
 */
import { Scanner } from './scan';
import type { Dialect } from './types';

const LF = 10;
const CR = 13;
const LINE_FEED = new Uint8Array([LF]);
const REJECTED = new TextEncoder().encode('?\n');

/** The same records in the same order and with the same blank lines. */
export async function plainRecords(blob: Blob, dialect: Dialect): Promise<Blob> {
  let broken = false;
  let pending: Uint8Array<ArrayBuffer>[] = [];
  let afterReturn = false;
  const scanner = new Scanner({ dialect, firstLine: 1, cells: 0 }, (fault) => {
    broken = fault === 'quotes';
  });
  type Sink = TransformStreamDefaultController<Uint8Array<ArrayBuffer>>;
  const endLine = (sink: Sink): void => {
    if (broken) sink.enqueue(REJECTED);
    else [...pending, LINE_FEED].forEach((part) => sink.enqueue(part));
    broken = false;
    pending = [];
  };
  const rewrite = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, sink) {
      let start = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at]!;
        const isSecondHalf = byte === LF && afterReturn;
        afterReturn = byte === CR;
        if (byte !== LF && byte !== CR) continue;
        scanner.push(chunk.subarray(start, at + 1));
        if (!scanner.betweenRecords) pending.push(chunk.slice(start, at + 1));
        else if (!isSecondHalf) {
          pending.push(chunk.slice(start, at));
          endLine(sink);
        }
        start = at + 1;
      }
      scanner.push(chunk.subarray(start));
      pending.push(chunk.slice(start));
    },
    flush(sink) {
      if (scanner.betweenRecords) return;
      scanner.finish();
      endLine(sink);
    },
  });
  return new Response(blob.stream().pipeThrough(rewrite)).blob();
}
