/**
 * Files that know days since admission, the order of visits, or scores without any stay: small cases
 * by hand, from the text of the files to the derived tables. And which side of a threshold counts.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { loadFile } from '$lib/ingest/load';
import { PLAIN_READING, type PhaseRole, type Reading } from '$lib/ingest/reading';
import { removeFile } from '$lib/ingest/remove-file';
import { settle } from '$lib/ingest/settle';
import { type FilePlan, PLAIN_FILE } from '$lib/ingest/types';
import { CANONICAL, type Kind } from '$lib/model/canonical';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { derive } from '$lib/session/import-files';
import { readTimeMode } from '$lib/session/facts';
import { startNodeEngine } from '../support/node-engine';
import { aside, emptied } from './ingest/support';

const TODAY = '2026-11-26';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());
beforeEach(() => emptied(engine));

/** A file with our column names; the reading tells the rest. */
interface Source {
  readonly kind: Kind;
  readonly text: string;
  readonly reading?: Partial<Reading>;
}

function planOf({ kind, text, reading }: Source): FilePlan {
  const header = text.split('\n')[0]!.split(',');
  const known = CANONICAL[kind].map(({ name }) => name);
  return {
    kind,
    dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled' },
    header,
    columns: Object.fromEntries(
      header.flatMap((name, at) => (known.includes(name) ? [[name, at]] : [])),
    ),
    extras: [],
    ...PLAIN_FILE,
    reading: { ...PLAIN_READING, ...reading },
  };
}

/** Loads files as 1, 2, … the way the session does, and derives every table. */
async function load(sources: readonly Source[], settings?: Settings): Promise<void> {
  for (const [at, source] of sources.entries()) {
    const file = new Blob([`${source.text}\n`]);
    await loadFile(engine, file, at + 1, planOf(source), { today: TODAY });
  }
  await finish(
    sources.map((_, at) => at + 1),
    settings,
  );
}

async function finish(fileIds: readonly number[], settings = DEFAULT_SETTINGS): Promise<void> {
  await settle(
    engine,
    fileIds.map((fileId) => ({ fileId, name: `f${fileId}.csv`, order: fileId })),
  );
  await derive(engine, settings, () => undefined);
}

/** Rows of a query as texts. */
async function rows(query: string): Promise<string[]> {
  const found = await engine.query(query);
  return found.rows().map((row) => Object.values(row).map(String).join(' '));
}

/** Days as they were written: since day 0. */
function since(column: string): string {
  return `(${column} - DATE '2000-01-01')::INTEGER AS ${column}`;
}

const table = (header: string, ...lines: readonly string[]): string =>
  [header, ...lines].join('\n');

