/** What differs between settings, in words. */
import { describe, expect, it } from 'vitest';
import { formatShare } from '$lib/format/numbers';
import { DEFAULT_PROGRAM_SETTINGS, type ProgramSettings } from '$lib/session/settings-file';
import { differences, rangeWords } from '$lib/session/settings-words';

const BEFORE = DEFAULT_PROGRAM_SETTINGS;

function changed(change: Partial<ProgramSettings>): readonly string[] {
  return differences(BEFORE, { ...BEFORE, ...change });
}

describe('a target in words', () => {
  it.each([
    ['hours_per_week', { low: 9, high: 15 }, '9 to 15 h'],
    ['floor_hours_per_week', { low: 9, high: null }, 'at least 9 h'],
    ['group_size', { low: null, high: 10 }, 'at most 10 people'],
    ['days_per_week', { low: 3, high: 3 }, '3 days'],
    ['sessions_per_week', { low: 1, high: null }, 'at least 1 session'],
    ['group_size', { low: null, high: 1 }, 'at most 1 person'],
    ['length_days', null, 'no target'],
  ] as const)('%s %j', (kind, range, words) => {
    expect(rangeWords(kind, range)).toBe(words);
  });
});

describe('what differs', () => {
  it('is nothing between equal settings', () => {
    expect(differences(BEFORE, structuredClone(BEFORE))).toEqual([]);
  });

  it('names the target, with what it was and is', () => {
    const { targets } = BEFORE;
    const { iop, ...others } = targets.levels;
    const hours = { hours_per_week: { low: 12, high: 15 } };
    expect(
      changed({
        targets: {
          levels: { ...others, iop: { ...iop, ...hours } },
          programs: { North: hours },
          shares: { 'paired-data': 0.8, 'attendance-rate': 0.75 },
        },
      }),
    ).toEqual(
      [
        'IOP, hours a week: 9 to 15 h, now 12 to 15 h',
        'North, hours a week: no target, now 12 to 15 h',
        'baseline completion, least share: 95.0\u202f%, now no target',
        'Paired data, least share: 90.0\u202f%, now 80.0\u202f%',
        'Attendance rate, least share: no target, now 75.0\u202f%',
      ].map((line) => expect.stringMatching(new RegExp(line, 'i'))),
    );
  });

  it('names every other setting', () => {
    const { conventions, scoreWindow } = BEFORE;
    const own = {
      ...{ id: 'shaps', name: 'SHAPS', scoreMin: 0, scoreMax: 14, step: 1, cutoff: null },
      direction: 'higher_worse',
    } as const;
    const lines = changed({
      pathGapDays: 14,
      scoreWindow: { ...scoreWindow, lastAfter: 5 },
      scoreWindowByLevel: { php: scoreWindow },
      primaryMeasure: { North: 'gad7' },
      instruments: [own],
      thresholds: { phq8: { sd: 6, reliability: 0.9, clinicalMean: null, norm: null } },
      conventions: {
        ...conventions,
        measureEveryDays: 30,
        measureEveryDaysByLevel: {},
        retentionEvent: 'unplanned',
        isTransferUpPlanned: false,
        earlyDropout: 'sessions',
        isFirstRiseReadmission: true,
      },
    });
    expect(lines).toHaveLength(12);
    expect(lines).toEqual(
      expect.arrayContaining([
        'measured every: 14 days, now 30 days',
        'measured in PHP every: 7 days, now as elsewhere',
        'a path ends after a gap of: 7 days, now 14 days',
        'retention counts: any end of a stay, now unplanned ends only',
        'a dropout is early: within 14 days, now after fewer than 3 attended sessions',
        'primary measure of North: the one with most pairs, now GAD-7',
        'instrument SHAPS added',
        'thresholds of PHQ-8: published, now SD 6, reliability 0.9',
      ]),
    );
  });

  it('says that something changed where its words stay the same', () => {
    const entered = { sd: 6, reliability: 0.9, clinicalMean: null, norm: null };
    const [before, after] = [entered, { ...entered, clinicalMean: 12 }].map((phq8) => ({
      ...BEFORE,
      thresholds: { phq8 },
    }));
    expect(differences(before!, after!)).toEqual(['thresholds of PHQ-8 changed']);
  });

  it('names the values that the program set itself', () => {
    const direct = { reliableChange: 5, cutoff: 9, responseShare: 0.4, remission: 4 };
    const spread = { sd: 6, reliability: 0.9, clinicalMean: null, norm: null };
    const none = { sd: null, reliability: null, clinicalMean: null, norm: null };
    const [before, after] = [
      { ...none, direct },
      { ...spread, direct: { ...direct, cutoff: null, responseShare: null, remission: null } },
    ].map((phq8) => ({ ...BEFORE, thresholds: { phq8 } }));
    expect(differences(before!, after!)).toEqual([
      `thresholds of PHQ-8: reliable change 5 points, cut-off 9, response ${formatShare(0.4, 0)}, remission 4, now SD 6, reliability 0.9, reliable change 5 points`,
    ]);
  });
});
