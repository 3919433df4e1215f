/**
 * The messy sample through the import as a person maps it: looked at, asked about, answered by label,
 * loaded, checked against each other. Every planted fault is set aside for its own reason, and the
 * questions are those that the README of the sample names.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { accounting } from '$lib/ingest/accounting';
import { lineOf } from '$lib/ingest/line-registry';
import { loadFile } from '$lib/ingest/load';
import type { FileProfile } from '$lib/ingest/proposal';
import { questionsOf } from '$lib/ingest/propose/propose';
import { ownCode, unknownWords } from '$lib/ingest/propose/words';
import { settle } from '$lib/ingest/settle';
import { setAsideRows } from '$lib/ingest/set-aside';
import type { FileAccount, FilePlan } from '$lib/ingest/types';
import { deriveSteps } from '$lib/model/derive';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { readDataQuestions } from '$lib/session/data-questions';
import { readDataFacts } from '$lib/session/facts';
import { lookAt } from '$lib/session/look';
import { NO_MEMORY } from '$lib/session/mapping-memory';
import type { Expected, ExpectedFile } from '../../sample-data/messy/expected';
import { startNodeEngine } from '../support/node-engine';

const FOLDER = 'sample-data/messy';
const TODAY = '2026-11-26';

const readme = readFileSync(`${FOLDER}/README.md`, 'utf8');
const { dataCut, files } = JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8')) as Expected;

/** What a person answers, by the id of the question; every question is named here, and no other. */
const ANSWERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Census_Report.csv': {
    'left-out-words': 'Leave them out',
    'open-words': 'No, set those rows aside',
  },
  'Assessments.csv': { 'who5-unit': 'Yes: multiply by 4' },
  'Attendance_Export.csv': {
    'day-order': '5/12/2026 is 12 May 2026',
    'cancel-who': 'The client, in time',
    'program-day': '3 hours',
  },
  'Experience.csv': {},
};

/** Words that stay without a code on purpose. */
const UNKNOWN: Readonly<Record<string, readonly string[]>> = {
  'Census_Report.csv': ['sober coach', 'see notes'],
  'Assessments.csv': [],
  'Attendance_Export.csv': ['tele?'],
  'Experience.csv': [],
};

interface Mapped {
  readonly expected: ExpectedFile;
  readonly file: File;
  readonly proposed: FilePlan;
  readonly profile: FileProfile;
  /** The plan with every answer. */
  readonly plan: FilePlan;
  /** Questions in the order in which they were asked. */
  readonly asked: readonly {
    readonly id: string;
    readonly text: string;
    readonly answer: string;
  }[];
}

/** Maps a file as the page does: one question after the other, each for the plan as it is then. */
async function map(expected: ExpectedFile): Promise<Mapped> {
  const name = expected.file;
  const file = new File([readFileSync(`${FOLDER}/${name}`)], name);
  const look = await lookAt(file, NO_MEMORY, TODAY);
  if (look.state !== 'unmapped') throw new Error(`${name} is ${look.state}.`);
  const { profile, proposal } = look;
  const asked: { id: string; text: string; answer: string }[] = [];
  let { plan } = proposal;
  for (;;) {
    const open = questionsOf(plan, profile, TODAY).find(
      ({ id }) => !asked.some((question) => question.id === id),
    );
    if (!open) break;
    const label = ANSWERS[name]?.[open.id];
    const answer = open.answers.find((candidate) => candidate.label === label);
    if (!answer) {
      const labels = open.answers.map((candidate) => candidate.label).join(' | ');
      throw new Error(`${name}: no answer to ${open.id} (${labels})`);
    }
    asked.push({ id: open.id, text: open.text, answer: answer.label });
    plan = answer.apply(plan);
  }
  return { expected, file, proposed: proposal.plan, profile, plan, asked };
}

let engine: Engine;
let mapped: readonly Mapped[];
let accounts: readonly FileAccount[];

beforeAll(async () => {
  engine = await startNodeEngine();
  mapped = await Promise.all(files.map(map));
  for (const [at, { file, plan }] of mapped.entries()) {
    await loadFile(engine, file, at + 1, plan, { today: TODAY });
  }
  await settle(
    engine,
    mapped.map(({ file }, at) => ({ fileId: at + 1, name: file.name, order: at + 1 })),
  );
  accounts = await accounting(engine);
});

afterAll(() => engine.terminate());

