/** What does not fit into the memory of a page is refused before it is read, in numbers. */
import { describe, expect, it } from 'vitest';
import { SLICE_BYTES } from '$lib/ingest/encoding';
import { profileOf } from '$lib/ingest/profile';
import { type KeptFile, unread } from '$lib/session/kept-file';
import {
  MEMORY_LIMIT_BYTES,
  predictPeakBytes,
  predictRows,
  withinMemory,
} from '$lib/session/predict-memory';
import { planOf } from '../mapping/files';

const HEADER = ['person_id', 'held_on', 'status', 'group_id'];
const ROWS = Array.from({ length: 10_000 }, (_, at) => [`P-${at}`, '2026-03-01', 'attended', 'G']);

let nextId = 1;

/** A file of sessions of so many bytes, whose first MiB held 10,000 rows. */
function sessionsOf(name: string, size: number): KeptFile {
  const columns = Object.fromEntries(HEADER.map((column, at) => [column, at]));
  const plan = planOf('sessions', HEADER, { columns });
  const file = Object.defineProperty(new File([], name), 'size', { value: size });
  const profile = profileOf(HEADER, ROWS, size < SLICE_BYTES);
  return unread(nextId++, { name, file, plan, profile, answered: {}, isSample: false });
}

describe('the rows of a file', () => {
  it('are told from its first part, and known once it is loaded', () => {
    const file = sessionsOf('a.csv', 50 * SLICE_BYTES);
    expect(predictRows(file)).toBe(500_000);
    const account = { rowsRead: 7 } as KeptFile['account'];
    expect(predictRows({ ...file, account })).toBe(7);
    expect(predictRows(sessionsOf('small.csv', 1_000))).toBe(10_000);
  });
});

describe('a file that would need too much memory', () => {
  const large = sessionsOf('large.csv', 2_000 * SLICE_BYTES);
  const huge = sessionsOf('huge.csv', 4_000 * SLICE_BYTES);

  it('is refused with numbers and what to do; smaller ones of the drop go in', () => {
    const { within, tooLarge } = withinMemory([], [huge, large], []);
    expect(within).toEqual([large]);
    expect(tooLarge).toHaveLength(1);
    const [{ name, message, nextStep }] = tooLarge as [(typeof tooLarge)[number]];
    expect(name).toBe('huge.csv');
    expect(message).toMatch(/^It has about 40,000,000 rows and would need about [34]\.\d GB/);
    expect(message).toMatch(/a page can use 3\.2 GB\. It was not read\.$/);
    expect(nextStep).toMatch(/shorter period, or split it by year/);
  });

  it('counts together with what is loaded', () => {
    const second = sessionsOf('second.csv', 1_500 * SLICE_BYTES);
    expect(withinMemory([], [second], []).within).toEqual([second]);
    const { within, tooLarge } = withinMemory([large], [second], []);
    expect(within).toEqual([]);
    expect(tooLarge[0]!.message).toMatch(/with the files that are there/);
    expect(tooLarge[0]!.nextStep).toMatch(/remove another file/);
  });

  it('may replace one that leaves, whose rows are not derived any more', () => {
    const corrected = sessionsOf('large.csv', 1_990 * SLICE_BYTES);
    const replace = [{ old: large.id, anew: corrected.id }];
    expect(withinMemory([large], [corrected], replace).within).toEqual([corrected]);
    expect(predictPeakBytes([corrected], [large])).toBeLessThan(MEMORY_LIMIT_BYTES);
    expect(predictPeakBytes([corrected, large])).toBeGreaterThan(MEMORY_LIMIT_BYTES);
  });
});