describe('days since admission', () => {
  const relative = { time: 'relative' } as const;
  const stays = (...lines: readonly string[]): Source => ({
    kind: 'stays',
    reading: relative,
    text: table(
      'person_id,stay_id,level_of_care,admitted_on,discharged_on,last_contact_on,observed_until',
      ...lines,
    ),
  });
  const scores = (...lines: readonly string[]): Source => ({
    kind: 'scores',
    reading: relative,
    text: table('person_id,stay_id,taken_on,measure,score', ...lines),
  });
  const sessions = (...lines: readonly string[]): Source => ({
    kind: 'sessions',
    reading: relative,
    text: table('person_id,stay_id,held_on,status', ...lines),
  });

  /** Every stay with its end of observation and its length. */
  const observed = (): Promise<string[]> =>
    rows(`SELECT stay_id, ${since('cut_on')}, length_days, is_open::INTEGER FROM stay
      ORDER BY stay_id`);

  it('follow an open stay up to its own last record, whatever the records of others', async () => {
    await load([
      stays(
        'A,a,php,0,,,', // a score on day 50
        'B,b,php,0,,,', // a session on day 12
        'C,c,php,0,,31,', // a contact on day 31
        'D,d,php,0,,,', // nothing
        'E,e,php,0,400,,', // ended long after all of them
        'F,f,php,0,,20,', // a score before the contact
      ),
      scores('A,,50,phq9,9', 'A,,3,phq9,12', 'F,,10,phq9,9'),
      sessions('B,,12,no_show', 'B,,90,scheduled', 'A,,41,attended'),
    ]);
    expect(await observed()).toEqual([
      'a 50 50 1',
      'b 12 12 1', // A booking is no record.
      'c 31 31 1',
      'd 0 1 1',
      'e null 400 0',
      'f 20 20 1',
    ]);
  });

  it('give a record that names a stay to that stay only', async () => {
    await load([
      stays('A,a1,php,0,20,,', 'A,a2,iop,25,,,', 'B,b1,php,0,,,', 'B,b2,iop,5,,,'),
      scores('A,a1,60,phq9,9', 'A,a2,40,phq9,9', 'B,b1,30,phq9,9', 'B,,9,phq9,8'),
    ]);
    expect(await observed()).toEqual(['a1 null 20 0', 'a2 40 15 1', 'b1 30 30 1', 'b2 9 4 1']);
  });

  it('end observation where the file says so, for all stays of the person', async () => {
    await load([
      stays('A,a1,php,0,20,,90', 'A,a2,iop,25,,,', 'B,b,php,0,,,30'),
      scores('A,a2,40,phq9,9', 'B,,55,phq9,9'),
    ]);
    expect(await observed()).toEqual(['a1 90 20 0', 'a2 90 65 1', 'b 30 30 1']);
  });

  it('tell "nowhere" from "not seen long enough" by the end of observation of the person', async () => {
    await load([
      stays(
        'A,a,php,0,20,,27',
        'B,b,php,0,20,,26',
        'C,c,php,0,20,,50',
        'D,d,php,0,20,,49',
        'E,e,php,0,20,,',
        'F,f1,php,0,20,,', // A move is a move, also where nobody knows how long it was looked for.
        'F,f2,iop,27,40,,',
        'G,g1,iop,0,20,,',
        'G,g2,php,28,40,,',
        'H,h,php,0,900,,', // No common calendar: the last day of others tells nothing.
      ),
    ]);
    const moves = await rows(`SELECT stay_id, next_move_7, next_move_30 FROM stay
      WHERE stay_id NOT IN ('f2', 'g2', 'h') ORDER BY stay_id`);
    expect(moves).toEqual([
      'a none not_yet_observed',
      'b not_yet_observed not_yet_observed',
      'c none none',
      'd none not_yet_observed',
      'e not_yet_observed not_yet_observed',
      'f1 step_down step_down',
      'g1 not_yet_observed step_up',
    ]);
  });

  it('leave an open stay without a move, and a path open with it', async () => {
    await load([stays('A,a1,php,0,20,,', 'A,a2,iop,25,,60,'), scores('A,a2,40,phq9,9')]);
    expect(await rows('SELECT stay_id, next_move_7 FROM stay ORDER BY stay_id')).toEqual([
      'a1 step_down',
      'a2 null',
    ]);
    expect(
      await rows(`SELECT label, is_open::INTEGER, ${since('cut_on')}, length_days FROM path`),
    ).toEqual(['PHP > IOP 1 60 60']);
  });

  it('take scores within the windows of a stay, as dates do', async () => {
    await load([
      stays('A,a,iop,0,40,,', 'B,b,iop,0,40,,'),
      scores('A,,-7,phq9,18', 'A,,43,phq9,6', 'A,,44,phq9,1', 'B,,8,phq9,18', 'B,,30,phq9,6'),
    ]);
    expect(
      await rows(`SELECT stay_id, p.status, p.baseline::INTEGER, p.last::INTEGER, p.days_between
        FROM score_pair p JOIN stay USING (stay_no) WHERE p.unit = 'stay' ORDER BY stay_id`),
    ).toEqual(['a paired 18 6 50', 'b no_baseline null null null']);
  });
});