/** `line reason column=value`; what stands in the whole row is compared where it tells something. */
function entry(
  line: number,
  reason: string,
  column: string | null,
  value: string | null | undefined,
): string {
  return `${line} ${reason} ${column ?? 'row'}=${value ?? 'nothing'}`;
}

function fileNo(name: string): number {
  return files.findIndex(({ file }) => file === name) + 1;
}

/** The part of the README about the questions of a file. */
function sectionOf(title: string): string {
  return readme.split(`### ${title}\n`)[1]?.split(/^##/m)[0] ?? '';
}

/** The numbered lines of that part. */
function listedIn(title: string): string[] {
  return [...sectionOf(title).matchAll(/^\d+\. (.*)$/gm)].map(([, line]) => line!);
}

async function number(query: string): Promise<number> {
  const found = await engine.query(`SELECT (${query})::INTEGER AS n`);
  return found.number('n', 0)!;
}

describe.each(files)('$file', (expected) => {
  const name = expected.file;
  const { mapping } = expected;
  const own = (): Mapped => mapped.find(({ file }) => file.name === name)!;

  it('raises the questions that the README names, and no other', () => {
    const { asked } = own();
    expect(asked.map(({ id }) => id)).toEqual(Object.keys(ANSWERS[name]!));
    expect(listedIn(name)).toEqual(asked.map(({ text, answer }) => `${text} (${answer})`));
  });

  it('leaves those words open that the README names, and no other', () => {
    const { plan, profile } = own();
    expect(unknownWords(plan, profile).map(({ word }) => word)).toEqual(UNKNOWN[name]);
    for (const word of UNKNOWN[name]!) {
      expect(sectionOf(name).toLowerCase()).toContain(`\`${word}\``);
    }
  });

  it('is told by its bytes, and mapped to the columns that expected.json means', () => {
    const { plan } = own();
    const { encoding, delimiter } = expected.dialect;
    expect(plan.dialect).toMatchObject({ encoding, delimiter });
    expect(plan.kind).toBe(mapping.kind);
    expect(plan.header).toEqual(mapping.header);
    const named = Object.fromEntries(
      Object.entries(plan.columns).map(([column, at]) => [column, plan.header[at]]),
    );
    expect(named).toEqual(mapping.columns);
    expect(plan.extras.map(({ header }) => header)).toEqual(mapping.extras ?? []);
    expect(plan.reading.dayFormats).toEqual(mapping.dayFormats);
    expect(plan.reading.factors).toEqual(mapping.factors ?? {});
    const parts = plan.reading.shape.kind === 'scores' ? plan.reading.shape.parts : [];
    expect(parts.map(({ measure, at }) => [measure, at.map((one) => plan.header[one])])).toEqual(
      Object.entries(mapping.scores ?? {}).map(([measure, header]) => [measure, [header]]),
    );
    const { minutesBetween: between, billing } = plan.reading;
    expect(
      between && { start: plan.header[between.startAt], end: plan.header[between.endAt] },
    ).toEqual(mapping.minutesBetween ?? null);
    expect(
      billing && {
        column: plan.header[billing.at],
        programDayMinutes: billing.programDayMinutes,
      },
    ).toEqual(mapping.billing ?? null);
  });

  it('reads every word as expected.json means it', () => {
    const { codes } = own().plan.reading;
    for (const [column, meant] of Object.entries(mapping.codes)) {
      if (column === 'top_box') continue; // Yes and no are read as they are.
      for (const [word, code] of Object.entries(meant)) {
        expect(codes[column]?.[word] ?? ownCode(column, word), `${column}: ${word}`).toBe(code);
      }
      const others = Object.keys(codes[column] ?? {}).filter((word) => !(word in meant));
      expect(others, column).toEqual([]);
    }
  });

  it('accounts for every row', () => {
    const account = accounts.find((one) => one.name === name)!;
    expect(account).toMatchObject({
      kind: mapping.kind,
      rowsRead: expected.rows,
      rowsLoaded: expected.rowsLoaded,
      rowsSetAside: expected.aside.length,
    });
  });

  it('sets aside every planted row with its line, reason, column and value, and no other', async () => {
    const fileId = fileNo(name);
    const rows = await setAsideRows(engine, { fileId, limit: 1000, offset: 0 });
    const found = rows.map(({ line, reason, column, value }) => entry(line, reason, column, value));
    // The day of an orphan is kept as it was read.
    const meant = expected.aside.map(({ line, reason, column, value }) =>
      entry(line, reason, column, reason === 'orphan' ? '2026-09-09' : value),
    );
    expect(found).toEqual(meant);
  });

  it('loses every planted cell with its line, reason, column and value, and no other', async () => {
    const fileId = fileNo(name);
    const cells = await engine.query(
      `SELECT row_no, reason, column_name, value FROM cell_aside WHERE file_id = ${fileId}
       ORDER BY row_no`,
    );
    const found = cells.rows().map((cell) => {
      const line = lineOf(engine, fileId, Number(cell['row_no']));
      return entry(
        line,
        String(cell['reason']),
        String(cell['column_name']),
        cell['value'] as string | null,
      );
    });
    // In a wide file a cell is named by the column of the file.
    const meant = expected.lost.map(({ line, reason, column, value, measure }) =>
      entry(line, reason, measure ? mapping.scores![measure]! : column, value),
    );
    expect(found).toEqual(meant);
  });

  it('has the notices that expected.json counts', async () => {
    const fileId = fileNo(name);
    const found = await engine.query(
      `SELECT code, column_name, sum(n)::INTEGER AS n FROM notice WHERE file_id = ${fileId}
       GROUP BY ALL ORDER BY ALL`,
    );
    const of = (code: string): [string, number][] =>
      found
        .rows()
        .filter((row) => row['code'] === code)
        .map((row) => [String(row['column_name']), Number(row['n'])]);
    const sum = (code: string): number => of(code).reduce((all, [, n]) => all + n, 0);
    expect(Object.fromEntries(of('empty_word'))).toEqual(expected.notices.empty_word);
    expect(sum('open_end_day')).toBe(expected.notices.open_end_day);
    expect(sum('identical_sessions')).toBe(expected.notices.identical_sessions);
  });
});

describe('the files together', () => {
  it('raise the question about their latest days that the README names, and no other', async () => {
    const run = (text: string): ReturnType<Engine['query']> => engine.query(text);
    const extras = await engine.query('SELECT name FROM extra_column');
    for (const { statement } of deriveSteps(DEFAULT_SETTINGS, extras.column('name').map(String))) {
      await engine.execute(statement.text);
    }
    const facts = await readDataFacts(run, DEFAULT_SETTINGS);
    expect(facts.dataCut).toBe(dataCut);
    const questions = await readDataQuestions(run, facts);
    expect(questions.map(({ id }) => id)).toEqual(['extraction-days 2026-10-12 2026-10-31']);
    const [{ text, answers }] = questions as [(typeof questions)[number]];
    const meant = answers.find(({ apply }) => apply(DEFAULT_SETTINGS).dataCut === null)!;
    expect(listedIn('Between the files')).toEqual([`${text} (${meant.label})`]);
  });

  it('have the word for housing as a filter', async () => {
    const extras = await engine.query('SELECT label FROM extra_column');
    expect(extras.column('label')).toEqual(['Housing']);
  });
});

describe('what was loaded', () => {
  it('is in the codes of the app, with every program day at its minutes', async () => {
    const levels = await engine.query(
      'SELECT DISTINCT level_of_care AS code FROM stays ORDER BY code',
    );
    const { mapping } = files.find(({ file }) => file === 'Census_Report.csv')!;
    const meant = Object.values(mapping.codes['level_of_care']!);
    expect(levels.column('code')).toEqual([...new Set(meant)].sort());
    // A program day without times is three hours; a session with times is as long as they say.
    const assumed = await engine.query(`SELECT DISTINCT scheduled_minutes::INTEGER AS minutes
      FROM sessions WHERE minutes_assumed AND session_type = 'group'`);
    expect(assumed.column('minutes')).toContain(180);
    const withoutMinutes = 'SELECT count(*) FROM sessions WHERE scheduled_minutes IS NULL';
    expect(await number(withoutMinutes)).toBe(0);
  });

  it('holds as many scores as expected.json counts, WHO-5 in percent', async () => {
    const { scoresMade } = files.find(({ file }) => file === 'Assessments.csv')!;
    expect(await number('SELECT count(*) FROM scores')).toBe(scoresMade);
    expect(await number(`SELECT max(score) FROM scores WHERE measure = 'who5'`)).toBeGreaterThan(
      25,
    );
    expect(
      await number(`SELECT count(*) FROM scores WHERE measure = 'who5' AND score % 4 <> 0`),
    ).toBe(0);
  });
});
