/** The quality of files as they come in: completeness, validity and accuracy with their counts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import type { FileAccount } from '$lib/ingest/types';
import { deriveSteps } from '$lib/model/derive';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { readAccuracy } from '$lib/quality/accuracy';
import { type GivenFile, readGivenFiles } from '$lib/quality/given-columns';
import { readProblems } from '$lib/quality/problems';
import { type Completeness, readCompleteness } from '$lib/quality/read-completeness';
import type { Grouping } from '$lib/quality/row-groups';
import { overFiles, readValidity } from '$lib/quality/validity';
import { startNodeEngine } from '../support/node-engine';
import { loadAll } from './ingest/support';

let engine: Engine;
let files: readonly GivenFile[];
let accounts: readonly FileAccount[];
const run = (query: string): ReturnType<Engine['query']> => engine.query(query);
const csv = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

const STAYS =
  'person_id,stay_id,level_of_care,admitted_on,discharged_on,discharge_reason,last_contact_on,referred_on,program';

beforeAll(async () => {
  engine = await startNodeEngine();
  accounts = await loadAll(
    engine,
    csv(
      `${STAYS},sex`,
      'P1,S1,iop,2024-01-10,2024-02-01,completed,2024-01-31,2024-01-11,North,F',
      'P2,S2,iop,2024-02-10,2024-03-01,,,,North,',
      'P3,S3,iop,2024-02-11,,completed,2024-02-01,,South,F',
      'P4,S4,iop,,,,,,South,F',
      'P5,S5,iop,2024-02-12,2024-02-01,,,,South,M',
      'P6,S6,ipo,2024-02-12,,,,,South,M',
      'P7,S7,iop,2024-02-30,,,,,,M',
      'P1,S8,iop,2024-03-10,2024-03-20,deceased,,,South,F',
      'P1,S9,iop,2024-04-10,,,,,South,F',
    ),
    csv(
      'person_id,stay_id,level_of_care,admitted_on,discharged_on,program',
      'P1,S1,iop,2024-01-10,,North',
      'P8,S10,iop,2024-05-01,,North',
    ),
    csv(
      'person_id,stay_id,held_on,status,session_type,scheduled_minutes,attended_minutes,group_id,session_id',
      'P1,S1,2024-01-11,attended,group,60,60,g1,a',
      'P1,S1,2024-02-02,attended,group,60,61,,b',
      'P1,S3,2024-02-12,attended,group,60,60,,c',
      'P2,,2024-02-11,no_show,individual,60,,,d',
      'P2,,2024-02-09,attended,individual,x,60,,e',
      'P4,,2024-02-11,attended,individual,60,60,,f',
      'P1,S1,2024-01-11,attended,group,60,60,g1,a',
    ),
  );
  for (const { statement } of deriveSteps(DEFAULT_SETTINGS, [])) {
    await engine.execute(statement.text);
  }
  files = await readGivenFiles(run);
});
afterAll(() => engine.terminate());

/** The grid of one kind as text: `column: all | cell cell`. */
async function grid(kind: string, by: Grouping): Promise<string[]> {
  const found = (await readCompleteness(files, by, run)).find((one) => one.kind === kind);
  const { groups, rows } = found as Completeness;
  const text = (share: { n: number; of: number } | null): string =>
    share ? `${share.n}/${share.of}` : '-';
  return [
    groups.join(' '),
    ...rows.map(({ column, all, cells }) => `${column} ${text(all)}: ${cells.map(text).join(' ')}`),
  ];
}