describe('the order of visits', () => {
  const roles = (
    ...list: readonly (readonly [word: string, position: number, role: PhaseRole])[]
  ): Partial<Reading> => ({
    time: 'order',
    phases: Object.fromEntries(list.map(([word, position, role]) => [word, { position, role }])),
  });
  const TRIAL = roles(
    ['pre', 0, 'baseline'],
    ['mid', 1, 'either'],
    ['post', 2, 'later'],
    ['d180', 3, 'follow_up'],
  );
  const byPhase = (reading: Partial<Reading>, ...lines: readonly string[]): Source => ({
    kind: 'scores',
    reading,
    text: table('person_id,phase,measure,score', ...lines),
  });
  const byVisit = (...lines: readonly string[]): Source => ({
    kind: 'scores',
    reading: { time: 'order' },
    text: table('person_id,visit,measure,score', ...lines),
  });

  /** Every person with the pair of a stay; visits have no days. */
  const pairs = (measure = 'phq9'): Promise<string[]> =>
    rows(`SELECT s.person_id, p.status, p.baseline::INTEGER, p.last::INTEGER
      FROM score_pair p JOIN stay_base s USING (stay_no)
      WHERE p.unit = 'stay' AND p.measure = '${measure}' ORDER BY s.stay_id`);

  it('starts a change at the lowest visit and ends it at the highest, by number', async () => {
    await load([
      byVisit(
        'A,10,phq9,4',
        'A,2,phq9,18',
        'A,9,phq9,11',
        'B,3,phq9,9',
        'C,-1,phq9,20',
        'C,0.5,phq9,7',
      ),
    ]);
    expect(await pairs()).toEqual(['A paired 18 4', 'B no_later_score 9 null', 'C paired 20 7']);
    expect(
      await rows(`SELECT count(*)::INTEGER FROM score_pair
        WHERE baseline_on IS NULL AND last_on IS NULL AND days_between IS NULL`),
    ).toEqual(['3']);
    expect(
      await rows(`SELECT visit::VARCHAR, visit_label, day, week, taken_on FROM score_point
        WHERE person_no = 1 ORDER BY visit`),
    ).toEqual(['2.0 2 null null null', '9.0 9 null null null', '10.0 10 null null null']);
  });

  it('goes by the place of a word, not by the alphabet or the row', async () => {
    await load([byPhase(TRIAL, 'A,Post,phq9,5', 'A,PRE,phq9,19', 'A,mid,phq9,12')]);
    expect(await pairs()).toEqual(['A paired 19 5']);
    expect(
      await rows('SELECT visit::INTEGER, visit_label FROM score_point ORDER BY visit'),
    ).toEqual(['0 PRE', '1 mid', '2 Post']);
  });

  it('keeps to the roles: what may start, what may end, what is neither', async () => {
    await load([
      byPhase(
        TRIAL,
        'A,pre,phq9,20',
        'A,d180,phq9,2', // A follow-up ends nothing.
        'B,mid,phq9,15',
        'B,post,phq9,9', // Mid may start.
        'C,post,phq9,8',
        'C,d180,phq9,3', // Nothing may start.
        'D,pre,phq9,21',
        'D,mid,phq9,13', // Mid may end.
        'E,d180,phq9,1', // A follow-up alone is no score of the program.
        'F,pre,phq9,17',
        'F,post,phq9,10',
        'F,d180,phq9,25',
      ),
    ]);
    expect(await pairs()).toEqual([
      'A no_later_score 20 null',
      'B paired 15 9',
      'C no_baseline null null',
      'D paired 21 13',
      'E no_score null null',
      'F paired 17 10',
    ]);
  });

  it('may have two words that only start: the later one never ends', async () => {
    await load([
      byPhase(
        roles(['screen', 0, 'baseline'], ['intake', 1, 'baseline'], ['exit', 2, 'later']),
        'A,screen,phq9,20',
        'A,intake,phq9,18',
        'B,screen,phq9,20',
        'B,intake,phq9,18',
        'B,exit,phq9,6',
        'C,intake,phq9,16',
        'C,exit,phq9,6',
      ),
    ]);
    expect(await pairs()).toEqual(['A no_later_score 20 null', 'B paired 20 6', 'C paired 16 6']);
  });

  it('reads a word by the place that its own file gives it', async () => {
    const early = roles(['a', 0, 'baseline'], ['b', 1, 'later']);
    const late = roles(['a', 5, 'later'], ['b', 4, 'baseline']);
    await load([
      byPhase(early, 'A,a,phq9,20', 'A,b,phq9,8'),
      byPhase(late, 'B,a,phq9,7', 'B,b,phq9,19'),
    ]);
    expect(await pairs()).toEqual(['A paired 20 8', 'B paired 19 7']);
  });

  it('puts visits of several files in one order, numbers and words', async () => {
    await load([
      byVisit('A,2,phq9,16', 'A,3,phq9,12'),
      byPhase(
        roles(['start', 1, 'baseline'], ['end', 4, 'later']),
        'A,start,phq9,21',
        'A,end,phq9,5',
      ),
    ]);
    expect(await pairs()).toEqual(['A paired 21 5']);
    expect(await rows('SELECT visit_label FROM score_point ORDER BY visit')).toEqual([
      'start',
      '2',
      '3',
      'end',
    ]);
  });

  it('takes the last of two scores of one visit, and keeps instruments apart', async () => {
    await load([byVisit('A,1,phq9,20', 'A,2,phq9,9', 'A,2,phq9,7', 'A,1,gad7,15', 'A,3,gad7,5')]);
    expect(await pairs()).toEqual(['A paired 20 7']);
    expect(await pairs('gad7')).toEqual(['A paired 15 5']);
  });

  it('serves the stay that it names, or the only one; with several nobody can tell', async () => {
    const stays: Source = {
      kind: 'stays',
      text: table(
        'person_id,stay_id,level_of_care,admitted_on,discharged_on',
        'A,a,iop,2026-01-05,2026-02-01',
        'B,b1,php,2026-01-05,2026-02-01',
        'B,b2,iop,2026-02-03,2026-03-01',
      ),
    };
    const scores: Source = {
      kind: 'scores',
      reading: { time: 'order' },
      text: table(
        'person_id,stay_id,visit,measure,score',
        'A,,1,phq9,20',
        'A,,2,phq9,8',
        'B,b2,1,phq9,18',
        'B,b2,2,phq9,6',
        'B,,3,phq9,1',
      ),
    };
    await load([stays, scores]);
    // No windows: the scores have no days that could lie outside of one.
    expect(await pairs()).toEqual(['A paired 20 8', 'B no_score null null', 'B paired 18 6']);
    expect(await aside(engine)).toEqual(['2:6 visit_of_no_stay stay_id=null']);
    expect(await readTimeMode((text) => engine.query(text))).toMatchObject({
      timeMode: 'dates',
      hasStays: true,
    });
  });
});

