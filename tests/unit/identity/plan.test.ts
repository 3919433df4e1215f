/** Which columns a person decides about, what a decision does to a plan, and what is shown until then. */
import { describe, expect, it, vi } from 'vitest';
import type { IdentityDecision } from '$lib/identity/decision';
import type { ColumnText, Finding } from '$lib/identity/find';
import type { IdentifierKind } from '$lib/identity/kinds';
import { heldDecisions, keepsRawLines, storedPlan, withDecisions } from '$lib/ingest/identity-plan';
import {
  askedFindings,
  hiddenPositions,
  openFindings,
  shownProfile,
} from '$lib/ingest/open-findings';
import { profileOf } from '$lib/ingest/profile';
import type { FileProfile } from '$lib/ingest/proposal';
import type { FilePlan } from '$lib/ingest/types';
import { planOf } from '../mapping/files';

// The kind stands in the name of the column, so that each case says what was found.
vi.mock('$lib/identity/find', () => ({
  findIdentifiers: (columns: readonly ColumnText[]): readonly Finding[] =>
    columns.flatMap(({ at, name, values }) => {
      const [, kind, by] = /^\w+ (\w+) by (header|values|both)$/.exec(name) ?? [];
      if (!kind) return [];
      const hits = values.reduce((sum, { n }) => sum + n, 0);
      const found = { at, name, kind: kind as IdentifierKind, by: by as Finding['by'] };
      return [{ ...found, cells: hits, hits, because: 'a test says so' }];
    }),
}));

const HEADER = [
  'Client record_number by header',
  'Level name by values',
  'Start event_date by values',
  'Program name by values',
  'Mail email by values',
  'Zip zip5 by both',
  'Housing',
];
const PLAN = planOf('stays', HEADER, {
  columns: { person_id: 0, level_of_care: 1, admitted_on: 2, program: 3 },
  extras: [
    { name: 'x_mail', header: HEADER[4]! },
    { name: 'x_zip', header: HEADER[5]! },
    { name: 'x_housing', header: HEADER[6]! },
  ],
  reading: {
    codes: { program: { 'example, a': 'North' }, level_of_care: { 'day tx': 'php' } },
    leaveOut: [
      { at: 4, words: ['a@example.org'] },
      { at: 6, words: ['none'] },
    ],
  },
});

function profile(header: readonly string[] = HEADER): FileProfile {
  return profileOf(
    header,
    [header.map((_, at) => `v${at}`), header.map((_, at) => `w${at}`)],
    true,
  );
}
const PROFILE = profile();

const ats = (findings: readonly Finding[]): readonly number[] => findings.map(({ at }) => at);
const decide = (
  at: number,
  kind: IdentifierKind,
  action: IdentityDecision['action'],
  reason: string | null = null,
): IdentityDecision => ({ at, kind, action, reason });

describe('columns that are asked about', () => {
  it('are those whose meaning does not explain their looks', () => {
    // Not the person, not a code, not a canonical day; but a program may hold names.
    expect(ats(askedFindings(PLAN, PROFILE))).toEqual([3, 4, 5]);
  });

  it('are asked about again once they lose their meaning', () => {
    const unmapped: FilePlan = { ...PLAN, columns: { person_id: 0, admitted_on: 2, program: 3 } };
    expect(ats(askedFindings(unmapped, PROFILE))).toEqual([1, 3, 4, 5]);
  });

  it('are codes too, where their values are nothing but an identifier', () => {
    const header = ['a', 'Level email by values', 'Start email by values'];
    const plan = planOf('stays', header, { columns: { person_id: 0, level_of_care: 1 } });
    expect(ats(askedFindings(plan, profile(header)))).toEqual([1, 2]);
  });

  it('are not diagnoses that look like names or sentences, and not scores in columns', () => {
    const header = ['Dx name by values', 'Dx2 free_text by values', 'Q1 other_number by values'];
    const stays = planOf('stays', header, { columns: { primary_dx: 0, other_dx: 1 } });
    expect(ats(askedFindings(stays, profile(header)))).toEqual([2]);
    const parts = [{ measure: 'phq9', at: [2], phase: null }];
    const scores = planOf('scores', header, { reading: { shape: { kind: 'scores', parts } } });
    expect(ats(askedFindings(scores, profile(header)))).toEqual([0, 1]);
  });

  it('are looked at by all values of the first part, also beyond the frequent ones', () => {
    const header = ['id', 'Mail email by values'];
    const rows = Array.from({ length: 300 }, (_, no) => [String(no), `m${no}`]);
    const plan = planOf('stays', header, { columns: { person_id: 0 } });
    expect(askedFindings(plan, profileOf(header, rows, true))[0]!.hits).toBe(300);
  });
});

