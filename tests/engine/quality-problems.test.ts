/** The list of all problems: rows set aside, cells left empty, rows worth a look, and where they are. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { lineOf } from '$lib/ingest/line-registry';
import { removeFile } from '$lib/ingest/remove-file';
import { deriveSteps } from '$lib/model/derive';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { type Problem, readProblemRows, readProblems } from '$lib/quality/problems';
import { startNodeEngine } from '../support/node-engine';
import { loadAll } from './ingest/support';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterEach(async () => {
  for (const fileId of [1, 2]) await removeFile(engine, fileId);
});
afterAll(() => engine.terminate());

const csv = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const STAYS =
  'person_id,stay_id,level_of_care,admitted_on,discharged_on,last_contact_on,age_band,sex,race_ethnicity';
const SCORES = 'person_id,taken_on,measure,score,rater,note';
const SESSIONS = 'person_id,held_on,status,scheduled_minutes,attended_minutes,session_id';

async function problemsOf(...files: readonly string[]): Promise<readonly Problem[]> {
  await loadAll(engine, ...files);
  for (const { statement } of deriveSteps(DEFAULT_SETTINGS, [])) {
    await engine.execute(statement.text);
  }
  return readProblems((query) => engine.query(query));
}

/** Problems as one line each, with the lines and values of their rows. */
async function listed(...files: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for (const problem of await problemsOf(...files)) {
    const rows = await readProblemRows(
      problem,
      50,
      (query) => engine.query(query),
      (fileId, rowNo) => lineOf(engine, fileId, rowNo),
    );
    const shown = rows?.map(({ line, value }) => (value === null ? line : `${line}=${value}`));
    const { severity, code, fileId, column, n } = problem;
    lines.push(`${severity} ${code} ${fileId}.${column} ${n}: ${shown?.join(', ') ?? '?'}`);
    expect(rows?.length ?? n).toBe(n);
  }
  return lines;
}

const OPEN = 'P1,S1,iop,2024-03-01,,,,,';