describe('scores without stays', () => {
  const dated = (...lines: readonly string[]): Source => ({
    kind: 'scores',
    text: table('person_id,program,stay_id,taken_on,measure,score', ...lines),
  });

  const pairs = (): Promise<string[]> =>
    rows(`SELECT s.person_id, p.status, p.baseline::INTEGER, p.last::INTEGER, p.days_between
      FROM score_pair p JOIN stay_base s USING (stay_no) WHERE p.unit = 'stay' ORDER BY ALL`);

  it('make one finished stay per person, from the first score to the last', async () => {
    await load([
      dated(
        'A,,,2026-09-30,phq9,5',
        'A,,,2025-01-01,phq9,21',
        'A,,,2026-01-15,gad7,9',
        'B,,,2026-03-01,phq9,9',
      ),
    ]);
    expect(
      await rows(`SELECT person_id, level, admitted_on::VARCHAR, discharged_on::VARCHAR,
        is_open::INTEGER, rank, program FROM stay ORDER BY person_id`),
    ).toEqual([
      'A not_given 2025-01-01 2026-09-30 0 null not given',
      'B not_given 2026-03-01 2026-03-01 0 null not given',
    ]);
    expect(await readTimeMode((text) => engine.query(text))).toMatchObject({
      timeMode: 'dates',
      hasStays: false,
    });
  });

  it('pair the first score with the last whatever the windows say', async () => {
    const none = { baselineBefore: 0, baselineAfter: 0, lastAfter: 0, dischargeAround: 0 };
    const settings = { ...DEFAULT_SETTINGS, scoreWindow: none };
    const file = dated(
      'A,,,2025-01-01,gad7,10', // The stay begins with another instrument, half a year before.
      'A,,,2025-07-01,phq9,20',
      'A,,,2025-12-01,phq9,14',
      'A,,,2026-06-01,phq9,7',
      'A,,,2026-10-01,gad7,3', // and ends with it.
    );
    await load([file], settings);
    expect(await pairs()).toEqual(['A paired 10 3 638', 'A paired 20 7 335']);
  });

  it('take the program that the scores name first, and the stays that they name for nothing', async () => {
    await load([
      dated(
        'A,,s1,2026-01-01,phq9,20',
        'A,North,s1,2026-02-01,phq9,15',
        'A,South,s2,2026-03-01,phq9,8',
        'B,South,s1,2026-01-01,phq9,12',
        'B,South,,2026-03-01,phq9,11',
      ),
    ]);
    expect(await rows('SELECT person_id, program FROM stay ORDER BY person_id')).toEqual([
      'A North',
      'B South',
    ]);
    expect(await pairs()).toEqual(['A paired 20 8 59', 'B paired 12 11 59']);
    expect(await aside(engine)).toEqual([]);
  });

  it('have one score only where a person has one', async () => {
    await load([
      dated(
        'A,,,2026-01-01,phq9,20',
        'A,,,2026-02-01,phq9,9',
        'B,,,2026-01-01,phq9,12',
        'C,,,2026-01-01,phq9,12',
        'C,,,2026-01-01,phq9,3', // The same day: the last row counts, and it is one day.
      ),
    ]);
    expect(await pairs()).toEqual([
      'A paired 20 9 31',
      'B no_later_score 12 null null',
      'C no_later_score 3 null null',
    ]);
  });

  it('may know days since the first of them only', async () => {
    const relative: Source = {
      kind: 'scores',
      reading: { time: 'relative' },
      text: table('person_id,taken_on,measure,score', 'A,0,phq9,20', 'A,200,phq9,6'),
    };
    await load([relative]);
    expect(await pairs()).toEqual(['A paired 20 6 200']);
    expect(await rows(`SELECT ${since('discharged_on')}, length_days FROM stay`)).toEqual([
      '200 200',
    ]);
    expect(await readTimeMode((text) => engine.query(text))).toMatchObject({
      timeMode: 'relative',
      hasStays: false,
    });
  });

  it('belong to real stays as soon as a file of stays is loaded, and to none again after', async () => {
    const scores = dated(
      'A,,,2026-01-05,phq9,20',
      'A,,,2026-09-01,phq9,6',
      'B,,,2026-01-05,phq9,9',
    );
    await load([scores]);
    expect(await pairs()).toEqual(['A paired 20 6 239', 'B no_later_score 9 null null']);

    const stays: Source = {
      kind: 'stays',
      text: table(
        'person_id,level_of_care,admitted_on,discharged_on',
        'A,iop,2026-01-05,2026-02-01',
      ),
    };
    await loadFile(engine, new Blob([`${stays.text}\n`]), 2, planOf(stays), { today: TODAY });
    await finish([1, 2]);
    expect(await pairs()).toEqual(['A no_later_score 20 null null']);
    expect(await aside(engine)).toEqual(['1:4 person_never_admitted person_id=B']);

    await removeFile(engine, 2);
    await finish([1]);
    expect(await pairs()).toEqual(['A paired 20 6 239', 'B no_later_score 9 null null']);
    expect(await aside(engine)).toEqual([]);
  });
});