describe('a finding', () => {
  it('waits while a needed day or id has no column: it may be that column', () => {
    const header = [
      'Start event_date by values',
      'Case record_number by header',
      'LOC',
      'Mail email by values',
    ];
    const found = profile(header);
    const plan = planOf('stays', header, { columns: { level_of_care: 2 } });
    expect(ats(openFindings(plan, found))).toEqual([3]);
    expect([...hiddenPositions(plan, found)]).toEqual([0, 1, 3]);
    const named = { ...plan, columns: { level_of_care: 2, person_id: 1 } };
    expect(ats(openFindings(named, found))).toEqual([3]);
    const other = { ...plan, columns: { level_of_care: 2, person_id: 2, admitted_on: 2 } };
    expect(ats(openFindings(other, found))).toEqual([0, 1, 3]);
  });

  it('is decided by a drop, by a coarser form, or by a reason', () => {
    const decided = withDecisions(PLAN, [
      decide(3, 'name', 'keep', 'names of houses, not of people'),
      decide(4, 'email', 'drop'),
      decide(5, 'zip5', 'coarsen'),
    ]);
    expect(openFindings(decided, PROFILE)).toEqual([]);
  });

  it.each([
    ['kept without a reason', decide(3, 'name', 'keep', ' ')],
    ['kept as another kind', decide(3, 'free_text', 'keep', 'because')],
    ['made coarse though nothing coarser is left', decide(3, 'name', 'coarsen')],
  ])('is open where its column is %s', (_, decision) => {
    expect(ats(openFindings(withDecisions(PLAN, [decision]), PROFILE))).toContain(3);
  });

  it('is open again where the column that was dropped is mapped after all', () => {
    const dropped = withDecisions(PLAN, [decide(4, 'email', 'drop')]);
    const mapped = { ...dropped, columns: { ...dropped.columns, site: 4 } };
    expect(ats(openFindings(dropped, PROFILE))).not.toContain(4);
    expect(ats(openFindings(mapped, PROFILE))).toContain(4);
  });
});

describe('a decision', () => {
  it('takes a column that is dropped out of every use', () => {
    const dropped = withDecisions(PLAN, [decide(3, 'name', 'drop'), decide(4, 'email', 'drop')]);
    expect(dropped.columns).toEqual({ person_id: 0, level_of_care: 1, admitted_on: 2 });
    expect(dropped.extras.map(({ name }) => name)).toEqual(['x_zip', 'x_housing']);
    expect(dropped.reading.codes).toEqual({ level_of_care: { 'day tx': 'php' } });
    expect(dropped.reading.leaveOut).toEqual([{ at: 6, words: ['none'] }]);
    expect(keepsRawLines(dropped)).toBe(false);
  });

  it('takes scores, minutes and lengths that need the column with it', () => {
    const plan = planOf('scores', ['id', 'a', 'b'], {
      reading: {
        shape: {
          kind: 'scores',
          parts: [
            { measure: 'phq9', at: [1], phase: null },
            { measure: 'gad7', at: [2], phase: null },
          ],
        },
        minutesBetween: { startAt: 1, endAt: 2 },
        billing: { at: 1, programDayMinutes: 180 },
        history: { episodeAt: 1 },
      },
    });
    const { reading } = withDecisions(plan, [decide(1, 'other_number', 'drop')]);
    expect(reading.shape).toMatchObject({ parts: [{ measure: 'gad7' }] });
    expect(reading.minutesBetween).toBeNull();
    expect(reading.billing).toBeNull();
    expect(reading.history).toEqual({ episodeAt: null });
  });

  it('brings a column back that is kept after all', () => {
    const dropped = withDecisions(PLAN, [decide(5, 'zip5', 'drop')]);
    const back = withDecisions(dropped, [decide(5, 'zip5', 'coarsen')]);
    expect(back.extras.map(({ header }) => header)).toContain(HEADER[5]);
    expect(back.identity.columns).toEqual([decide(5, 'zip5', 'coarsen')]);
  });

  it('holds in a load while its column is used as it was decided', () => {
    const decided = withDecisions(PLAN, [decide(4, 'email', 'drop'), decide(5, 'zip5', 'coarsen')]);
    expect(heldDecisions(decided)).toHaveLength(2);
    // A day that everything needs is no longer a column to be dropped or made coarse.
    const asDay = { ...decided, columns: { ...decided.columns, discharged_on: 5 } };
    expect(heldDecisions(asDay).map(({ at }) => at)).toEqual([4]);
  });
});

describe('what the page shows', () => {
  it('has no value of a column that is open, dropped or made coarse, but its counts', () => {
    const decided = withDecisions(PLAN, [
      decide(3, 'name', 'keep', 'names of houses'),
      decide(5, 'zip5', 'coarsen'),
    ]);
    const hidden = hiddenPositions(decided, PROFILE);
    expect([...hidden]).toEqual([4, 5]);
    const shown = shownProfile(PROFILE, hidden);
    const text = JSON.stringify([shown.columns.map(({ values }) => values), shown.rows]);
    for (const at of [4, 5]) expect(text).not.toMatch(new RegExp(`[vw]${at}`));
    for (const at of [0, 1, 2, 3, 6]) expect(text).toContain(`v${at}`);
    expect(shown.columns[4]).toMatchObject({ filled: 2, distinct: 2 });
  });
});

describe('what is stored of a plan', () => {
  it('has no words of flagged columns, and asks about such a column again', () => {
    const decided = withDecisions(PLAN, [
      decide(3, 'name', 'keep', 'names of houses'),
      decide(4, 'email', 'keep', 'the alumni survey'),
      decide(5, 'zip5', 'coarsen'),
    ]);
    const stored = storedPlan(decided);
    expect(JSON.stringify(stored)).not.toMatch(/example/);
    expect(stored.reading.codes).toEqual({ level_of_care: { 'day tx': 'php' } });
    expect(stored.identity.columns.map(({ at }) => at)).toEqual([5]);
    expect(ats(openFindings(stored, PROFILE))).toEqual([3, 4]);
  });

  it('is the same plan where no word is lost', () => {
    const decided = withDecisions(PLAN, [decide(4, 'email', 'drop')]);
    expect(storedPlan(decided)).toEqual(decided);
  });
});