describe('the list of problems', () => {
  it('is empty where nothing is wrong', async () => {
    expect(
      await problemsOf(
        csv(STAYS, 'P1,S1,iop,2024-03-01,2024-04-01,,25-34,F,White'),
        csv(SCORES, 'P1,2024-03-01,phq9,12,,'),
      ),
    ).toEqual([]);
  });

  it('has what was lost first, by file and column, with the rows', async () => {
    expect(
      await listed(
        csv(
          STAYS,
          'P1,S1,iop,2024-02-30,,,,,',
          'P2,S2,iop,2024-03-01,2024-02-01,,,,',
          'P3,S3,iop,2024-03-01,2024-05-01,2024-02-01,NA,,',
        ),
        csv(SCORES, 'P3,2024-03-01,phq9,99,,', 'P1,2024-03-01,phq9,9,,'),
      ),
    ).toEqual([
      'row impossible_date 1.admitted_on 1: 2=2024-02-30',
      'row discharge_before_admission 1.discharged_on 1: 3=2024-02-01',
      'row invalid_score 2.score 1: 2=99',
      'row person_never_admitted 2.person_id 1: 3=P1',
      'cell before_admission 1.last_contact_on 1: 4=2024-02-01',
      'note empty_word 1.age_band 1: ?',
    ]);
  });

  it('names a later score of the same day, instrument and rater', async () => {
    expect(
      await listed(
        csv(STAYS, OPEN),
        csv(
          SCORES,
          'P1,2024-03-01,phq9,12,,',
          'P1,2024-03-01,phq9,14,,',
          'P1,2024-03-01,phq9,14,,again',
          'P1,2024-03-01,phq9,13,staff,',
          'P1,2024-03-02,gad7,13,,',
        ),
      ),
    ).toEqual(['note score_superseded 2.score 2: 2=12, 3=14']);
  });

  it('names scores outside the windows of every stay, at both limits of them', async () => {
    expect(
      await listed(
        csv(STAYS, 'P1,S1,iop,2024-03-10,2024-04-10,,,,', 'P2,S2,iop,2024-06-01,,,,,'),
        csv(
          SCORES,
          'P1,2024-03-02,phq9,12,,',
          'P1,2024-03-03,phq9,12,,',
          'P1,2024-04-17,phq9,12,,',
          'P1,2024-04-18,phq9,12,,',
          'P2,2024-06-20,phq9,12,,',
        ),
      ),
    ).toEqual(['note score_outside_windows 2.taken_on 2: 2=2024-03-02, 5=2024-04-18']);
  });

  it('names minutes above the scheduled, and days of more than 16 hours', async () => {
    expect(
      await listed(
        csv(STAYS, OPEN),
        csv(
          SESSIONS,
          'P1,2024-03-01,attended,60,90,a',
          'P1,2024-03-02,no_show,60,90,b',
          'P1,2024-03-02,attended,900,,c',
          'P1,2024-03-02,attended,61,,d',
          'P1,2024-03-03,attended,900,,e',
          'P1,2024-03-03,attended,60,,f',
        ),
      ),
    ).toEqual([
      'note minutes_over_scheduled 2.attended_minutes 1: 2=2024-03-01',
      'note minutes_over_day 2.attended_minutes 2: 4=961 minutes on 2024-03-02, 5=961 minutes on 2024-03-02',
    ]);
  });

  it('names stays of more than two years, and open ones of which nothing was heard for 30 days', async () => {
    expect(
      await listed(
        csv(
          STAYS,
          'P1,S1,iop,2020-01-01,2021-12-31,,,,',
          'P2,S2,iop,2020-01-01,2022-01-01,,,,',
          'P3,S3,residential,2020-01-01,2023-01-01,,,,',
          'P4,S4,php,2024-04-01,,,,,',
          'P5,S5,php,2024-04-01,,2024-05-31,,,',
          'P6,S6,php,2024-04-01,,,,,',
          'P7,S7,php,2024-05-31,,,,,',
        ),
        csv(SCORES, 'P6,2024-05-30,phq9,12,,', 'P7,2024-06-30,phq9,12,,'),
      ),
    ).toEqual([
      'note long_stay 1.discharged_on 1: 3=731 days',
      'note open_without_record 1.discharged_on 2: 5=last record 2024-04-01, 7=last record 2024-05-30',
    ]);
  });

  it('says nothing of open stays where no file could hold a record of them', async () => {
    const stays = csv(STAYS, OPEN, 'P2,S2,iop,2024-03-01,2024-06-01,,,,');
    expect(await listed(stays)).toEqual([]);
  });

  it('names people who change, but not those who age or were not asked', async () => {
    expect(
      await listed(
        csv(
          STAYS,
          'P1,S1,iop,2020-01-01,2020-02-01,,18-24,F,White',
          'P1,S2,iop,2023-01-01,2023-02-01,,25-34,f,Declined',
          'P1,S3,iop,2023-06-01,2023-07-01,,45-54,M,Black',
          'P2,S4,iop,2020-01-01,2020-02-01,,under 18,,',
          'P2,S5,iop,2020-03-01,2020-04-01,,18-24,,',
          'P3,S6,iop,2020-01-01,2020-02-01,,65+,,',
          'P3,S7,iop,2020-03-01,2020-04-01,,55-64,,',
          'P4,S8,iop,2020-01-01,2020-02-01,,34,,',
          'P4,S9,iop,2024-03-01,2024-04-01,,39,,',
          'P5,SA,iop,2020-01-01,2020-02-01,,34,,',
          'P5,SB,iop,2020-03-01,2020-04-01,,36,,',
        ),
      ),
    ).toEqual([
      'note person_changes 1.age_band 3: 4, 8, 12',
      'note person_changes 1.race_ethnicity 1: 4',
      'note person_changes 1.sex 1: 4',
    ]);
  });
});
