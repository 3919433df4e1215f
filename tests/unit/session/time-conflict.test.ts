/** Calendar dates and days since admission cannot be laid beside each other; visits go with both. */
import { describe, expect, it } from 'vitest';
import { profileOf } from '$lib/ingest/profile';
import type { TimeMode } from '$lib/ingest/reading';
import type { KeptFile } from '$lib/session/kept-file';
import { timeConflict } from '$lib/session/time-conflict';
import { planOf } from '../mapping/files';

let nextId = 1;

/** A loaded or new file that knows about time what is said. */
function fileWith(time: TimeMode, name: string = time): KeptFile {
  const header = ['id'];
  return {
    id: nextId++,
    name: `${name}.csv`,
    file: new File(['id\n'], `${name}.csv`),
    plan: planOf(time === 'order' ? 'scores' : 'stays', header, { reading: { time } }),
    profile: profileOf(header, [], true),
    answered: {},
    isSample: false,
    sha256: null,
    encoding: null,
    remarks: [],
    account: null,
  };
}

function names(
  before: readonly KeptFile[],
  fresh: readonly KeptFile[],
): { fitting: string[]; conflicts: string[] } {
  const { fitting, conflicts } = timeConflict(before, fresh);
  return {
    fitting: fitting.map(({ name }) => name),
    conflicts: conflicts.map(({ name }) => name),
  };
}

const dates = fileWith('dates');
const relative = fileWith('relative');
const order = fileWith('order');

describe('files', () => {
  it.each<[string, KeptFile[], KeptFile[], string[], string[]]>([
    ['the first of all', [], [dates], ['dates.csv'], []],
    ['days since admission alone', [], [relative], ['relative.csv'], []],
    ['visits alone', [], [order], ['order.csv'], []],
    ['dates beside dates', [dates], [fileWith('dates', 'more')], ['more.csv'], []],
    ['days beside days', [relative], [fileWith('relative', 'more')], ['more.csv'], []],
    ['visits beside dates', [dates], [order], ['order.csv'], []],
    ['visits beside days', [relative], [order], ['order.csv'], []],
    ['dates beside visits', [order], [dates], ['dates.csv'], []],
    ['days beside visits', [order], [relative], ['relative.csv'], []],
    ['days beside dates', [dates], [relative], [], ['relative.csv']],
    ['dates beside days', [relative], [dates], [], ['dates.csv']],
    ['days beside visits and dates', [order, dates], [relative], [], ['relative.csv']],
    ['both at once: the first counts', [], [relative, dates], ['relative.csv'], ['dates.csv']],
    [
      'both at once beside dates',
      [dates],
      [relative, order, fileWith('dates', 'more')],
      ['order.csv', 'more.csv'],
      ['relative.csv'],
    ],
  ])('%s', (_, before, fresh, fitting, conflicts) => {
    expect(names(before, fresh)).toEqual({ fitting, conflicts });
  });

  it('are handed on as they are', () => {
    expect(timeConflict([dates], [order]).fitting[0]).toBe(order);
  });
});

describe('a conflict', () => {
  it.each([
    [dates, relative, 'days since admission', 'calendar dates'],
    [relative, dates, 'calendar dates', 'days since admission'],
  ])('says what each has, and what to do', (before, fresh, own, others) => {
    const [issue] = timeConflict([before], [fresh]).conflicts;
    expect(issue?.message).toBe(
      `It has ${own}, the other files have ${others}; the two cannot be laid beside each other.`,
    );
    expect(issue?.nextStep).toMatch(/^Load files with the same kind of days, or remove /);
    expect(issue?.template).toBeNull();
  });
});