describe('completeness', () => {
  it('of a file counts rows that lack what every row needs, and knows columns it has not', async () => {
    expect(await grid('stays', 'file')).toEqual([
      '1 2',
      'person_id 6/6: 5/5 1/1',
      'stay_id 6/6: 5/5 1/1',
      'level_of_care 6/6: 5/5 1/1',
      'admitted_on 6/7: 5/6 1/1',
      'discharge_reason 2/3: 2/3 -',
      'program 6/6: 5/5 1/1',
      'sex 4/6: 4/5 -',
      'referred_on 1/6: 1/5 -',
    ]);
  });

  it('of a month or program keeps the same totals', async () => {
    const byFile = await grid('stays', 'file');
    for (const by of ['month', 'program'] as const) {
      const totals = (lines: readonly string[]): string[] =>
        lines.slice(1).map((line) => line.split(':')[0]!);
      expect(totals(await grid('stays', by))).toEqual(totals(byFile));
    }
    expect((await grid('stays', 'month'))[0]).toBe(
      '2024-01 2024-02 2024-03 2024-04 2024-05 set aside',
    );
    expect(await grid('stays', 'program')).toContain('discharge_reason 2/3: 1/2 1/1 0/0');
    expect(await grid('sessions', 'program')).toEqual([
      'North',
      'person_id 3/3: 3/3',
      'held_on 3/3: 3/3',
      'session_id 3/3: 3/3',
      'stay_id 2/3: 2/3',
      'session_type 3/3: 3/3',
      'status 3/3: 3/3',
      'scheduled_minutes 3/3: 3/3',
      'attended_minutes 2/2: 2/2',
      'group_id 1/2: 1/2',
    ]);
  });

  it('names the columns that no file has', async () => {
    const [stays] = await readCompleteness(files, 'file', run);
    expect(stays?.absent).toContain('payer');
    expect(stays?.absent).not.toContain('last_contact_on');
  });
});

describe('validity', () => {
  it('counts values that failed among those given, by file and reason', async () => {
    const values = await readValidity(files, run);
    const shown = overFiles(values)
      .filter(({ n, of }) => n < of)
      .map(({ kind, column, n, of, failed }) => {
        const reasons = failed.map((reason) => `${reason.n} ${reason.label}`).join(', ');
        return `${kind}.${column} ${n}/${of}: ${reasons}`;
      });
    expect(shown).toEqual([
      'stays.level_of_care 6/7: 1 Unknown code',
      'stays.admitted_on 6/7: 1 Impossible date',
      'sessions.scheduled_minutes 3/4: 1 Not a number',
    ]);
    expect(values.find((one) => one.column === 'admitted_on')).toMatchObject({ fileId: 1, of: 6 });
    expect(values.some(({ column }) => column === 'sex')).toBe(false);
  });
});

describe('accuracy', () => {
  it('counts what holds of what was checked, by file', async () => {
    const found = await readAccuracy(run);
    expect(found.map(({ check, fileId, n, of }) => `${check} ${fileId}: ${n}/${of}`)).toEqual([
      'discharge_after_admission 1: 3/4',
      'admission_after_referral 1: 0/1',
      'contact_after_admission 1: 1/2',
      'reason_with_discharge 1: 2/3',
      'not_after_death 1: 4/5',
      'not_after_death 2: 1/1',
      'row_once 1: 9/9',
      'row_once 2: 1/2',
      'row_once 3: 6/7',
      'person_known 3: 3/4',
      'session_inside_named_stay 3: 1/3',
      'session_inside_some_stay 3: 1/2',
      'minutes_within_schedule 3: 1/2',
    ]);
  });
});

describe('the list of problems', () => {
  it('adds up to the account of every file', async () => {
    const problems = await readProblems(run);
    const sum = (severity: string, fileId: number): number =>
      problems
        .filter((one) => one.severity === severity && one.fileId === fileId)
        .reduce((total, { n }) => total + n, 0);
    for (const { fileId, rowsSetAside, cells } of accounts) {
      expect(sum('row', fileId)).toBe(rowsSetAside);
      expect(sum('cell', fileId)).toBe(cells.reduce((total, { n }) => total + n, 0));
    }
    expect(accounts.map(({ rowsSetAside }) => rowsSetAside)).toEqual([4, 1, 4]);
  });
});