describe('a change as large as the threshold', () => {
  /** Falls of the PCL-5 by so many points, and rises of it. */
  const FALLS = [9, 10, 11, 48, 49, 50];

  /** The class of each change, by points; below zero = worse. */
  async function classes(settings: Settings): Promise<Record<string, string>> {
    const lines = FALLS.flatMap((points) => [
      `down${points},1,pcl5,${10 + points}`,
      `down${points},2,pcl5,10`,
      `up${points},1,pcl5,10`,
      `up${points},2,pcl5,${10 + points}`,
    ]);
    await load(
      [
        {
          kind: 'scores',
          reading: { time: 'order' },
          text: table('person_id,visit,measure,score', ...lines),
        },
      ],
      settings,
    );
    const found = await engine.query(`SELECT s.person_id, p.change_class
      FROM classified_pair p JOIN stay_base s USING (stay_no)
      WHERE p.unit = 'stay' AND p.profile = 'site'`);
    return Object.fromEntries(
      found.rows().map((row) => [String(row['person_id']), String(row['change_class'])]),
    );
  }

  it('is reliable by the published threshold', async () => {
    expect(await classes(DEFAULT_SETTINGS)).toEqual({
      down9: 'unchanged',
      down10: 'improved',
      down11: 'improved',
      down48: 'improved',
      down49: 'improved',
      down50: 'improved',
      up9: 'unchanged',
      up10: 'deteriorated',
      up11: 'deteriorated',
      up48: 'deteriorated',
      up49: 'deteriorated',
      up50: 'deteriorated',
    });
  });

  it('is not by one that was entered: it must be larger', async () => {
    // 1.96 · 25 · sqrt(2 · (1 - 0.5)) is 49 points without a remainder.
    expect(1.96 * 25 * Math.sqrt(2 * (1 - 0.5))).toBe(49);
    const entered = { sd: 25, reliability: 0.5, clinicalMean: null, norm: null };
    const settings = { ...DEFAULT_SETTINGS, thresholds: { pcl5: entered } };
    expect(await classes(settings)).toEqual({
      down9: 'unchanged',
      down10: 'unchanged',
      down11: 'unchanged',
      down48: 'unchanged',
      down49: 'unchanged',
      down50: 'improved',
      up9: 'unchanged',
      up10: 'unchanged',
      up11: 'unchanged',
      up48: 'unchanged',
      up49: 'unchanged',
      up50: 'deteriorated',
    });
  });

  it('is judged by what was entered for its own instrument only', async () => {
    const entered = { sd: 25, reliability: 0.5, clinicalMean: null, norm: null };
    const settings = { ...DEFAULT_SETTINGS, thresholds: { phq9: entered } };
    expect((await classes(settings))['down10']).toBe('improved');
  });

  it('of the cut-off: a score on it is on the unwell side, on either direction', async () => {
    const lines = [29, 30, 31].flatMap((score) => [`A${score},1,pcl5,${score}`]);
    const better = [48, 52, 56].flatMap((score) => [`A${score},1,who5,${score}`]);
    const file: Source = {
      kind: 'scores',
      reading: { time: 'order' },
      text: table('person_id,visit,measure,score', ...lines, ...better),
    };
    // Criterion c: half way where both groups spread alike, 30 of the PCL-5 and 52 of the WHO-5.
    const thresholds = {
      pcl5: { sd: 10, reliability: 0.9, clinicalMean: 50, norm: { mean: 10, sd: 10 } },
      who5: { sd: 20, reliability: 0.9, clinicalMean: 32, norm: { mean: 72, sd: 20 } },
    };
    const unwell = (): Promise<string[]> =>
      rows(`SELECT s.person_id FROM classified_pair p JOIN stay_base s USING (stay_no)
        WHERE p.unit = 'stay' AND p.profile = 'site' AND p.is_baseline_unwell ORDER BY s.person_id`);
    await load([file], { ...DEFAULT_SETTINGS, thresholds });
    expect(await unwell()).toEqual(['A30', 'A31', 'A48', 'A52']);
    await derive(engine, DEFAULT_SETTINGS, () => undefined);
    // Published: PCL-5 from 31 on, WHO-5 below 52.
    expect(await unwell()).toEqual(['A31', 'A48']);
  });
});
